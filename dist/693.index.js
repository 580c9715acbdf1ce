export const id = 693;
export const ids = [693];
export const modules = {

/***/ 5309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L8: () => (/* binding */ classify),
/* harmony export */   Os: () => (/* binding */ errorAt),
/* harmony export */   bX: () => (/* binding */ stringAt),
/* harmony export */   fK: () => (/* binding */ valueAt)
/* harmony export */ });
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2733);
/** What an answer means: a body, an error of a known class, a redirect. */

/**
 * Classifies an answer: by the code in its body first, by its HTTP status second.
 *
 * @param hide takes out of every text what the answer echoes of the request's signature
 */
function classify(answer, dialect, hide) {
    const { status, body } = answer;
    const clean = (text) => hide(bounded(text));
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_0__/* .parseJson */ .q)(body, clean);
    const error = dialect.readError(json, body);
    const text = error === undefined ? '' : [error.code, error.message].filter(Boolean).map(clean).join(': ');
    const failed = (meaning, what) => ({
        kind: 'error',
        meaning,
        code: clean(error?.code ?? ''),
        text: [`HTTP ${status}`, what].filter(Boolean).join(' '),
    });
    if (error !== undefined) {
        const row = dialect.codes.find(([code, , message]) => code.test(error.code) && (message === undefined || message.test(error.message)));
        if (row !== undefined)
            return failed(row[1], text);
    }
    if (status >= 300 && status < 400) {
        return { kind: 'redirect', target: hide(answer.headers['location'] ?? 'an unnamed place') };
    }
    // A page is no answer of the API: a portal, a proxy or a firewall has given it. A refused key stays refused.
    const page = error === undefined && isPage(answer.headers['content-type'] ?? '', body);
    const listed = dialect.statuses[status];
    const stands = listed === 'throttled' || listed === 'credentials';
    const byStatus = status >= 500 || (page && !stands) ? 'server' : listed;
    if (byStatus !== undefined)
        return failed(byStatus, page ? PAGE : text);
    if (error !== undefined)
        return failed(status >= 400 ? 'rejected' : 'server', text);
    if (json === undefined)
        return failed('server', `with ${describeBody(body)}`);
    if (status >= 400)
        return failed('server', 'without an error code');
    return { kind: 'body', json };
}
/** The string at a key of an unknown value; empty where there is none. */
function stringAt(value, key) {
    if (typeof value !== 'object' || value === null)
        return '';
    const found = Reflect.get(value, key);
    return typeof found === 'string' ? found : '';
}
/** The error whose code and message are texts at these keys of an unknown value; nothing without a code. */
function errorAt(value, codeKey, messageKey) {
    const code = stringAt(value, codeKey);
    return code === '' ? undefined : { code, message: stringAt(value, messageKey) };
}
/** The value at a key of an unknown value. */
function valueAt(value, key) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
const MOST_CHARACTERS = 4000;
/**
 * A text without what is beyond its first 4,000 characters, so that no answer is too long to be cleaned and told.
 * It ends where a word ends: half a secret could not be recognised.
 */
function bounded(text) {
    if (text.length <= MOST_CHARACTERS)
        return text;
    const whole = /^.*\s/s.exec(text.slice(0, MOST_CHARACTERS))?.[0] ?? '';
    return `${whole.trimEnd()} … (${text.length} characters)`;
}
const PAGE = 'with a page of HTML or XML instead of JSON';
function isPage(contentType, body) {
    return /^\s*text\/html\b/i.test(contentType) || /^\s*</.test(body);
}
function describeBody(body) {
    return body.trim() === '' ? 'an empty body' : 'a body that is no complete JSON, or gives a key twice';
}


/***/ }),

/***/ 3895:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F5: () => (/* binding */ shapeOf),
/* harmony export */   Ng: () => (/* binding */ connect),
/* harmony export */   P9: () => (/* binding */ retryAfter),
/* harmony export */   Q$: () => (/* binding */ dateOf)
/* harmony export */ });
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2207);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7115);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5309);
/* harmony import */ var _http_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3050);
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9642);
/** A host with a credential: signs, sends, classifies, checks the shape of each answer. */





/** Later than every deadline. */
const LONGEST_WISH_MS = 240 * 3_600_000;
/** Connects a host with a credential. */
function connect(options) {
    const { baseUrl, dialect, credentials, trust, clock, world } = options;
    /** How far the server's clock is ahead of ours, in ms. */
    const ahead = (answer) => {
        const server = dateOf(answer.headers);
        return Number.isNaN(server) ? undefined : server - world.date().getTime();
    };
    const exchange = async (credential, call, look) => {
        const url = (0,_url_js__WEBPACK_IMPORTED_MODULE_3__/* .urlUnder */ .U)(baseUrl, call.path, call.query);
        for (;;) {
            const offsetMs = clock.offsetMs();
            const signed = options.sign(credential, call, url, new Date(world.date().getTime() + offsetMs));
            look.sent();
            const answer = await options.send({ ...signed, place: options.place }, look.signal);
            if (answer.kind === 'fault')
                return answer;
            const result = (0,_classify_js__WEBPACK_IMPORTED_MODULE_4__/* .classify */ .L8)(answer, dialect, (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .hideExactly */ .R5)(signed.confidential));
            const skewed = result.kind === 'error' && result.meaning === 'clock-skew';
            if (!skewed || look.signal.aborted || !clock.correct(offsetMs, ahead(answer)))
                return { kind: 'outcome', answer, result, renewed: false };
        }
    };
    /** One call: with the credential of now, and once more with a new one where that is refused and another can be had. */
    const attempt = async (call, look) => {
        const first = await credentials.current(look.signal);
        if (first.kind !== 'credential')
            return first;
        const outcome = await exchange(first.value, call, look);
        if (outcome.kind === 'fault' || !isRefusal(outcome.result) || look.signal.aborted)
            return outcome;
        if (!credentials.renew(first.value))
            return outcome;
        const second = await credentials.current(look.signal);
        if (second.kind !== 'credential')
            return second;
        const again = await exchange(second.value, call, look);
        return again.kind === 'fault' ? again : { ...again, renewed: true };
    };
    return {
        call: async (call, schema, look) => {
            const refusal = await trust.enter(baseUrl.origin);
            if (refusal !== undefined)
                return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', refusal);
            let shown;
            try {
                if (look.signal.aborted)
                    return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)('given up');
                const outcome = await attempt(call, look);
                if (outcome.kind === 'fault')
                    return (0,_http_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .seenOf */ .Pm)(outcome);
                if (outcome.kind !== 'outcome')
                    return outcome;
                look.wished?.(retryAfter(outcome.answer.headers));
                const reply = interpret(outcome, call, options);
                shown = shownBy(outcome.result, reply);
                if (reply.kind !== 'answer')
                    return reply;
                const parsed = schema.safeParse(reply.body);
                if (parsed.success)
                    return { kind: 'answer', body: parsed.data };
                return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(`HTTP ${outcome.answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`);
            }
            finally {
                trust.leave(baseUrl.origin, shown);
            }
        },
    };
}
/** Whether the credential was refused: as expired, or as one that the cloud does not know any more. */
function isRefusal(result) {
    return result.kind === 'error' && (result.meaning === 'expired' || result.meaning === 'credentials');
}
function interpret({ answer, result, renewed }, call, { baseUrl, dialect, credentialsHint, }) {
    if (result.kind === 'body')
        return { kind: 'answer', body: result.json };
    if (result.kind === 'redirect') {
        const target = URL.canParse(result.target, baseUrl.href)
            ? new URL(result.target, baseUrl).href
            : result.target;
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', `redirected to ${target}, where nothing is sent; check the endpoint`);
    }
    const said = result.text.replace(/(?<![.\s])[.\s]+$/, '');
    // A refused signature comes back with the string that was signed: only its code is repeated.
    const code = result.code === '' ? `HTTP ${answer.status}` : result.code;
    if (renewed && isRefusal(result)) {
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `${dialect.vendor} refused the credentials (${code}), also right after they were renewed: ${credentialsHint}`);
    }
    switch (result.meaning) {
        case 'throttled':
        case 'server':
        case 'nonce-used':
            return { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(said), throttled: result.meaning === 'throttled' };
        case 'absent':
            return { kind: 'absent', providerState: code, reason: said, ids: call.ids };
        case 'permission':
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `${dialect.vendor} does not permit ${call.operation}: grant the user or role of the credentials ${call.permission} (${said})`);
        case 'credentials':
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `${dialect.vendor} refused the credentials (${code}): ${credentialsHint}`);
        case 'expired':
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `the credentials expired while the gate waited, or before (${code}): the deployment itself may be well; ${credentialsHint}`);
        case 'clock-skew':
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `${dialect.vendor} refused the time of the request (${code}), also after a correction: set this machine's clock`);
        case 'rejected':
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `${dialect.vendor} does not take ${call.operation}: ${said}`);
    }
}
/** What an answer has shown of the credential. A gateway in front may answer before it looks at the signature. */
function shownBy(result, reply) {
    if (result.kind === 'body')
        return 'accepted';
    if (result.kind === 'redirect')
        return undefined;
    if (reply.kind === 'refused' && ['credentials', 'expired', 'clock-skew'].includes(result.meaning)) {
        return { refused: reply.reason };
    }
    const fromService = result.code !== '' && !result.code.startsWith('APIG');
    return fromService && (result.meaning === 'absent' || result.meaning === 'permission')
        ? 'accepted'
        : undefined;
}
const NUMBER = /^\d+(\.\d+)?$/;
/** Milliseconds that the server wishes: Alibaba's own header, or `Retry-After` in seconds or as a date. */
function retryAfter(headers) {
    const own = headers['x-acs-retry-after'] ?? '';
    if (NUMBER.test(own))
        return Math.min(Number(own), LONGEST_WISH_MS);
    const standard = headers['retry-after'] ?? '';
    if (NUMBER.test(standard))
        return Math.min(Number(standard) * 1000, LONGEST_WISH_MS);
    const until = /[a-z]/i.test(standard) ? Date.parse(standard) - dateOf(headers) : Number.NaN;
    return Number.isNaN(until) ? 0 : Math.min(Math.max(until, 0), LONGEST_WISH_MS);
}
/** The server's clock, in ms; no number where it does not tell. */
function dateOf(headers) {
    return Date.parse(headers['date'] ?? '');
}
/** The first thing that is wrong with the shape of an answer. */
function shapeOf({ issues }) {
    const [said] = issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
    return String(said).replace('received undefined', 'received nothing');
}


/***/ }),

/***/ 8189:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Hy: () => (/* binding */ ATTEMPT_MS),
/* harmony export */   Xp: () => (/* binding */ createDispatchers),
/* harmony export */   ss: () => (/* binding */ CONNECT_MS)
/* harmony export */ });
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6752);
/** The connections: straight or through a proxy, with their time limits. */

/** The longest time that making a connection may take, in ms. */
const CONNECT_MS = 10_000;
/** The longest time that one attempt may take, in ms. */
const ATTEMPT_MS = 30_000;
const KEEP_ALIVE_MS = 4_000;
/** An IAM token comes in a header, and may have 20,000 characters: more than Node takes by default. */
const MOST_HEADER_BYTES = 64 * 1024;
/**
 * Makes connections as they are needed.
 *
 * @param connections to one host at once
 */
function createDispatchers(proxy, connections) {
    // HTTP/1.1 only: a session of HTTP/2 outlives the attempt that found it dead, and sends again by itself.
    // Certificates count whatever NODE_TLS_REJECT_UNAUTHORIZED says: the gate must not hand credentials to anyone.
    const connect = { timeout: CONNECT_MS, allowH2: false, rejectUnauthorized: true };
    const options = {
        connections,
        pipelining: 1,
        keepAliveTimeout: KEEP_ALIVE_MS,
        keepAliveMaxTimeout: KEEP_ALIVE_MS,
        headersTimeout: ATTEMPT_MS,
        bodyTimeout: ATTEMPT_MS,
        maxHeaderSize: MOST_HEADER_BYTES,
        connect,
    };
    const through = (uri) => uri === ''
        ? new undici__WEBPACK_IMPORTED_MODULE_0__.Agent(options)
        : new undici__WEBPACK_IMPORTED_MODULE_0__.EnvHttpProxyAgent({
            ...options,
            httpProxy: uri,
            httpsProxy: uri,
            noProxy: proxy.except,
            proxyTls: connect,
            requestTls: connect,
            // An attempt cannot be given up while its connection is made: a proxy that keeps silent must not hold it.
            clientFactory: (origin, rest) => new undici__WEBPACK_IMPORTED_MODULE_0__.Pool(origin, { ...rest, headersTimeout: CONNECT_MS }),
        });
    // undici would also send https through the proxy that is for http.
    const plain = through(proxy.http);
    const secure = through(proxy.https);
    const isSecure = ({ protocol }) => protocol === 'https:';
    return {
        to: (url) => (isSecure(url) ? secure : plain),
        isProxied: (url) => (isSecure(url) ? proxy.https : proxy.http) !== '',
        close: async () => {
            await Promise.all([plain.destroy(), secure.destroy()]);
        },
    };
}


/***/ }),

/***/ 1910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fj: () => (/* binding */ UNSTOPPED),
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   qO: () => (/* binding */ passing),
/* harmony export */   ux: () => (/* binding */ faultAt)
/* harmony export */ });
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3895);
/* harmony import */ var _http_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3050);
/** What the exchanges of an OIDC token for a session have in common. */



/** Nobody gives up an exchange: many may wait for it. It ends by itself, since every request does. */
const UNSTOPPED = new AbortController().signal;
/** What a fault of the network means, and on the way to whom it was met. */
function faultAt(service, fault) {
    return (0,_http_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .seenOf */ .Pm)({ ...fault, reason: `${service}: ${fault.reason}` });
}
/** An error that may pass, as a look sees it; nothing where it will not. */
function passing(service, answer, result) {
    if (result.kind === 'redirect')
        return undefined;
    if (!['throttled', 'server', 'nonce-used'].includes(result.meaning))
        return undefined;
    // Not the lane's own throttling: the rate of its requests has nothing to do with it.
    return { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(`${service}: ${result.text}`), retryAfterMs: (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .retryAfter */ .P9)(answer.headers) };
}
/** A `Date` is in whole seconds: what it is subtracted from may come out too long by so much. */
const CLOCK_GRAIN_MS = 1_000;
/**
 * How long a session lives that was given out with this answer, in ms, and never longer than it does. The service's own
 * clock tells: when it says that it gave the session out, or its `Date`. No number where it tells neither.
 */
function lifeOf(expires, answer, issued = '') {
    const sinceDate = Date.parse(expires) - (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .dateOf */ .Q$)(answer.headers);
    const sinceIssue = Date.parse(expires) - Date.parse(issued);
    if (Number.isNaN(sinceDate) || sinceIssue <= sinceDate)
        return sinceIssue;
    return Math.max(sinceDate - CLOCK_GRAIN_MS, sinceDate / 2);
}


/***/ }),

/***/ 3050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   Pm: () => (/* binding */ seenOf),
/* harmony export */   WA: () => (/* binding */ PROXY_REFUSED),
/* harmony export */   "do": () => (/* binding */ transient),
/* harmony export */   h2: () => (/* binding */ fatal)
/* harmony export */ });
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _dispatchers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8189);
/** What an error of the network means, and whether it may pass. */


const UNRESOLVED_MS = 30_000;
/** A fault that may pass. */
function transient(reason) {
    return { kind: 'fault', reason, fatal: false };
}
/** A fault that no other attempt will cure. */
function fatal(reason) {
    return { kind: 'fault', reason, fatal: true };
}
/** What a look that met this fault has seen. */
function seenOf({ reason, fatal: isFatal, hopelessAfterMs }) {
    if (isFatal)
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('', reason);
    return { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(reason), hopelessAfterMs };
}
/** What a 407 means. */
const PROXY_REFUSED = 'the proxy wants other credentials (407); check HTTPS_PROXY and HTTP_PROXY';
/** Errors of a certificate: OpenSSL's X509 codes as Node names them, and Node's own for a wrong name. */
const CERTIFICATE_CODE = /^(CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERROR_IN_|CRL_|INVALID_|HOSTNAME_MISMATCH|PATH_LENGTH_|UNSPECIFIED$)/;
const CERTIFICATE_HINTS = [
    [/^(ERR_TLS_CERT_ALTNAME|HOSTNAME_)/, 'it is for other names: check the endpoint, and the proxy'],
    [
        /^CERT_(HAS_EXPIRED|NOT_YET)/,
        "its time is over or has not begun: renew it there, or set this machine's clock",
    ],
    [/^UNSPECIFIED/, 'its key or a signature may be too weak'],
    [/./, 'a private certificate authority, also that of a proxy, goes into NODE_EXTRA_CA_CERTS'],
];
/** The two sides have no protocol in common, or the other one does not speak TLS at all. */
const HANDSHAKE_CODE = /^(EPROTO|ERR_SSL_.*(VERSION|PROTOCOL|HANDSHAKE_FAILURE|CERTIFICATE|UNKNOWN_CA|CIPHER|RECORD_TYPE|PACKET_LENGTH))/;
/**
 * What the network's error means for a request to this URL.
 *
 * @param place what says that it goes there, such as `the region`
 */
function faultOf(error, url, place) {
    const codes = stringsOf(error, 'code');
    const code = codes[0] ?? '';
    // undici wraps what is wrong with the certificate of a proxy.
    const certificate = codes.find((each) => CERTIFICATE_CODE.test(each));
    if (certificate !== undefined) {
        const host = stringsOf(error, 'host')[0] ?? url.host;
        const hint = CERTIFICATE_HINTS.find(([each]) => each.test(certificate))?.[1];
        return fatal(`the certificate of ${host} is not accepted (${certificate}): ${hint}`);
    }
    if (HANDSHAKE_CODE.test(code)) {
        return fatal(`no TLS with ${url.host} (${code}); check the endpoint and its port, and the proxy`);
    }
    const refusal = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(messageOf(error))?.[1];
    if (refusal !== undefined) {
        return refusal === '407' ? fatal(PROXY_REFUSED) : transient(`the proxy answered HTTP ${refusal}`);
    }
    if (code === 'ENOTFOUND') {
        const host = unknownHost(error) ?? url.hostname;
        const hint = host === url.hostname
            ? 'check the region or the endpoint; a runner behind a proxy needs HTTPS_PROXY'
            : 'check HTTPS_PROXY and HTTP_PROXY';
        const reason = `the host ${host} is not found (ENOTFOUND); ${hint}`;
        return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
    }
    const what = place === undefined ? '' : `${place}, `;
    const way = NO_WAY.test(code)
        ? ` on the way to ${url.host}; check ${what}the network, and HTTPS_PROXY`
        : '';
    return transient(`${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)})${way}`);
}
/** What a runner meets that has no way to the host, or that is to go through a proxy. */
const NO_WAY = /^(ECONNREFUSED|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH)$/;
const FAULT_WORDS = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection reset',
    EAI_AGAIN: 'the host name could not be looked up',
    UND_ERR_PRX_CONN: 'the proxy closed the connection',
    UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
    UND_ERR_CONNECT_TIMEOUT: `no connection within ${_dispatchers_js__WEBPACK_IMPORTED_MODULE_1__/* .CONNECT_MS */ .ss / 1000} s`,
    UND_ERR_SOCKET: 'the connection was closed',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'the answer was cut off',
};
/** The name that a look-up was for: the target's, or that of the proxy. */
function unknownHost(error) {
    return stringsOf(error, 'hostname')[0];
}
/** The texts at a key of an error and of its causes, the outermost first: undici wraps what the socket said. */
function stringsOf(error, key, depth = 0) {
    if (!(error instanceof Error) || depth > 5)
        return [];
    const own = Reflect.get(error, key);
    const inner = error instanceof AggregateError ? error.errors.slice(0, 1) : [];
    const causes = [...inner, error.cause].flatMap((cause) => stringsOf(cause, key, depth + 1));
    return typeof own === 'string' ? [own, ...causes] : causes;
}
function messageOf(error) {
    return error instanceof Error ? `${error.message}` : '';
}
function nameOf(error) {
    return error instanceof Error ? error.name : 'unknown';
}


/***/ }),

/***/ 6734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ fetchIdToken),
/* harmony export */   Kw: () => (/* binding */ refusalText),
/* harmony export */   ay: () => (/* binding */ ID_TOKEN_PERMISSION)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2857);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2207);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7115);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5309);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1910);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2733);
/** The job's OIDC token, as the runner gives it out. */






/** What lets a job have OIDC tokens. */
const ID_TOKEN_PERMISSION = 'grant the job "permissions: id-token: write" (a pull request from a fork never has it)';
const SERVICE = "the job's OIDC token";
/** GitHub's token service: `{"message", "typeKey", …}`. */
const dialect = {
    vendor: 'GitHub',
    readError: (json) => {
        const [code, message] = [(0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .stringAt */ .bX)(json, 'typeKey'), (0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .stringAt */ .bX)(json, 'message')];
        return code === '' && message === '' ? undefined : { code, message };
    },
    codes: [],
    statuses: {
        400: 'rejected',
        401: 'permission',
        403: 'permission',
        404: 'rejected',
        408: 'server',
        429: 'throttled',
    },
};
const Answer = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ value: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().regex(/^[\x21-\x7e]{4,20000}$/) });
/**
 * Asks GitHub for a fresh OIDC token of the job; they live about 5 minutes. Not by @actions/core: that follows
 * redirects, tries again by itself, and has no end where nobody answers.
 */
async function fetchIdToken({ url: base, token }, audience, { send, hide }) {
    const url = new URL(base);
    url.searchParams.set('audience', audience);
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    const answer = await send({ method: 'GET', url, headers, confidential: [token] }, _exchange_js__WEBPACK_IMPORTED_MODULE_2__/* .UNSTOPPED */ .Fj);
    if (answer.kind === 'fault')
        return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_2__/* .faultAt */ .ux)(SERVICE, answer);
    const result = (0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .classify */ .L8)(answer, dialect, (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .hideExactly */ .R5)([token]));
    if (result.kind === 'redirect') {
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', `GitHub redirected the request for ${SERVICE}, which is sent nowhere else`);
    }
    if (result.kind === 'error') {
        const passes = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_2__/* .passing */ .qO)(SERVICE, answer, result);
        if (passes !== undefined)
            return passes;
        const hint = result.meaning === 'permission' ? ID_TOKEN_PERMISSION : `check the audience "${audience}"`;
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(result.code, `GitHub gave no OIDC token for the job (${result.text}): ${hint}`);
    }
    const parsed = Answer.safeParse(result.json);
    if (!parsed.success)
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(`${SERVICE}: HTTP ${answer.status} without a token`);
    const { value } = parsed.data;
    hide(value);
    return { kind: 'token', value, claims: claimsOf(value, audience) };
}
/** Says that a service refused the exchange of a token, what to set up, and for which token. */
function refusalText(service, said, setUp, { issuer, audience, subject }) {
    const claims = Object.entries({ iss: issuer, aud: audience, sub: subject })
        .filter(([, claim]) => claim !== '')
        .map(([name, claim]) => `${name} "${claim}"`)
        .join(', ');
    const words = said.replace(/(?<![.\s])[.\s]+$/, '');
    return `${service} refused to exchange the job's OIDC token (${words}): ${setUp}; the token has ${claims}`;
}
/** Reads a token without trusting it: whether it is genuine is the cloud's to say. */
function claimsOf(token, asked) {
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_5__/* .parseJson */ .q)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const claim = (name) => (0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .stringAt */ .bX)(payload, name).slice(0, MOST_OF_A_CLAIM);
    return { issuer: claim('iss'), audience: claim('aud') || asked, subject: claim('sub') };
}
const MOST_OF_A_CLAIM = 200;


/***/ }),

/***/ 2733:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/** Reads JSON without rounding an id, and without choosing between two values of one key. */
/**
 * Reads JSON. Integers beyond 2^53 stay text, so that no id is rounded. A text that gives a key of an object
 * twice is not read: which of the two counts is anybody's guess. A byte order mark before it is dropped.
 *
 * @param clean changes every text that is a value
 * @returns the value; nothing if it cannot be read
 */
function parseJson(written, clean = (same) => same) {
    const text = written.replace(/^\uFEFF/, '');
    let keys = 0;
    function read(_key, value, { source } = {}) {
        if (!Array.isArray(this))
            keys += 1;
        if (typeof value === 'string')
            return clean(value);
        if (typeof value !== 'number' || Number.isSafeInteger(value))
            return value;
        return /^-?\d+$/.test(String(source)) ? source : value;
    }
    try {
        const value = JSON.parse(text, read);
        // The whole is read as the value of a key, too; of a key that is given twice only the last is.
        return keys - 1 === countKeys(text) ? value : undefined;
    }
    catch {
        // No JSON, or not to its end.
    }
    return undefined;
}
/** How many keys a valid JSON text has: strings before a colon, since within it nothing else is one. */
function countKeys(text) {
    let keys = 0;
    for (const [, colon] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?/g))
        if (colon !== undefined)
            keys += 1;
    return keys;
}


/***/ }),

/***/ 4603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ RENEWED_AT),
/* harmony export */   j: () => (/* binding */ createSession)
/* harmony export */ });
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9000);
/** A short-lived credential that is renewed as the wait goes on, once for all who need it. */


/** From this share of a session's life on, another one is fetched. */
const RENEWED_AT = 0.8;
/** No exchange within this time of one that was refused while the session still lived, unless that ends before. */
const REFUSED_HOLD_MS = 30_000;
/** No exchange within this time of one that met a transient fault, doubling up to the most: the least that a look waits. */
const FIRST_HOLD_MS = 500;
const MOST_HOLD_MS = 2_500;
/**
 * A credential that is exchanged for the job's identity, and renewed before it ends: one exchange at a time, however
 * many ask. While the next one is fetched, the old one serves as long as it lives. A refused exchange is final, except
 * that of a renewal while the old one lives: what was good may be so again before its end.
 */
