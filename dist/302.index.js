export const id = 302;
export const ids = [302];
export const modules = {

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
    /** Errors of connections to a proxy: to the requests that wait for them they look like those of the target. */
    const ofProxies = new WeakSet();
    const marking = (connector) => (to, done) => connector(to, (...[error, socket]) => {
        if (error !== null)
            ofProxies.add(error);
        return error === null ? done(null, socket) : done(error, null);
    });
    /** The connections to a proxy. */
    const poolOf = (origin, rest) => {
        const { connect: connector } = rest;
        return new undici__WEBPACK_IMPORTED_MODULE_0__.Pool(origin, typeof connector === 'function' ? { ...rest, connect: marking(connector) } : rest);
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
            clientFactory: (origin, rest) => poolOf(origin, { ...rest, headersTimeout: CONNECT_MS }),
        });
    // undici would also send https through the proxy that is for http.
    const plain = through(proxy.http);
    const secure = through(proxy.https);
    const isSecure = ({ protocol }) => protocol === 'https:';
    const proxyOf = (url) => {
        const uri = isSecure(url) ? proxy.https : proxy.http;
        if (uri === '')
            return undefined;
        const variable = isSecure(url) ? proxy.variables?.https : proxy.variables?.http;
        const usual = isSecure(url) ? 'HTTPS_PROXY' : 'HTTP_PROXY';
        return { host: new URL(uri).host, variable: variable ?? usual };
    };
    return {
        to: (url) => (isSecure(url) ? secure : plain),
        proxyOf,
        deadProxy: (error, url) => {
            const isOfProxy = causesOf(error).some((cause) => ofProxies.has(cause) || hasRefused(cause));
            return isOfProxy ? proxyOf(url) : undefined;
        },
        close: async () => {
            await Promise.all([plain.destroy(), secure.destroy()]);
        },
    };
}
/** Whether an error says that a proxy has answered, and does not connect. */
function hasRefused({ message }) {
    return /^Proxy (?:response|Authentication Required) \(/.test(message);
}
/** An error and what it comes from, the outermost first. */
function causesOf(error, depth = 0) {
    if (!(error instanceof Error) || depth > 5)
        return [];
    return [error, ...causesOf(error.cause, depth + 1)];
}


/***/ }),

/***/ 3050:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Kl: () => (/* binding */ faultOf),
/* harmony export */   Pm: () => (/* binding */ seenOf),
/* harmony export */   "do": () => (/* binding */ transient),
/* harmony export */   rA: () => (/* binding */ UNRESOLVED_MS),
/* harmony export */   rZ: () => (/* binding */ proxyRefused)
/* harmony export */ });
/* unused harmony export fatal */
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _dispatchers_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8189);
/** What an error of the network means, and whether it may pass. */


/** How long a fault is borne that is unlikely to pass, such as a host name that does not resolve. */
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
/** What a 407 means, of the proxy that is named if it is known. */
function proxyRefused(proxy) {
    const [its, where] = proxy === undefined ? ['', 'HTTPS_PROXY and HTTP_PROXY'] : [` ${proxy.host}`, proxy.variable];
    return fatal(`the proxy${its} wants other credentials (407); check ${where}`);
}
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
 * @param proxy that could not be reached, or did not connect, if it was that
 */
function faultOf(error, url, place, proxy) {
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
        if (refusal === '407')
            return proxyRefused(proxy);
        const [its, where] = proxy === undefined ? ['', 'HTTPS_PROXY'] : [` ${proxy.host}`, proxy.variable];
        return transient(`the proxy${its} answered HTTP ${refusal}; check ${where}, and whether the proxy lets ${url.host} through`);
    }
    if (code === 'ENOTFOUND') {
        const host = unknownHost(error) ?? url.hostname;
        const hint = host === url.hostname
            ? 'check the region or the endpoint; a runner behind a proxy needs HTTPS_PROXY'
            : 'check HTTPS_PROXY and HTTP_PROXY';
        const reason = `the host ${host} is not found (ENOTFOUND); ${hint}`;
        return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
    }
    if (/HEADERS?_OVERFLOW$/.test(code)) {
        const reason = `the headers of the answer are too long (${code}); a token in them must be shorter`;
        return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
    }
    if (proxy !== undefined) {
        const { host, variable } = proxy;
        return transient(`${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)}) on the way to the proxy ${host}; check ${variable}, and whether the proxy runs`);
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

/***/ 1761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  CS: () => (/* binding */ CHECK_CONCLUSIONS),
  qm: () => (/* binding */ asWritten),
  _U: () => (/* binding */ createCheckRun)
});

// EXTERNAL MODULE: ./build/github/identity.js
var identity = __webpack_require__(530);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
;// CONCATENATED MODULE: ./build/github/memory.js
/** What a check run remembers of the polls of earlier runs: a comment in its text, which nobody sees. Pure. */

/** The version of the form. One that is not known is not read. */
const MARK = 'deploy-gate-memory:1';
/**
 * Of a comment that would be longer the times are left out, and then of what providers keep the marks, the longest
 * first, and then the rest of it: what stays is one digit a task.
 */
const MAX_LENGTH = 30_000;
/** Times in seconds since the epoch, by the place of their task. */
const Times = schemas/* record */.g1P(schemas/* string */.YjP().regex(/^\d{1,6}$/), schemas/* int */.Whr().positive());
/** What a poll has shown of a task; together one digit, of base 32. */
const SEEN = { found: 1, rollback: 2, success: 4, failed: 8, cancelled: 16 };
const Memory = schemas/* strictObject */.rej({
    /** One digit a task. */
    seen: schemas/* string */.YjP().regex(/^[0-9a-v]*$/),
    absent: Times,
    doubtful: Times,
    /** What its provider keeps, by the place of the task. */
    kept: schemas/* record */.g1P(schemas/* string */.YjP().regex(/^\d{1,6}$/), schemas/* json */.Pq9()),
});
/** The places of the tasks in the order of their identities: the entries may come in another order. */
function placesOf(identities) {
    return new Map([...identities].sort().map((identity, place) => [identity, place]));
}
/**
 * The comment that keeps what was seen of each task.
 *
 * @param identities of the tasks, in the order of `tasks`
 */