function createSession(exchange, world) {
    let held;
    let isFirst = true;
    let underWay;
    let refusal;
    let fault;
    const fetchSession = async () => {
        // Before it was asked for: the life of a session may begin at any time since.
        const startedAt = world.now();
        const got = await exchange().catch((error) => (0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .refused */ .J5)('', `the gate itself failed at it: ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .describeError */ .Uc)(error)}`));
        underWay = undefined;
        if (got.kind === 'session') {
            const { credential, lifeMs } = got;
            held = { credential, renewAt: startedAt + lifeMs * RENEWED_AT, endsAt: startedAt + lifeMs };
            isFirst = false;
            fault = undefined;
            return;
        }
        const reason = `the credentials could not be ${isFirst ? 'obtained' : 'renewed'}: ${got.reason}`;
        const at = world.now();
        const leftMs = held === undefined ? 0 : held.endsAt - at;
        if (got.kind === 'refused' && leftMs <= 0) {
            refusal = { ...got, reason };
            return;
        }
        const count = (fault?.count ?? 0) + 1;
        fault =
            got.kind === 'refused'
                ? { seen: (0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(reason), at, count, holdMs: Math.min(REFUSED_HOLD_MS, leftMs) }
                : {
                    seen: { ...got, reason },
                    at,
                    count,
                    holdMs: Math.min(MOST_HOLD_MS, FIRST_HOLD_MS * 2 ** (count - 1)),
                };
    };
    const heldOff = () => {
        if (fault === undefined)
            return false;
        return world.now() < fault.at + Math.max(fault.holdMs, fault.seen.retryAfterMs);
    };
    /** The fault of the latest exchange, with what is left of the server's wish. */
    const latestFault = () => {
        if (fault === undefined)
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)('the session had ended before it could be used');
        const retryAfterMs = Math.max(0, fault.at + fault.seen.retryAfterMs - world.now());
        return { ...fault.seen, retryAfterMs };
    };
    return {
        current: async (signal) => {
            if (held !== undefined && world.now() < held.renewAt)
                return { kind: 'credential', value: held.credential };
            if (refusal === undefined && !heldOff())
                underWay ??= fetchSession();
            const isAlive = () => held !== undefined && world.now() < held.endsAt;
            if (!isAlive() && underWay !== undefined)
                await endOrAbort(underWay, signal);
            if (held !== undefined && isAlive())
                return { kind: 'credential', value: held.credential };
            if (signal.aborted)
                return (0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)('given up');
            return refusal ?? latestFault();
        },
        renew: (credential) => {
            if (held?.credential === credential)
                held = undefined;
            return true;
        },
    };
}
/** Resolves when the work has ended or the signal aborts, whichever is first. */
function endOrAbort(work, signal) {
    return new Promise((resolve) => {
        const done = () => {
            signal.removeEventListener('abort', done);
            resolve();
        };
        signal.addEventListener('abort', done);
        void work.then(done);
        if (signal.aborted)
            done();
    });
}


/***/ }),

/***/ 9642:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ urlUnder)
/* harmony export */ });
/** The URL of an operation. */
/** The URL of an operation: its path after that of the base URL, which is kept, and its query with %20 for a space. */
function urlUnder(baseUrl, path, query) {
    const url = new URL(baseUrl);
    url.pathname = `${baseUrl.pathname.replace(/\/+$/, '')}${path}`;
    url.search = new URLSearchParams(query).toString().replaceAll('+', '%20');
    return url;
}


/***/ }),

/***/ 6418:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   CS: () => (/* binding */ CHECK_CONCLUSIONS),
/* harmony export */   Od: () => (/* binding */ ours),
/* harmony export */   Sl: () => (/* binding */ externalIdOf),
/* harmony export */   _U: () => (/* binding */ createCheckRun)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var _reply_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1050);
/** The check run that follows a gate, also over several runs. */


const EXTERNAL_ID = 'deploy-gate:';
/** The external id of a gate that waits for these tasks, in whatever order. */
function externalIdOf(identities) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify([...identities].sort()));
    return `${EXTERNAL_ID}${hash.digest('hex')}`;
}
/** How a check run ends by the verdict; nothing while it goes on. */
const CHECK_CONCLUSIONS = {
    succeeded: 'success',
    failed: 'failure',
    'rolled-back': 'failure',
    superseded: 'failure',
    error: 'failure',
    cancelled: 'cancelled',
    interrupted: 'cancelled',
    'timed-out': 'timed_out',
    running: undefined,
};
/** By this the next run knows that a check run was left open on purpose, and not by a runner that died. */
const LEFT = 'Left in progress by `wait: false`: the next run carries it on.';
/** The check run of a gate: an earlier run's that is still open, else one of its own. */
function createCheckRun(options) {
    const { api, key, runUrl, wait, now, onKnown, render } = options;
    let known;
    let isSearched = false;
    const find = async (signal) => {
        const reply = await api.openCheckRuns(key.name, key.sha, signal);
        if (reply.kind !== 'done')
            return reply;
        isSearched = true;
        const open = ours(reply.value, key);
        const isCarriedOn = open !== undefined && wasLeft(open);
        if (open !== undefined) {
            known = { id: open.id, startedAt: isCarriedOn ? undefined : now(), isFound: true };
            onKnown(open, isCarriedOn);
        }
        return (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .done */ .Vw)({
            isCarriedOn,
            startedAt: isCarriedOn ? open.startedAt : undefined,
            isNameOfJob: reply.value.some(({ externalId, detailsUrl }) => !externalId.startsWith(EXTERNAL_ID) && /\/job\/\d+/.test(detailsUrl)),
        });
    };
    const create = async (content, signal) => {
        // Until it is answered nobody knows whether there is one now.
        isSearched = false;
        const startedAt = now();
        const created = await api.createCheckRun({ ...key, ...content, startedAt }, signal);
        if (created.kind !== 'done')
            return created;
        known = { id: created.value.id, startedAt: undefined, isFound: false };
        onKnown(created.value, false);
        return (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .done */ .Vw)(undefined);
    };
    return {
        what: `the check run "${key.name}"`,
        find,
        write: async (conclusion, signal) => {
            const ending = CHECK_CONCLUSIONS[conclusion.verdict];
            // The link, since what GitHub shows as details of a check run that a job's token made is its own page.
            const link = `[The run and its log](${runUrl})`;
            const output = render(conclusion, ending === undefined && !wait ? `${link}\n\n${LEFT}` : link);
            const ended = ending === undefined ? undefined : { conclusion: ending, at: now() };
            const content = { detailsUrl: runUrl, output, ended };
            if (known === undefined && !isSearched) {
                const found = await find(signal);
                if (found.kind !== 'done')
                    return found;
            }
            if (known === undefined)
                return create(content, signal);
            const { id, startedAt, isFound } = known;
            const reply = await api.updateCheckRun(id, { ...content, startedAt }, signal);
            if (reply.kind === 'done')
                return (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .done */ .Vw)(undefined);
            // An earlier run may have made it with the token of another app, and only that one may write to it.
            return reply.kind === 'refused' && isFound ? create(content, signal) : reply;
        },
    };
}
/** Of the open check runs, newest first, the one of this gate. */
function ours(runs, { externalId }) {
    return runs.find((run) => run.isOpen && run.externalId === externalId);
}
/** Whether it was left open on purpose, as far as is known: a server may not tell what a check run shows. */
function wasLeft({ summary }) {
    return summary === '' || summary.includes(LEFT);
}


/***/ }),

/***/ 6055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ createDeployment),
/* harmony export */   j: () => (/* binding */ DEPLOYMENT_STATES)
/* harmony export */ });
/* harmony import */ var _report_results_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7589);
/* harmony import */ var _reply_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1050);
/** The statuses of the deployment that follow a gate. */


/** The state of a deployment by the verdict. */
const DEPLOYMENT_STATES = {
    succeeded: 'success',
    failed: 'failure',
    'rolled-back': 'failure',
    superseded: 'failure',
    cancelled: 'error',
    error: 'error',
    'timed-out': 'error',
    interrupted: 'error',
    running: 'in_progress',
};
const MAX_DESCRIPTION = 140;
/**
 * A deployment whose statuses follow a gate: `in_progress` at first, unless an earlier run has said so, and how the
 * gate ended.
 *
 * @param wait whether this run waits to the end
 */
function createDeployment(api, { id, environmentUrl }, logUrl, wait) {
    let posted;
    return {
        what: `the status of deployment ${id}`,
        write: async (conclusion, signal) => {
            const state = DEPLOYMENT_STATES[conclusion.verdict];
            if (state === 'in_progress' && posted === undefined && !wait) {
                const last = await api.lastDeploymentState(id, signal);
                if (last.kind !== 'done')
                    return last;
                if (last.value === state)
                    posted = state;
            }
            if (state === posted)
                return (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .done */ .Vw)(undefined);
            const description = (0,_report_results_js__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(conclusion).slice(0, MAX_DESCRIPTION);
            const reply = await api.postDeploymentStatus(id, { state, logUrl, environmentUrl, description }, signal);
            if (reply.kind === 'done')
                posted = state;
            return reply;
        },
    };
}


/***/ }),

/***/ 3852:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ loadGitHubApi)
/* harmony export */ });
/** Loads GitHub's client only where something is published. */
/**
 * GitHub's API, which only those load who need it.
 *
 * @throws if it cannot be loaded
 */
async function loadGitHubApi() {
    // The client's package reads the payload of the event once more: it prints where there is none, and throws where it
    // is no JSON.
    delete process.env['GITHUB_EVENT_PATH'];
    const module = await Promise.all(/* import() */[__webpack_require__.e(659), __webpack_require__.e(38)]).then(__webpack_require__.bind(__webpack_require__, 4038));
    return module.githubApi;
}


/***/ }),

/***/ 1050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Me: () => (/* binding */ replyOf),
/* harmony export */   Vw: () => (/* binding */ done),
/* harmony export */   hU: () => (/* binding */ unavailable)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _clouds_http_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3050);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9000);
/** What GitHub made of a request, and what is said of a refusal. */



/** GitHub did what was asked; `value` is what it answered. */
function done(value) {
    return { kind: 'done', value };
}
/** GitHub refused, and would again. */
function refused(reason) {
    return { kind: 'refused', reason };
}
/** GitHub could not be asked, or could not answer; another time it may. */
function unavailable(reason) {
    return { kind: 'unavailable', reason };
}
/** An error of Octokit's, as far as it is read. Without a response the request did not get through. */
const RequestError = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    status: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    response: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        headers: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
        data: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP() }).catch({ message: '' }),
    })
        .optional(),
});
/**
 * What an error of Octokit's means.
 *
 * @param needs what the request needs, such as `the permission "checks: write"`
 * @param url where the API is
 * @param hide hides the token, which an answer may repeat
 * @see https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api
 */
function replyOf(error, needs, url, hide) {
    const known = RequestError.safeParse(error).data;
    if (known?.response === undefined) {
        const { reason, fatal } = (0,_clouds_http_fault_js__WEBPACK_IMPORTED_MODULE_0__/* .faultOf */ .Kl)(error, url);
        return fatal ? refused(reason) : unavailable(reason);
    }
    const { status, response } = known;
    const { headers, data } = response;
    const said = (0,_wording_js__WEBPACK_IMPORTED_MODULE_2__/* .joined */ .oR)(`HTTP ${status}`, hide(data.message));
    const limited = headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /rate limit/i.test(data.message);
    if (status === 429 || (status === 403 && limited))
        return unavailable(`GitHub's rate limit (${said})`);
    switch (status) {
        case 401:
            return refused(`GitHub does not accept the github-token (${said})`);
        case 403:
            return refused(`the github-token lacks ${needs} (${said})`);
        case 404:
            return refused(`GitHub does not know it, or the github-token lacks ${needs} (${said})`);
        default:
            return status < 500 ? refused(`GitHub refused it (${said})`) : unavailable(`GitHub answered ${said}`);
    }
}


/***/ }),

/***/ 7053:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M: () => (/* binding */ SAVED),
/* harmony export */   P: () => (/* binding */ parseSaved)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/** What the main phase saves for the `post` phase. */


/** The name that it is saved under. */
const SAVED = 'publication';
/** What the `post` phase of the step must know of the main one, which may have been killed. */
const SavedSchema = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    /** When the main phase began, UTC. */
    begunAt: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    check: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        name: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        sha: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        externalId: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
        id: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().optional(),
        /** It is closed, or was left open on purpose. */
        isOver: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY(),
    })
        .optional(),
    deployment: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ id: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(), isOver: zod__WEBPACK_IMPORTED_MODULE_1__/* .boolean */ .zMY() }).optional(),
    /** How the gate has ended, if it came so far. */
    verdict: zod__WEBPACK_IMPORTED_MODULE_1__/* ["enum"] */ .k5n(_task_js__WEBPACK_IMPORTED_MODULE_0__/* .VERDICTS */ .bk).optional(),
});
/** Reads what was saved; nothing if that is not whole. */
function parseSaved(text) {
    try {
        return SavedSchema.safeParse(JSON.parse(text)).data;
    }
    catch {
        // Not even JSON: nothing was saved.
    }
    return undefined;
}


/***/ }),

/***/ 4011:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ within)
/* harmony export */ });
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9000);
/* harmony import */ var _reply_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1050);
/** Bounds the time of a piece of work, whether or not it heeds its signal. */


const NEVER = new AbortController().signal;
/**
 * Does something for so long and no longer, whether or not it heeds its signal.
 *
 * @param stop aborted when the reply is no longer wanted
 */
async function within(ms, stop, world, work) {
    const over = new AbortController();
    const signal = AbortSignal.any([stop, over.signal]);
    const late = async () => {
        await world.sleep(ms, signal);
        over.abort();
        // What heeds its signal may say more of it than we can.
        await world.sleep(0, NEVER);
        return (0,_reply_js__WEBPACK_IMPORTED_MODULE_0__/* .unavailable */ .hU)(stop.aborted ? 'given up' : `no answer within ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(ms)}`);
    };
    try {
        return await Promise.race([work(signal), late()]);
    }
    finally {
        over.abort();
    }
}


/***/ }),

/***/ 7889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ readWorkflowRun),
/* harmony export */   j: () => (/* binding */ isCommitId)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2857);
/** The workflow run that the gate is a step of, and the commit that it is about. */

/** A commit's full id, in lower case: of SHA-1, or of SHA-256. */
const COMMIT_ID = /^([0-9a-f]{40}|[0-9a-f]{64})$/;
const Sha = zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP().regex(COMMIT_ID);
/** Whether a text is the full id of a commit. */
function isCommitId(text) {
    return COMMIT_ID.test(text);
}
const PullRequest = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ pull_request: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ head: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ sha: Sha }) }) });
const MergeGroup = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ merge_group: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ head_sha: Sha }) });
const Run = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ workflow_run: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ head_sha: Sha }) });
const Deployment = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ deployment: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ sha: Sha }) });
/** Where the payload of an event has its head commit; with any other event it is the pushed commit. */
const HEADS = [
    // Also its reviews and comments, and pull_request_target.
    [/^pull_request/, (payload) => PullRequest.safeParse(payload).data?.pull_request.head.sha],
    [/^merge_group$/, (payload) => MergeGroup.safeParse(payload).data?.merge_group.head_sha],
    [/^workflow_run$/, (payload) => Run.safeParse(payload).data?.workflow_run.head_sha],
    [/^deployment(_status)?$/, (payload) => Deployment.safeParse(payload).data?.deployment.sha],
];
/** A repository that was deleted is none any more. */
const Origin = zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({
    pull_request: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ head: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ repo: zod__WEBPACK_IMPORTED_MODULE_0__/* .object */ .Ikc({ full_name: zod__WEBPACK_IMPORTED_MODULE_0__/* .string */ .YjP() }).nullish() }) }),
});
/**
 * Reads the run from the variables that GitHub's runner sets.
 *
 * @param readPayload the JSON of the event, or nothing if it cannot be read
 * @returns the run, or the name of the variable that is missing or malformed
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
function readWorkflowRun(env, readPayload) {
    const repository = env['GITHUB_REPOSITORY'] ?? '';
    const [, owner, repo] = /^([\w.-]+)\/([\w.-]+)$/.exec(repository) ?? [];
    if (owner === undefined || repo === undefined || [owner, repo].some((part) => /^\.+$/.test(part))) {
        return 'GITHUB_REPOSITORY';
    }
    const apiUrl = (env['GITHUB_API_URL'] || 'https://api.github.com').replace(/\/+$/, '');
    if (!/^https?:\/\//.test(apiUrl) || !URL.canParse(apiUrl))
        return 'GITHUB_API_URL';
    const server = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    const payload = readPayload(env['GITHUB_EVENT_PATH'] ?? '');
    const origin = Origin.safeParse(payload).data?.pull_request.head;
    return {
        apiUrl,
        owner,
        repo,
        url: `${server}/${repository}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`,
        event,
        job: env['GITHUB_JOB'] ?? '',
        headSha: headOf(event, payload, env['GITHUB_SHA']),
        // With pull_request_target the token is that of the base repository, and may write.
        isFork: event !== 'pull_request_target' && origin !== undefined && origin.repo?.full_name !== repository,
    };
}
function headOf(event, payload, pushed) {
    const head = HEADS.find(([name]) => name.test(event))?.[1];
    return head === undefined ? Sha.safeParse(pushed).data : head(payload);
}


/***/ }),

/***/ 5866:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ HUAWEI_TOKEN_INPUT),
/* harmony export */   Bo: () => (/* binding */ ALIBABA_KEY_INPUTS),
/* harmony export */   SH: () => (/* binding */ KEY_ID_VARIABLES),
/* harmony export */   VP: () => (/* binding */ SECRET_VARIABLES),
/* harmony export */   _6: () => (/* binding */ ID_TOKEN_VARIABLES),
/* harmony export */   dE: () => (/* binding */ trimmed),
/* harmony export */   fv: () => (/* binding */ readHuaweiCredential),
/* harmony export */   jX: () => (/* binding */ TOKEN_INPUT),
/* harmony export */   pH: () => (/* binding */ SECRET_INPUTS),
/* harmony export */   sN: () => (/* binding */ KEY_ID_INPUTS),
/* harmony export */   sZ: () => (/* binding */ HUAWEI_KEY_INPUTS),
/* harmony export */   wP: () => (/* binding */ isWhole),
/* harmony export */   zM: () => (/* binding */ readAlibabaKeys)
/* harmony export */ });
/** The credentials of the clouds, from the inputs or one family of variables. */
const ALIBABA_INPUTS = {
    id: 'alibaba-access-key-id',
    secret: 'alibaba-access-key-secret',
    token: 'alibaba-security-token',
};
const HUAWEI_INPUTS = {
    id: 'huawei-access-key-id',
    secret: 'huawei-secret-access-key',
    token: 'huawei-security-token',
};
/** An IAM token instead of keys. */
const HUAWEI_TOKEN_INPUT = 'huawei-auth-token';
/** GitHub's token, for the check run and the deployment status. */
const TOKEN_INPUT = 'github-token';
/** Set by aliyun/configure-aliyun-credentials-action, and read by Alibaba Cloud's SDKs. */
const ALIBABA_FAMILIES = [
    {
        id: 'ALIBABA_CLOUD_ACCESS_KEY_ID',
        secret: 'ALIBABA_CLOUD_ACCESS_KEY_SECRET',
        token: 'ALIBABA_CLOUD_SECURITY_TOKEN',
    },
];
/** Read by Huawei Cloud's SDKs; set by huaweicloud/auth-action. */
const HUAWEI_FAMILIES = [
    { id: 'HUAWEICLOUD_SDK_AK', secret: 'HUAWEICLOUD_SDK_SK', token: 'HUAWEICLOUD_SDK_SECURITY_TOKEN' },
    { id: 'HUAWEI_CLOUD_ACCESS_KEY_ID', secret: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY' },
];
/** Set by GitHub's runner for a job that may have OIDC tokens: where it asks for them, and what it asks with. */
const ID_TOKEN_VARIABLES = {
    url: 'ACTIONS_ID_TOKEN_REQUEST_URL',
    token: 'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
};
const namesOf = (set) => set.token === undefined ? [set.id, set.secret] : [set.id, set.secret, set.token];
const NAMES = {
    alibaba: { keyInputs: [ALIBABA_INPUTS], keyVariables: ALIBABA_FAMILIES, tokenInputs: [] },
    huawei: { keyInputs: [HUAWEI_INPUTS], keyVariables: HUAWEI_FAMILIES, tokenInputs: [HUAWEI_TOKEN_INPUT] },
};
const ALL = Object.values(NAMES);
const secretsOf = (set) => namesOf(set).filter((name) => name !== set.id);
/** Inputs that give keys of Alibaba Cloud. */
const ALIBABA_KEY_INPUTS = namesOf(ALIBABA_INPUTS);
/** Inputs that give keys of Huawei Cloud, or a token instead of them. */
const HUAWEI_KEY_INPUTS = [HUAWEI_TOKEN_INPUT, ...namesOf(HUAWEI_INPUTS)];
/** Inputs that hold secrets. An access key id is none, but it is shown in part only. */
const SECRET_INPUTS = [
    ...ALL.flatMap(({ keyInputs, tokenInputs }) => [...keyInputs.flatMap(secretsOf), ...tokenInputs]),
    TOKEN_INPUT,
];
/** Variables that hold secrets. With the runner's token anybody can ask for OIDC tokens of the job. */
const SECRET_VARIABLES = [
    ...ALL.flatMap(({ keyVariables }) => keyVariables.flatMap(secretsOf)),
    ID_TOKEN_VARIABLES.token,
];
/** Inputs that hold access key ids. */
const KEY_ID_INPUTS = ALL.flatMap(({ keyInputs }) => keyInputs.map((set) => set.id));
/** Variables that hold access key ids. */
const KEY_ID_VARIABLES = ALL.flatMap(({ keyVariables }) => keyVariables.map((set) => set.id));
/** The keys of Alibaba Cloud from the inputs, else from the environment; what is wrong goes to `problem`. */
function readAlibabaKeys(getInput, env, problem) {
    const keys = readKeys(getInput, env, ALIBABA_INPUTS, ALIBABA_FAMILIES, problem);
    if (keys === 'none') {
        const keyless = ', or alibaba-role-arn and alibaba-oidc-provider-arn';
        problem(missing('Alibaba Cloud', ALIBABA_INPUTS, ALIBABA_FAMILIES, keyless));
        return undefined;
    }
    if (keys === 'broken')
        return undefined;
    const { id, secret, token } = keys.value;
    return { ...keys, value: { accessKeyId: id, accessKeySecret: secret, securityToken: token } };
}
/** The credential of Huawei Cloud from the inputs, else from the environment. */
function readHuaweiCredential(getInput, env, problem) {
    const authToken = getInput(HUAWEI_TOKEN_INPUT);
    if (authToken !== '') {
        const also = namesOf(HUAWEI_INPUTS).filter((name) => getInput(name) !== '');
        if (also.length > 0) {
            problem(`${HUAWEI_TOKEN_INPUT} and ${also.join(', ')}: two kinds of credentials at once; give one of them`);
            return undefined;
        }
        if (!isWhole(HUAWEI_TOKEN_INPUT, authToken, problem))
            return undefined;
        return {
            value: { kind: 'token', authToken },
            source: HUAWEI_TOKEN_INPUT,
            fromEnvironment: false,
            temporary: true,
        };
    }
    const keys = readKeys(getInput, env, HUAWEI_INPUTS, HUAWEI_FAMILIES, problem);
    if (keys === 'none') {
        const others = `, or ${HUAWEI_TOKEN_INPUT}, or huawei-identity-provider`;
        problem(missing('Huawei Cloud', HUAWEI_INPUTS, HUAWEI_FAMILIES, others));
        return undefined;
    }
    if (keys === 'broken')
        return undefined;
    const { id, secret, token } = keys.value;
    const value = { kind: 'keys', accessKeyId: id, secretAccessKey: secret, securityToken: token };
    return { ...keys, value };
}
function readKeys(getInput, env, inputs, families, problem) {
    const fromInputs = readSet(inputs, getInput, problem);
    if (fromInputs === 'broken')
        return 'broken';
    if (fromInputs !== 'none')
        return sourced(fromInputs, inputs, false);
    const fromEnv = families.map((set) => ({ set, keys: readSet(set, (name) => trimmed(env[name]), problem) }));
    if (fromEnv.some(({ keys }) => keys === 'broken'))
        return 'broken';
    const whole = fromEnv.flatMap(({ set, keys }) => (typeof keys === 'string' ? [] : [{ set, keys }]));
    const [first] = whole;
    if (first === undefined)
        return 'none';
    const other = whole.find(({ keys }) => keys.id !== first.keys.id || keys.secret !== first.keys.secret);
    if (other !== undefined) {
        problem(`${first.set.id} and ${other.set.id}: the environment has two sets of keys that differ; ` +
            `unset one, or give the inputs ${inputs.id} and ${inputs.secret}`);
        return 'broken';
    }
    return sourced(first.keys, first.set, true);
}
function sourced(keys, set, fromEnvironment) {
    return {
        value: keys,
        source: `${set.id} and ${set.secret}`,
        fromEnvironment,
        temporary: keys.token !== undefined,
    };
}
function readSet(set, read, problem) {
    const given = namesOf(set).filter((name) => read(name) !== '');
    if (given.length === 0)
        return 'none';
    const absent = [set.id, set.secret].filter((name) => !given.includes(name));
    if (absent.length > 0) {
        problem(`${given.join(', ')} without ${absent.join(' and ')}: half a set of keys; give the whole set (a secret that is not set comes out empty)`);
        return 'broken';
    }
    const whole = given.map((name) => isWhole(name, read(name), problem));
    if (whole.includes(false))
        return 'broken';
    const token = set.token === undefined ? '' : read(set.token);
    return { id: read(set.id), secret: read(set.secret), token: token === '' ? undefined : token };
}
/** A credential is printable ASCII without spaces; the message has the place of what is not, never the value. */
function isWhole(name, value, problem) {
    const at = value.search(/[^\x21-\x7e]/);
    if (at === -1)
        return true;
    problem(`${name}: character ${at + 1} of ${value.length} is a space, a line break or no ASCII, which no credential has; copy it again`);
    return false;
}
function missing(cloud, inputs, families, other = '') {
    const both = (set) => `${set.id} and ${set.secret}`;
    const variables = families.map(both).join(', or ');
    return (`no credentials of ${cloud}: give the inputs ${both(inputs)}${other}, or the variables ${variables} ` +
        '(a secret that is not set, or that this event may not read, comes out empty)');
}
/** A value of the environment: what surrounds it is not part of it. */
function trimmed(value) {
    return (value ?? '').replace(/^[\s\uFEFF]+|(?<![\s\uFEFF])[\s\uFEFF]+$/g, '');
}


/***/ }),

/***/ 7835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bk: () => (/* binding */ parseEndpoint),
/* harmony export */   Dl: () => (/* binding */ parseUrl),
/* harmony export */   RC: () => (/* binding */ checkHost),
/* harmony export */   o4: () => (/* binding */ withoutBrackets),
/* harmony export */   w4: () => (/* binding */ hostOf)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9000);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3368);
/** The base URL that an entry may give, and the hosts that it may name. */



/** The clouds' own domains: an endpoint elsewhere must be allowed by name. */
const DOMAINS = {
    alibaba: ['aliyuncs.com'],
    huawei: ['myhuaweicloud.com', 'myhuaweicloud.cn', 'myhuaweicloud.eu'],
};
/**
 * Reads an endpoint of an entry.
 *
 * @param allowedHosts exact host names, in lower case, beside the clouds' own domains
 * @returns the base URL, or what is wrong with it
 */
function parseEndpoint(written, cloud, allowedHosts) {
    const url = parseUrl(written);
    if (typeof url === 'string')
        return url;
    const host = hostOf(url);
    if (allowedHosts.has(host))
        return url;
    const domains = DOMAINS[cloud];
    return domains.some((domain) => host.endsWith(`.${domain}`))
        ? url
        : `the host ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(host)} is not under ${domains.join(', ')}; if it is right, name it in allowed-hosts`;
}
/** The URL of an endpoint, whichever cloud's; or what is wrong with it wherever it is. */
function parseUrl(written) {
    if (typeof written !== 'string' || written === '')
        return 'is empty; leave it out, or write https://host';
    // What stands before an @ may be a password.
    const quoted = written.includes('@') ? 'it' : (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(written);
    if (!URL.canParse(written))
        return `${quoted} is not a URL; write it as https://host`;
    const url = new URL(written);
    if (url.username !== '' || url.password !== '')
        return 'must not contain a user name or a password';
    const host = hostOf(url);
    if (isLinkLocal(host))
        return `${quoted} is a link-local address, where no cloud API is`;
    if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(host))) {
        return `${quoted} must begin with https:// (http:// only on loopback)`;
    }
    if ((0,_values_js__WEBPACK_IMPORTED_MODULE_2__/* .decoded */ .DH)(url.pathname) === undefined)
        return `${quoted} has a path with a broken %-escape`;
    if (url.search !== '' || url.hash !== '')
        return `${quoted} must not have a query or a fragment`;
    return url;
}
/** What is wrong with a host name of `allowed-hosts`; nothing if it is one. */
function checkHost(written) {
    const quoted = (0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .shown */ .SP)(written);
    const bare = withoutBrackets(written);
    const valid = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(bare) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(bare);
    return valid ? undefined : `${quoted} is not a host name; write exact names, without https://, port or *`;
}
/** The host of a URL without a port and without the brackets of IPv6, in lower case. */
function hostOf(url) {
    return withoutBrackets(url.hostname).toLowerCase();
}
/** A host as it is without the brackets that an IPv6 address has in a URL. */
function withoutBrackets(host) {
    return host.replace(/^\[|\]$/g, '');
}
function isLoopback(host) {
    return host === 'localhost' || host === '::1' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 && host.startsWith('127.'));
}
function isLinkLocal(host) {
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4)
        return host.startsWith('169.254.');
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 6 && (/^fe[89ab]/.test(host) || host.startsWith('::ffff:a9fe:'));
}


/***/ }),

/***/ 1812:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ty: () => (/* binding */ HUAWEI_PROJECTS),
  dz: () => (/* binding */ InputError),
  ij: () => (/* binding */ REGIONS),
  Ko: () => (/* binding */ readInputs),
  ql: () => (/* binding */ readSecrets)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./build/nearest.js
/** Which name was meant by one that is not there. */
/**
 * The name that was most likely meant.
 *
 * @param written what stands in its place
 * @param names those that there are
 * @returns one that differs from it in few letters, else the longest that is a part of it or that it is a part of;
 * nothing if there is none, or if two are as good
 */
function nearest(written, names) {
    const given = bare(written);
    const [closest] = names
        .map((name) => ({ name, away: distance(given, bare(name)) }))
        .toSorted((a, b) => a.away - b.away);
    if (closest !== undefined && closest.away <= Math.max(1, Math.floor(bare(closest.name).length / 3)))
        return closest.name;
    const [longest, other] = names
        .filter((name) => within(given, bare(name)) || within(bare(name), given))
        .toSorted((a, b) => b.length - a.length);
    return longest?.length === other?.length ? undefined : longest;
}
/** Case, hyphens and underscores are what is mistaken most often. */
function bare(name) {
    return name.toLowerCase().replace(/[^a-z0-9]/g, '');
}
const LEAST_PART = 4;
function within(part, whole) {
    return part.length >= LEAST_PART && whole.includes(part);
}
const LONGEST = 80;
/** How many letters must be put in, taken out or changed to make one of the other (Levenshtein). */
function distance(a, b) {
    if (a.length > LONGEST)
        return a.length;
    let row = Array.from({ length: b.length + 1 }, (_, index) => index);
    for (const [i, letter] of [...a].entries()) {
        const next = [i + 1];
        for (const [j, other] of [...b].entries()) {
            const changed = Number(row[j]) + Number(letter !== other);
            next.push(Math.min(changed, Number(row[j + 1]) + 1, Number(next[j]) + 1));
        }
        row = next;
    }
    return Number(row.at(-1));
}

// EXTERNAL MODULE: ./build/wording.js
var wording = __webpack_require__(9000);
;// CONCATENATED MODULE: ./build/providers/fields.js
/** The kinds of fields that an entry may have: ids, digits, free text, flags. */



const GAVE_NOTHING = 'the step that should give it gave nothing; check the id of the step and the name of its output';
/** Text as the list of tasks has it: every scalar arrives as the text that was written, `null` as null. */
function fields_text(missing = 'is missing') {
    return schemas/* string */.YjP({
        error: ({ input }) => input === undefined
            ? missing
            : input === null || input === ''
                ? `is empty: ${GAVE_NOTHING}`
                : 'must be text, not a list or a map; give the value alone',
    });
}
/** What `jq -r` and JavaScript write where there is nothing. */
const NOTHING = /^(null|undefined)$/;
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;
/**
 * An id: its shape differs from page to page, so only its length and characters are checked.
 *
 * @param what which id it is, for messages
 */
function id(what) {
    return fields_text(`is missing: give ${what}`)
        .min(1)
        .regex(ID, { error: ({ input }) => (input === '' ? '' : `${notAnId(input)}; give ${what}`) })
        .refine((written) => !NOTHING.test(written), { error: ({ input }) => nothing(input) });
}
function nothing(written) {
    return `${(0,wording/* shown */.SP)(written)} stands for nothing: ${GAVE_NOTHING}`;
}
function notAnId(written) {
    if (/^https?:/i.test(String(written)))
        return `${(0,wording/* shown */.SP)(written)} is a URL, not an id`;
    if (/^\$/.test(String(written)))
        return `${(0,wording/* shown */.SP)(written)} was not replaced by a value: only expressions in a workflow file are`;
    return `${(0,wording/* shown */.SP)(written)} has characters or a length that no id has`;
}
/** A number in digits, kept as text so that none is rounded. */
function digits() {
    return fields_text().regex(/^\d{1,18}$/, {
        error: ({ input }) => NOTHING.test(String(input)) ? nothing(input) : `${(0,wording/* shown */.SP)(input)} must be a whole number`,
    });
}
/** Before it (epoch ms, the year 2000) nothing was deployed that anybody waits for: such a number is not a time. */
const EARLIEST_MS = Date.UTC(2000, 0);
/** From it on (epoch ms, the year 2100) a number is of a finer unit than milliseconds. */
const TOO_LATE_MS = Date.UTC(2100, 0);
/**
 * A time in epoch ms, or 0 for "never", in digits: kept as text. Seconds and microseconds are refused.
 *
 * @param what which time it is, for messages
 */
function epochMs(what) {
    return fields_text().refine(isEpochMs, {
        error: ({ input }) => {
            if (input === '')
                return `is empty: ${GAVE_NOTHING}`;
            if (NOTHING.test(String(input)))
                return nothing(input);
            return `${(0,wording/* shown */.SP)(input)} is not a time in milliseconds. Give ${what} as it is, such as 1722933924962, or 0`;
        },
    });
}
function isEpochMs(written) {
    if (!/^(0|[1-9]\d{11,12})$/.test(written))
        return false;
    const ms = Number(written);
    return ms === 0 || (ms >= EARLIEST_MS && ms < TOO_LATE_MS);
}
/** A whole number from one to another. */
function wholeNumber(least, most) {
    return fields_text()
        .min(1)
        .refine((written) => /^\d{1,9}$/.test(written) && Number(written) >= least && Number(written) <= most, {
        error: ({ input }) => wrong(input, `${(0,wording/* shown */.SP)(input)} must be a whole number from ${least} to ${most}`),
    })
        .transform(Number);
}
/**
 * One of a few words, exactly as they are written.
 *
 * @param kind what each of them is, for messages
 */
function choice(kind, words) {
    const all = words.join(', ').replace(/, (?=[^,]*$)/, ' or ');
    return fields_text(`is missing: give ${all}`)
        .min(1)
        .refine((written) => words.includes(written), {
        error: ({ input }) => {
            const meant = nearest(String(input), words);
            const instead = meant === undefined ? `write ${all}` : `did you mean ${meant}? (${words.join(', ')})`;
            return wrong(input, `${(0,wording/* shown */.SP)(input)} is not a ${kind}; ${instead}`);
        },
    });
}
/** What is said of a text that is not taken; nothing of an empty one, which is told as such. */
function wrong(written, said) {
    if (written === '')
        return '';
    return NOTHING.test(String(written)) ? nothing(written) : said;
}
/** Free text that must not be empty. */
function freeText() {
    return fields_text().min(1, 'is empty').max(2000, 'is longer than 2,000 characters');
}
/** `true` or `false`, in any of YAML's spellings. */
function flag() {
    return fields_text()
        .regex(/^(true|false)$/i, { error: ({ input }) => `${(0,wording/* shown */.SP)(input)} must be true or false` })
        .transform((written) => written.toLowerCase() === 'true');
}

// EXTERNAL MODULE: ./build/inputs/credentials.js
var inputs_credentials = __webpack_require__(5866);
// EXTERNAL MODULE: ./build/inputs/endpoint.js
var inputs_endpoint = __webpack_require__(7835);
// EXTERNAL MODULE: ./build/inputs/list-file.js
var list_file = __webpack_require__(133);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/inputs/bounded-yaml.js
/** Parses YAML within bounds of work, so that no text keeps a signal from being heard for long. */

/** So many fields may an entry have. */
const MAX_FIELDS = 200;
/** Beyond so many items of a map, which also counts blank lines in it, the text is not read on. */
const MANY_ITEMS = 5 * MAX_FIELDS;
/** Collections and what stands in them: a list of maps of lists of maps needs a dozen. */
const MAX_DEPTH = 40;
/** Marks, spaces and values: half a second of work, or so. An entry of four fields has up to 36. */
const MAX_PIECES = 200_000;
/** So many characters are as much work as one more piece. */
const PIECE_LENGTH = 16;
/** The reason for which an entry with too many fields is refused. */
const TOO_MANY_FIELDS = `has more than ${MAX_FIELDS} fields. Check where the next entry begins: each needs "- " before its first field`;
/** Parses the first document of a text. Values stay text; keys may repeat, which is the caller's to check. */
function parseBounded(text) {
    const tokens = tokensOf(text);
    if ('kind' in tokens)
        return tokens;
    const { stackTraceLimit } = Error;
    // One of 100,000 faults is told; without this each would cost the stack that led to it.
    Error.stackTraceLimit = 0;
    try {
        const composer = new dist/* Composer */.Dk({ schema: 'failsafe', uniqueKeys: false, prettyErrors: false });
        const documents = composer.compose(tokens, true, text.length);
        const document = documents.next().value ?? new dist/* Document */.yo(null);
        return { kind: 'parsed', document, several: documents.next().done !== true };
    }
    finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}
const TOO_LONG = 'is too long to be read at once. Split it over several steps';
/** The pieces of a text, put together, up to its end or to a bound. */
function tokensOf(text) {
    const parser = new dist/* Parser */.iX();
    const tokens = [];
    let pieces = 0;
    if (text.split('\n', MAX_PIECES + 1).length > MAX_PIECES)
        return tooMuch(TOO_LONG);
    for (const lexeme of new dist/* Lexer */.JG().lex(text)) {
        pieces += 1 + (lexeme.startsWith('#') ? 0 : lexeme.length / PIECE_LENGTH);
        if (pieces > MAX_PIECES)
            return tooMuch(TOO_LONG);
        tokens.push(...parser.next(lexeme));
        if (parser.stack.length > MAX_DEPTH) {
            return tooMuch('lists and maps are nested too deeply. An entry is a map of fields', parser);
        }
        const top = parser.stack.at(-1);
        if (isMap(top) && top.items.length > MANY_ITEMS)
            return tooMuch(TOO_MANY_FIELDS, parser);
    }
    tokens.push(...parser.end());
    return tokens;
}
function tooMuch(reason, parser) {
    const list = parser?.stack[1];
    return { kind: 'too-much', entry: isList(list) ? Math.max(1, list.items.length) : undefined, reason };
}
function isMap(token) {
    if (token?.type === 'flow-collection')
        return token.start.source === '{';
    return token?.type === 'block-map';
}
function isList(token) {
    if (token?.type === 'flow-collection')
        return token.start.source === '[';
    return token?.type === 'block-seq';
}

;// CONCATENATED MODULE: ./build/inputs/yaml-values.js
/** The plain values of a YAML document, as they were written, and what is wrong with its keys, tags and aliases. */


const MAX_ALIASES = 100;
const OF_NOTHING = 'an alias (*) that names no anchor (&); quote a text that begins with *';
const TOO_MANY_ALIASES = `more than ${MAX_ALIASES} aliases; write the entries out`;
/** Reads each node once, however many aliases there are. */
function readValues(document) {
    const twice = [];
    const wrong = [];
    const anchors = new Map();
    let refusal;
    let entry;
    let sound = true;
    let aliases = 0;
    const tell = (list, text) => {
        sound = false;
        list.push({ entry, text });
    };
    const ofAlias = (name) => {
        const anchor = anchors.get(name);
        if (anchor === undefined) {
            refusal ??= OF_NOTHING;
            return undefined;
        }
        anchor.uses += 1;
        aliases += anchor.weight;
        if (anchor.uses * anchor.weight > MAX_ALIASES)
            refusal ??= TOO_MANY_ALIASES;
        sound &&= anchor.sound;
        return anchor.value;
    };
    /** The key as it was written; nothing if it is none that can be taken, which is told. */
    const keyOf = (key) => {
        const what = wrongKey(key);
        if (what !== undefined)
            tell(wrong, what);
        return what === undefined && (0,dist/* isScalar */.jn)(key) ? String(key.value) : undefined;
    };
    const ofMap = (items) => {
        if (items.length > MAX_FIELDS) {
            tell(wrong, TOO_MANY_FIELDS);
            return undefined;
        }
        const fields = new Map();
        const doubled = new Set();
        for (const { key, value } of items) {
            const name = keyOf(key);
            if (name !== undefined && (0,dist/* isScalar */.jn)(key) && key.anchor !== undefined) {
                anchors.set(key.anchor, { value: name, weight: 1, sound: true, uses: 0 });
            }
            const read = readNode(value, name);
            if (name === undefined)
                continue;
            if (fields.has(name))
                doubled.add(name);
            fields.set(name, read);
        }
        for (const name of doubled) {
            // Two entries in one: whatever else is wrong with it comes of that.
            if (name === 'provider')
                sound = false;
            twice.push({ entry, text: name === 'provider' ? NO_HYPHEN : `${name} is given twice` });
        }
        return Object.fromEntries(fields);
    };
    const readNode = (node, field) => {
        if ((0,dist/* isAlias */.Vj)(node))
            return ofAlias(node.source);
        if ((0,dist/* isScalar */.jn)(node) || (0,dist/* isCollection */.P3)(node)) {
            const tag = strangeTag(node.tag);
            const what = field === undefined ? '' : `${field} `;
            if (tag !== undefined) {
                tell(wrong, `${what}has the tag ${tag}. Write the value alone: all values are taken as text`);
                refusal ??= '';
            }
        }
        const before = { aliases, sound };
        sound = true;
        const value = (0,dist/* isScalar */.jn)(node)
            ? textOf(node)
            : (0,dist/* isSeq */.oP)(node)
                ? node.items.map((item) => readNode(item, field))
                : (0,dist/* isMap */.jh)(node)
                    ? ofMap(node.items)
                    : null;
        if ((0,dist/* isNode */.Ll)(node) && !(0,dist/* isAlias */.Vj)(node) && node.anchor !== undefined) {
            const weight = Math.max(1, aliases - before.aliases);
            anchors.set(node.anchor, { value, weight, sound, uses: 0 });
        }
        sound &&= before.sound;
        return value;
    };
    const entryOf = (node, index) => {
        entry = index + 1;
        sound = true;
        const value = readNode(node);
        return sound ? value : undefined;
    };
    const { contents } = document;
    const value = (0,dist/* isSeq */.oP)(contents) && strangeTag(contents.tag) === undefined
        ? contents.items.map(entryOf)
        : readNode(contents);
    return { value, twice, wrong, refusal };
}
const NO_HYPHEN = 'provider is given twice. Begin the second entry with "- "';
/** The text of a scalar as it was written; null where nothing was. */
function textOf({ type, source, value }) {
    return type === dist/* Scalar */.X5.PLAIN && /^(null|Null|NULL|~|)$/.test(String(source)) ? null : value;
}
/** What is wrong with a key: it must be a plain or quoted text, or one key could be written in two ways. */
function wrongKey(key) {
    if ((0,dist/* isAlias */.Vj)(key))
        return `the alias *${key.source} stands for the name of a field. Write the name itself`;
    if (!(0,dist/* isScalar */.jn)(key) || key.type === dist/* Scalar */.X5.BLOCK_LITERAL || key.type === dist/* Scalar */.X5.BLOCK_FOLDED) {
        return 'a list, a map or a block of text stands for the name of a field. Write the name itself';
    }
    if (key.tag !== undefined) {
        return `the name of a field has the tag ${shortTag(key.tag)}. Write the name without a tag`;
    }
    if (key.value === '<<')
        return '<< (a merge key) is not read. Write its fields out';
    return key.value === '' ? 'a field has no name. Write one before the colon' : undefined;
}
const TEXT_LIST_OR_MAP = ['!', '!!str', '!!seq', '!!map'];
/** A tag that asks for anything else than text, a list or a map. */
function strangeTag(tag) {
    const short = tag === undefined ? undefined : shortTag(tag);
    return short === undefined || TEXT_LIST_OR_MAP.includes(short) ? undefined : short;
}
/** A tag as it is written. */
function shortTag(tag) {
    return tag.replace(/^tag:yaml\.org,2002:/, '!!');
}

;// CONCATENATED MODULE: ./build/inputs/task-list.js
/** The YAML of `tasks`, in which every value stays the text that was written. */


/**
 * Reads the list of tasks. Ids and versions stay text: no value is taken for a number, a date or a truth value.
 *
 * @param problem told of everything that is wrong with the list
 * @returns the entries, with nothing in the place of one that is no map; none if the list cannot be read
 */
function parseTaskList(written, input, problem) {
    const refuse = (text) => {
        problem(`${input}: ${text}`);
        return [];
    };
    const placeOf = (entry) => entry === undefined ? input : `${input}, entry ${entry}`;
    // The library would count a byte order mark as a column of the first line.
    const text = written.replace(/^\uFEFF/, '');
    const parsed = parseBounded(text);
    if (parsed.kind === 'too-much') {
        problem(`${placeOf(parsed.entry)}: ${parsed.reason}`);
        return [];
    }
    const { document, several } = parsed;
    const { value: list, twice, wrong, refusal } = readValues(document);
    for (const { entry, text: what } of twice) {
        problem(`${placeOf(entry)}${entry === undefined ? ',' : ':'} ${what}`);
    }
    // Strange tags are told by the entry that they are in.
    const [fault] = [
        ...document.errors,
        ...document.warnings.filter(({ code }) => code !== 'TAG_RESOLVE_FAILED'),
    ];
    if (fault !== undefined) {
        // One slip often breaks several lines: only the first says where.
        return refuse(`not valid YAML: ${whatIs(fault, text)}; begin each entry with "- provider: …" and indent its other fields by two spaces, without tabs`);
    }
    if (several)
        return refuse('has several YAML documents. Leave one, without a line "---"');
    for (const { entry, text: what } of wrong) {
        problem(`${placeOf(entry)}: ${what}`);
    }
    if (refusal !== undefined)
        return refusal === '' ? [] : refuse(refusal);
    if (list === undefined)
        return [];
    if (isRecord(list) && Object.keys(list).join() === 'tasks') {
        return refuse('must be a list, not a map; remove the line "tasks:"');
    }
    if (!Array.isArray(list)) {
        return refuse(`must be a list, not ${kindOf(list)}; begin each entry with "- provider: …"`);
    }
    if (list.length === 0)
        return refuse('the list is empty; a gate needs at least one task');
    for (const [index, entry] of list.entries()) {
        if (isRecord(entry) || entry === undefined)
            continue;
        problem(`${input}, entry ${index + 1}: must be a map of fields, not ${kindOf(entry)}; begin it with "- provider: …"`);
    }
    return list.map((entry) => (isRecord(entry) ? entry : undefined));
}
/** What a fault is, and where: that a line begins with a tab, or what the library says. */
function whatIs({ pos: [at], message }, written) {
    const before = written.slice(0, at);
    const line = before.split('\n').length;
    if (/^ *\t/.test(written.split('\n')[line - 1] ?? ''))
        return `line ${line} begins with a tab`;
    return `${message} at line ${line}, column ${at - before.lastIndexOf('\n')}`;
}
/** What stands in the place of a list or a map. */
function kindOf(value) {
    if (value === null)
        return 'nothing';
    return typeof value === 'string' ? 'text' : Array.isArray(value) ? 'a list' : 'a map';
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/inputs/given-list.js
/** The list of tasks, from the one of two inputs that gives it. */



/** Reads the list; tells everything that is wrong with it. */
function readList(getRaw, env, problem) {
    // The list keeps its white space: the indentation of its first line counts.
    const text = getRaw('tasks');
    const file = (0,inputs_credentials/* trimmed */.dE)(getRaw('tasks-file'));
    const given = (0,inputs_credentials/* trimmed */.dE)(text) !== '';
    const input = given ? 'tasks' : 'tasks-file';
    if (given === (file !== '')) {
        const seen = given ? 'both are given' : 'neither is given, or what was given is empty';
        problem(`tasks, tasks-file: ${seen}; give one of them`);
        return { input, entries: [] };
    }
    const written = given ? text : (0,list_file/* readListFile */.r)(file, env, problem);
    return { input, entries: written === undefined ? [] : parseTaskList(written, input, problem) };
}

// EXTERNAL MODULE: ./build/clouds/id-token.js
var id_token = __webpack_require__(6734);
// EXTERNAL MODULE: ./build/clouds/session.js
var session = __webpack_require__(4603);
;// CONCATENATED MODULE: ./build/inputs/keyless-inputs.js
/** The one credential of each cloud: keys, a token, or what one is exchanged for. */





const ROLE = 'alibaba-role-arn';
const PROVIDER = 'alibaba-oidc-provider-arn';
const STS = { audience: 'alibaba-oidc-audience', endpoint: 'alibaba-sts-endpoint' };
const STS_AUDIENCE = 'sts.aliyuncs.com';
const IDENTITY_PROVIDER = 'huawei-identity-provider';
const IAM = { audience: 'huawei-oidc-audience', endpoint: 'huawei-iam-endpoint' };
const IAM_AUDIENCE = 'iam.myhuaweicloud.com';
/**
 * What STS takes for a session's life, whatever the role's own limit: that is 3,600 to 43,200 s.
 *
 * Source: STS, AssumeRoleWithOIDC, DurationSeconds; RAM, CreateRole, MaxSessionDuration.
 */
const LEAST_SESSION_S = 900;
const MOST_SESSION_S = 3600;
const MOST_SESSION_NAME = 64;
/** The one credential of Alibaba Cloud: keyless or keys by inputs, else keys of the environment. */
function readAlibaba(context) {
    const { getInput, env, patience, problem } = context;
    const [given, missing] = [
        givenOf([ROLE, PROVIDER], getInput),
        [ROLE, PROVIDER].filter((name) => getInput(name) === ''),
    ];
    if (given.length === 0) {
        warnUnused(STS, STS_AUDIENCE, `${ROLE} and ${PROVIDER}`, context);
        return (0,inputs_credentials/* readAlibabaKeys */.zM)(getInput, env, problem);
    }
    if (!isOneKind(given, givenOf(inputs_credentials/* ALIBABA_KEY_INPUTS */.Bo, getInput), problem))
        return undefined;
    if (missing.length > 0) {
        problem(`${given.join()} without ${missing.join()}: half of what the keyless exchange takes; give both`);
        return undefined;
    }
    const roleArn = readArn(ROLE, 'role', 'deploy-gate', context);
    const oidcProviderArn = readArn(PROVIDER, 'oidc-provider', 'github', context);
    const audience = readAudience(STS.audience, STS_AUDIENCE, context);
    const endpoint = readEndpoint(STS.endpoint, 'alibaba', context);
    const idToken = readIdTokenRequest(ROLE, context);
    if (roleArn === undefined || oidcProviderArn === undefined || audience === undefined)
        return undefined;
    if (endpoint === 'broken' || idToken === undefined)
        return undefined;
    return sourced(`${ROLE} and ${PROVIDER}`, {
        kind: 'role',
        roleArn,
        oidcProviderArn,
        audience,
        endpoint: endpoint ?? new URL('https://sts.aliyuncs.com'),
        durationSeconds: sessionSeconds(patience),
        sessionName: sessionName(env),
        idToken,
    });
}
/** The one credential of Huawei Cloud: keyless, a token or keys by inputs, else keys of the environment. */
function readHuawei(context, defaults) {
    const { getInput, env, problem } = context;
    const id = getInput(IDENTITY_PROVIDER);
    if (id === '') {
        warnUnused(IAM, IAM_AUDIENCE, IDENTITY_PROVIDER, context);
        return (0,inputs_credentials/* readHuaweiCredential */.fv)(getInput, env, problem);
    }
    if (!isOneKind([IDENTITY_PROVIDER], givenOf(inputs_credentials/* HUAWEI_KEY_INPUTS */.sZ, getInput), problem))
        return undefined;
    const isName = /^[\x21-\x7e]{1,128}$/.test(id);
    if (!isName)
        problem(`${IDENTITY_PROVIDER}: ${(0,wording/* shown */.SP)(id)} is no name of an identity provider; write it as IAM lists it`);
    const audience = readAudience(IAM.audience, IAM_AUDIENCE, context);
    const endpoint = readEndpoint(IAM.endpoint, 'huawei', context);
    const idToken = readIdTokenRequest(IDENTITY_PROVIDER, context);
    if (!isName || audience === undefined || endpoint === 'broken' || idToken === undefined)
        return undefined;
    return sourced(IDENTITY_PROVIDER, {
        kind: 'identity-provider',
        id,
        audience,
        endpoint,
        projectId: defaults.projectId(),
        region: defaults.region(),
        idToken,
    });
}
/** Which source was taken for a cloud, and why; without any value. */
function describeChoice(cloud, { source, fromEnvironment }) {
    const why = fromEnvironment
        ? 'since no input gives any and the environment does'
        : 'since inputs come before the environment';
    return `credentials of ${cloud}: ${source}, ${why}`;
}
function sourced(source, value) {
    return { value, source, fromEnvironment: false, temporary: true };
}
const givenOf = (names, getInput) => names.filter((name) => getInput(name) !== '');
/** Inputs of more than one kind: which of them is meant is anybody's guess. */
function isOneKind(keyless, others, problem) {
    if (others.length === 0)
        return true;
    const isToken = others.includes(inputs_credentials/* HUAWEI_TOKEN_INPUT */.$7);
    const kinds = isToken && others.length > 1 ? 'three' : 'two';
    problem(`${keyless.join(', ')} and ${others.join(', ')}: ${kinds} kinds of credentials at once; give one of them`);
    return false;
}
function warnUnused(names, standardAudience, needed, { getInput, warn }) {
    const unused = Object.values(names).filter((name) => !['', standardAudience].includes(getInput(name)));
    for (const name of unused)
        warn(`${name}: is of no use without ${needed}, which the inputs do not give; leave it out`);
}
function readArn(name, type, example, { getInput, problem }) {
    const arn = getInput(name);
    if (new RegExp(`^acs:ram::\\d{1,32}:${type}/[A-Za-z0-9._@-]{1,128}$`).test(arn))
        return arn;
    problem(`${name}: ${(0,wording/* shown */.SP)(arn)} is not the ARN of ${type === 'role' ? 'a RAM role' : 'an OIDC identity provider'}; ` +
        `write it as acs:ram::123456789012:${type}/${example}`);
    return undefined;
}
function readAudience(name, standard, { getInput, problem }) {
    const written = getInput(name) || standard;
    if (/^[\x21-\x7e]{1,255}$/.test(written))
        return written;
    problem(`${name}: ${(0,wording/* shown */.SP)(written)} is no audience; write it without spaces, such as ${standard}`);
    return undefined;
}
function readEndpoint(name, cloud, context) {
    const written = context.getInput(name);
    if (written === '')
        return undefined;
    const endpoint = (0,inputs_endpoint/* parseEndpoint */.Bk)(written, cloud, context.allowedHosts);
    if (typeof endpoint !== 'string')
        return endpoint;
    context.problem(`${name}: ${endpoint}`);
    return 'broken';
}
/** Where the job asks for OIDC tokens: known before any request whether it may. */
function readIdTokenRequest(input, { env, problem }) {
    const { url: urlName, token: tokenName } = inputs_credentials/* ID_TOKEN_VARIABLES */._6;
    const [url, token] = [(0,inputs_credentials/* trimmed */.dE)(env[urlName]), (0,inputs_credentials/* trimmed */.dE)(env[tokenName])];
    const absent = [url === '' ? urlName : '', token === '' ? tokenName : ''].filter((name) => name !== '');
    if (absent.length > 0) {
        problem(`${input}: the job cannot get an OIDC token (${absent.join(' and ')} not set): ${id_token/* ID_TOKEN_PERMISSION */.ay}`);
        return undefined;
    }
    if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
        problem(`${urlName}: is not a URL of http or https; leave it as the runner sets it`);
        return undefined;
    }
    return (0,inputs_credentials/* isWhole */.wP)(tokenName, token, problem) ? { url: new URL(url), token } : undefined;
}
/** So long that no renewal is needed where STS allows it. */
function sessionSeconds({ wait, timeoutMs }) {
    const wished = wait ? Math.ceil(timeoutMs / session/* RENEWED_AT */.L / 1000) : 0;
    return Math.min(MOST_SESSION_S, Math.max(LEAST_SESSION_S, wished));
}
/**
 * What the cloud's log calls the session: the repository and the run.
 *
 * Source: STS, AssumeRoleWithOIDC, RoleSessionName: 2 to 64 letters, digits, `.`, `@`, `-` and `_`.
 */