function writeMemory(identities, tasks) {
    const places = placesOf(identities);
    const digits = Array.from(identities, () => '0');
    const absent = {};
    const doubtful = {};
    const kept = [];
    for (const [index, task] of tasks.entries()) {
        const place = places.get(identities[index] ?? '') ?? 0;
        digits[place] = digitOf(task);
        if (task.absentSince !== undefined)
            absent[place] = Math.ceil(task.absentSince / 1000);
        if (task.tentativeSince !== undefined)
            doubtful[place] = Math.ceil(task.tentativeSince / 1000);
        if (task.kept !== undefined)
            kept.push([String(place), task.kept]);
    }
    const seen = digits.join('');
    const whole = commentOf({ seen, absent, doubtful, kept: Object.fromEntries(kept) });
    if (whole.length <= MAX_LENGTH)
        return { comment: whole, cut: 0 };
    let left = MAX_LENGTH - commentOf({ seen, absent: {}, doubtful: {}, kept: {} }).length;
    const fitting = new Map();
    const add = (entries) => {
        const costOf = ([place, json]) => lengthOf([place, json]) - (fitting.has(place) ? lengthOf([place, fitting.get(place)]) : 0);
        for (const [place, json] of entries.toSorted((one, other) => lengthOf(one) - lengthOf(other))) {
            const cost = costOf([place, json]);
            if (cost > left)
                return;
            left -= cost;
            fitting.set(place, json);
        }
    };
    add(kept.map(([place, json]) => [place, withoutMarks(json)]));
    add(kept.filter(([place]) => fitting.has(place)));
    return {
        comment: commentOf({ seen, absent: {}, doubtful: {}, kept: Object.fromEntries(fitting) }),
        cut: kept.filter(([place, json]) => fitting.get(place) !== json).length,
    };
}
/** What a provider keeps without its list of marks, which alone is long. */
function withoutMarks(json) {
    return typeof json === 'object' && json !== null && 'marks' in json ? { ...json, marks: {} } : json;
}
function digitOf({ found, rollbackSeen, succeededOnce, lost }) {
    const digit = (found ? SEEN.found : 0) +
        (rollbackSeen ? SEEN.rollback : 0) +
        (succeededOnce ? SEEN.success : 0) +
        (lost === undefined ? 0 : SEEN[lost]);
    return digit.toString(32);
}
/** What would end the comment, or is no comment in some Markdown, is written as JSON may write it. */
function commentOf(memory) {
    const json = JSON.stringify(memory)
        .replaceAll('<', '\\u003c')
        .replaceAll('>', '\\u003e')
        // Two in a row are in texts alone: no number has them.
        .replaceAll('--', '\\u002d\\u002d');
    return `<!-- ${MARK} ${json} -->`;
}
/** How long one entry makes the comment. */
function lengthOf([place, json]) {
    return commentOf({ [place]: json }).length - commentOf({}).length + 1;
}
/**
 * What a check run's text remembers of each task; nothing of any if it remembers nothing that can be read.
 *
 * @param identities of the tasks, in whose order the result is
 */