function sessionName(env) {
    const [repository, run] = [(0,inputs_credentials/* trimmed */.dE)(env['GITHUB_REPOSITORY']), (0,inputs_credentials/* trimmed */.dE)(env['GITHUB_RUN_ID'])].map((text) => text.replace(/[^A-Za-z0-9.@_-]+/g, '-'));
    const suffix = run ? `-${run.slice(-20)}` : '';
    return `${(repository || 'deploy-gate').slice(-(MOST_SESSION_NAME - suffix.length))}${suffix}`;
}

;// CONCATENATED MODULE: ./build/inputs/twins.js
/** Finds what stands in a list twice. */
/** Tells of each item that has the key of an earlier one; one without a key is no twin. */
function refuseTwins(items, key, tell) {
    const first = new Map();
    for (const item of items) {
        const its = key(item);
        if (its === undefined)
            continue;
        const twin = first.get(its);
        if (twin === undefined)
            first.set(its, item);
        else
            tell(item, twin);
    }
}

;// CONCATENATED MODULE: ./build/inputs/names.js
/** The names of tasks: unique without regard to case, and still so where secrets in them are hidden. */


/** Tells of each entry whose name an earlier one has, be it in another case. */
function refuseSameNames(entries, problem) {
    refuseTwins(entries, ({ name }) => (name === undefined ? undefined : withoutCase(name)), ({ label, name, byDefault }, twin) => {
        if (name === twin.name) {
            problem(`${label}: the name ${(0,wording/* shown */.SP)(name)} is that of ${twin.label} too; give each a name of its own`);
            return;
        }
        const remedy = byDefault ? 'Give one of them a name' : 'Give each a name of its own';
        problem(`${label}: the name ${(0,wording/* shown */.SP)(name)} and ${(0,wording/* shown */.SP)(twin.name)}, that of ${twin.label}, differ only in case, which GitHub's expressions do not see. ${remedy}`);
    });
}
/**
 * Calls each task what can be told everywhere: by its name without what is hidden in that. Those that are the same then
 * are numbered: `x ***`, `x *** (2)`.
 */
function withDistinctNames(targets, redact) {
    const isTold = ({ task: { name } }) => redact(name) === name;
    const taken = new Set(targets.filter(isTold).map(({ task }) => withoutCase(task.name)));
    return targets.map((target) => {
        if (isTold(target))
            return target;
        const bare = redact(target.task.name);
        let name = bare;
        for (let number = 2; taken.has(withoutCase(name)); number += 1)
            name = `${bare} (${number})`;
        taken.add(withoutCase(name));
        return { ...target, task: { ...target.task, name } };
    });
}
/**
 * The key by which GitHub's expressions look a name up, which compare by .NET's `OrdinalIgnoreCase`: each character in
 * upper case, where that is one character.
 */
function withoutCase(name) {
    return name.replace(/./gsu, (char) => {
        const upper = char.toUpperCase();
        return upper.length === char.length ? upper : char;
    });
}

// EXTERNAL MODULE: ./build/inputs/project-scope.js
var project_scope = __webpack_require__(532);
// EXTERNAL MODULE: ./build/inputs/proxy.js
var inputs_proxy = __webpack_require__(2680);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./build/github/check-run.js
var check_run = __webpack_require__(6418);
// EXTERNAL MODULE: ./build/github/workflow-run.js
var workflow_run = __webpack_require__(7889);
;// CONCATENATED MODULE: ./build/inputs/publish-inputs.js
/** The inputs of the check run and the deployment status. */





const MAX_NAME = 200;
/**
 * Reads the inputs of the check run and the deployment status.
 *
 * @param identities what the tasks are, which tells gates of one name apart
 */
function readPublishing(getInput, env, wait, identities, problem) {
    const name = readCheckName(getInput, problem);
    const givenSha = readCheckSha(getInput, problem);
    const { deployment, environmentUrl } = readDeployment(getInput, problem);
    const event = env['GITHUB_EVENT_NAME'] ?? '';
    if (name !== '' && givenSha === '' && !wait && ['schedule', 'workflow_dispatch'].includes(event)) {
        problem(`check-sha: is missing; with wait: false on ${event} give the deployed commit, since the head of the branch may be another by now`);
    }
    const warnings = [];
    if (environmentUrl !== undefined && deployment === undefined) {
        warnings.push('environment-url: is shown with a deployment status only; give deployment-id, too');
    }
    if (name === '' && deployment === undefined)
        return { publishing: undefined, warnings };
    const what = [name === '' ? [] : 'the check run', deployment === undefined ? [] : 'the deployment status'];
    const unpublished = (why) => ({
        publishing: undefined,
        warnings: [...warnings, `${what.flat().join(' and ')} will not be published: ${why}`],
    });
    const token = getInput(inputs_credentials/* TOKEN_INPUT */.jX);
    if (token === '') {
        return unpublished(`${inputs_credentials/* TOKEN_INPUT */.jX} is empty; leave it out, or give it a token`);
    }
    (0,inputs_credentials/* isWhole */.wP)(inputs_credentials/* TOKEN_INPUT */.jX, token, problem);
    const run = (0,workflow_run/* readWorkflowRun */.h)(env, readPayload);
    if (typeof run === 'string')
        return unpublished(`${run} is not set as GitHub's runners set it`);
    const sha = givenSha === '' ? run.headSha : givenSha;
    if (name !== '' && sha === undefined) {
        warnings.push(`the check run will not be published: ${noSha(run)}; give check-sha`);
    }
    if (name !== '' && name === run.job) {
        warnings.push(`check-name: ${(0,wording/* shown */.SP)(name)} is also the name of this job, which makes a required check ambiguous; give one of them another name`);
    }
    const check = name === '' || sha === undefined ? undefined : { name, sha, externalId: (0,check_run/* externalIdOf */.Sl)(identities) };
    const publishing = { token, run, check, deployment };
    return { publishing: check === undefined && deployment === undefined ? undefined : publishing, warnings };
}
function noSha({ event }) {
    return `no head commit is known for the event ${(0,wording/* shown */.SP)(event)}`;
}
function readCheckName(getInput, problem) {
    const name = getInput('check-name');
    if (name.length > MAX_NAME)
        problem(`check-name: is longer than ${MAX_NAME} characters`);
    if (/\p{Cc}/u.test(name))
        problem('check-name: must not contain line breaks or control characters');
    return name;
}
function readCheckSha(getInput, problem) {
    const written = getInput('check-sha');
    const sha = written.toLowerCase();
    if (sha !== '' && !(0,workflow_run/* isCommitId */.j)(sha)) {
        problem(`check-sha: ${(0,wording/* shown */.SP)(written)} is not a commit's full id of 40 hexadecimal digits; a branch or a short id will not do`);
    }
    return sha;
}
function readDeployment(getInput, problem) {
    const written = getInput('deployment-id');
    const id = /^[1-9]\d*$/.test(written) ? Number(written) : Number.NaN;
    if (written !== '' && !Number.isSafeInteger(id)) {
        problem(`deployment-id: ${(0,wording/* shown */.SP)(written)} is not the number of a GitHub deployment; give the id that creating it answered`);
    }
    const page = getInput('environment-url');
    if (page !== '' && !(/^https?:\/\//i.test(page) && URL.canParse(page))) {
        problem(`environment-url: ${(0,wording/* shown */.SP)(page)} is not a URL; write it as https://host/path`);
    }
    const environmentUrl = page === '' ? undefined : page;
    return { deployment: written === '' ? undefined : { id, environmentUrl }, environmentUrl };
}
/** The JSON of the event; nothing if it cannot be read. */
function readPayload(path) {
    try {
        return JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    }
    catch {
        // Only one who needs something of it misses it.
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/task.js
var task = __webpack_require__(7115);
;// CONCATENATED MODULE: ./build/providers/provider.js
/** What a provider is, and what all of them share: tables of words, times, tallies. */

/** Makes a provider of its definition. */
function defineProvider(definition) {
    const { name, cloud, host, entry, prepare, together } = definition;
    return {
        name,
        cloud,
        host,
        blindAfterSuccess: definition.blindAfterSuccess ?? false,
        fields: Object.keys(entry.shape),
        read: (fields, defaults, wrong) => {
            const parsed = entry.safeParse(fields);
            const prepared = parsed.success ? prepare(parsed.data, defaults) : undefined;
            if (prepared !== undefined && !('field' in prepared)) {
                return {
                    ...prepared,
                    watch: (connection, settles) => withWish(prepared.watch(connection, settles)),
                };
            }
            const issues = parsed.error?.issues ?? [];
            const own = issues
                .filter(({ message }) => message !== '')
                .map(({ path, message }) => ({ field: String(path[0]), message }));
            const both = prepared ?? together?.(fields, defaults);
            for (const { field, message } of both === undefined ? own : [...own, both])
                wrong(field, message);
            return undefined;
        },
    };
}
/** A look that also gives what the server wishes: the longest time that any of its answers asks to be left alone. */
function withWish(look) {
    return async (context) => {
        let wishMs = 0;
        const observation = await look({
            ...context,
            wished: (ms) => {
                wishMs = Math.max(wishMs, ms);
            },
        });
        if (observation.kind === 'refused' || wishMs === 0)
            return observation;
        return { ...observation, retryAfterMs: Math.max(wishMs, observation.retryAfterMs ?? 0) };
    };
}
/** A provider's word for a state. A word that the table does not name is `running`, and told as it is. */
function translate(table, word) {
    const state = Object.hasOwn(table, word) ? table[word] : undefined;
    return state === undefined ? { state: 'running', unknown: true } : { state, unknown: false };
}
/** An id in an answer, which may have come as a number: none is refused for want of its quotes. */
const AnyId = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig().transform(String)], {
    error: ({ input }) => `expected text or a number, received ${input === undefined ? 'undefined' : typeof input}`,
});
/** The same where it may be missing; any other text as well. */
const LooseText = AnyId.nullish();
/** A time of an answer. It is only shown, as it came: one of another shape is as good as none. */
const ShownTime = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).nullish().catch(null);
/** What stands for a time that there is none of. */
const NO_TIME = new Set([undefined, null, '', 0, '0']);
/** A vendor's times, under its own names and as it sent them. */
function timesOf(times) {
    const given = Object.entries(times).filter((entry) => !NO_TIME.has(entry[1]));
    return Object.fromEntries(given);
}
const MAX_WORDS = 10;
/** How often each word stands in a list, for people: `OVER`, or `2 OVER, 1 RUNNING`. */
function tally(words) {
    const named = words.map((word) => word || '(empty)');
    if (named.length === 1)
        return named.join();
    const counts = new Map();
    for (const word of named)
        counts.set(word, (counts.get(word) ?? 0) + 1);
    const told = [...counts].slice(0, MAX_WORDS).map(([word, count]) => `${count} ${word}`);
    const rest = counts.size - told.length;
    return [...told, ...(rest > 0 ? [`${rest} other words`] : [])].join(', ');
}

;// CONCATENATED MODULE: ./build/providers/alibaba-api-gateway.js
/** Alibaba Cloud API Gateway: a publish task, from its fields to its verdict. */





/**
 * `DeployedStatus` of a publish task. The page of DescribeDeployApiTask shows only OVER; the other words are
 * those of the import tasks of the same product, so that they are inferred here.
 */
const DEPLOYED_STATUS = {
    WAIT: 'pending',
    RUNNING: 'running',
    OVER: 'succeeded',
    FAIL: 'failed',
    CANCEL: 'cancelled',
};
const Text = schemas/* string */.YjP().nullish();
/** Source: API Gateway, DescribeDeployApiTask, response elements. */
const DeployTask = schemas/* object */.Ikc({
    DeployedResults: schemas/* object */.Ikc({
        DeployedResult: schemas/* array */.YOg(schemas/* object */.Ikc({ ApiUid: LooseText, StageName: LooseText, DeployedStatus: Text, ErrorMsg: Text }))
            .nullish(),
    })
        .nullish(),
});
/**
 * What an answer of DescribeDeployApiTask says of the whole task.
 *
 * @param most the most entries of each API and stage, and in all, that any poll has listed; this answer's are added
 * @param bad what earlier polls have shown of parts that ended badly
 * @param apis how many APIs the task must list for success
 */
function judge({ DeployedResults }, most, bad, apis) {
    const read = (DeployedResults?.DeployedResult ?? []).map(readEntry);
    if (read.length === 0)
        return { now: (0,task/* seen */.cI)('pending', '', 'the task lists no API yet'), bad };
    const parts = read.map(({ part }) => part);
    const say = (state, ...reasons) => (0,task/* seen */.cI)(state, tally(parts.map((part) => part.providerState)), reasons.filter((reason) => reason !== '').join('; '), parts, read.flatMap(({ part, unknown }) => (unknown ? [part.providerState] : [])));
    const listed = countOf(read.flatMap(({ key }) => key ?? []));
    const gone = goneFrom(listed, most);
    const fewer = fewerThan(most, read.length) && gone === '' ? NAMELESS_GONE : '';
    const states = new Set(parts.map(({ state }) => state));
    const open = states.has('pending') || states.has('running') || gone !== '';
    const messages = parts
        .filter((part) => part.state !== 'succeeded' && part.reason !== '')
        .map((part) => `${part.name}: ${part.reason}`)
        .join('; ');
    const lost = states.has('failed')
        ? 'failed'
        : states.has('cancelled')
            ? 'cancelled'
            : undefined;
    if (lost !== undefined) {
        const reason = (0,wording/* joined */.oR)(`${parts.filter(({ state }) => state === lost).length} of ${parts.length} ${lost}`, messages);
        const now = open ? { ...say('running', reason, gone), lost } : say(lost, reason);
        const isWorse = bad === undefined || (bad.state === 'cancelled' && lost === 'failed');
        return { now, bad: isWorse ? { state: lost, reason } : bad };
    }
    const wrongCount = apis === undefined || apis === listed.size ? '' : `APIs listed: ${listed.size}, but apis says ${apis}`;
    if (!open && wrongCount === '' && fewer === '')
        return { now: say('succeeded', evidenceOf(parts)), bad };
    const isQueued = states.size === 1 && states.has('pending') && gone === '';
    return { now: say(isQueued ? 'pending' : 'running', messages, gone, fewer, wrongCount), bad };
}
/** A key of an entry: its parts cannot run into each other. */
function keyOf(api, stage) {
    return `${api}\n${stage}`;
}
/** Stands for all entries, with a key or without: one without an id may have got it since, or be gone. */
const ALL = '';
const NAMELESS_GONE = 'fewer entries than before: one without an ApiUid is missing';
/** Whether an earlier poll has listed more entries in all. Keeps how many this one lists. */
function fewerThan(most, entries) {
    const before = most.get(ALL) ?? 0;
    most.set(ALL, Math.max(before, entries));
    return entries < before;
}
function countOf(keys) {
    const counts = new Map();
    for (const key of keys)
        counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
}
/** What an earlier poll has listed and this one does not: it was not seen to succeed. Keeps what this one lists. */
function goneFrom(listed, most) {
    for (const [key, count] of listed)
        most.set(key, Math.max(count, most.get(key) ?? 0));
    const gone = [...most]
        .filter(([key, count]) => key !== ALL && count > (listed.get(key) ?? 0))
        .map(([key]) => key.replace('\n', '@'));
    if (gone.length === 0)
        return '';
    const more = gone.length > MOST_NAMED ? ` and ${gone.length - MOST_NAMED} more` : '';
    return `listed before, and missing now: ${gone.slice(0, MOST_NAMED).join(', ')}${more}`;
}
const MOST_NAMED = 5;
/** What shows that every part has succeeded. */
function evidenceOf(parts) {
    const said = parts.every(({ reason }) => reason !== '');
    const how = said ? 'each with a message of success' : 'none with a message of an error';
    return `${parts.length} of ${parts.length} published, ${how}`;
}
/** OVER alone is no success: an entry is over when its work has ended, well or not. */
function readEntry(entry) {
    const word = entry.DeployedStatus ?? '';
    const message = (entry.ErrorMsg ?? '').trim();
    const api = entry.ApiUid ?? '';
    const stage = entry.StageName ?? '';
    const name = `${api}@${stage}`;
    const { state, unknown } = translate(DEPLOYED_STATUS, word);
    const part = { name, providerState: word, times: {} };
    if (api.trim() === '') {
        return {
            part: { ...part, state: 'running', reason: (0,wording/* joined */.oR)('no ApiUid', message) },
            key: undefined,
            unknown,
        };
    }
    const well = message === '' || /^success/i.test(message);
    const ended = state === 'succeeded' && !well ? 'failed' : state;
    return { part: { ...part, state: ended, reason: message }, key: keyOf(api, stage), unknown };
}
/** The same with a part that had ended badly in an earlier poll. */
function withBad(now, bad) {
    const worse = now.lost === 'failed' || now.state === 'failed';
    if (bad === undefined || worse || (bad.state === 'cancelled' && now.lost !== undefined))
        return now;
    const reason = `a part had ${bad.state === 'failed' ? 'failed' : 'been cancelled'} before (${bad.reason})`;
    return (0,task/* isOpen */.nT)(now.state) ? { ...now, lost: bad.state, reason } : { ...now, state: bad.state, reason };
}
const MOST_APIS = 1000;
const UID = 'the OperationId in the answer of BatchDeployApis';
/** A publish task of Alibaba Cloud API Gateway, as BatchDeployApis starts one. */
const alibabaApiGateway = defineProvider({
    name: 'alibaba-api-gateway',
    cloud: 'alibaba',
    host: (region) => `apigateway.${region}.aliyuncs.com`,
    entry: schemas/* object */.Ikc({ 'operation-uid': id(UID), apis: wholeNumber(1, MOST_APIS).optional() }),
    blindAfterSuccess: true,
    prepare: (entry) => {
        const uid = entry['operation-uid'];
        const call = {
            operation: 'DescribeDeployApiTask',
            path: '/',
            query: { OperationUid: uid },
            permission: 'apigateway:DescribeDeployApiTask on *',
            ids: `operation-uid is ${UID}`,
        };
        return {
            id: uid,
            defaultName: `alibaba-api-gateway ${uid}`,
            identity: [uid],
            watch: (connection) => {
                const most = new Map();
                let bad;
                return async (look) => {
                    const reply = await connection.call(call, DeployTask, look);
                    if (reply.kind !== 'answer')
                        return reply;
                    const judged = judge(reply.body, most, bad, entry.apis);
                    const now = withBad(judged.now, bad);
                    bad = judged.bad;
                    return now;
                };
            },
        };
    },
});

;// CONCATENATED MODULE: ./build/providers/api-version-pages.js
/** The list of an API's versions, read page by page. */


const PAGE_SIZE = 100;
const MAX_PAGES = 100;
const Count = schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* string */.YjP().regex(/^\d+$/).transform(Number)]).nullish();
/** Source: DescribeApiHistories, response elements. */
const ApiHistories = schemas/* object */.Ikc({
    TotalCount: Count,
    PageSize: Count,
    ApiHisItems: schemas/* object */.Ikc({
        ApiHisItem: schemas/* array */.YOg(schemas/* object */.Ikc({
            ApiId: LooseText,
            StageName: LooseText,
            GroupId: LooseText,
            HistoryVersion: LooseText,
            Status: LooseText,
            Description: LooseText,
            DeployedTime: ShownTime,
        }))
            .nullish(),
    })
        .nullish(),
});
const OPERATION = 'DescribeApiHistories';
/**
 * Reads the list until ours and a live version that is not ours are found, a page repeats, or the pages end.
 *
 * @param ids what must be true of the ids of the entry, for messages
 */
async function readPages(wanted, groupId, ids, connection, context, isOurs) {
    const items = [];
    let read = 0;
    let before;
    /** The largest `TotalCount` of any page. */
    let total;
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const reply = await connection.call({
            operation: OPERATION,
            path: '/',
            query: {
                GroupId: groupId,
                ApiId: wanted.apiId,
                StageName: wanted.stage,
                PageNumber: String(page),
                PageSize: String(PAGE_SIZE),
            },
            permission: 'apigateway:DescribeApiHistories on the API group',
            ids,
        }, ApiHistories, context);
        if (reply.kind !== 'answer')
            return reply;
        const { ApiHisItems, TotalCount, PageSize } = reply.body;
        const listed = ApiHisItems?.ApiHisItem ?? [];
        if (TotalCount !== null && TotalCount !== undefined)
            total = Math.max(total ?? 0, TotalCount);
        const isFull = listed.length >= Math.min(PAGE_SIZE, PageSize || PAGE_SIZE);
        const now = JSON.stringify(listed);
        // A page that has no list, or comes before all are read that the total counts, is not the end of the list.
        const isList = Array.isArray(ApiHisItems?.ApiHisItem);
        if (listed.length === 0)
            return answer(items, isList ? read >= (total ?? 0) : read === total);
        if (now === before)
            return answer(items, total === undefined ? !isFull : read >= total);
        before = now;
        read += listed.length;
        for (const item of listed) {
            const place = placeOf(item, wanted, groupId, isOurs);
            // One that does not say where it is live may be live here, but is no version that we could want.
            if (place !== 'elsewhere')
                items.push({ ...readItem(item), ...(place === 'untold' ? { version: '' } : {}) });
        }
        // A full page is not the end, whatever the total says; nor is any where that is less than what was listed.
        const ended = !isFull && read === total;
        if (ended || isDecided(wanted, items))
            return answer(items, true);
    }
    return answer(items, false);
}
/** Whose a record is: those of other APIs, stages and groups say nothing about ours. */
function placeOf(item, wanted, groupId, isOurs) {
    const place = [
        ['ApiId', wanted.apiId, item.ApiId],
        ['StageName', wanted.stage, item.StageName],
        ['GroupId', groupId, item.GroupId ?? groupId],
    ];
    const { version = item.HistoryVersion ?? '' } = wanted;
    isOurs(OPERATION, ...place, ['HistoryVersion', version, item.HistoryVersion ?? '']);
    const told = place.filter(([, , theirs]) => (theirs ?? '') !== '');
    if (told.some(([, ours, theirs]) => theirs !== ours))
        return 'elsewhere';
    return told.length === place.length ? 'here' : 'untold';
}
function readItem(item) {
    return {
        version: item.HistoryVersion ?? '',
        status: item.Status ?? '',
        description: item.Description,
        deployedTime: item.DeployedTime,
    };
}
/**
 * Nothing that follows could change the verdict. A description is looked for to the end: a second version with it
 * would be ambiguous.
 */
function isDecided({ version }, items) {
    return (version !== undefined &&
        items.some((item) => item.version === version) &&
        items.some((item) => item.version !== version && item.status === 'ONLINE'));
}
function answer(items, whole) {
    return { kind: 'answer', body: { items, whole } };
}

;// CONCATENATED MODULE: ./build/providers/api-version-verdict.js
/** What the list of an API's versions says of ours. */


/** `Status` of an item of DescribeApiHistories: which version is live on the stage. Source: its response elements. */
const HISTORY_STATUS = {
    ONLINE: 'succeeded',
    OFFLINE: 'rolled-back',
};
const DESCRIBED = 'api-id, stage and group-id are those of the API. The vendor may not keep the description of a publish: version is the sure way';
/**
 * What the list of versions says of ours.
 *
 * @param whole no other page could say more
 * @param wasOnline an earlier poll has shown ours `ONLINE`, so `OFFLINE` is in no doubt
 * @param found the version that an earlier poll has found by the description: it stays ours
 */
function readHistories(wanted, items, whole, wasOnline, found) {
    const matching = items.filter((item) => isWanted(item, wanted)).map((item) => item.version);
    const versions = new Set(found === undefined ? matching : [found, ...matching]);
    if (versions.size > 1) {
        const several = [...versions].join(', ');
        return (0,task/* refused */.J5)('', `cannot tell which is ours: versions ${several} have this description; put the run's id into it`);
    }
    const [version] = versions;
    if (version === undefined || !items.some((item) => item.version === version)) {
        if (!whole)
            return (0,task/* seen */.cI)('running', '', `not found in the ${items.length} versions that were read of the list`);
        if (wanted.description === undefined)
            return (0,task/* seen */.cI)('running', '', 'published, but not in the list of versions yet');
        const reason = `no version has the description ${JSON.stringify(wanted.description)}`;
        return { kind: 'absent', providerState: '', reason, ids: DESCRIBED };
    }
    return readStatus(version, items, whole, wasOnline);
}
function isWanted({ version, description }, wanted) {
    return (version !== '' &&
        (wanted.version ?? version) === version &&
        (wanted.description ?? description) === description);
}
/** Success takes `ONLINE` of ours, in a list that was read to its end and has no other version live. */
function readStatus(version, items, whole, wasOnline) {
    const ours = items.filter((item) => item.version === version);
    const statuses = [...new Set(ours.map((item) => item.status))];
    const status = statuses.join(' and ');
    const times = timesOf({ DeployedTime: ours[0]?.deployedTime });
    const say = (now, reason, partReason = reason) => (0,task/* seen */.cI)(now, status, reason, [
        { name: version, state: now, providerState: status, reason: partReason, times },
    ]);
    if (statuses.length > 1)
        return say('running', `version ${version} is listed as ${status} at once`, '');
    const { state, unknown } = translate(HISTORY_STATUS, status);
    if (unknown)
        return { ...say('running', ''), unknown: [status] };
    const live = new Set(items.filter((item) => item.status === 'ONLINE').map((item) => item.version || UNNAMED));
    if (live.size > 1)
        return say('running', `versions ${[...live].join(', ')} are live at once; only one must be`);
    if (!whole)
        return say('running', `the list of versions did not end within the ${items.length} that were read`);
    if (state === 'succeeded')
        return say(state, `version ${version} is live`, '');
    const [instead] = live;
    if (instead === UNNAMED)
        return say('running', `version ${version} is offline; what is live has no version`);
    const end = instead !== undefined && instead > version ? 'superseded' : 'rolled-back';
    const reason = instead === undefined
        ? `version ${version} was taken offline`
        : `version ${version} is offline; the ${end === 'superseded' ? 'newer' : 'older'} version ${instead} is live`;
    const ended = say(end, reason);
    return wasOnline ? ended : { ...ended, tentative: true };
}
/** Stands for an item that is `ONLINE` and has no version. */
const UNNAMED = '(without a version)';

;// CONCATENATED MODULE: ./build/providers/identity.js
/** Whether an answer is ours, by its ids; and the error where these differ from ours only in case. */

/** So many polls in a row must show the same mistake: a single answer may be anything. */
const POLLS_IN_A_ROW = 3;
/**
 * A poll that compares the ids of its answers with ours by `isOurs`. After three polls in a row in which an operation
 * gave nothing of ours, but ids that differ from ours only in case, it is an error that shows both.
 */
function comparingIds(poll) {
    let inARow = 0;
    return async (context) => {
        const found = new Set();
        const differing = new Map();
        const observation = await poll(context, (operation, ...ids) => {
            const others = ids.filter(([, ours, theirs]) => theirs !== ours);
            if (others.length === 0)
                found.add(operation);
            else if (others.every(([, ours, theirs]) => theirs?.toLowerCase() === ours.toLowerCase()))
                differing.set(operation, others.map(([name, ours, theirs]) => `${name} "${theirs}" instead of "${ours}"`).join(', '));
            return others.length === 0;
        });
        const [mistake] = [...differing].filter(([operation]) => !found.has(operation));
        inARow = mistake === undefined ? 0 : inARow + 1;
        if (mistake === undefined || inARow < POLLS_IN_A_ROW)
            return observation;
        const [operation, both] = mistake;
        return (0,task/* refused */.J5)('', `the answer of ${operation} has ${both}, which differs only in upper and lower case. Check the IDs of the entry: case counts`);
    };
}

;// CONCATENATED MODULE: ./build/providers/alibaba-api-version.js
/** Alibaba Cloud API Gateway: a published version, its fields and its requests. */







/** Source: DescribeApiHistory, response elements. Its `Status` is that of the call, so it is not read. */
const ApiHistory = schemas/* object */.Ikc({
    ApiId: AnyId,
    StageName: AnyId,
    HistoryVersion: AnyId,
    GroupId: LooseText,
});
const IDS = 'api-id, stage and version are those of one published version, and api-id is no operation-uid';
/** The group of a version that exists, by its definition; an observation where that shows none of ours. */
async function groupOf(wanted, groupId, connection, context, isOurs) {
    const operation = 'DescribeApiHistory';
    const history = await connection.call({
        operation,
        path: '/',
        query: {
            ApiId: wanted.apiId,
            StageName: wanted.stage,
            HistoryVersion: wanted.version,
            ...(groupId === undefined ? {} : { GroupId: groupId }),
        },
        permission: 'apigateway:DescribeApiHistory on the API group',
        ids: IDS,
    }, ApiHistory, context);
    if (history.kind !== 'answer')
        return history;
    const { ApiId, StageName, HistoryVersion, GroupId } = history.body;
    const ours = isOurs(operation, ['ApiId', wanted.apiId, ApiId], ['StageName', wanted.stage, StageName], ['HistoryVersion', wanted.version, HistoryVersion]);
    if (!ours)
        return (0,task/* unreachable */.HB)('an answer about another version, API or stage');
    return groupId ?? (GroupId || (0,task/* unreachable */.HB)('an answer without the GroupId'));
}
/** A poll: does the version exist (which also shows its group), and is it the one that is live? */
function watch(wanted, connection, findGroup) {
    let wasOnline = false;
    let found;
    return comparingIds(async (context, isOurs) => {
        const group = await findGroup(context, isOurs);
        if (typeof group !== 'string')
            return group;
        const list = await readPages(wanted, group, IDS, connection, context, isOurs);
        if (list.kind !== 'answer')
            return list;
        const read = readHistories(wanted, list.body.items, list.body.whole, wasOnline, found);
        const [part] = read.kind === 'seen' ? read.parts : [];
        wasOnline ||= part?.providerState === 'ONLINE';
        found ??= part?.name;
        return read;
    });
}
/** A published version of an API of Alibaba Cloud API Gateway, live on its stage. */
const alibabaApiVersion = defineProvider({
    name: 'alibaba-api-version',
    cloud: 'alibaba',
    host: (region) => `apigateway.${region}.aliyuncs.com`,
    entry: schemas/* object */.Ikc({
        'api-id': id('the ApiId of the API that was published'),
        stage: choice('stage', ['RELEASE', 'PRE', 'TEST']),
        version: id('the HistoryVersion that DescribeApiHistories lists').optional(),
        description: freeText().optional(),
        'group-id': id('the GroupId of the API').optional(),
    }),
    together: ({ version, description, 'group-id': groupId }) => {
        const found = howFound(version, description, groupId);
        return 'field' in found ? found : undefined;
    },
    prepare: (entry) => {
        const { 'api-id': apiId, stage, version, description, 'group-id': groupId } = entry;
        const found = howFound(version, description, groupId);
        if ('field' in found)
            return found;
        const place = `${apiId}/${stage}`;
        const common = {
            defaultName: `${apiId}@${stage}`,
            identity: [apiId, stage, version ?? '', description ?? ''],
        };
        if ('version' in found) {
            const wanted = { apiId, stage, version: found.version };
            return {
                ...common,
                id: `${place}/${found.version}`,
                watch: (connection) => watch(wanted, connection, (context, isOurs) => groupOf(wanted, groupId, connection, context, isOurs)),
            };
        }
        const wanted = { apiId, stage, description: found.description };
        return {
            ...common,
            id: `${place}/${found.description}`,
            watch: (connection) => watch(wanted, connection, () => found.groupId),
        };
    },
});
/** How the version is found: by itself, or by its description in the list of its group. */
function howFound(version, description, groupId) {
    if (description === undefined)
        return version === undefined ? alibaba_api_version_wrong('version', NEITHER) : { version };
    if (version !== undefined)
        return alibaba_api_version_wrong('version', 'and description are both given: give one of them');
    return groupId === undefined ? alibaba_api_version_wrong('group-id', NO_GROUP) : { description, groupId };
}
const NEITHER = 'is missing: give the version that the publish returned, or the description it was published with';
const NO_GROUP = 'is missing: a version is found by its description in the list of its group';
function alibaba_api_version_wrong(field, message) {
    return { field, message };
}

;// CONCATENATED MODULE: ./build/providers/codearts-execution.js
/** An execution of CodeArts Deploy: the answers that show it, and its statuses. */



/**
 * `execution_state` of the task's last execution, and `status` of one record.
 * Source: CodeArts Deploy, "Obtaining the Details of an Application", and its SDK.
 */
const EXECUTION_STATE = {
    pending: 'pending',
    not_executed: 'pending',
    running: 'running',
    succeeded: 'succeeded',
    failed: 'failed',
    timeout: 'failed',
    abort: 'cancelled',
    not_started: 'cancelled',
};
/** What an execution after ours does to ours, by its status. */
const EFFECT = new Map([
    ['', 'waits'],
    ['pending', 'waits'],
    ['not_executed', 'waits'],
    ['not_started', 'stands'],
    ['running', 'replaced'],
    ['succeeded', 'replaced'],
    ['failed', 'replaced'],
    ['timeout', 'replaced'],
    ['abort', 'replaced'],
]);
/** What an execution after ours does to ours; one with a status that no table names does nothing yet. */
function effectOf(status) {
    return EFFECT.get(status) ?? 'waits';
}
const codearts_execution_Text = schemas/* string */.YjP().nullish();
/** `GET /v2/tasks/{task_id}`: the last execution, whichever it is. */
const DeployTaskDetail = schemas/* object */.Ikc({
    task_id: AnyId,
    execution_state: codearts_execution_Text,
    release_id: schemas/* union */.KCZ([schemas/* string */.YjP().regex(/^\d+$/), schemas/* number */.aig()]).nullish(),
    execution_time: ShownTime,
});
/** `GET /v2/tasks/{task_id}/state?record_id=…`: one execution. */
const RecordState = schemas/* object */.Ikc({
    status: codearts_execution_Text,
    result: schemas/* object */.Ikc({
        record_id: AnyId,
        task_id: LooseText,
        status: codearts_execution_Text,
        start_time: ShownTime,
        end_time: ShownTime,
    }),
});
/** The task's last execution; nothing where the answer has no whole number. */
function numbered({ release_id, execution_state }) {
    if (release_id === null || release_id === undefined)
        return undefined;
    if (typeof release_id === 'number' && !Number.isInteger(release_id))
        return undefined;
    return { number: BigInt(release_id), status: execution_state ?? '' };
}
/** What one execution says, in the vocabulary. */
function readExecution(name, status, times) {
    const { state, unknown } = stateOf(status);
    const reason = status === '' || status === 'not_executed'
        ? 'there is no execution yet (no execution_state)'
        : state === 'succeeded'
            ? `${name} has succeeded`
            : name;
    const part = { name, state, providerState: status, reason: '', times: timesOf(times) };
    return (0,task/* seen */.cI)(state, status, reason, status === '' ? [] : [part], unknown ? [status] : []);
}
/** A status in the vocabulary; none at all is `pending`. */
function stateOf(status) {
    return status === '' ? { state: 'pending', unknown: false } : translate(EXECUTION_STATE, status);
}
/** An answer that is about another task or execution. */
const foreign = (0,task/* unreachable */.HB)('an answer about another task or execution');

;// CONCATENATED MODULE: ./build/providers/codearts-record.js
/** What one record of CodeArts Deploy says, and whether its success holds. */


/** What the state of one record says; it must be ours. */
function readRecord(answer, taskId, recordId, isOurs) {
    const { result } = answer;
    const ids = [
        ['record_id', recordId, result.record_id],
        ['task_id', taskId, result.task_id ?? taskId],
    ];
    if (!isOurs('ShowTaskState', ...ids))
        return foreign;
    if (answer.status !== 'success') {
        const said = answer.status ?? 'nothing';
        return (0,task/* unreachable */.HB)(`the answer's own status is "${said}" instead of "success"`);
    }
    return readExecution(`record ${recordId}`, result.status ?? '', {
        start_time: result.start_time,
        end_time: result.end_time,
    });
}
/**
 * Whether the success of our record holds beside the task's last execution.
 *
 * @param place where that stands to ours; nothing where it is not known yet
 */
function readHeld(success, last, place) {
    const shown = numberOf(last);
    const waiting = (reason) => ({
        ...success,
        state: 'running',
        reason: `${success.reason}, ${reason}`,
    });
    switch (place) {
        case 'ours':
            if (stateOf(last.status).state === 'succeeded')
                return success;
            return waiting(`but the task still shows its execution, ${shown}, otherwise`);
        case 'after':
            return besideLater(success, last);
        case 'before':
            return waiting(`but the task's last execution is still ${shown}, a previous one`);
        case 'another':
            return waiting(`but the task's last execution, ${shown}, is another one, and may be newer`);
        case undefined:
            return waiting(`but the task's last execution, ${shown}, is not known to be this deployment yet`);
    }
}
/** A success that an execution after it has replaced, at this look or an earlier one. */
function replacedBy(success, later) {
    const reason = `a newer execution, number ${later}, replaced this deployment, which had succeeded`;
    return { ...success, state: 'superseded', reason };
}
/** What becomes of a success beside an execution after it. */
function besideLater(success, last) {
    const later = `a newer execution, ${numberOf(last)},`;
    switch (effectOf(last.status)) {
        case 'replaced':
            return {
                ...success,
                state: 'superseded',
                reason: `${later} replaced this deployment, which had succeeded`,
            };
        case 'stands':
            return { ...success, reason: `${success.reason}; ${later} never began` };
        case 'waits':
            return { ...success, state: 'running', reason: `${success.reason}, but ${later} may replace it` };
    }
}
/** A number with its status, for people. */
function numberOf({ number, status }) {
    return `number ${number} (${status || 'no status'})`;
}

;// CONCATENATED MODULE: ./build/providers/codearts-last.js
/** What the task's last execution says where no record is named: of the one after a number, or of the largest. Pure. */


/**
 * What the last execution says.
 *
 * @param after the number of the execution before ours; nothing where whichever is the last will do
 * @param settles success must hold: it begins anew with another execution
 */
function readLast(answer, after, followed, settles) {
    const last = numbered(answer);
    if (last === undefined)
        return { observation: unnumbered(answer.execution_state ?? ''), followed };
    const { number, status } = last;
    const { ours, largest } = followed;
    if (ours === undefined && after !== undefined && number <= after) {
        const reason = `not started yet: the last execution is still number ${number} (${status})`;
        return { observation: { ...readExecution('', '', {}), reason }, followed };
    }
    if (largest !== undefined && number < largest) {
        const reason = `the answer is older than execution ${largest}: it speaks of number ${number}`;
        return { observation: { ...readExecution('', '', {}), state: 'running', reason }, followed };
    }
    if (ours !== undefined && number > ours) {
        if (effectOf(status) !== 'replaced') {
            return {
                observation: notBegun(last, ours, followed.success),
                followed: { ...followed, largest: number },
            };
        }
        if (after !== undefined) {
            const reason = `execution ${number} (${status}) took the place of ours, number ${ours}`;
            const newer = readExecution(`execution ${number}`, status, {});
            return { observation: { ...newer, state: 'superseded', reason }, followed };
        }
    }
    return follow(answer, last, after, ours, settles);
}
/** The execution that is ours, from this look on or already. */
function follow(answer, { number, status }, after, ours, settles) {
    const read = readExecution(`execution ${number}`, status, { execution_time: answer.execution_time });
    const success = read.state === 'succeeded' ? read : undefined;
    const followed = { ours: number, largest: number, success };
    if (settles && ours !== undefined && number > ours) {
        const reason = `execution ${number} (${status}) is the last one now, instead of number ${ours}`;
        // What the execution before it has shown must not count for this one.
        const state = read.state === 'succeeded' ? 'running' : read.state;
        return { observation: { ...read, state, reason }, followed };
    }
    const gap = after !== undefined && number > after + 1n
        ? ` (numbers after ${after} were skipped: it may not be the one that was started)`
        : '';
    return { observation: { ...read, reason: `${read.reason}${gap}` }, followed };
}
/** A larger number that has not begun, or never did: the task does not show ours any more. */
function notBegun(last, ours, success) {
    if (success !== undefined)
        return besideLater(success, last);
    const reason = `the task now shows a newer execution, ${numberOf(last)}: whether number ${ours} has ended cannot be read any more`;
    return { ...readExecution(`execution ${last.number}`, last.status, {}), state: 'running', reason };
}
/** An answer that does not say which execution it is about. */
function unnumbered(status) {
    const waiting = readExecution('the last execution', status, {});
    if (waiting.state === 'pending')
        return waiting;
    const reason = `the answer says ${status}, but not of which execution (no release_id)`;
    return { ...waiting, state: 'running', reason, parts: [] };
}

;// CONCATENATED MODULE: ./build/providers/codearts-number.js
/** Which execution the task's last one is, by what our record says beside it: a record has no number. Pure. */

/** By the record, then by the last execution; nothing where that is ahead, which only a later look can judge. */
const SIGN = {
    pending: { pending: 'same', running: undefined, ended: undefined },
    running: { pending: 'behind', running: 'same', ended: undefined },
    ended: { pending: 'behind', running: 'behind', ended: 'same' },
};
const RANK = { pending: 0, running: 1, ended: 2 };
/** What is known before the first look. */
const NOTHING_SEEN = { shown: new Map() };
/** So many looks with the record's own status make a number ours. */
const AGREED = 2;
/** What is known after a look at which the record could not be read: it stands between those before and after it. */
function unseen(sightings) {
    return { ...sightings, latest: undefined };
}
/**
 * What is known after a look that has read our record, and then the task's last execution.
 *
 * @param record the status of our record
 * @param last the last execution; nothing where it could not be read
 */
function sight(sightings, record, last) {
    const shown = withThoseBefore(sightings, record);
    if (last === undefined)
        return { shown, ours: oursOf(shown, sightings.ours) };
    const { number } = last;
    const sign = signOf(record, last.status);
    const known = shown.get(number);
    const inARow = sightings.latest?.number === number && sightings.latest.sign === sign;
    const place = known?.place ?? (inARow && sign !== undefined ? FOR_GOOD[sign] : undefined);
    const hasBegun = known?.hasBegun === true || effectOf(last.status) === 'replaced';
    const isAfter = codearts_number_placeOf({ shown, ours: sightings.ours }, number) === 'after';
    shown.set(number, {
        progress: farther(known?.progress ?? 'pending', progressOf(last.status) ?? 'pending'),
        hasBegun,
        hasReplaced: known?.hasReplaced === true || (hasBegun && isAfter),
        agreed: (known?.agreed ?? 0) + (sign === 'same' ? 1 : 0),
        ...(place === undefined ? {} : { place }),
    });
    return { shown, latest: { number, sign }, ours: oursOf(shown, sightings.ours) };
}
/** What a sign makes of a number that shows it in two looks in a row. */
const FOR_GOOD = { behind: 'after', differs: 'another', same: undefined };
/** Where a number stands to ours; nothing where nothing is known yet. Numbers grow. */
function codearts_number_placeOf({ shown, ours }, number) {
    const own = shown.get(number)?.place;
    if (own === 'before' || own === 'after')
        return own;
    for (const [other, { place }] of shown) {
        if (place === 'before' && number < other)
            return 'before';
        if (place === 'after' && number > other)
            return 'after';
    }
    if (ours === undefined)
        return own;
    return number === ours ? 'ours' : number > ours ? 'after' : 'before';
}
/** Our number, once it is known: what was found later for good outweighs that the statuses were the same. */
function oursOf(shown, ours) {
    const mayBe = (number) => codearts_number_placeOf({ shown }, number) === undefined;
    if (ours !== undefined && mayBe(ours))
        return ours;
    const agreed = [...shown].filter(([, { agreed }]) => agreed >= AGREED).map(([number]) => number);
    return agreed.filter(mayBe).reduce(smaller, undefined);
}
function smaller(one, other) {
    return one === undefined || other < one ? other : one;
}
/**
 * Our record is behind what a number had shown at an earlier look: that one is before ours. But not where ours is
 * known by more than a queue: what is larger is after it, even if executions overlap.
 */
function withThoseBefore({ shown, ours }, record) {
    const progress = progressOf(record);
    const isSure = ours !== undefined && shown.get(ours)?.hasBegun === true;
    const isBefore = (number, one) => progress !== undefined && RANK[one.progress] > RANK[progress] && !(isSure && number > ours);
    return new Map([...shown].map(([number, one]) => [
        number,
        isBefore(number, one) ? { ...one, place: one.place ?? 'before' } : one,
    ]));
}
/** The number of an execution after ours that has begun, at whichever look; nothing where there is none. */
function laterThatBegan(sightings) {
    for (const [number, { hasReplaced }] of sightings.shown) {
        if (hasReplaced && codearts_number_placeOf(sightings, number) === 'after')
            return number;
    }
    return undefined;
}
function signOf(record, last) {
    const [ours, its] = [progressOf(record), progressOf(last)];
    const sign = ours === undefined || its === undefined ? undefined : SIGN[ours][its];
    if (sign !== 'same')
        return sign;
    if (record === last)
        return record === '' ? undefined : 'same';
    return its === 'ended' ? 'differs' : undefined;
}
function progressOf(status) {
    const { state, unknown } = stateOf(status);
    if (unknown)
        return undefined;
    return state === 'pending' || state === 'running' ? state : 'ended';
}
function farther(one, other) {
    return RANK[one] < RANK[other] ? other : one;
}

;// CONCATENATED MODULE: ./build/providers/huawei-codearts-deploy.js
/** Huawei Cloud CodeArts Deploy: an execution, its fields and its requests. */