function readMemory(text, identities) {
    const [, json = ''] = new RegExp(`^<!-- ${MARK} (\\{[^<>]*\\}) -->`).exec(text) ?? [];
    const memory = parsed(json);
    if (memory?.seen.length !== identities.length)
        return identities.map(() => undefined);
    const places = placesOf(identities);
    return identities.map((identity) => {
        const place = places.get(identity) ?? 0;
        const digit = Number.parseInt(memory.seen[place] ?? '0', 32);
        const has = (what) => (digit & SEEN[what]) !== 0;
        const at = (times) => {
            const seconds = times[place];
            return seconds === undefined ? undefined : seconds * 1000;
        };
        return {
            found: has('found'),
            rollbackSeen: has('rollback'),
            succeededOnce: has('success'),
            lost: has('failed') ? 'failed' : has('cancelled') ? 'cancelled' : undefined,
            absentSince: at(memory.absent),
            tentativeSince: at(memory.doubtful),
            kept: memory.kept[place],
        };
    });
}
function parsed(json) {
    try {
        return Memory.safeParse(JSON.parse(json)).data;
    }
    catch {
        // No JSON: nothing is remembered.
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/github/reply.js
var github_reply = __webpack_require__(1050);
;// CONCATENATED MODULE: ./build/github/takeover.js
/** Looks for the check run that this run has created or that an earlier one has left open, and takes that over. */


/** The search for the check run of this run. */
function createSearch({ api, key, wait, timeoutMs, onOpen, tell }) {
    let others = [];
    /** Whose takeover was sent, and not answered. */
    let taking;
    let shownAtFirst;
    const told = new Set();
    /** What became of a takeover, by what GitHub says of the check run. */
    const settled = (now, claimed) => {
        taking = undefined;
        if (now.isOpen)
            return claimed;
        others = [...others, now.id];
        onOpen({});
        told.add(now.id);
        tell.closed(claimed.run);
        return undefined;
    };
    const changeOf = (run, how) => {
        const { externalId } = key;
        // One that a dead runner has left begins anew.
        if (how === 'later')
            return { externalId, startedAt: api.date() };
        // What looks once leaves it again, even if it is killed; of a run that waits nobody may take it.
        if (!wait)
            return { externalId };
        return { externalId, output: { title: 'running', summary: run.summary.replaceAll(identity/* LEFT */.M3, identity/* CARRIED_ON */.hR) } };
    };
    /** Takes over a check run: what this token can write to is of its own app. */
    const take = async (claimed, how, signal) => {
        const { run } = claimed;
        onOpen({ id: run.id, foundAs: run.externalId, isCarriedOn: how === 'left' });
        taking = claimed;
        const reply = await api.updateCheckRun(run.id, changeOf(run, how), signal);
        if (reply.kind === 'unavailable')
            return reply;
        if (reply.kind === 'refused') {
            taking = undefined;
            onOpen({});
            return reply;
        }
        if (!(0,identity/* isOurs */.MU)(reply.value, key, run.id, run.app))
            return (0,github_reply/* unavailable */.hU)(github_reply/* ANOTHER */.CO);
        return (0,github_reply/* done */.Vw)(settled(reply.value, claimed));
    };
    /** What this run may write to: what it has taken over without an answer, else the newest that it may take over. */
    const claim = async (listed, strangers, signal) => {
        const sent = taking;
        const now = sent && listed.find((run) => (0,identity/* isOurs */.MU)(run, key, sent.run.id, sent.run.app));
        const claimed = sent && now && settled(now, sent);
        if (claimed !== undefined)
            return (0,github_reply/* done */.Vw)(claimed);
        for (const run of listed) {
            const how = (0,identity/* takeover */.Ww)(run, key, api.date(), timeoutMs);
            if (how === undefined || strangers.has(run.app))
                continue;
            const isLate = shownAtFirst?.includes(run.id) !== true;
            const reply = await take({ run, how, isLate }, how, signal);
            if (reply.kind === 'unavailable')
                return reply;
            if (reply.kind === 'refused')
                strangers.add(run.app);
            else if (reply.value !== undefined)
                return reply;
        }
        return (0,github_reply/* done */.Vw)(undefined);
    };
    const tellUnclaimed = (listed, own, strangers) => {
        for (const run of listed) {
            const why = (0,identity/* unclaimed */.hL)(run, key, api.date(), timeoutMs);
            if (why === undefined || run.id === own || told.has(run.id))
                continue;
            told.add(run.id);
            tell.unclaimed(run, why === 'twin' && strangers.has(run.app) ? 'refused' : why);
        }
    };
    return {
        others: () => others,
        find: async (known, signal) => {
            const isFirst = shownAtFirst === undefined;
            shownAtFirst ??= [];
            const reply = await api.checkRuns(key.name, key.sha, signal);
            if (reply.kind !== 'done')
                return reply;
            const listed = reply.value;
            // A creation may have been asked for meanwhile.
            const { id, isAsked } = known();
            if (isFirst)
                shownAtFirst = listed.map((run) => run.id);
            const isCreated = (run) => (0,identity/* isOurs */.MU)(run, key) && !others.includes(run.id);
            const created = isAsked ? listed.find(isCreated) : undefined;
            const strangers = new Set();
            let claimed;
            if (created !== undefined)
                claimed = { run: created, how: 'created', isLate: false };
            else if (id === undefined) {
                others = listed.filter((run) => (0,identity/* isOurs */.MU)(run, key) && run.id !== taking?.run.id).map((run) => run.id);
                const chosen = await claim(listed, strangers, signal);
                if (chosen.kind !== 'done')
                    return chosen;
                claimed = chosen.value;
            }
            tellUnclaimed(listed, claimed?.run.id ?? id, strangers);
            return (0,github_reply/* done */.Vw)({ found: foundIn(listed, key), claimed });
        },
    };
}
function foundIn(listed, key) {
    return {
        other: listed.find((run) => (0,identity/* isOfAnotherGate */.Se)(run, key))?.url ?? '',
        isNameOfJob: listed.some((run) => (0,identity/* gateOf */.Rv)(run.externalId) === undefined && /\/job\/\d+/.test(run.detailsUrl)),
    };
}

;// CONCATENATED MODULE: ./build/github/check-run.js
/** The check run that follows a gate, also over several runs. */




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
/** The check run of a gate: an earlier run's that is still open, else one of its own. */
function createCheckRun(options) {
    const { api, key, identities, runUrl, wait, onOpen, onEarlier, onPage, tell, render } = options;
    const search = createSearch(options);
    let own;
    let isSearched = false;
    /** Creations that were asked for, and answered: a search beside one says nothing of it. */
    let [asked, answered] = [0, 0];
    /** How this run has closed it. */
    const closedAs = new Set();
    let memory = '';
    /** Another run may carry it on from now on: what is written says so. */
    let isForNext = false;
    const known = ({ id, app, url }, isShown, isCarriedOn = false) => {
        own = { id, app, isShown };
        onOpen({ id, isCarriedOn });
        onPage(url);
    };
    const carryOn = (run, startedAt, isLate) => {
        const ageMs = Math.max(1, api.date().getTime() - startedAt.getTime());
        const tasks = readMemory(run.text, identities);
        isForNext = !wait;
        onEarlier({ url: run.url, startedAt, ageMs, tasks }, isLate);
        memory = tasks.some((task) => task !== undefined) ? (run.text.split('\n', 1)[0] ?? '') : '';
    };
    const find = async (signal) => {
        const before = answered;
        const reply = await search.find(() => ({ id: own?.id, isAsked: asked > 0 }), signal);
        if (reply.kind !== 'done')
            return reply;
        const { found, claimed } = reply.value;
        // Two searches may go on at once, and find the same.
        if (claimed !== undefined && claimed.run.id !== own?.id) {
            const { run, how, isLate } = claimed;
            if (how === 'later')
                tell.later(run);
            if (how === 'left' && run.startedAt !== undefined)
                carryOn(run, run.startedAt, isLate);
            known(run, true, how === 'left');
        }
        isSearched = before === asked;
        return (0,github_reply/* done */.Vw)(found);
    };
    const create = async (content, signal) => {
        // Until it is answered nobody knows whether there is one now.
        isSearched = false;
        asked += 1;
        onOpen({ others: search.others() });
        if (content.ended !== undefined)
            closedAs.add(content.ended.conclusion);
        const reply = await api.createCheckRun({ ...key, ...content }, signal);
        answered += 1;
        if (reply.kind !== 'done')
            return reply;
        if (!(0,identity/* isOurs */.MU)(reply.value, key))
            return (0,github_reply/* unavailable */.hU)(github_reply/* ANOTHER */.CO);
        known(reply.value, false);
        return asWritten(reply.value, content);
    };
    /** Whether GitHub says that the check run is still this run's to write to. */
    const judged = (run, mine) => {
        switch ((0,identity/* standingOf */.YP)(run, key, mine)) {
            case 'ours':
                return (0,github_reply/* done */.Vw)(undefined);
            case 'closed':
                return closedAs.has(run.conclusion) ? (0,github_reply/* done */.Vw)(undefined) : (0,github_reply/* refused */.J5)(closedByOther(run));
            case 'taken':
                return (0,github_reply/* refused */.J5)(takenOver(run));
            case 'another':
                return (0,github_reply/* unavailable */.hU)(github_reply/* ANOTHER */.CO);
        }
    };
    /** It as GitHub has it now; by the list, where it is not given by its id. */
    const read = async ({ id }, signal) => {
        const reply = await api.checkRun(id, signal);
        if (reply.kind !== 'refused')
            return reply;
        const list = await api.checkRuns(key.name, key.sha, signal);
        const listed = list.kind === 'done' ? list.value.find((run) => run.id === id) : undefined;
        return listed === undefined ? reply : (0,github_reply/* done */.Vw)(listed);
    };
    /** Asks GitHub whether it is still this run's. */
    const confirm = async (mine, signal) => {
        const reply = await read(mine, signal);
        if (reply.kind !== 'done')
            return reply;
        const judgement = judged(reply.value, mine);
        if (judgement.kind === 'done')
            own = { ...mine, isShown: true };
        else if (!mine.isShown && (0,identity/* standingOf */.YP)(reply.value, key, mine) === 'another') {
            // The answer to the creation has named a stranger: the list knows which one is this run's.
            own = undefined;
            isSearched = false;
            onOpen({ others: search.others() });
        }
        return judgement;
    };
    const update = async (mine, content, signal) => {
        if (content.ended !== undefined)
            closedAs.add(content.ended.conclusion);
        // Without the external id, which alone says whose it is: the answer shows it as it was.
        const reply = await api.updateCheckRun(mine.id, content, signal);
        if (reply.kind !== 'done')
            return reply;
        // How it is closed is for what was written to say.
        const isAnswered = content.ended !== undefined && (0,identity/* standingOf */.YP)(reply.value, key, mine) === 'closed';
        const judgement = isAnswered ? (0,github_reply/* done */.Vw)(undefined) : judged(reply.value, mine);
        return judgement.kind === 'done' ? asWritten(reply.value, content) : judgement;
    };
    return {
        what: `the check run "${key.name}"`,
        find,
        isFound: () => isSearched || own !== undefined,
        remember: (tasks) => {
            const { comment, cut } = writeMemory(identities, tasks);
            memory = comment;
            isForNext = true;
            return cut;
        },
        write: async (conclusion, signal) => {
            const ending = CHECK_CONCLUSIONS[conclusion.verdict];
            const isLeft = ending === undefined && isForNext;
            // The link, since what GitHub shows as details of a check run that a job's token made is its own page.
            const link = `[The run and its log](${runUrl})`;
            const output = render(conclusion, isLeft ? `${link}\n\n${identity/* LEFT */.M3}` : link, isLeft ? memory : '');
            const ended = ending === undefined ? undefined : { conclusion: ending, at: api.date() };
            const content = { detailsUrl: runUrl, output, ended };
            if (own === undefined && !isSearched) {
                const found = await find(signal);
                if (found.kind !== 'done')
                    return found;
            }
            if (own === undefined)
                return create(content, signal);
            if (ending !== undefined || isLeft || !own.isShown) {
                const confirmed = await confirm(own, signal);
                if (confirmed.kind !== 'done')
                    return confirmed;
            }
            return update(own, content, signal);
        },
    };
}
/** Whether GitHub's answer has what was written: an answer alone is no proof of it. */
function asWritten({ isOpen, conclusion }, { ended }) {
    if (isOpen ? ended === undefined : ended?.conclusion === conclusion)
        return (0,github_reply/* done */.Vw)(undefined);
    return (0,github_reply/* unavailable */.hU)(`GitHub answered that it is ${isOpen ? 'in progress' : `completed as "${conclusion}"`}`);
}
/** Why nothing is written to a check run that another run of this gate writes to now. */
function takenOver({ url }) {
    return `another run of this gate has taken it over (${url}), so nothing more is written to it. Let only one run poll at a time, with a concurrency group`;
}
/** Why nothing is written to a check run that another run of this gate has closed. */
function closedByOther({ url, conclusion }) {
    return `it is completed as "${conclusion}" already (${url}), which was not this run, so nothing more is written to it`;
}


/***/ }),