/** The task's last execution, whichever it is, as far as it may be ours. */
function watchLast(connection, taskId, after, settles) {
    let followed = {};
    return comparingIds(async (look, isOurs) => {
        const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
        if (reply.kind !== 'answer')
            return reply;
        if (!isOfTask(reply.body, taskId, isOurs))
            return foreign;
        const read = readLast(reply.body, after, followed, settles);
        followed = read.followed;
        return read.observation;
    });
}
/** Our record. */
function readsRecord(connection, taskId, recordId) {
    const call = {
        operation: 'ShowTaskState',
        path: `/v2/tasks/${taskId}/state`,
        query: { record_id: recordId, step_state: 'false' },
        permission: VIEW_PERMISSION,
        ids: `${TASK_ID}, and record-id the id in the answer of its start call`,
    };
    return async (look, isOurs) => {
        const reply = await connection.call(call, RecordState, look);
        return reply.kind === 'answer' ? readRecord(reply.body, taskId, recordId, isOurs) : reply;
    };
}
/** Our record and then, at each look, the task's last execution: a rollback is a new one. */
function watchHeld(connection, taskId, recordId) {
    const readOurs = readsRecord(connection, taskId, recordId);
    let sightings = NOTHING_SEEN;
    return comparingIds(async (look, isOurs) => {
        const record = await readOurs(look, isOurs);
        if (record.kind !== 'seen') {
            sightings = unseen(sightings);
            return record;
        }
        const succeeded = record.state === 'succeeded';
        // Any other end is the end, whatever the task says.
        if (!succeeded && !(0,task/* isOpen */.nT)(record.state))
            return record;
        const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
        const ofTask = reply.kind === 'answer' && isOfTask(reply.body, taskId, isOurs) ? reply.body : undefined;
        const last = ofTask === undefined ? undefined : numbered(ofTask);
        sightings = sight(sightings, record.providerState, last);
        if (!succeeded)
            return reply.kind !== 'answer' && countsAnyhow(reply) ? reply : record;
        const later = laterThatBegan(sightings);
        if (later !== undefined)
            return replacedBy(record, later);
        if (last !== undefined)
            return readHeld(record, last, codearts_number_placeOf(sightings, last.number));
        if (reply.kind !== 'answer')
            return reply;
        return ofTask === undefined ? foreign : huawei_codearts_deploy_unnumbered;
    });
}
function isOfTask(answer, taskId, isOurs) {
    return isOurs('ShowDeployTaskDetail', ['task_id', taskId, answer.task_id]);
}
const huawei_codearts_deploy_unnumbered = (0,task/* unreachable */.HB)('the task does not tell its last execution (no release_id)');
/** Whether a reply counts whatever the look is about. */
function countsAnyhow(reply) {
    return reply.kind === 'refused' || (reply.kind === 'unreachable' && reply.throttled);
}
const TASK_ID = 'task-id is the id of the deployment task, not of a record';
const VIEW_PERMISSION = 'the permission to view the application (CodeArts Deploy)';
function lastCall(taskId) {
    return {
        operation: 'ShowDeployTaskDetail',
        path: `/v2/tasks/${taskId}`,
        query: {},
        permission: VIEW_PERMISSION,
        ids: TASK_ID,
    };
}
/** A deployment of Huawei Cloud CodeArts Deploy. */
const huaweiCodeartsDeploy = defineProvider({
    name: 'huawei-codearts-deploy',
    cloud: 'huawei',
    host: (region) => `codearts-deploy.${region}.myhuaweicloud.${region === 'eu-west-101' ? 'eu' : 'com'}`,
    entry: schemas/* object */.Ikc({
        'task-id': id('the id of the deployment task (the application), which is started'),
        'record-id': id('the id in the answer of the start call').optional(),
        'after-release': digits().optional(),
        'accept-last': flag().optional(),
    }),
    together: (written) => {
        const { data: acceptLast = written['accept-last'] } = flag().safeParse(written['accept-last']);
        return oneOf(written['record-id'], written['after-release'], acceptLast);
    },
    prepare: (entry, defaults) => {
        const taskId = entry['task-id'];
        const { 'record-id': recordId, 'after-release': afterRelease } = entry;
        const ambiguous = oneOf(recordId, afterRelease, entry['accept-last']);
        if (ambiguous !== undefined)
            return ambiguous;
        const after = afterRelease === undefined ? undefined : BigInt(afterRelease);
        const projectId = defaults.projectId();
        return {
            id: recordId ?? taskId,
            defaultName: `huawei-codearts-deploy ${recordId ?? taskId}`,
            identity: [taskId, recordId ?? '', afterRelease ?? ''],
            ...(projectId === undefined ? {} : { projectId }),
            watch: (connection, settles) => {
                if (recordId === undefined)
                    return watchLast(connection, taskId, after, settles);
                return settles
                    ? watchHeld(connection, taskId, recordId)
                    : comparingIds(readsRecord(connection, taskId, recordId));
            },
        };
    },
});
const THREE_WAYS = 'say which execution is ours: record-id (the id that the start call returned), ' +
    'after-release (the release_id before the start), or accept-last: true (whichever is the last)';
/**
 * Whether exactly one of the three ways is given, whatever its value is worth.
 *
 * @param acceptLast a flag; text where it is not known to be one
 */
function oneOf(recordId, afterRelease, acceptLast) {
    const ways = [recordId !== undefined, afterRelease !== undefined, acceptLast === true].filter(Boolean).length;
    if (ways > 1)
        return { field: 'record-id', message: `is one of several that are given: ${THREE_WAYS}` };
    const perhaps = acceptLast !== undefined && typeof acceptLast !== 'boolean';
    return ways === 1 || perhaps ? undefined : { field: 'record-id', message: `is missing: ${THREE_WAYS}` };
}

;// CONCATENATED MODULE: ./build/providers/servicestage-jobs.js
/** ServiceStage's answers about a release task: their shapes, and what each documented status means. */


/** Types differ from the vendor's table: numbers come as text, and anything may be null. */
const Loose = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).nullish();
/** Source: ServiceStage, "Obtaining the Deployment Information About a Release Task", table 4. */
const Component = schemas/* object */.Ikc({
    id: Loose,
    name: Loose,
    status: Loose,
    job_status: Loose,
    start_time: Loose,
    end_time: Loose,
    fail_message: Loose,
    rollback_job_status: Loose,
    rollback_start_time: Loose,
    rollback_end_time: Loose,
    rollback_fail_message: Loose,
});
/** `GET …/release-plans/{release_plan_id}/deploy-info`: the jobs of the last execution, and of earlier ones for a while. */
const DeployInfo = schemas/* object */.Ikc({ id: AnyId, components: schemas/* array */.YOg(Component).nullish() });
/** Source: ServiceStage, the release task itself (zh-CN edition). */
const ReleasePlan = schemas/* object */.Ikc({
    id: Loose,
    status: Loose,
    fail_strategy: Loose,
    execute_time: Loose,
    components: schemas/* array */.YOg(schemas/* object */.Ikc({ component_id: Loose, id: Loose, name: Loose })).nullish(),
});
/** `job_status`, and the words that ServiceStage's general list of jobs adds to it. */
const JOB_STATUS = {
    CREATED: 'pending',
    SUBMITTED: 'pending',
    SCHEDULED: 'pending',
    RUNNING: 'running',
    UNKNOWN: 'running',
    SUCCEEDED: 'succeeded',
    FAILED: 'failed',
    PARTIALLY_FAILED: 'failed',
    CANCELLED: 'cancelled',
    ROLLBACKING: 'rolling-back',
    ROLLBACKED: 'rolled-back',
};
/** `rollback_job_status`: any value means that a rollback happened, a word that is not here that it goes on. */
const ROLLBACK_JOB_STATUS = {
    SUCCEEDED: 'rolled-back',
    ROLLBACKED: 'rolled-back',
    FAILED: 'failed',
    PARTIALLY_FAILED: 'failed',
    CANCELLED: 'failed',
    CREATED: 'rolling-back',
    SUBMITTED: 'rolling-back',
    SCHEDULED: 'rolling-back',
    RUNNING: 'rolling-back',
    ROLLBACKING: 'rolling-back',
    UNKNOWN: 'rolling-back',
};
/** `status` of the plan. The words of a plan that goes on are documented nowhere. */
const PLAN_STATUS = {
    CREATED: 'pending',
    SUCCESS: 'succeeded',
    FAILED: 'failed',
    PARTIALLY_FAILED: 'failed',
    ROLLBACK_FAILED: 'failed',
    ROLLBACK_SUCCEED: 'rolled-back',
    ABORTED: 'cancelled',
};
/** Text that may have come as a number; empty where there is none. */
function servicestage_jobs_text(value) {
    return value === null || value === undefined ? '' : String(value);
}
/** A number that may have come as text; 0 where there is none. */
function number(value) {
    const read = Number(value ?? 0);
    return Number.isFinite(read) ? read : 0;
}

;// CONCATENATED MODULE: ./build/providers/servicestage-execution.js
/** Which execution of a plan an answer is about, and which jobs are of it. */




/** How much earlier than `execute_time` a job of that execution may begin (ms): the two clocks may differ. */
const SLACK_MS = 10_000;
/**
 * The `execute_time` (epoch ms; 0: none is given) of the execution that counts. Nothing while the plan's last
 * execution is still the one before it.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours, if the user gave one
 */
function executionOf(plan, afterExecution) {
    const executedAt = number(plan.execute_time);
    if (afterExecution === undefined)
        return executedAt;
    return executedAt > Number(afterExecution) ? executedAt : undefined;
}
/**
 * Which jobs of a component are of the execution at `executedAt` (epoch ms): those that began no earlier than 10 s
 * before, and had not ended by then; one without a start only while it has not ended. A rollback without times goes
 * with the job that it undoes. A plan whose `execute_time` is not a time has one execution, which all jobs are of.
 */
function belonging(component, executedAt) {
    const status = translate(JOB_STATUS, servicestage_jobs_text(component.job_status)).state;
    const forward = isOfExecution(executedAt, component.start_time, component.end_time, (0,task/* isOpen */.nT)(status));
    const word = rollbackStatus(component);
    const times = [component.rollback_start_time, component.rollback_end_time];
    if (times.every((time) => number(time) <= 0)) {
        return { forward, rollback: word === '' ? undefined : forward };
    }
    const isGoing = (0,task/* isOpen */.nT)(translate(ROLLBACK_JOB_STATUS, word).state);
    return { forward, rollback: isOfExecution(executedAt, ...times, isGoing) };
}
function isOfExecution(executedAt, start, end, isGoing) {
    if (executedAt < EARLIEST_MS)
        return true;
    const ended = number(end);
    if (ended > 0 && ended <= executedAt)
        return false;
    const began = number(start);
    return began > 0 ? began >= executedAt - SLACK_MS : isGoing && ended <= 0;
}
/** `rollback_job_status`; empty if there is none, also where the text `null` stands for that. */
function rollbackStatus(component) {
    const word = servicestage_jobs_text(component.rollback_job_status);
    return word === 'null' ? '' : word;
}
/**
 * A plan that was executed once more: its jobs are those of that execution from then on.
 *
 * @param ours when our execution began (epoch ms)
 * @param last when the last one began (epoch ms)
 */
function supersededBy(plan, ours, last) {
    return (0,task/* seen */.cI)('superseded', `plan ${servicestage_jobs_text(plan.status)}`, `executed again at ${isoTime(last)}, before the execution of ${isoTime(ours)} was confirmed`);
}
/**
 * An answer of before an execution that was seen already: a replica that lags says nothing of that one.
 *
 * @param ours when the execution that was seen began (epoch ms)
 */
function wentBack(plan, ours) {
    const now = number(plan.execute_time);
    const about = now > 0 ? `the execution of ${isoTime(now)}` : 'no execution';
    return (0,task/* seen */.cI)('running', `plan ${servicestage_jobs_text(plan.status)}`, `the plan speaks of ${about}, after that of ${isoTime(ours)} was seen`);
}
/** A plan whose last execution is still the one before ours, or that was never executed. */
function notStarted(plan) {
    const executedAt = number(plan.execute_time);
    const last = executedAt > 0 ? `its last execution is still that of ${isoTime(executedAt)}` : 'it was never executed';
    return (0,task/* seen */.cI)('pending', `plan ${servicestage_jobs_text(plan.status)}`, `not started yet: ${last}`);
}
/** The end of a reason that names the execution it is about. Empty if the plan gives no time. */
function executionText(executedAt) {
    return executedAt > 0 ? ` (the execution of ${isoTime(executedAt)})` : '';
}
function isoTime(epochMs) {
    const date = new Date(epochMs);
    return epochMs < EARLIEST_MS || Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}

;// CONCATENATED MODULE: ./build/providers/servicestage-component.js
/** One component of a ServiceStage release in the vocabulary: its job, and its rollback. */



/**
 * Puts a component into the vocabulary. What is of another execution than that at `executedAt` (epoch ms; 0: the
 * plan gives no time) says nothing of its state.
 */
function readJob(component, executedAt) {
    const word = servicestage_jobs_text(component.job_status);
    const forward = translate(JOB_STATUS, word);
    const rollbackWord = rollbackStatus(component);
    const ours = belonging(component, executedAt);
    const isRolledBack = ours.rollback === true;
    const rollback = isRolledBack ? rollbackState(rollbackWord) : byForwardJob(forward.state);
    const status = servicestage_jobs_text(component.status);
    const id = servicestage_jobs_text(component.id);
    return {
        id,
        part: {
            name: nameOf(component),
            state: rollback ?? forward.state,
            providerState: isRolledBack ? `rollback ${rollbackWord || 'begun'}` : word,
            reason: [isRolledBack ? servicestage_jobs_text(component.rollback_fail_message) : '', servicestage_jobs_text(component.fail_message)]
                .filter(Boolean)
                .join('; '),
            times: timesOf({
                start_time: component.start_time,
                end_time: component.end_time,
                rollback_start_time: component.rollback_start_time,
                rollback_end_time: component.rollback_end_time,
            }),
        },
        unknown: [
            ...(forward.unknown ? [`job ${word}`] : []),
            ...(rollbackWord !== '' && translate(ROLLBACK_JOB_STATUS, rollbackWord).unknown
                ? [`rollback ${rollbackWord}`]
                : []),
        ],
        rollback,
        untold: isRolledBack && rollbackWord === '',
        unwell: isBadEnd(translate(PLAN_STATUS, status).state) ? status : '',
        isOurs: ours.forward || isRolledBack,
        isWhollyOurs: ours.forward && ours.rollback !== false,
    };
}
/** What a component is called: by its name, but it is known by its id. */
function nameOf(component) {
    return servicestage_jobs_text(component.name) || servicestage_jobs_text(component.id);
}
/** Whether a state is one that nothing good comes of. */
function isBadEnd(state) {
    return state === 'failed' || state === 'rolled-back' || state === 'cancelled';
}
function rollbackState(word) {
    const { state } = translate(ROLLBACK_JOB_STATUS, word);
    return state === 'running' ? 'rolling-back' : state;
}
function byForwardJob(state) {
    return state === 'rolling-back' || state === 'rolled-back' ? state : undefined;
}

;// CONCATENATED MODULE: ./build/providers/servicestage-memory.js
/** What earlier looks at a ServiceStage release have shown, also those of which one answer was missing. */


/** Of a release that nobody has looked at yet. */
const NOTHING_EARLIER = new Map();
/** The plan's documented statuses of a rollback, and what its status for one in progress may look like. */
const ROLLBACK_STATUS = /ROLL(ING|ED)?[ _-]?BACK/i;
/** A memory with nothing in it. */
function createMemory() {
    const earlier = new Map();
    /** Rollbacks by component, until the plan has told of which execution they are. */
    const rollbacks = new Map();
    let seen;
    return {
        earlier,
        rollback: () => seen,
        keep: (plan, info, executedAt) => {
            for (const component of info?.components ?? []) {
                const id = servicestage_jobs_text(component.id);
                earlier.set(id, component);
                // As if all jobs were of one execution: which one they are of is judged when the plan has told its time.
                if (readJob(component, 0).rollback !== undefined)
                    rollbacks.set(id, component);
            }
            if (executedAt === undefined)
                return;
            const status = servicestage_jobs_text(plan?.status);
            const jobs = [...rollbacks.values()].map((component) => readJob(component, executedAt));
            const ours = jobs.filter((job) => job.isOurs && job.rollback !== undefined);
            if (status === 'ROLLBACK_FAILED' || ours.some((job) => job.rollback === 'failed'))
                seen = 'failed';
            else if (ROLLBACK_STATUS.test(status) || ours.length > 0)
                seen ??= 'begun';
        },
    };
}
/**
 * The components that were listed before, and are not any more.
 *
 * @param executedAt `execute_time` (epoch ms) of the execution that is judged
 */
function servicestage_memory_goneFrom(earlier, listed, executedAt) {
    return [...earlier]
        .filter(([id]) => !listed.has(id))
        .map(([, component]) => ({ name: nameOf(component), job: readJob(component, executedAt) }));
}

;// CONCATENATED MODULE: ./build/providers/servicestage-release.js
/** Both answers about one execution of a ServiceStage release, and what earlier looks have shown, as one value. */



/** @param executedAt `execute_time` (epoch ms; 0 if there is none) of the execution that is judged */
function readRelease(plan, info, executedAt, earlier) {
    const listed = (info.components ?? []).map((component) => readJob(component, executedAt));
    const jobs = listed.filter((job) => job.isOurs);
    return {
        plan,
        status: servicestage_jobs_text(plan.status),
        executedAt,
        jobs,
        listed,
        named: plan.components?.length ?? 0,
        notBegun: notBegunOf(jobs, plan),
        gone: servicestage_memory_goneFrom(earlier, new Set(listed.map(({ id }) => id)), executedAt),
    };
}
/** Components that the plan names and that have no job of this execution (later batches, perhaps), by name. */
function notBegunOf(jobs, plan) {
    const begun = new Set(jobs.map(({ id }) => id).filter((id) => id !== ''));
    return (plan.components ?? [])
        .filter(({ component_id, id }) => !begun.has(servicestage_jobs_text(component_id)) && !begun.has(servicestage_jobs_text(id)))
        .map(({ component_id, id, name }) => servicestage_jobs_text(name) || servicestage_jobs_text(component_id) || servicestage_jobs_text(id));
}
/** The names of components, for people. */
function names(jobs) {
    return jobs.map(({ part }) => part.name).join(', ');
}
/** What the jobs say, for people. */
function describeAll(jobs) {
    return jobs.map(describe).join('; ');
}
/** What one job says, for people. */
function describe({ part }) {
    return [`${part.name} ${part.providerState}`, part.reason].filter(Boolean).join(': ');
}

;// CONCATENATED MODULE: ./build/providers/servicestage-success.js
/** What success of a ServiceStage release takes. */




/**
 * What success takes, all of it, and what the reason says as long as it is not there.
 * Source: ServiceStage, "Obtaining the Deployment Information About a Release Task", and the release task itself.
 */
const SUCCESS_TAKES = [
    // Deploy-info is not empty.
    [({ listed }) => listed.length > 0, () => 'no component is listed as deployed yet'],
    // Every job of this execution says SUCCEEDED.
    [({ jobs }) => jobs.every(hasSucceeded), progress],
    // Every job that is listed is of this execution.
    [
        ({ listed }) => listed.every((job) => job.isWhollyOurs),
        ({ listed }) => `jobs of an earlier execution: ${names(listed.filter((job) => !job.isWhollyOurs))}`,
    ],
    // Every component is known by its id.
    [
        ({ jobs }) => jobs.every((job) => job.id !== ''),
        ({ jobs }) => `listed without an id: ${names(jobs.filter((job) => job.id === ''))}`,
    ],
    // No component's own status contradicts its job.
    [({ jobs }) => jobs.every((job) => job.unwell === ''), notWell],
    // The plan says SUCCESS; one without a status names components, and all of them are listed.
    [saysSuccess, progress],
    // None of this execution has disappeared before it succeeded: what failed may succeed when it is tried again.
    [({ gone }) => !gone.some(isUnfinished), ({ gone }) => missing(gone.filter(isUnfinished))],
    // With fewer listed than the plan names, none at all has disappeared.
    [({ notBegun, gone }) => notBegun.length === 0 || gone.length === 0, ({ gone }) => missing(gone)],
];
/** What the release lacks for success, for people; nothing if it has succeeded. */
function lackingOf(release) {
    return SUCCESS_TAKES.find(([holds]) => !holds(release))?.[1](release);
}
/** What has succeeded, of a release that lacks nothing for it. */
function successOf(release) {
    const { named, notBegun } = release;
    return notBegun.length === 0
        ? deployed(release.jobs.length, release.jobs.length)
        : `the plan says SUCCESS, with ${named - notBegun.length} of its ${named} components listed`;
}
function saysSuccess({ status, named, notBegun }) {
    if (status === '')
        return named > 0 && notBegun.length === 0;
    return translate(PLAN_STATUS, status).state === 'succeeded';
}
/** How far the jobs are; if they are all done, what else the release waits for. */
function progress({ jobs, named, notBegun, status }) {
    const going = jobs.filter((job) => !hasSucceeded(job)).map(describe);
    const rest = notBegun.length === 0 ? [] : [`not begun: ${notBegun.join(', ')}`];
    const done = deployed(jobs.length - going.length, Math.max(jobs.length, named));
    const open = [...going, ...rest];
    if (open.length === 0 && !['', 'SUCCESS'].includes(status))
        open.push(`the plan says ${status}`);
    return [done, ...open].join('; ');
}
function deployed(done, all) {
    return `${done} of ${all} components deployed`;
}
/** A component that was of this execution, and had not succeeded when it was last listed. */
function isUnfinished({ job }) {
    return job.isOurs && job.part.state !== 'succeeded';
}
function missing(gone) {
    const failed = gone.filter(({ job }) => job.isOurs && isBadEnd(job.part.state));
    const named = (some) => some.map(({ name }) => name).join(', ');
    return failed.length > 0
        ? `${named(failed)} had failed, and is not listed any more`
        : `no longer listed: ${named(gone)}`;
}
function notWell({ jobs }) {
    const unwell = jobs.filter((job) => job.unwell !== '');
    const each = unwell.map((job) => `${describe(job)}, and its component says ${job.unwell}`);
    return `the jobs succeeded, but not well: ${each.join('; ')}`;
}
function hasSucceeded({ part }) {
    return part.state === 'succeeded';
}

;// CONCATENATED MODULE: ./build/providers/servicestage-verdict.js
/** What plan and jobs together say of a ServiceStage release. */








/** What keeps a release from success whatever else there is, in the order in which it outweighs the rest. */
const BAD_ENDS = [byRollback, byBadPlan, byBadJob];
/**
 * What both answers say of the release.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours: nothing older counts
 * @param earlier the components that earlier looks have shown
 */
function judgeRelease(plan, info, afterExecution, earlier = NOTHING_EARLIER) {
    const executedAt = executionOf(plan, afterExecution);
    if (executedAt === undefined)
        return notStarted(plan);
    const release = readRelease(plan, info, executedAt, earlier);
    const { state, reason, ...lost } = sayOf(release, afterExecution === undefined);
    const parts = release.jobs.map((job) => job.part);
    const unknown = release.jobs.flatMap((job) => job.unknown);
    return { ...(0,task/* seen */.cI)(state, wordsOf(release), reason, parts, unknown), ...lost, ...undocumentedOf(release) };
}
/** @param tellsBad whether a bad end names its execution: the user has not said which one counts */
function sayOf(release, tellsBad) {
    const execution = executionText(release.executedAt);
    for (const rule of BAD_ENDS) {
        const bad = rule(release);
        if (bad !== undefined)
            return tellsBad ? { ...bad, reason: `${bad.reason}${execution}` } : bad;
    }
    const lacking = lackingOf(release);
    return lacking === undefined
        ? { state: 'succeeded', reason: `${successOf(release)}${execution}` }
        : { state: openState(release), reason: lacking };
}
function byRollback({ jobs, status }) {
    const rollbacks = jobs.filter((job) => job.rollback !== undefined);
    if (rollbacks.length === 0)
        return undefined;
    const failed = rollbacks.filter((job) => job.rollback === 'failed');
    if (failed.length > 0)
        return { state: 'failed', reason: `the rollback failed: ${describeAll(failed)}` };
    const going = rollbacks.filter((job) => job.rollback === 'rolling-back');
    // If no job says how its rollback stands, the plan does.
    const plan = going.length > 0 && going.every((job) => job.untold) ? status : '';
    if (plan === 'ROLLBACK_FAILED') {
        return { state: 'failed', reason: `the rollback failed: the plan says ${plan}` };
    }
    const lost = jobs.some(({ part }) => part.state === 'failed') ? { lost: 'failed' } : {};
    return going.length > 0 && plan !== 'ROLLBACK_SUCCEED'
        ? { state: 'rolling-back', reason: `a rollback is under way of ${names(rollbacks)}`, ...lost }
        : { state: 'rolled-back', reason: `a rollback has undone ${names(rollbacks)}` };
}
function byBadPlan({ jobs, status }) {
    const { state } = translate(PLAN_STATUS, status);
    if (!isBadEnd(state))
        return undefined;
    const why = describeAll(jobs.filter(isLost));
    return { state, reason: `the plan says ${status}${why === '' ? '' : `; ${why}`}` };
}
/** A job that failed or was cancelled: with the strategy `stop` the end, since later batches may never start. */
function byBadJob({ jobs, plan, notBegun }) {
    const bad = jobs.filter(isLost);
    if (bad.length === 0)
        return undefined;
    const lost = bad.some((job) => job.part.state === 'failed') ? 'failed' : 'cancelled';
    const reason = describeAll(bad);
    const open = jobs.some((job) => (0,task/* isOpen */.nT)(job.part.state)) || notBegun.length > 0;
    const stops = lost === 'failed' && servicestage_jobs_text(plan.fail_strategy) === 'stop';
    return open && !stops ? { state: 'running', reason, lost } : { state: lost, reason };
}
/** Nothing has begun while neither the plan nor a job says so. */
function openState({ status, jobs, listed }) {
    const waits = status === '' || translate(PLAN_STATUS, status).state === 'pending';
    const isEarlier = listed.length > jobs.length;
    return waits && !isEarlier && jobs.every((job) => job.part.state === 'pending') ? 'pending' : 'running';
}
/** The vendor's own words: the plan's status, and how often each status of a job is there. */
function wordsOf({ status, jobs }) {
    const tallied = tally(jobs.map((job) => job.part.providerState));
    return [
        status === '' ? '' : `plan ${status}`,
        jobs.length === 0 ? '' : `${jobs.length === 1 ? 'job' : 'jobs'} ${tallied}`,
    ]
        .filter(Boolean)
        .join(', ');
}
/** The status of a plan in progress is documented nowhere: not to know one is no surprise. */
function undocumentedOf({ status }) {
    return status !== '' && translate(PLAN_STATUS, status).unknown ? { undocumented: [`plan ${status}`] } : {};
}
function isLost({ part }) {
    return part.state === 'failed' || part.state === 'cancelled';
}