/***/ 6055:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Yy: () => (/* binding */ createDeployment),
/* harmony export */   _b: () => (/* binding */ asPosted),
/* harmony export */   jb: () => (/* binding */ DEPLOYMENT_STATES)
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
                const last = await api.lastDeploymentStatus(id, signal);
                if (last.kind !== 'done')
                    return last;
                if (last.value?.state === state)
                    posted = state;
            }
            if (state === posted)
                return (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .done */ .Vw)(undefined);
            const description = (0,_report_results_js__WEBPACK_IMPORTED_MODULE_0__/* .headline */ .Pl)(conclusion).slice(0, MAX_DESCRIPTION);
            const reply = await api.postDeploymentStatus(id, { state, logUrl, environmentUrl, description }, signal);
            const written = asPosted(reply, state);
            if (written.kind === 'done')
                posted = state;
            return written;
        },
    };
}
/** Whether GitHub's answer has the state that was posted: an answer alone is no proof of it. */
function asPosted(reply, state) {
    if (reply.kind !== 'done')
        return reply;
    const isPosted = reply.value === '' || reply.value === state;
    return isPosted ? (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .done */ .Vw)(undefined) : (0,_reply_js__WEBPACK_IMPORTED_MODULE_1__/* .unavailable */ .hU)(`GitHub answered that the status is "${reply.value}"`);
}


/***/ }),

/***/ 530:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   M3: () => (/* binding */ LEFT),
/* harmony export */   MU: () => (/* binding */ isOurs),
/* harmony export */   Rv: () => (/* binding */ gateOf),
/* harmony export */   Se: () => (/* binding */ isOfAnotherGate),
/* harmony export */   Sl: () => (/* binding */ externalIdOf),
/* harmony export */   Ww: () => (/* binding */ takeover),
/* harmony export */   YP: () => (/* binding */ standingOf),
/* harmony export */   hL: () => (/* binding */ unclaimed),
/* harmony export */   hR: () => (/* binding */ CARRIED_ON)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/** Which check run is this gate's, and which of an earlier run it may take over. Pure. */

const EXTERNAL_ID = /^deploy-gate:([0-9a-f]{64}):(\d{1,20}):(\d{1,10})$/;
/** The longest timeout that there is: with the timeout itself the age up to which an earlier run may be alive. */
const LONGEST_MS = 120 * 3_600_000;
/** By this the next run knows that a check run was left open on purpose, and not by a runner that died. */
const LEFT = 'Left in progress by `wait: false`: the next run carries it on.';
/** What stands there instead once a run that waits has taken it over. Not longer, since a summary has its limit. */
const CARRIED_ON = 'Carried on by a later run, which is polling now.';
/** The external id of a gate that waits for these tasks, in whatever order, in this attempt of a workflow run. */
function externalIdOf(identities, { id, attempt }) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify([...identities].sort()));
    return `deploy-gate:${hash.digest('hex')}:${id}:${attempt}`;
}
/** What the external id of a check run says; nothing if it is not that of a gate. */
function gateOf(externalId) {
    const [, tasks, id, attempt] = EXTERNAL_ID.exec(externalId) ?? [];
    return tasks === undefined || id === undefined ? undefined : { tasks, id, attempt: Number(attempt) };
}
/**
 * Whether an answer of GitHub is about the check run of this gate: the one predicate for what is listed, created, read
 * and updated.
 *
 * @param id that of the check run, where it is known
 * @param app that made it, where it is known
 */
function isOurs(run, { name, sha, externalId }, id = run.id, app = run.app) {
    return (run.id === id &&
        run.app === app &&
        run.name === name &&
        run.sha === sha &&
        run.externalId === externalId &&
        gateOf(externalId) !== undefined);
}
/** Whether a check run has the name, the commit and the tasks of this gate, whichever run has written it. */
function isOfSameGate(run, key, id = run.id, app = run.app) {
    const isSame = gateOf(run.externalId)?.tasks === gateOf(key.externalId)?.tasks;
    return isSame && isOurs(run, { ...key, externalId: run.externalId }, id, app);
}
/**
 * Whose a check run is that was this run's, by an answer of GitHub: still this run's, open or `closed`; `taken` over by
 * another run of this gate; or the answer is about `another` check run.
 *
 * @param own what is known of it
 */
function standingOf(run, key, { id, app }) {
    if (isOurs(run, key, id, app))
        return run.isOpen ? 'ours' : 'closed';
    return isOfSameGate(run, key, id, app) ? 'taken' : 'another';
}
/**
 * Why an open check run of this gate stays as it is, which this run has not taken over: its run may be `alive`, it is
 * too `old`, or it is a `twin` of the one that was taken over. Nothing if it is closed, or another gate's.
 *
 * @param now by GitHub's clock
 */
function unclaimed(run, key, now, timeoutMs) {
    if (!isOfSameGate(run, key) || !run.isOpen)
        return undefined;
    if (isTooOld(run, now, timeoutMs))
        return 'old';
    return takeover(run, key, now, timeoutMs) === undefined ? 'alive' : 'twin';
}
/** Whether a check run is so old that nothing carries it on; so is one of which nobody knows when it began. */
function isTooOld({ startedAt }, now, timeoutMs) {
    return startedAt === undefined || now.getTime() - startedAt.getTime() > timeoutMs + LONGEST_MS;
}
/** Whether a check run is that of a gate with other tasks, which has the same name on the same commit. */
function isOfAnotherGate(run, key) {
    const [other, own] = [gateOf(run.externalId), gateOf(key.externalId)];
    if (other === undefined || own === undefined || run.name !== key.name || run.sha !== key.sha)
        return false;
    // The tasks of a job that is run again may have other ids.
    const isEarlierAttempt = isLaterAttempt(own, other);
    return other.tasks !== own.tasks && !isEarlierAttempt;
}
/**
 * How this run may take over an open check run of the same gate: since it was `left` on purpose, or since its own
 * attempt of the same workflow run is a `later` one. Nothing if it may not.
 *
 * @param now by GitHub's clock
 */
function takeover(run, key, now, timeoutMs) {
    const [other, own] = [gateOf(run.externalId), gateOf(key.externalId)];
    if (!isOfSameGate(run, key) || !run.isOpen || isTooOld(run, now, timeoutMs))
        return undefined;
    if (run.summary.includes(LEFT))
        return 'left';
    return own !== undefined && other !== undefined && isLaterAttempt(own, other) ? 'later' : undefined;
}
function isLaterAttempt(own, other) {
    return own.id !== '0' && own.id === other.id && own.attempt > other.attempt;
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
/* harmony export */   CO: () => (/* binding */ ANOTHER),
/* harmony export */   J5: () => (/* binding */ refused),
/* harmony export */   Me: () => (/* binding */ replyOf),
/* harmony export */   Vw: () => (/* binding */ done),
/* harmony export */   hU: () => (/* binding */ unavailable)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2857);
/* harmony import */ var _clouds_http_fault_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3050);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9000);
/** What GitHub made of a request, and what is said of a refusal. */