;// CONCATENATED MODULE: ./build/providers/huawei-servicestage.js
/** Huawei Cloud ServiceStage: a release task, its fields and its requests. */









function huawei_servicestage_watch(connection, projectId, planId, afterExecution) {
    const plan = {
        operation: 'getReleasePlan',
        path: `/v3/${projectId}/cas/release-plans/${planId}`,
        query: {},
        permission: 'servicestage::getReleasePlan',
        ids: 'release-plan-id is the id of a release task of the project',
    };
    const deployInfo = { ...plan, path: `${plan.path}/deploy-info` };
    const memory = createMemory();
    /** `execute_time` (epoch ms) of the execution that counts, as the last plan told it. */
    let executedAt;
    let listed = false;
    return comparingIds(async (context, isOurs) => {
        const isPlan = (operation, answered) => isOurs(operation, ['id', planId, String(answered)]);
        const [release, deployed] = await Promise.all([
            connection.call(plan, ReleasePlan, context),
            connection.call(deployInfo, DeployInfo, context),
        ]);
        const ourPlan = release.kind === 'answer' && isPlan('the plan', release.body.id ?? planId) ? release.body : undefined;
        const ourInfo = deployed.kind === 'answer' && isPlan('deploy-info', deployed.body.id) ? deployed.body : undefined;
        const last = ourPlan === undefined ? undefined : executionOf(ourPlan, afterExecution);
        if (ourPlan !== undefined && last !== undefined && executedAt !== undefined && last < executedAt) {
            memory.keep(undefined, ourInfo, executedAt);
            return withRollback(wentBack(ourPlan, executedAt), memory.rollback());
        }
        if (ourPlan !== undefined && last !== undefined) {
            if (afterExecution !== undefined && executedAt !== undefined && last > executedAt)
                return supersededBy(ourPlan, executedAt, last);
            executedAt = last;
        }
        const judge = (plan, info) => withRollback(judgeRelease(plan, info, afterExecution, memory.earlier), memory.rollback());
        memory.keep(last === undefined ? undefined : ourPlan, ourInfo, executedAt);
        if (ourPlan !== undefined && deployed.kind === 'absent') {
            // The plan is known: what is not, until it begins, is its deployment.
            const judged = judge(ourPlan, {});
            // Once it was there it has disappeared, unless the plan knows how it ended.
            return listed && (0,task/* isOpen */.nT)(judged.state) ? deployed : judged;
        }
        listed ||= ourInfo !== undefined && (afterExecution === undefined || executedAt !== undefined);
        const failed = worseReply(release, deployed);
        if (failed !== undefined)
            return failed;
        if (ourPlan === undefined || ourInfo === undefined)
            return huawei_servicestage_foreign;
        return judge(ourPlan, ourInfo);
    });
}
/** Once a rollback was seen, also in an answer whose other half was missing, success is not ours. */
function withRollback(now, rollback) {
    if (rollback === undefined)
        return now;
    if (now.state === 'succeeded') {
        return rollback === 'failed'
            ? { ...now, state: 'failed', reason: 'the rollback failed in an earlier poll' }
            : {
                ...now,
                state: 'rolled-back',
                reason: 'a rollback was under way; the success that is reported now is not that of this deployment',
            };
    }
    return (0,task/* isOpen */.nT)(now.state) ? { ...now, state: 'rolling-back' } : now;
}
const huawei_servicestage_foreign = (0,task/* unreachable */.HB)('an answer about another release task');
/** Of two replies without an answer, the one that says more. */
function worseReply(...replies) {
    const refused = replies.find((reply) => reply.kind === 'refused');
    if (refused !== undefined)
        return refused;
    const faults = replies.filter((reply) => reply.kind === 'unreachable');
    const absent = replies.find((reply) => reply.kind === 'absent');
    if (absent !== undefined)
        return absent;
    const [first] = faults;
    return first === undefined ? undefined : { ...first, throttled: faults.some((fault) => fault.throttled) };
}
const NO_PROJECT = {
    field: 'project-id',
    message: 'is missing: give it here or in the input huawei-project-id',
};
/** A release task of Huawei Cloud ServiceStage. */
const huaweiServicestage = defineProvider({
    name: 'huawei-servicestage',
    cloud: 'huawei',
    host: (region) => `servicestage.${region}.myhuaweicloud.com`,
    entry: schemas/* object */.Ikc({
        'release-plan-id': id('the id of the release task that was executed'),
        'project-id': id('the id of the project in its region').optional(),
        'after-execution': epochMs("the plan's execute_time from before the start").optional(),
    }),
    together: (written, defaults) => written['project-id'] === undefined && defaults.projectId() === undefined ? NO_PROJECT : undefined,
    prepare: (entry, defaults) => {
        const planId = entry['release-plan-id'];
        const projectId = entry['project-id'] ?? defaults.projectId();
        if (projectId === undefined)
            return NO_PROJECT;
        return {
            id: planId,
            defaultName: `huawei-servicestage ${planId}`,
            identity: [projectId, planId, entry['after-execution'] ?? ''],
            projectId,
            watch: (connection) => huawei_servicestage_watch(connection, projectId, planId, entry['after-execution']),
        };
    },
});

;// CONCATENATED MODULE: ./build/providers/index.js
/** The registry: every provider by its name. */




const providers_ALL = [
    alibabaApiGateway,
    alibabaApiVersion,
    huaweiServicestage,
    huaweiCodeartsDeploy,
];
/** Every provider, by the name that an entry of `tasks` gives. */
const PROVIDERS = new Map(providers_ALL.map((provider) => [provider.name, provider]));

// EXTERNAL MODULE: ./build/inputs/values.js
var values = __webpack_require__(3368);
;// CONCATENATED MODULE: ./build/inputs/common-fields.js
/** The fields that an entry of every provider may have: name, optional, region, endpoint. */



const REGION_EXAMPLES = {
    alibaba: 'cn-hangzhou',
    huawei: 'cn-north-4',
};
/** The place that an entry gives, or the inputs for it; nothing if something is wrong with it, which is told. */
function readPlace(provider, { region, endpoint }, defaults, wrong) {
    const named = region === undefined ? defaults.region(provider.cloud) : region;
    const valid = isRegion(named) ? named : undefined;
    const where = `here or in the input ${provider.cloud}-region, such as ${REGION_EXAMPLES[provider.cloud]}`;
    if (valid !== named)
        wrong('region', `${(0,wording/* shown */.SP)(named)} is no region; write the id of one ${where}`);
    if (endpoint !== undefined) {
        const url = (0,inputs_endpoint/* parseEndpoint */.Bk)(endpoint, provider.cloud, defaults.allowedHosts);
        if (typeof url !== 'string')
            return { region: valid ?? '', baseUrl: url };
        wrong('endpoint', url);
        return undefined;
    }
    if (named === undefined)
        wrong('region', `is missing: give it ${where}`);
    return valid === undefined
        ? undefined
        : { region: valid, baseUrl: new URL(`https://${provider.host(valid)}`) };
}
/** Tells what is wrong with the place that an entry gives, as far as can be said without knowing its cloud. */
function checkPlace({ region, endpoint }, wrong) {
    const examples = Object.values(REGION_EXAMPLES).join(' or ');
    if (region !== undefined && !isRegion(region)) {
        wrong('region', `${(0,wording/* shown */.SP)(region)} is no region; write the id of one, such as ${examples}`);
    }
    const url = endpoint === undefined ? undefined : (0,inputs_endpoint/* parseUrl */.Dl)(endpoint);
    if (typeof url === 'string')
        wrong('endpoint', url);
}
function isRegion(written) {
    return typeof written === 'string' && /^[a-z0-9-]{1,64}$/.test(written);
}
/** Whether the entry is optional; nothing if it does not say so in words that are known, which is told. */
function readOptional({ optional }, wrong) {
    if (optional === undefined)
        return false;
    const flag = typeof optional === 'string' ? (0,values/* parseFlag */.og)(optional) : undefined;
    if (flag === undefined)
        wrong('optional', `${(0,wording/* shown */.SP)(optional)} must be true or false`);
    return flag;
}
/** The name that the entry gives; nothing if it gives none, or one that cannot be, which is told. */
function readName({ name }, wrong) {
    if (name === undefined)
        return undefined;
    if (typeof name !== 'string' || name.trim() === '')
        wrong('name', 'must be text that is not empty');
    else if (name.length > 200)
        wrong('name', 'is longer than 200 characters');
    else if (/\p{Cc}/u.test(name))
        wrong('name', 'must not contain line breaks or control characters');
    else
        return name;
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/entry-fields.js
/** Which fields an entry may have, and which one was meant by another. */

/** The fields that an entry of every provider may have. */
const COMMON_FIELDS = ['provider', 'name', 'region', 'endpoint', 'optional'];
/** The inputs of the step, which are easily taken for fields of an entry. */
const STEP_INPUTS = new Set([
    'tasks',
    'tasks-file',
    'timeout',
    'wait',
    'interval',
    'settle',
    'not-found-grace',
    'fail-fast',
    'fail-on',
    'trace-file',
    'alibaba-region',
    'huawei-region',
    'huawei-project-id',
    'alibaba-access-key-id',
    'alibaba-access-key-secret',
    'alibaba-security-token',
    'alibaba-role-arn',
    'alibaba-oidc-provider-arn',
    'alibaba-oidc-audience',
    'alibaba-sts-endpoint',
    'huawei-access-key-id',
    'huawei-secret-access-key',
    'huawei-security-token',
    'huawei-auth-token',
    'huawei-identity-provider',
    'huawei-oidc-audience',
    'huawei-iam-endpoint',
    'allowed-hosts',
    'github-token',
    'check-name',
    'check-sha',
    'deployment-id',
    'environment-url',
]);
/**
 * Tells of each field that the provider's entries do not have.
 *
 * @returns the others. A field whose name is plainly meant is among them by the name that was meant, so that it is not
 * told to be missing, too.
 */
function knownFields(fields, provider, wrong) {
    const known = [...provider.fields, ...COMMON_FIELDS];
    const own = Object.entries(fields).filter(([field]) => known.includes(field));
    const taken = new Map(own);
    for (const [field, value] of Object.entries(fields)) {
        if (known.includes(field))
            continue;
        const meant = nearest(field, known);
        if (STEP_INPUTS.has(field)) {
            wrong(field, 'is an input of the step: write it under with:, not in an entry');
        }
        else if (meant === undefined) {
            wrong(field, `is not a field of ${provider.name}; it takes ${known.join(', ')}`);
        }
        else {
            wrong(field, `is not a field of ${provider.name}; did you mean ${meant}?`);
            if (!taken.has(meant))
                taken.set(meant, value);
        }
    }
    return Object.fromEntries(taken);
}

;// CONCATENATED MODULE: ./build/inputs/targets.js
/** Makes a task and its base URL of each entry of the list. */







/**
 * Makes targets of the entries that there are. Every problem of every entry goes to `problem`, with the entry's number
 * and name.
 */
function readTargets(written, input, defaults, problem) {
    const entries = written.flatMap((fields, index) => {
        if (fields === undefined)
            return [];
        const { name } = fields;
        const called = typeof name === 'string' ? name : '';
        const label = `${input}, entry ${index + 1}${called === '' ? '' : ` ${(0,wording/* shown */.SP)(called)}`}`;
        return [targets_readEntry(fields, label, defaults, (text) => problem(`${label}: ${text}`))];
    });
    refuseSameNames(entries, problem);
    refuseTwins(entries, ({ target }) => (target === undefined ? undefined : identityOf(target)), ({ label }, twin) => problem(`${label}: the same task as ${twin.label}; leave one of them out`));
    const isWhole = entries.length > 0 && entries.length === written.length;
    if (isWhole && entries.every(({ optional }) => optional === true)) {
        problem(`${input}: every entry is optional, so that the verdict would depend on none; leave optional out of one`);
    }
    return entries.flatMap(({ target }) => (target === undefined ? [] : [target]));
}
function targets_readEntry(written, label, defaults, problem) {
    let sound = true;
    const wrong = (field, message) => {
        sound = false;
        problem(`${field}: ${message}`);
    };
    const { provider: providerName } = written;
    const provider = PROVIDERS.get(providerName);
    if (provider === undefined) {
        wrong('provider', wrongProvider(providerName, Object.keys(written)));
        checkPlace(written, wrong);
        const optional = readOptional(written, wrong);
        return { label, name: readName(written, wrong), byDefault: false, optional, target: undefined };
    }
    const fields = knownFields(written, provider, wrong);
    const prepared = provider.read(fields, defaults, wrong);
    const place = readPlace(provider, fields, defaults, wrong);
    const optional = readOptional(fields, wrong);
    const ownName = readName(fields, wrong);
    const byDefault = fields['name'] === undefined;
    const name = byDefault ? prepared?.defaultName : ownName;
    if (!sound || prepared === undefined || place === undefined || name === undefined) {
        return { label, name, byDefault, optional, target: undefined };
    }
    const task = {
        name,
        provider: provider.name,
        id: prepared.id,
        region: place.region,
        optional: optional === true,
    };
    return { label, name, byDefault, optional, target: { task, provider, prepared, baseUrl: place.baseUrl } };
}
function wrongProvider(written, fields) {
    const names = [...PROVIDERS.values()].map(({ name }) => name);
    const choice = `write one of ${names.join(', ')}`;
    if (typeof written !== 'string') {
        const instead = fields.find((field) => field !== 'provider' && nearest(field, ['provider']) !== undefined);
        const misspelt = instead === undefined ? '' : `, and ${(0,wording/* shown */.SP)(instead)} is no field`;
        return `is missing${misspelt}; ${choice}`;
    }
    const meant = nearest(written, names);
    return `${(0,wording/* shown */.SP)(written)} is not a provider; ${meant === undefined ? '' : `did you mean ${meant}? If not, `}${choice}`;
}
/** The clouds that the entries name, also those whose entries are not whole. */
function cloudsOf(entries) {
    const providers = entries.map((entry) => PROVIDERS.get(entry?.['provider']));
    return new Set(providers.flatMap((provider) => (provider === undefined ? [] : [provider.cloud])));
}
/** What a task is, whatever it is called: two of one identity are the same task. */
function identityOf({ provider, baseUrl, prepared }) {
    return JSON.stringify([provider.name, baseUrl.host, ...prepared.identity]);
}

;// CONCATENATED MODULE: ./build/inputs/waiting-inputs.js
/** The inputs that say how long and how often to look, and what fails the step. */



const MAX_TIMEOUT_MS = 120 * 3_600_000;
/** The inputs that say how long and how often to look. */
function readPatience(getInput, problem) {
    const wait = readFlag('wait', true, getInput, problem);
    const duration = (name, standard, least, most, hint = '') => {
        const written = getInput(name);
        if (written === '')
            return standard;
        const ms = (0,values/* parseDuration */.E9)(written) ?? Number.NaN;
        if (ms >= least && ms <= most)
            return ms;
        const range = `from ${least / 1000}s to ${most / 3_600_000}h`;
        problem(`${name}: ${(0,wording/* shown */.SP)(written)} is not a duration ${range}; write 90 (seconds), 90s, 15m or 1h30m${hint}`);
        return standard;
    };
    const hint = '. To look once without waiting, give wait: false';
    const timeoutMs = duration('timeout', 30 * 60_000, 1000, MAX_TIMEOUT_MS, hint);
    const settleMs = duration('settle', 0, 0, MAX_TIMEOUT_MS);
    const notFoundGraceMs = duration('not-found-grace', 60_000, 0, MAX_TIMEOUT_MS);
    const auto = ['', 'auto'].includes(getInput('interval'));
    const intervalMs = auto ? 'auto' : duration('interval', 1000, 1000, MAX_TIMEOUT_MS, ', or auto');
    if (settleMs > 0 && !wait)
        problem('settle: cannot hold with wait: false, which looks once; leave one of them out');
    else if (settleMs >= timeoutMs) {
        problem(`settle: ${getInput('settle')} must be shorter than timeout (${getInput('timeout') || '30m'})`);
    }
    return { timeoutMs, wait, intervalMs, settleMs, notFoundGraceMs, earlierMs: 0 };
}
/** An input that is true or false. */
function readFlag(name, standard, getInput, problem) {
    const written = getInput(name);
    if (written === '')
        return standard;
    const flag = (0,values/* parseFlag */.og)(written);
    if (flag === undefined)
        problem(`${name}: ${(0,wording/* shown */.SP)(written)} must be true or false`);
    return flag ?? standard;
}
/** The states that fail the step. */
function readFailOn(getInput, problem) {
    const known = [...task/* BAD_STATES */.ni, 'interrupted', ...task/* OPEN_STATES */.oX];
    const words = (0,values/* parseWords */.nl)(getInput('fail-on'));
    if (words.length === 0)
        return new Set(task/* BAD_STATES */.ni);
    const states = known.filter((state) => words.some((word) => word === state));
    for (const word of words) {
        if (!known.some((state) => state === word)) {
            problem(`fail-on: ${(0,wording/* shown */.SP)(word)} is no state to fail on; write some of ${known.join(', ')}`);
        }
    }
    return new Set(states);
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js
/** All inputs of the step, read and checked, with every problem in one message. */













/** The inputs are refused; the message lists every problem. */
class InputError extends Error {
    constructor(problems) {
        const many = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
        super(`${many} with the inputs, nothing was requested:\n${problems.map((text) => `- ${text}`).join('\n')}`);
        this.name = 'InputError';
    }
}
const SESSION_MS = 30 * 60_000;
/** Values that must not appear anywhere, and key ids that may appear in part; read before anything else. */
function readSecrets(getInput, env) {
    const given = (values) => values.filter((value) => value !== '');
    const read = (inputs, variables) => given([...inputs.map((name) => (0,inputs_credentials/* trimmed */.dE)(getInput(name))), ...variables.map((name) => (0,inputs_credentials/* trimmed */.dE)(env[name]))]);
    return {
        secrets: [...read(inputs_credentials/* SECRET_INPUTS */.pH, inputs_credentials/* SECRET_VARIABLES */.VP), ...given((0,inputs_proxy/* proxyPasswords */.P)(env))],
        keyIds: read(inputs_credentials/* KEY_ID_INPUTS */.sN, inputs_credentials/* KEY_ID_VARIABLES */.SH),
    };
}
/**
 * Reads and checks all inputs.
 *
 * @param redact hides secrets, which the names of tasks are told without
 * @throws {InputError} with all problems at once, if there are any
 */
function readInputs(getRaw, env, redact = (text) => text) {
    const problems = [];
    const problem = (text) => void problems.push(text);
    const getInput = (name) => (0,inputs_credentials/* trimmed */.dE)(getRaw(name));
    const patience = readPatience(getInput, problem);
    const failFast = readFlag('fail-fast', false, getInput, problem);
    const failOn = readFailOn(getInput, problem);
    const allowedHosts = (0,values/* parseWords */.nl)(getInput('allowed-hosts'));
    const hosts = new Set(allowedHosts.map((host) => (0,inputs_endpoint/* withoutBrackets */.o4)(host).toLowerCase()));
    for (const host of allowedHosts) {
        const wrong = (0,inputs_endpoint/* checkHost */.RC)(host);
        if (wrong !== undefined)
            problem(`allowed-hosts: ${wrong}`);
    }
    const { input, entries } = readList(getRaw, env, problem);
    const projectId = once((name) => {
        const given = standIn(name, HUAWEI_PROJECTS, getInput, env, problem);
        const wrong = given === undefined
            ? undefined
            : id('the id of the project in its region').safeParse(given).error?.issues[0];
        if (wrong !== undefined)
            problem(`${name}: ${wrong.message}`);
        return given;
    });
    const region = once((cloud) => standIn(`${cloud}-region`, REGIONS[cloud], getInput, env, problem));
    const defaults = { region, projectId: () => projectId('huawei-project-id'), allowedHosts: hosts };
    const targets = withDistinctNames(readTargets(entries, input, defaults, problem), redact);
    const clouds = cloudsOf(entries);
    const unused = [];
    const warnOf = (text) => void unused.push(text);
    const keyless = { getInput, env, patience, allowedHosts: hosts, problem, warn: warnOf };
    const credentials = {
        alibaba: clouds.has('alibaba') ? readAlibaba(keyless) : undefined,
        huawei: clouds.has('huawei')
            ? readHuawei(keyless, { projectId: defaults.projectId, region: () => region('huawei') })
            : undefined,
    };
    for (const { task } of targets.filter((target) => isWithoutProject(target, credentials.huawei))) {
        problem(`huawei-identity-provider: ${(0,wording/* shown */.SP)(task.name)} has neither a region nor a project, and an IAM token is for one project; give the entry its region, or the input huawei-project-id`);
    }
    const proxy = (0,inputs_proxy/* readProxy */.n)(env, problem);
    const { publishing, warnings } = readPublishing(getInput, env, patience.wait, targets.map(identityOf), problem);
    if (problems.length > 0)
        throw new InputError(problems);
    return {
        targets,
        patience,
        failFast,
        failOn,
        ...credentials,
        proxy,
        publishing,
        warnings: [...warn(targets, patience, Object.values(credentials)), ...unused, ...warnings],
        choices: [
            ...(credentials.alibaba === undefined ? [] : [describeChoice('Alibaba Cloud', credentials.alibaba)]),
            ...(credentials.huawei === undefined ? [] : [describeChoice('Huawei Cloud', credentials.huawei)]),
        ],
    };
}
/** Whether a task of Huawei Cloud has nothing that a keyless IAM token could be asked for. */
function isWithoutProject(target, huawei) {
    if (target.provider.cloud !== 'huawei' || huawei?.value.kind !== 'identity-provider')
        return false;
    return (0,project_scope/* projectScopeOf */.X)(target, huawei.value) === undefined;
}
/** Variables that stand in for a cloud's input of the region. */
const REGIONS = {
    alibaba: ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'],
    huawei: ['HUAWEI_CLOUD_REGION'],
};
/** Variables that stand in for `huawei-project-id`. */
const HUAWEI_PROJECTS = ['HUAWEICLOUD_SDK_PROJECT_ID', 'HUAWEI_CLOUD_PROJECT_ID'];
/** The input, else the value of the variables that are set; two that differ are refused by name. */
function standIn(input, variables, getInput, env, problem) {
    const given = getInput(input);
    if (given !== '')
        return given;
    const set = variables.filter((name) => (0,inputs_credentials/* trimmed */.dE)(env[name]) !== '');
    const [value, ...others] = new Set(set.map((name) => (0,inputs_credentials/* trimmed */.dE)(env[name])));
    if (others.length > 0)
        problem(`${set.join(' and ')} differ; unset one, or give the input ${input}`);
    return value;
}
/** The same function, called only once for each argument: what it has to tell is told once. */
function once(read) {
    const known = new Map();
    return (argument) => {
        const entry = known.get(argument) ?? { value: read(argument) };
        known.set(argument, entry);
        return entry.value;
    };
}
function warn(targets, patience, credentials) {
    const warnings = [];
    const blind = targets.filter(({ provider }) => provider.blindAfterSuccess).map(({ task }) => task.name);
    if (patience.settleMs > 0 && blind.length > 0) {
        warnings.push(`settle: for ${blind.join(', ')} it only catches APIs that are listed late, since a publish task shows no later rollback. Give apis in the entry, or gate on the version with alibaba-api-version`);
    }
    for (const credential of credentials) {
        if (credential?.fromEnvironment && credential.temporary && patience.timeoutMs >= SESSION_MS) {
            warnings.push(`${credential.source}: a session from the environment usually lives 30 minutes, which is no longer than timeout; give a shorter timeout, or keys that live longer`);
        }
    }
    return warnings;
}


/***/ }),

/***/ 133:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ readListFile)
/* harmony export */ });
/* harmony import */ var node_buffer__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4573);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9000);
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5866);
/** The file of `tasks-file`, inside the workspace and nowhere else. */





const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** Reads the list from a regular file that lies inside the workspace, also after symbolic links. */
function readListFile(path, env, problem) {
    const quoted = (0,_wording_js__WEBPACK_IMPORTED_MODULE_4__/* .shown */ .SP)(path);
    try {
        const workspace = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)((0,_credentials_js__WEBPACK_IMPORTED_MODULE_3__/* .trimmed */ .dE)(env['GITHUB_WORKSPACE']) || process.cwd());
        const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path));
        const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(workspace, file);
        const outside = inside === '..' || inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(inside);
        const read = outside ? { wrong: 'lies outside the workspace; move it into it' } : readText(file);
        if ('text' in read)
            return read.text;
        problem(`tasks-file: ${quoted} ${read.wrong}`);
    }
    catch (error) {
        const code = Reflect.get(Object(error), 'code');
        problem(`tasks-file: ${quoted} cannot be read (${code}); check that the job has checked the repository out, and the path from its root`);
    }
    return undefined;
}
const NO_FILE = 'is not a regular file. Name the file that has the list';
/** Asks first what a path names, since a device may act on being opened; then again what was opened. */
function readText(file) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(file).isFile())
        return { wrong: NO_FILE };
    // What has taken its place since then must neither block nor lead elsewhere. (Windows has neither flag.)
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(file, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW);
    try {
        const stats = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(descriptor);
        if (!stats.isFile())
            return { wrong: NO_FILE };
        if (stats.size > MAX_FILE_BYTES)
            return { wrong: 'is larger than 16 MiB; split it' };
        return textOf(readBytes(descriptor, stats.size));
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(descriptor);
    }
}
/** At most so many bytes: the file may have grown. */
function readBytes(descriptor, size) {
    const bytes = Buffer.alloc(size);
    let length = 0;
    while (length < size) {
        const read = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(descriptor, bytes, length, size - length, null);
        if (read === 0)
            break;
        length += read;
    }
    return bytes.subarray(0, length);
}
/** The text without a byte order mark; or how it is written instead of in UTF-8. */
function textOf(bytes) {
    const [first, second] = bytes;
    const mark = (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff);
    const bare = bytes.length > 1 && (first === 0) !== (second === 0);
    if (mark || bare)
        return { wrong: 'is written in UTF-16. Save it as UTF-8' };
    if (!(0,node_buffer__WEBPACK_IMPORTED_MODULE_0__.isUtf8)(bytes))
        return { wrong: 'is not valid UTF-8. Save it as UTF-8' };
    return { text: new TextDecoder().decode(bytes) };
}