/** Why an answer is not believed. */
const ANOTHER = 'GitHub answered about another check run';
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
const Word = zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP().catch('');
/** An error of Octokit's, as far as it is read. Without a response the request did not get through. */
const RequestError = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
    status: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig(),
    message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    response: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({
        headers: zod__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()),
        data: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ message: zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(), errors: zod__WEBPACK_IMPORTED_MODULE_1__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5J()).catch([]) })
            .catch({ message: '', errors: [] }),
    })
        .optional(),
});
/** What GitHub says of a token that may not do something; it refuses for many other reasons as well. */
const LACKS_PERMISSION = /not accessible|permission|must have (admin|write|push)|scopes?\b/i;
/** One of the `errors` of an answer: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api#validation-failed */
const FieldError = zod__WEBPACK_IMPORTED_MODULE_1__/* .union */ .KCZ([
    zod__WEBPACK_IMPORTED_MODULE_1__/* .string */ .YjP(),
    zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ resource: Word, field: Word, code: Word, message: Word })
        .transform(({ resource, field, code, message }) => (0,_wording_js__WEBPACK_IMPORTED_MODULE_2__/* .joined */ .oR)([resource, field].filter(Boolean).join('.'), message || code)),
]);
/** What the first of an answer's errors says; empty if it has none. */
function firstOf([first]) {
    return FieldError.safeParse(first).data ?? '';
}
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
    const said = (0,_wording_js__WEBPACK_IMPORTED_MODULE_2__/* .joined */ .oR)(`HTTP ${status}`, hide(data.message), hide(firstOf(data.errors)));
    const limited = headers['retry-after'] !== undefined ||
        headers['x-ratelimit-remaining'] === '0' ||
        /rate limit/i.test(data.message);
    if (status === 429 || (status === 403 && limited))
        return unavailable(`GitHub's rate limit (${said})`);
    switch (status) {
        case 401:
            return refused(`GitHub does not accept the github-token (${said})`);
        case 403:
            return refused(LACKS_PERMISSION.test(data.message)
                ? `the github-token lacks ${needs} (${said})`
                : `GitHub refused it (${said})`);
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
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2857);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _identity_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(530);
/** What the main phase saves for the `post` phase. */



/** The name that it is saved under. */
const SAVED = 'publication';
/** What GitHub numbers its things with. */
const Id = zod__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr().positive();
const ExternalId = zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP().refine((text) => (0,_identity_js__WEBPACK_IMPORTED_MODULE_1__/* .gateOf */ .Rv)(text) !== undefined);
/** What the `post` phase of the step must know of the main one, which may have been killed. */
const SavedSchema = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    check: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        name: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
        sha: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
        externalId: ExternalId,
        id: Id.optional(),
        /** The external id under which it was found, until this run's is written to it. */
        foundAs: ExternalId.optional(),
        /** Once its creation was sent: what had the same external id before. */
        others: zod__WEBPACK_IMPORTED_MODULE_2__/* .array */ .YOg(Id).optional(),
        /** GitHub has answered that it is closed, or it was left open on purpose. */
        isOver: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(),
        /** A warning has said that it cannot be written. */
        isTold: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().optional(),
    })
        .optional(),
    deployment: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({ id: Id, isOver: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY(), isTold: zod__WEBPACK_IMPORTED_MODULE_2__/* .boolean */ .zMY().optional() }).optional(),
    /** How the gate has ended, if it came so far. */
    verdict: zod__WEBPACK_IMPORTED_MODULE_2__/* ["enum"] */ .k5n(_task_js__WEBPACK_IMPORTED_MODULE_0__/* .VERDICTS */ .bk).optional(),
    /** What GitHub has cost the job, where something could not be closed; in milliseconds. */
    spentMs: zod__WEBPACK_IMPORTED_MODULE_2__/* .int */ .Whr().nonnegative().optional(),
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
/* harmony export */   hO: () => (/* binding */ readWorkflowRun),
/* harmony export */   jh: () => (/* binding */ isCommitId),
/* harmony export */   nw: () => (/* binding */ isAboutCommit)
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
/** Events whose `GITHUB_SHA` is a commit of their own. */
const OF_A_COMMIT = new Set(['push', 'create', 'registry_package']);
/**
 * Whether an event is about a commit. With all others `GITHUB_SHA` is the head of a branch, mostly of the default one.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows
 */
function isAboutCommit(event) {
    return OF_A_COMMIT.has(event) || HEADS.some(([name]) => name.test(event));
}
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
    const attempt = env['GITHUB_RUN_ATTEMPT'] ?? '';
    const runId = env['GITHUB_RUN_ID'] ?? '';
    const origin = Origin.safeParse(payload).data?.pull_request.head;
    return {
        apiUrl,
        owner,
        repo,
        url: `${server}/${repository}/actions/runs/${runId}`,
        id: /^\d{1,20}$/.test(runId) ? runId : '0',
        attempt: /^[1-9]\d{0,9}$/.test(attempt) ? Number(attempt) : 1,
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

/***/ 2680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PK: () => (/* binding */ proxyPasswords),
/* harmony export */   bD: () => (/* binding */ PROXY_VARIABLES),
/* harmony export */   nM: () => (/* binding */ readProxy)
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
/** The variables that may hold the password of a proxy. */
const PROXY_VARIABLES = [...VARIABLES.http, ...VARIABLES.https];
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
        variables: { http: firstOf(VARIABLES.http, env).name, https: firstOf(VARIABLES.https, env).name },
    };
}
/** The passwords of the proxies, as they are written and as they are meant. */
function proxyPasswords(env) {
    return PROXY_VARIABLES.flatMap((name) => {
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

/***/ 8569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ readSecrets)
/* harmony export */ });
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5382);
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5866);
/* harmony import */ var _proxy_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2680);
/** What of the inputs and the environment is secret: read before anything else. */