/***/ }),

/***/ 532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   X: () => (/* binding */ projectScopeOf),
/* harmony export */   u: () => (/* binding */ iamEndpointOf)
/* harmony export */ });
/* harmony import */ var _endpoint_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7835);
/** The project that a keyless IAM token is for, and the IAM that gives it. */

/**
 * The project that a keyless IAM token for this task is for; nothing where it cannot be told. ServiceStage's is the
 * entry's own. CodeArts Deploy wants a token of a project of its region: the one that the input gives, if it is of
 * that region, else the region's own, which is named like it.
 */
function projectScopeOf({ task, prepared }, { projectId, region }) {
    // Where the task is one of a project, the token must be of that; elsewhere it is only the input, repeated.
    const own = prepared.projectId;
    if (own !== undefined && prepared.identity.includes(own))
        return { id: own };
    const elsewhere = task.region !== '' && region !== undefined && task.region !== region;
    if (projectId !== undefined && !elsewhere)
        return { id: projectId };
    return task.region === '' ? undefined : { name: task.region };
}
/**
 * Where a keyless IAM token for this task is had: the given endpoint, else that of the task's region, else IAM's
 * global one. Europe has an IAM of its own.
 *
 * Source: IAM, API reference, endpoints.
 */
function iamEndpointOf({ task, baseUrl }, given) {
    if (given !== undefined)
        return given;
    const isEurope = task.region === 'eu-west-101' || (0,_endpoint_js__WEBPACK_IMPORTED_MODULE_0__/* .hostOf */ .w4)(baseUrl).endsWith('.myhuaweicloud.eu');
    const host = ['iam', task.region, 'myhuaweicloud', isEurope ? 'eu' : 'com'].filter((part) => part !== '');
    return new URL(`https://${host.join('.')}`);
}


/***/ }),

/***/ 2680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   P: () => (/* binding */ proxyPasswords),
/* harmony export */   n: () => (/* binding */ readProxy)
/* harmony export */ });
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5866);
/* harmony import */ var _values_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3368);
/** The proxies that the environment names, and their passwords. */


/** The lower case comes first, and an empty one is as good as none: as in the rest of GitHub's actions. */
const VARIABLES = {
    http: ['http_proxy', 'HTTP_PROXY'],
    https: ['https_proxy', 'HTTPS_PROXY'],
    except: ['no_proxy', 'NO_PROXY'],
};
/** The proxies that the environment names; what is wrong goes to `problem`, without the value, which may hold a password. */
function readProxy(env, problem) {
    const proxyOf = (names) => {
        const { name, value } = firstOf(names, env);
        if (value !== '' && !isProxyUrl(value)) {
            problem(`${name}: not the URL of a proxy; write it as http://host:port or http://user:password@host:port, ` +
                'with %20 and the like for what is no letter or digit in them');
        }
        return value;
    };
    return {
        http: proxyOf(VARIABLES.http),
        https: proxyOf(VARIABLES.https),
        except: firstOf(VARIABLES.except, env).value,
    };
}
/** The passwords of the proxies, as they are written and as they are meant. */
function proxyPasswords(env) {
    return [...VARIABLES.http, ...VARIABLES.https].flatMap((name) => {
        const password = /\/\/[^:@/]*:(.*)@/.exec((0,_credentials_js__WEBPACK_IMPORTED_MODULE_0__/* .trimmed */ .dE)(env[name]))?.[1] ?? '';
        return [...new Set([password, (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .decoded */ .DH)(password) ?? password])];
    });
}
function firstOf(names, env) {
    return names
        .map((name) => ({ name, value: (0,_credentials_js__WEBPACK_IMPORTED_MODULE_0__/* .trimmed */ .dE)(env[name]) }))
        .reduce((first, next) => (first.value === '' ? next : first));
}
function isProxyUrl(value) {
    return /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value) && isEncoded(new URL(value));
}
/** The client decodes both, and throws where it cannot. */
function isEncoded({ username, password }) {
    return [username, password].every((text) => (0,_values_js__WEBPACK_IMPORTED_MODULE_1__/* .decoded */ .DH)(text) !== undefined);
}


/***/ }),

/***/ 3368:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DH: () => (/* binding */ decoded),
/* harmony export */   E9: () => (/* binding */ parseDuration),
/* harmony export */   nl: () => (/* binding */ parseWords),
/* harmony export */   og: () => (/* binding */ parseFlag)
/* harmony export */ });
/** How a duration, a flag and a list of words are written. */
const PARTS = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/;
/**
 * A duration as users write it: `90` (seconds), `90s`, `15m`, `1h30m`.
 *
 * @returns milliseconds, or nothing if it is written otherwise
 */
function parseDuration(written) {
    if (!/^[0-9hms]{1,12}$/.test(written))
        return undefined;
    if (/^\d+$/.test(written))
        return Number(written) * 1000;
    const parts = PARTS.exec(written);
    if (parts === null)
        return undefined;
    const amount = (at) => Number(parts[at] ?? 0);
    return ((amount(1) * 60 + amount(2)) * 60 + amount(3)) * 1000;
}
/** `true` or `false` in any of YAML's spellings; nothing if it is another word. */
function parseFlag(written) {
    const word = written.toLowerCase();
    return word === 'true' ? true : word === 'false' ? false : undefined;
}
/** The items of a list that is separated by commas, spaces or lines. */
function parseWords(written) {
    return written.split(/[\s,]/).filter((word) => word !== '');
}
/** A text without its percent-escapes; nothing if they are no text. */
function decoded(text) {
    try {
        return decodeURIComponent(text);
    }
    catch {
        // Half an escape, or bytes that are no UTF-8.
    }
    return undefined;
}


/***/ }),

/***/ 274:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ looksLikeJson),
/* harmony export */   z: () => (/* binding */ rewriteJson)
/* harmony export */ });
/** Changes values in a text of JSON and leaves all else in its spelling, also where the text is cut off. */
/**
 * Reads JSON piece by piece, without parsing it: numbers beyond 2^53 and keys that are given twice stay as they are.
 *
 * @param change is asked of each string and number, and gives what to write in its place
 * @param marks whether all that stands in a field of this name is marked
 */
function rewriteJson(text, change, marks = () => false) {
    const pieces = [];
    let copied = 0;
    // For each field and list that is open: whether it, or one that it stands in, is marked.
    const open = [];
    let name = '';
    const ask = (from, to) => {
        const raw = text.slice(from, to);
        const by = change({ raw, content: contentOf(raw), name, isMarked: open.at(-1) ?? false });
        if (by === raw)
            return;
        pieces.push(text.slice(copied, from), by);
        copied = to;
    };
    for (let at = 0; at < text.length;) {
        const char = text.charAt(at);
        const end = char === '"' ? endOfString(text, at) : /[\d-]/.test(char) ? endOfNumber(text, at) : at + 1;
        if (char === '{' || char === '[') {
            open.push((open.at(-1) ?? false) || marks(name));
            name = '';
        }
        else if (char === '}' || char === ']')
            open.pop();
        else if (char === ',')
            name = '';
        else if (char === '"' && /^\s*:/.test(text.slice(end, end + 100)))
            name = contentOf(text.slice(at, end));
        else if (end > at + 1 || /\d/.test(char))
            ask(at, end);
        at = end;
    }
    return pieces.join('') + text.slice(copied);
}
/** Whether a text is meant as a JSON object or list. */
function looksLikeJson(text) {
    return /^\s*[[{]/.test(text);
}
function endOfString(text, start) {
    let at = start + 1;
    while (at < text.length && text.charAt(at) !== '"')
        at += text.charAt(at) === '\\' ? 2 : 1;
    return Math.min(text.length, at + 1);
}
function endOfNumber(text, start) {
    let at = start + 1;
    while (at < text.length && /[\w.+-]/.test(text.charAt(at)))
        at += 1;
    return at;
}
const ESCAPES = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' };
/** What is written between the quotes, also where the one at the end, or half an escape, is cut off. */
function contentOf(raw) {
    const written = raw.startsWith('"') ? raw.slice(1, isClosed(raw) ? -1 : undefined) : raw;
    return written.replace(/\\(?:u([\da-f]{4})|(.))/gis, (_, code, char = '') => code === undefined ? (ESCAPES[char] ?? char) : String.fromCharCode(Number.parseInt(code, 16)));
}
/** Whether a string ends with its quote: one after an odd number of backslashes is part of what it says. */
function isClosed(raw) {
    const end = raw.length - 1;
    let backslashes = 0;
    while (raw.charAt(end - 1 - backslashes) === '\\')
        backslashes += 1;
    return end > 0 && raw.charAt(end) === '"' && backslashes % 2 === 0;
}


/***/ }),

/***/ 2207:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bz: () => (/* binding */ learningRedactor),
/* harmony export */   R5: () => (/* binding */ hideExactly),
/* harmony export */   lY: () => (/* binding */ createRedactor),
/* harmony export */   r$: () => (/* binding */ isTooShort),
/* harmony export */   vg: () => (/* binding */ alsoEscaped)
/* harmony export */ });
/* harmony import */ var _json_text_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(274);
/** Takes secrets out of text, in every form that an answer may echo them in. */

const MIN_SECRET = 8;
/** Whether a secret is too short to be hidden: hiding every occurrence of it would garble what is written. */
function isTooShort(secret) {
    return secret.length < MIN_SECRET;
}
/**
 * Hides secrets in any of the forms they may be echoed in (plain, base64 at any offset, hex, URL, JSON, HTML), and
 * signatures; of a key id the first 4 characters stay.
 */
function createRedactor(secrets, keyIds) {
    return learningRedactor(secrets, keyIds).redact;
}
/** The same, for secrets that are known already and for those that are still to come. */
function learningRedactor(secrets, keyIds) {
    /** Whole secrets in their forms, and beside them pieces of secrets. */
    const forms = new Map();
    const pieces = new Map();
    let maskForms;
    let maskAll;
    const changed = () => {
        maskForms = undefined;
        maskAll = undefined;
    };
    const hideKeyId = (keyId) => {
        if (keyId.length < MIN_SECRET)
            return;
        // What is a secret as well stays hidden as one.
        for (const form of formsOf(keyId))
            if (!forms.has(form))
                forms.set(form, `${keyId.slice(0, 4)}***`);
        changed();
    };
    const hide = (secret) => {
        if (secret.length < MIN_SECRET)
            return;
        for (const form of formsOf(secret))
            forms.set(form, '***');
        // Whatever its punctuation is written as: its long runs of letters and digits are not.
        for (const run of secret.match(/[A-Za-z0-9]{16,}/g) ?? [])
            pieces.set(run, '***');
        changed();
    };
    const redact = (text) => {
        maskAll ??= masker(new Map([...forms, ...pieces]));
        return maskAll(text).replace(/(Signature["']?\s*[=:]\s*["']?)[A-Za-z0-9+/%]{16,}={0,2}/gi, '$1***');
    };
    const redactForms = (text) => {
        maskForms ??= masker(forms);
        return maskForms(text);
    };
    for (const keyId of keyIds)
        hideKeyId(keyId);
    for (const secret of secrets)
        hide(secret);
    return { redact, redactEscaped: alsoEscaped(redactForms, redact), hide, hideKeyId };
}
/** Hides these very texts, in the same forms, and nothing else. */
function hideExactly(texts) {
    let mask;
    const shortest = Math.min(...texts.map(({ length }) => length));
    return (text) => {
        // No form is shorter than its text. Most of what an answer says is too short to look for any in it.
        if (text.length < shortest)
            return text;
        mask ??= masker(new Map(texts.flatMap((each) => [...formsOf(each)].map((form) => [form, '***']))));
        return mask(text);
    };
}
/** Characters that a text is found by, where it has as many: their low bytes make one number. */
const KEY_LENGTH = 4;
/**
 * Replaces each of these texts by what stands for it. It reads a text once, however many there are to look for: a
 * long wait learns a dozen secrets an hour, each in two dozen forms.
 */
function masker(masks) {
    const forms = [...masks.keys()].filter((form) => form !== '');
    const shortest = forms.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
    const width = Math.min(KEY_LENGTH, shortest);
    const bits = width === KEY_LENGTH ? -1 : 2 ** (8 * width) - 1;
    const next = (key, code) => ((key << 8) | (code & 0xff)) & bits;
    const byStart = new Map();
    // Longest first: a form that is part of another must not leave the rest of it behind.
    for (const form of forms.sort((a, b) => b.length - a.length)) {
        let key = 0;
        for (let at = 0; at < width; at += 1)
            key = next(key, form.charCodeAt(at));
        const same = byStart.get(key) ?? [];
        byStart.set(key, same);
        same.push({ form, shown: masks.get(form) ?? '' });
    }
    return (text) => {
        let told = '';
        let done = 0;
        let key = 0;
        for (let end = 1; end <= text.length; end += 1) {
            key = next(key, text.charCodeAt(end - 1));
            const start = end - width;
            const found = byStart.get(key)?.find(({ form }) => text.startsWith(form, start));
            if (found === undefined || start < 0)
                continue;
            if (start >= done)
                told += text.slice(done, start) + found.shown;
            // One that begins within another, and ends after it, is hidden to its own end.
            done = Math.max(done, start + found.form.length);
        }
        return done === 0 ? text : told + text.slice(done);
    };
}
function formsOf(value) {
    const bytes = Buffer.from(value);
    const url = encodeURIComponent(value);
    const strict = url.replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    const json = JSON.stringify(value).slice(1, -1);
    const html = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    const hex = bytes.toString('hex');
    const forms = [
        value,
        url,
        strict,
        url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        strict.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
        json,
        json.replaceAll('/', '\\/'),
        JSON.stringify(json).slice(1, -1),
        json.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
        html,
        html.replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
        hex,
        hex.toUpperCase(),
        ...base64Forms(bytes),
    ];
    return new Set(forms);
}
/** Base64 of the value alone, and the part of it that is the same wherever it stands in a longer text. */
function base64Forms(bytes) {
    const whole = bytes.toString('base64');
    const inner = [0, 1, 2].map((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        // Characters at either end also carry bits of the neighbours.
        const start = offset === 0 ? 0 : offset + 1;
        const end = Math.floor(((offset + bytes.length) * 8) / 6);
        return encoded.slice(start, end);
    });
    const forms = [whole, whole.replaceAll('=', ''), ...inner];
    return forms.flatMap((form) => [
        form,
        form.replaceAll('+', '-').replaceAll('/', '_'),
        encodeURIComponent(form),
    ]);
}
/**
 * Also finds secrets in texts that are escaped in whatever way, and several times over: the values of JSON and what is
 * percent-encoded are looked at as what they say. What says no secret stays as it is written.
 *
 * @param whole hides whole secrets: everywhere first, since a part that is hidden keeps the others from being found
 * @param rest hides what is left
 */
function alsoEscaped(whole, rest) {
    return (text) => (/[\\%]/.test(text) ? rest(within(within(text, whole, 0), rest, 0)) : rest(text));
}
/** Changes a text and all that it says where it is escaped: outside first, where what stands beside may look like an escape. */
function within(text, change, depth) {
    if (depth === MOST_ESCAPES)
        return change(text);
    const inner = (said) => within(said, change, depth + 1);
    return inPercents(inJson(change(text), inner), inner);
}
/** So many times over; the forms of a secret go two deeper. */
const MOST_ESCAPES = 3;
function inJson(text, change) {
    if (!text.includes('\\') || !(0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .looksLikeJson */ .g)(text))
        return text;
    return (0,_json_text_js__WEBPACK_IMPORTED_MODULE_0__/* .rewriteJson */ .z)(text, ({ raw, content }) => {
        const said = raw.includes('\\') ? change(content) : content;
        return said === content ? raw : JSON.stringify(said);
    });
}
const ESCAPED_BYTES = /(?:%[0-9a-f]{2})+/gi;
/** Piece by piece first: a secret in one of them need not cost the shape of the others. */
const PIECES = [/[^\s"'<>&=?#/;,]+/g, /[^\s"<>]+/g];
function inPercents(text, change) {
    if (text.search(ESCAPED_BYTES) === -1)
        return text;
    return PIECES.reduce((rest, piece) => rest.replace(piece, (each) => percentDecoded(each, change)), text);
}
/** Changes a percent-encoded text if what it says has a secret. */
function percentDecoded(text, change) {
    const plain = text.replace(ESCAPED_BYTES, (bytes) => Buffer.from(bytes.replaceAll('%', ''), 'hex').toString('utf8'));
    if (plain === text)
        return text;
    const said = change(plain);
    return said === plain ? text : encodeURI(said.toWellFormed());
}


/***/ }),

/***/ 7589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bg: () => (/* binding */ resultOf),
/* harmony export */   Pl: () => (/* binding */ headline),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   ZA: () => (/* binding */ failedOf),
/* harmony export */   aV: () => (/* binding */ boundedReason),
/* harmony export */   md: () => (/* binding */ worstFirst),
/* harmony export */   vh: () => (/* binding */ WORST_FIRST)
/* harmony export */ });
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9000);
/** The tasks as the outputs show them, and the order of worst first. */


/** So many parts of a task are told; how many there are stands in its reason. */
const MAX_PARTS = 2000;
const MAX_REASON = 4000;
/** So much of the end of a long reason is kept: it may say how long a text was. */
const END = 60;
/** A reason within its bound. What is secret in it must have been hidden: half a secret could not be found. */
function boundedReason(reason) {
    if (reason.length <= MAX_REASON)
        return reason;
    return `${reason.slice(0, MAX_REASON - END - 1)}…${reason.slice(-END)}`.toWellFormed();
}
/** A task's progress as the outputs show it; `clean` makes texts of any origin fit for them. */
function resultOf(progress, clean) {
    const { task, waiting, startedAt, finishedAt, requests, durationMs } = progress;
    const all = waiting.parts.length;
    const left = all > MAX_PARTS ? ` (the ${MAX_PARTS} worst of ${all} parts are listed)` : '';
    return {
        name: clean(task.name),
        provider: task.provider,
        id: task.id,
        region: task.region,
        state: waiting.state,
        provider_state: clean(waiting.providerState),
        reason: boundedReason(clean(waiting.reason)) + left,
        optional: task.optional,
        started_at: startedAt?.toISOString() ?? null,
        finished_at: finishedAt?.toISOString() ?? null,
        duration_seconds: seconds(durationMs),
        requests,
        url: '',
        parts: worstOf(waiting.parts).map((part) => ({
            ...part.times,
            name: clean(part.name),
            state: part.state,
            provider_state: clean(part.providerState),
            reason: boundedReason(clean(part.reason)),
        })),
    };
}
/** All parts in the order given; of too many the worst. */
function worstOf(parts) {
    return parts.length > MAX_PARTS ? worstFirst(parts).slice(0, MAX_PARTS) : parts;
}
/** Milliseconds as seconds with one decimal. */
function seconds(ms) {
    return Math.round(ms / 100) / 10;
}
/** The states of tasks, worst first: bad ones in their order, then what is open, then success. */
const WORST_FIRST = [
    ..._task_js__WEBPACK_IMPORTED_MODULE_0__/* .BAD_STATES */ .ni,
    'rolling-back',
    'running',
    'pending',
    'succeeded',
];
/** Worst first, else the order given. */
function worstFirst(all) {
    return all.toSorted((a, b) => WORST_FIRST.indexOf(a.state) - WORST_FIRST.indexOf(b.state));
}
/** The tasks that keep the verdict from `succeeded`. */
function failedOf(results) {
    return results.filter((result) => !result.optional && result.state !== 'succeeded');
}
/** The verdict in one line, with how many tasks succeeded. */
function headline({ verdict, results, durationSeconds }) {
    const done = results.filter((result) => result.state === 'succeeded').length;
    const count = results.length === 0 ? '' : `, ${done} of ${results.length} succeeded`;
    return `${verdict}${count}, after ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_1__/* .duration */ .p0)(durationSeconds * 1000)}`;
}


/***/ }),

/***/ 1539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bm: () => (/* binding */ forMarkdown),
/* harmony export */   Ig: () => (/* binding */ forLog),
/* harmony export */   gt: () => (/* binding */ forChart)
/* harmony export */ });
/** Makes text of any origin harmless in the log, in Markdown and in a chart. */
const MAX_TEXT = 2000;
/**
 * Text of any origin as one line of the log, or the rest of one, in which the runner finds no command. It takes `##[`
 * for one anywhere, and `::` where a line begins: that is broken wherever it does not follow a letter or a digit, so
 * that permissions and ARNs stay as they are.
 */
function forLog(text) {
    return cut(text)
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .replaceAll('##[', '# #[')
        .replace(/(?<!\w):(?=:)/g, ': ');
}
/** Text of any origin as one piece of Markdown that shows just what it says: no link, mention, HTML or format. */
function forMarkdown(text) {
    return cut(text)
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .replace(/[!-/:-@[-`{-~]/g, (char) => (SAFE.has(char) ? char : `&#${char.charCodeAt(0)};`))
        .replace(/\bwww\./gi, (found) => found.replace('.', '&#46;'))
        .replace(BEGINS_REFERENCE, (found) => `${found}<!-- -->`);
}
/**
 * Text of any origin as a name in a Mermaid chart, which has no way to write what means something there: only
 * letters, digits and a few harmless marks are left.
 */
function forChart(text) {
    return cut(text)
        .replace(/[^\p{L}\p{M}\p{N}._/@+*()-]+/gu, ' ')
        .trim();
}
/**
 * What mentions, mail addresses, issues, emoji and formulas begin with. GitHub looks for them in the finished
 * page, where an entity is its character again: only something between the pieces of a text keeps them apart.
 */
const BEGINS_REFERENCE = /&#(?:64|35|58);(?=[\w+-]|&#95;)|&#36;|\bGH-(?=\d)/gi;
/** Punctuation that means nothing in the middle of a Markdown table's cell. */
const SAFE = new Set(['.', ',', '-', '/', '%', '?', ';', '"', '=', '+']);
function cut(text) {
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…` : text;
}


/***/ }),

/***/ 7115:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HB: () => (/* binding */ unreachable),
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   bk: () => (/* binding */ VERDICTS),
/* harmony export */   cI: () => (/* binding */ seen),
/* harmony export */   nT: () => (/* binding */ isOpen),
/* harmony export */   ni: () => (/* binding */ BAD_STATES),
/* harmony export */   oX: () => (/* binding */ OPEN_STATES)
/* harmony export */ });
/* unused harmony export ENDED_STATES */
/** The vocabulary: what is waited for, what one look saw, how waiting ended. Imports nothing. */
/** States that a deployment can still leave. */
const OPEN_STATES = ['pending', 'running', 'rolling-back'];
/** States that the provider's word can end a task in. */
const ENDED_STATES = (/* unused pure expression or super */ null && (['succeeded', 'failed', 'rolled-back', 'superseded', 'cancelled']));
/** What keeps a verdict from `succeeded`, the one that outweighs the others first. */
const BAD_STATES = ['failed', 'rolled-back', 'superseded', 'cancelled', 'error', 'timed-out'];
/** How the whole gate can end; `running` only without waiting. */
const VERDICTS = ['succeeded', ...BAD_STATES, 'interrupted', 'running'];
/** A look that a transient fault has kept from seeing anything. */
function unreachable(reason) {
    return { kind: 'unreachable', reason, throttled: false, retryAfterMs: 0 };
}
/** A look that has shown what no waiting cures. */
function refused(providerState, reason) {
    return { kind: 'refused', providerState, reason };
}
/** A look that saw a state of our deployment. */
function seen(state, providerState, reason, parts = [], unknown = []) {
    const words = unknown.length > 0 ? { unknown } : {};
    return { kind: 'seen', state, providerState, reason, parts, ...words };
}
/** The vocabulary's word for a deployment that is not over. */
function isOpen(state) {
    return state === 'pending' || state === 'running' || state === 'rolling-back';
}


/***/ }),

/***/ 9000:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   SP: () => (/* binding */ shown),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   oR: () => (/* binding */ joined),
/* harmony export */   p0: () => (/* binding */ duration)
/* harmony export */ });
/** How messages write a span of time, a value and an error. */
/**
 * A span of time for people: `0.4 s`, `90 s`, `3m 20s`, `1h 05m`.
 *
 * @param ms milliseconds, at least 0
 */
function duration(ms) {
    if (ms < 10_000)
        return `${Math.round(ms / 100) / 10} s`;
    const seconds = Math.round(ms / 1000);
    if (seconds <= 120)
        return `${seconds} s`;
    const two = (value) => String(value).padStart(2, '0');
    if (seconds < 3600) {
        const rest = seconds % 60;
        return rest === 0 ? `${seconds / 60}m` : `${Math.floor(seconds / 60)}m ${two(rest)}s`;
    }
    const minutes = Math.floor((seconds % 3600) / 60);
    return minutes === 0 ? `${Math.floor(seconds / 3600)}h` : `${Math.floor(seconds / 3600)}h ${two(minutes)}m`;
}
/** Texts joined by colons, without the empty ones. */
function joined(...texts) {
    return texts.filter((text) => text !== '').join(': ');
}
/** A value as a message shows it: in quotes; one that is too long by its length only, since half a secret is one. */
function shown(value) {
    if (typeof value !== 'string')
        return 'a list, a map or nothing';
    return value.length > 80 ? `a text of ${value.length} characters` : JSON.stringify(value);
}
/** What was thrown, in one line without the stack. */
function describeError(error) {
    try {
        return String(error);
    }
    catch {
        return 'something without a name';
    }
}


/***/ }),

/***/ 3920:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   b: () => (/* binding */ realWorld),
/* harmony export */   x: () => (/* binding */ WOKEN)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/** What comes from outside the process: time, chance, the environment. */

/** Why a signal aborts that only ends a sleep: without a reason of ours, each would cost an error with its stack. */
const WOKEN = 'woken';
/** The world as the process finds it. Its timers keep the process alive. */
const realWorld = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(ms, undefined, { signal }).catch(() => undefined),
    random: Math.random,
    date: () => new Date(),
};


/***/ })

};