/** Reads what must not be told. */
function readSecrets(getInput, env) {
    const read = (inputs, variables) => [
        ...inputs.map((name) => [name, (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .trimmed */ .dE)(getInput(name))]),
        ...variables.map((name) => [name, (0,_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .trimmed */ .dE)(env[name])]),
    ];
    const proxies = _proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .PROXY_VARIABLES */ .bD.flatMap((name) => (0,_proxy_js__WEBPACK_IMPORTED_MODULE_2__/* .proxyPasswords */ .PK)({ [name]: env[name] }).map((password) => [name, password]));
    const secrets = given([...read(_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .SECRET_INPUTS */ .pH, _credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .SECRET_VARIABLES */ .VP), ...proxies]);
    const short = secrets.filter(([, value]) => (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .isTooShort */ .r$)(value)).map(([name]) => name);
    return {
        secrets: secrets.map(([, value]) => value),
        keyIds: given(read(_credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .KEY_ID_INPUTS */ .sN, _credentials_js__WEBPACK_IMPORTED_MODULE_1__/* .KEY_ID_VARIABLES */ .SH)).map(([, value]) => value),
        tooShort: [...new Set(short)],
    };
}
function given(all) {
    return all.filter(([, value]) => value !== '');
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

/***/ 6127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ hideUserinfo)
/* harmony export */ });
/** Hides the user and the password in a URL. Pure. */
/** The user and the password in a URL, also as JSON escapes its slashes; not where a message of ours shows the form. */
const USERINFO = /(?<=:(?:\/\/|\\\/\\\/))(?!user:password@host:port,)[^\s/?#"<>\\]+(?=@)/g;
/** Hides who a URL is asked as: user and password, whoever wrote them. */
function hideUserinfo(text) {
    return text.includes('@') ? text.replace(USERINFO, '***') : text;
}


/***/ }),

/***/ 5382:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  vg: () => (/* binding */ alsoEscaped),
  lY: () => (/* binding */ createRedactor),
  R5: () => (/* binding */ hideExactly),
  r$: () => (/* binding */ isTooShort),
  Bz: () => (/* binding */ learningRedactor)
});

// EXTERNAL MODULE: ./build/json-text.js
var json_text = __webpack_require__(274);
;// CONCATENATED MODULE: ./build/redact-forms.js
/** The forms that a secret may be echoed in. */
/** A value as it is, and escaped and encoded in the usual ways, base64 at any offset among them. */
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
/** The forms that pieces of a value are sought in: as it is, in hex, and in base64 at any offset. */
function plainForms(value) {
    const bytes = Buffer.from(value);
    const hex = bytes.toString('hex');
    return [value, hex, hex.toUpperCase(), ...innerBase64(bytes).flatMap((form) => [form, forUrl(form)])];
}
/** Base64 of the value alone, and the part of it that is the same wherever it stands in a longer text. */
function base64Forms(bytes) {
    const whole = bytes.toString('base64');
    const forms = [whole, whole.replaceAll('=', ''), ...innerBase64(bytes)];
    return forms.flatMap((form) => [form, forUrl(form), encodeURIComponent(form)]);
}
/** What base64 of the value has in common wherever it stands in a longer text, by its offset there. */
function innerBase64(bytes) {
    return [0, 1, 2].map((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes]).toString('base64');
        // Characters at either end also carry bits of the neighbours.
        const start = offset === 0 ? 0 : offset + 1;
        const end = Math.floor(((offset + bytes.length) * 8) / 6);
        return encoded.slice(start, end);
    });
}
function forUrl(base64) {
    return base64.replaceAll('+', '-').replaceAll('/', '_');
}

;// CONCATENATED MODULE: ./build/redact-pieces.js
/** Takes what is left of a secret out of text: of one that was cut off, or folded into lines. */
/** So many characters of a secret in a row are told from chance, and hidden. */
const PIECE = 16;
/** At every eighth character a secret is looked for: a piece of it, wherever it begins, has eight that follow one. */
const STEP = 8;
/** Characters that a place in a secret is found by: their low bytes make one number. */
const KEY_LENGTH = 4;
/** Of a secret that repeats itself so many places with the same characters are compared. */
const MOST_ALIKE = 8;
/** Knows nothing yet. */
function createPieces() {
    const places = new Map();
    const known = new Set();
    const learn = (form) => {
        if (form.length < PIECE || known.has(form))
            return;
        known.add(form);
        for (let at = 0; at + STEP <= form.length; at += STEP) {
            let key = 0;
            for (let next = at; next < at + KEY_LENGTH; next += 1)
                key = withCode(key, form.charCodeAt(next));
            const same = places.get(key) ?? [];
            places.set(key, same);
            if (same.length < MOST_ALIKE)
                same.push({ form, at });
        }
    };
    /** The longest run around these characters; nothing shorter than a piece. */
    const runAt = (text, start) => {
        let longest;
        for (const place of places.get(keyAt(text, start)) ?? []) {
            const run = runAround(text, start, place);
            if (run.to - run.from >= PIECE && run.to > (longest?.to ?? 0))
                longest = run;
        }
        return longest;
    };
    return {
        learn: (forms) => {
            for (const form of forms)
                learn(form);
        },
        hide: (text) => {
            if (places.size === 0 || text.length < PIECE)
                return text;
            const told = [];
            let done = 0;
            let key = 0;
            for (let end = 0; end < text.length; end += 1) {
                key = withCode(key, text.charCodeAt(end));
                const start = end + 1 - KEY_LENGTH;
                if (!places.has(key) || start < done)
                    continue;
                const run = runAt(text, start);
                if (run === undefined)
                    continue;
                // A backslash that is cut off from what it escapes would change the meaning of what follows.
                const from = Math.max(done, run.from - backslashesBefore(text, run.from));
                if (from > done)
                    told.push(text.slice(done, from));
                if (run.from >= done)
                    told.push('***');
                done = Math.max(done, run.isBeginning ? endOfWord(text, run.to) : withoutEscape(text, run));
                end = done - 1;
            }
            return done === 0 ? text : told.join('') + text.slice(done);
        },
    };
}
function withCode(key, code) {
    return (key << 8) | (code & 0xff);
}
function keyAt(text, start) {
    let key = 0;
    for (let at = start; at < start + KEY_LENGTH; at += 1)
        key = withCode(key, text.charCodeAt(at));
    return key;
}
function runAround(text, start, { form, at }) {
    let back = 0;
    // An earlier place of the same run would have been found first: no further back than to it.
    while (back < PIECE && back < at && isAlike(text, start - back - 1, form, at - back - 1))
        back += 1;
    let length = 0;
    while (at + length < form.length && isAlike(text, start + length, form, at + length))
        length += 1;
    return { from: start - back, to: start + length, isBeginning: at === back };
}
/** A quote is where a text ends: what follows is another. */
function isAlike(text, at, form, place) {
    const char = text[at];
    return char !== undefined && char !== '"' && char === form[place];
}
/** What ends what a secret may go on in. A backslash before one of these is part of how it is written. */
const REST = /(?:[^\s"'`,<\\]|\\[^\s"'`,<nrtbfu])*/y;
function endOfWord(text, from) {
    REST.lastIndex = from - backslashesBefore(text, from);
    REST.test(text);
    return Math.max(from - backslashesBefore(text, from), REST.lastIndex);
}
/** A backslash at the end belongs to what follows. */
function withoutEscape(text, { to }) {
    return to - backslashesBefore(text, to);
}
/** 1 where the character before it begins an escape that is cut in two. */
function backslashesBefore(text, end) {
    let count = 0;
    while (count < PIECE && text[end - 1 - count] === '\\')
        count += 1;
    return count % 2;
}

// EXTERNAL MODULE: ./build/redact-userinfo.js
var redact_userinfo = __webpack_require__(6127);
;// CONCATENATED MODULE: ./build/redact.js
/** Takes secrets out of text, in every form that an answer may echo them in. */




const MIN_SECRET = 8;
/** Whether a secret is too short to be hidden: hiding every occurrence of it would garble what is written. */
function isTooShort(secret) {
    return secret.length < MIN_SECRET;
}
const SIGNATURE = /(Signature["']?\s*[=:]\s*["']?)[A-Za-z0-9+/%]{16,}={0,2}/gi;
/**
 * Hides secrets in any of the forms they may be echoed in (plain, base64 at any offset, hex, URL, JSON, HTML), pieces
 * of them, signatures, and user and password of any URL; of a key id the first 4 characters stay.
 */
function createRedactor(secrets, keyIds) {
    return learningRedactor(secrets, keyIds).redact;
}
/** The same, for secrets that are known already and for those that are still to come. */
function learningRedactor(secrets, keyIds) {
    /** Whole secrets in their forms, and beside them pieces of secrets. */
    const forms = new Map();
    const pieces = createPieces();
    let maskForms;
    const hideKeyId = (keyId) => {
        if (keyId.length < MIN_SECRET)
            return;
        // What is a secret as well stays hidden as one.
        for (const form of formsOf(keyId))
            if (!forms.has(form))
                forms.set(form, `${keyId.slice(0, 4)}***`);
        maskForms = undefined;
    };
    const hide = (secret) => {
        if (secret.length < MIN_SECRET)
            return;
        for (const form of formsOf(secret))
            forms.set(form, '***');
        maskForms = undefined;
        // What begins as a URL has its beginning in common with what is no secret.
        if (!/^[a-z][a-z\d+.-]*:\/\//i.test(secret))
            pieces.learn(plainForms(secret));
    };
    const redactForms = (text) => {
        maskForms ??= masker(forms);
        return maskForms(text);
    };
    // A signature first: of one that has a piece of a secret in it too little would be left to be known by.
    const redact = (text) => pieces.hide((0,redact_userinfo/* hideUserinfo */.k)(redactForms(text).replace(SIGNATURE, '$1***')));
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
const redact_KEY_LENGTH = 4;
/**
 * Replaces each of these texts by what stands for it. It reads a text once, however many there are to look for: a
 * long wait learns a dozen secrets an hour, each in two dozen forms.
 */
function masker(masks) {
    const forms = [...masks.keys()].filter((form) => form !== '');
    const shortest = forms.reduce((least, { length }) => Math.min(least, length), Number.POSITIVE_INFINITY);
    const width = Math.min(redact_KEY_LENGTH, shortest);
    const bits = width === redact_KEY_LENGTH ? -1 : 2 ** (8 * width) - 1;
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
    if (!text.includes('\\') || !(0,json_text/* looksLikeJson */.g)(text))
        return text;
    return (0,json_text/* rewriteJson */.z)(text, ({ raw, content }) => {
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
/* harmony export */   pZ: () => (/* binding */ MOST_PARTS),
/* harmony export */   vh: () => (/* binding */ WORST_FIRST)
/* harmony export */ });
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9000);
/** The tasks as the outputs show them, and the order of worst first. */


/** So many parts of a task are told; how many there are stands in its reason. */
const MOST_PARTS = 2000;
const MAX_REASON = 4000;
/** So much of the end of a long reason is kept: it may say how long a text was, or how many parts are not listed. */
const END = 60;
/**
 * A reason within its bound.
 *
 * @param redact goes over it before it is cut, since half a secret is harder to find
 */
function boundedReason(written, redact) {
    if (written.length <= MAX_REASON)
        return written;
    const reason = redact(written);
    if (reason.length <= MAX_REASON)
        return reason;
    return `${reason.slice(0, MAX_REASON - END - 1)}…${reason.slice(-END)}`.toWellFormed();
}
/** A task's progress as the outputs show it; `clean` makes texts of any origin fit for them. */
function resultOf(progress, clean) {
    const { task, waiting, startedAt, finishedAt, requests, durationMs } = progress;
    const all = waiting.partCount ?? waiting.parts.length;
    const left = all > MOST_PARTS ? ` (the ${MOST_PARTS} worst of ${all} parts are listed)` : '';
    return {
        name: clean(task.name),
        provider: task.provider,
        id: task.id,
        region: task.region,
        state: waiting.state,
        provider_state: clean(waiting.providerState),
        reason: boundedReason(clean(waiting.reason) + left, clean),
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
            reason: boundedReason(clean(part.reason), clean),
        })),
    };
}
/** All parts in the order given; of too many the worst. */
function worstOf(parts) {
    return parts.length > MOST_PARTS ? worstFirst(parts).slice(0, MOST_PARTS) : parts;
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
/** Worst first, else the order given: in one pass, since there may be very many. */
function worstFirst(all) {
    const byState = new Map(WORST_FIRST.map((state) => [state, []]));
    for (const one of all)
        byState.get(one.state)?.push(one);
    return [...byState.values()].flat();
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
