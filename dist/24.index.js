export const id = 24;
export const ids = [24];
export const modules = {

/***/ 3088:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  x: () => (/* binding */ alibabaDialect),
  I: () => (/* binding */ alibabaRequest)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/clouds/digest.js
var digest = __webpack_require__(1039);
;// CONCATENATED MODULE: ./build/clouds/alibaba-signer.js
/** The signature of Alibaba Cloud, ACS3-HMAC-SHA256. */

/**
 * Signs with Alibaba Cloud's ACS3-HMAC-SHA256.
 * Source: help.aliyun.com, "V3 request body and signature mechanism".
 */
function signAlibaba(request, accessKeyId, accessKeySecret) {
    const header = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
    const names = [...header.keys()]
        .filter((name) => name === 'host' || name === 'content-type' || name.startsWith('x-acs-'))
        .sort();
    const signedHeaders = names.join(';');
    const query = Object.keys(request.query)
        .sort()
        .map((key) => `${(0,digest/* encodeRfc3986 */.My)(key)}=${(0,digest/* encodeRfc3986 */.My)(String(request.query[key]))}`)
        .join('&');
    const canonicalRequest = [
        request.method,
        '/',
        query,
        ...names.map((name) => `${name}:${header.get(name)}`),
        '',
        signedHeaders,
        (0,digest/* sha256 */.sc)(request.body),
    ].join('\n');
    const stringToSign = `ACS3-HMAC-SHA256\n${(0,digest/* sha256 */.sc)(canonicalRequest)}`;
    const signature = (0,digest/* hmacSha256 */.TR)(accessKeySecret, stringToSign);
    const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
    return { authorization, confidential: (0,digest/* confidentialOf */.KF)(signature, stringToSign, canonicalRequest) };
}

// EXTERNAL MODULE: ./build/clouds/api-error.js
var api_error = __webpack_require__(6844);
// EXTERNAL MODULE: ./build/clouds/error-order.js
var error_order = __webpack_require__(8728);
;// CONCATENATED MODULE: ./build/clouds/alibaba.js
/** Alibaba Cloud: its keys, its requests, its errors. */





/** Product CloudAPI (API Gateway). Source: its API overview. */
const API_VERSION = '2016-07-14';
/** Alibaba Cloud's errors: `{Code, Message, …}`, sometimes as XML. Source: its common error codes. */
const alibabaDialect = {
    vendor: 'Alibaba Cloud',
    readErrors: api_error/* readErrors */.MA,
    codes: [
        [/^Throttling/, 'throttled'],
        [/^(ServiceUnavailable|InternalError)/, 'server'],
        [/^SignatureNonceUsed/, 'nonce-used'],
        [/^(InvalidTimeStamp|IllegalTimestamp)/, 'clock-skew'],
        [/^InvalidSecurityToken\.Expired/, 'expired'],
        [
            /^(InvalidAccessKeyId|SignatureDoesNotMatch|IncompleteSignature|InvalidSecurityToken|MissingSecurityToken)/,
            'credentials',
        ],
        [/^(Forbidden|NoPermission|AccessDenied)/, 'permission'],
        [/^NotFound/, 'absent'],
    ],
    statuses: error_order/* STATUSES */.f,
};
/** Signs one call of API Gateway's RPC-style API: parameters in the query, an empty body. */
function alibabaRequest(keys, call, url, date) {
    const headers = {
        accept: 'application/json',
        'x-acs-action': call.operation,
        'x-acs-version': API_VERSION,
        'x-acs-date': date.toISOString().replace(/\.\d{3}/, ''),
        'x-acs-signature-nonce': (0,external_node_crypto_.randomUUID)(),
        'x-acs-content-sha256': (0,digest/* sha256 */.sc)(''),
    };
    if (keys.securityToken !== undefined) {
        headers['x-acs-security-token'] = keys.securityToken;
        headers['x-acs-accesskey-id'] = keys.accessKeyId;
    }
    const toSign = { method: 'POST', query: call.query, headers: { ...headers, host: url.host }, body: '' };
    const { authorization, confidential } = signAlibaba(toSign, keys.accessKeyId, keys.accessKeySecret);
    return { method: 'POST', url, headers: { ...headers, authorization }, confidential };
}


/***/ }),

/***/ 6844:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   MA: () => (/* binding */ readErrors),
/* harmony export */   Mz: () => (/* binding */ errorOf),
/* harmony export */   W5: () => (/* binding */ deniesSuccess)
/* harmony export */ });
/** The errors that a body names, in the shapes of both vendors. */
/** Keys, in lower case and without underscores: a key that names an error comes before one that may be the call's status. */
const CODES = ['errorcode', 'code'];
const MESSAGES = ['errormsg', 'errormessage', 'message', 'msg'];
/**
 * Every error that a body names, the most telling first: `{Code, Message}`, `{error_code, error_msg}`, `{errorCode,
 * errorMessage}`, and each of them within `error`, with their keys in any case; last `Success: false`, which Alibaba
 * Cloud's SDKs hand on from a 200; of a body that is no JSON that of XML.
 */
function readErrors(json, text) {
    if (json === undefined)
        return readXml(text);
    const own = fieldsOf(json);
    const named = [...errorsOf(own), ...(own.get('error') ?? []).flatMap((inner) => errorsOf(fieldsOf(inner)))];
    const denied = (own.get('success') ?? []).some(deniesSuccess);
    return denied ? [...named, { code: DENIED, message: firstText(own, MESSAGES) }] : named;
}
/** Stands for the code of an error that names none. */
const DENIED = 'Success: false';
/** Whether a `Success` says that there was none. */
function deniesSuccess(value) {
    return value === false || textOf(value).toLowerCase() === 'false';
}
/**
 * The error that an answer is about, of those that its body names. A code that only repeats that all is well, or the
 * status, is none in a 2xx; elsewhere the status says already that there was no success.
 */
function errorOf(errors, status) {
    if (status < 300)
        return errors.find(({ code }) => !isStatus(code, status));
    const named = errors.filter(({ code }) => code !== DENIED);
    return named.find(({ code }) => !isStatus(code, status)) ?? named[0];
}
function isStatus(code, status) {
    return code === String(status) || /^(200|0|ok|success)$/i.test(code);
}
function errorsOf(fields) {
    const message = firstText(fields, MESSAGES);
    return CODES.flatMap((key) => fields.get(key) ?? [])
        .map(codeOf)
        .filter((code) => code !== '')
        .map((code) => ({ code, message }));
}
function fieldsOf(value) {
    const fields = new Map();
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return fields;
    for (const [key, field] of Object.entries(value)) {
        const name = key.toLowerCase().replaceAll('_', '');
        const same = fields.get(name);
        if (same === undefined)
            fields.set(name, [field]);
        else
            same.push(field);
    }
    return fields;
}
function firstText(fields, keys) {
    const texts = keys.flatMap((key) => fields.get(key) ?? []).map(textOf);
    return texts.find((text) => text !== '') ?? '';
}
/** A code; what is something else, and not empty, is an error that nobody knows. Empty if there is none. */
function codeOf(value) {
    if (value === true)
        return 'true';
    if (typeof value !== 'object' || value === null)
        return textOf(value);
    if (Object.keys(value).length === 0)
        return '';
    return Array.isArray(value) ? '(list)' : '(object)';
}
/** A code or a message, which may have come as a number; empty if it is neither. */
function textOf(value) {
    return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}
function readXml(text) {
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
    if (code === undefined)
        return [];
    return [{ code, message: /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? '' }];
}


/***/ }),

/***/ 5309:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ classify),
/* harmony export */   b: () => (/* binding */ stringAt)
/* harmony export */ });
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6844);
/* harmony import */ var _error_order_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8728);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2733);
/** What an answer means: a body, an error of a known class, a redirect. */



/**
 * Classifies an answer: by the code in its body first, by its HTTP status second. JSON is judged by its shape and its
 * code, whatever its content type.
 *
 * @param hide takes out of every text what the answer echoes of the request's signature
 */
function classify(answer, dialect, hide) {
    const { status, body } = answer;
    const clean = (text) => hide(bounded(text));
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_1__/* .parseJson */ .q)(body, clean);
    const error = (0,_api_error_js__WEBPACK_IMPORTED_MODULE_2__/* .errorOf */ .Mz)(dialect.readErrors(json, body), status);
    // A code that only repeats the status says nothing more.
    const code = error?.code === String(status) ? '' : (error?.code ?? '');
    const text = [code, error?.message ?? ''].filter(Boolean).map(clean).join(': ');
    const failed = (meaning, what) => ({
        kind: 'error',
        meaning,
        code: clean(error?.code ?? ''),
        text: [`HTTP ${status}`, what].filter(Boolean).join(' '),
    });
    const said = { error, status, dialect };
    const listed = (0,_error_order_js__WEBPACK_IMPORTED_MODULE_0__/* .listedMeaning */ .r2)(said);
    if (listed !== undefined)
        return failed(listed, text);
    if (status >= 300 && status < 400) {
        const target = answer.headers['location'] ?? '';
        return { kind: 'redirect', target: target === '' ? undefined : hide(target) };
    }
    // A page is no answer of the API: a portal, a proxy or a firewall has given it. A refused key stays refused.
    const isPage = error === undefined && json === undefined && /^\s*</.test(body);
    if (isPage)
        return failed(status === 401 ? ((0,_error_order_js__WEBPACK_IMPORTED_MODULE_0__/* .meaningOf */ .Pr)(said) ?? 'server') : 'server', PAGE);
    const meaning = (0,_error_order_js__WEBPACK_IMPORTED_MODULE_0__/* .meaningOf */ .Pr)(said);
    if (meaning === 'unlisted' && error === undefined)
        return failed(meaning, describeBody(json, body));
    if (meaning !== undefined)
        return failed(meaning, text);
    if (error !== undefined)
        return failed('server', text);
    if (json === undefined)
        return failed('server', describeBody(json, body));
    return { kind: 'body', json };
}
/** The string at a key of an unknown value; empty where there is none. */
function stringAt(value, key) {
    if (typeof value !== 'object' || value === null)
        return '';
    const found = Reflect.get(value, key);
    return typeof found === 'string' ? found : '';
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
function describeBody(json, body) {
    if (json !== undefined)
        return 'without an error code';
    return body.trim() === ''
        ? 'with an empty body'
        : 'with a body that is no complete JSON, or gives a key twice';
}


/***/ }),

/***/ 6337:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ createClocks),
/* harmony export */   z: () => (/* binding */ WHY_NOT)
/* harmony export */ });
/** How far a host's clock is from ours, as its answers show it. */
/** Why a request whose time was refused is not signed anew. */
const WHY_NOT = {
    corrected: 'and the gate was stopped before it could be signed anew',
    'same-time': 'although it was that of the server',
    'no-date': 'and does not say its own (no Date)',
    'too-often': 'also after several corrections',
};
/** A smaller difference is not what the time was refused for: clouds take 15 minutes. */
const DIFFERS_MS = 60_000;
/** Refused signatures lock a key of Huawei Cloud: with the one that follows the last correction these are four. */
const MOST_CORRECTIONS = 3;
/**
 * Makes the clocks of the hosts that one credential is for: a host that was not asked yet begins with what another has
 * shown, and all hosts together are corrected at most three times without an accepted request.
 */
function createClocks() {
    let latestMs = 0;
    let corrections = 0;
    let wasAccepted = false;
    let startMs;
    return () => {
        let ownMs;
        const offsetMs = () => ownMs ?? latestMs;
        return {
            offsetMs,
            correct: (signedWithMs, serverAheadMs) => {
                // What was signed before another request has corrected the clock is refused for the same reason.
                const isOld = signedWithMs !== offsetMs();
                if (!(isOld && wasAccepted))
                    corrections += 1;
                if (corrections > MOST_CORRECTIONS)
                    return 'too-often';
                if (isOld)
                    return 'corrected';
                if (serverAheadMs === undefined)
                    return 'no-date';
                if (Math.abs(serverAheadMs - signedWithMs) <= DIFFERS_MS)
                    return 'same-time';
                ownMs = serverAheadMs;
                latestMs = serverAheadMs;
                return 'corrected';
            },
            accepted: () => {
                corrections = 0;
                wasAccepted = true;
            },
            hasJumped: (nowMs, date) => {
                const beganMs = date.getTime() - nowMs;
                const jumped = startMs !== undefined && Math.abs(beganMs - startMs) > DIFFERS_MS;
                if (startMs === undefined || jumped)
                    startMs = beganMs;
                return jumped;
            },
        };
    };
}


/***/ }),

/***/ 2271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ng: () => (/* binding */ connect),
  Q$: () => (/* binding */ dateOf),
  P9: () => (/* binding */ retryAfter),
  F5: () => (/* binding */ shapeOf)
});

// EXTERNAL MODULE: ./build/redact.js + 2 modules
var redact = __webpack_require__(5382);
// EXTERNAL MODULE: ./build/task.js
var task = __webpack_require__(7115);
// EXTERNAL MODULE: ./build/clouds/classify.js
var classify = __webpack_require__(5309);
// EXTERNAL MODULE: ./build/clouds/error-order.js
var error_order = __webpack_require__(8728);
;// CONCATENATED MODULE: ./build/clouds/gateway-codes.js
/** Bounds how often a request is sent that a cloud's gateway answers with a code that no list names. */


/** A key may be locked by what its gateway refuses: nobody knows whether this was one. */
const MOST_TIMES = 3;
/** Nothing counted yet. */
function createGatewayCodes(dialect) {
    const met = new Map();
    return {
        counted: (call, result, reply) => {
            const request = JSON.stringify([call.path, call.query]);
            const isUnknown = result.kind === 'error' && result.meaning === 'unlisted' && (0,error_order/* isGatewayCode */.od)(result.code, dialect);
            if (!isUnknown || reply.kind !== 'unreachable') {
                met.delete(request);
                return reply;
            }
            const times = (met.get(request) ?? 0) + 1;
            met.set(request, times);
            return times < MOST_TIMES ? reply : (0,task/* refused */.J5)(result.code, `${reply.reason} (${times} times)`);
        },
    };
}

// EXTERNAL MODULE: ./build/clouds/http-fault.js
var http_fault = __webpack_require__(3050);
// EXTERNAL MODULE: ./build/clouds/clock.js
var clock = __webpack_require__(6337);
// EXTERNAL MODULE: ./build/clouds/redirect.js
var redirect = __webpack_require__(5615);
;// CONCATENATED MODULE: ./build/clouds/throttle-words.js
/** What a throttled answer says of the rate that it wants. Pure. */
const UNIT_MS = new Map([
    ['s', 1_000],
    ['m', 60_000],
    ['h', 3_600_000],
]);
/** Huawei Cloud's gateway: `policy ip over ratelimit,limit:5,time:1 minute`. */
const LIMIT = /\blimit:\s*(\d+)\s*,\s*time:\s*(\d+)\s*([smh])/i;
/** Anybody's `try again in 30 seconds`. */
const AFTER = /\b(?:after|in|within|wait)\s+(\d+)\s*([smh])(?:ec(?:ond)?s?|in(?:ute)?s?|ours?)?\b/i;
/** The ms between two requests that a message of throttling asks for; nothing if it names none. */
function leastInterval(said) {
    const [, limit = '', count = '', unit = ''] = LIMIT.exec(said) ?? [];
    const period = Number(count) * (UNIT_MS.get(unit.toLowerCase()) ?? 0);
    if (Number(limit) > 0 && period > 0)
        return period / Number(limit);
    const [, after = '', of = ''] = AFTER.exec(said) ?? [];
    const wait = Number(after) * (UNIT_MS.get(of.toLowerCase()) ?? 0);
    return wait > 0 ? wait : undefined;
}

;// CONCATENATED MODULE: ./build/clouds/interpret.js
/** What an answer of an API means for the poll that asked. Pure. */





/** What is said of an answer to a call. */
function interpret({ answer, result, renewed, correction }, call, { baseUrl, dialect, credentialsHint }) {
    if (result.kind === 'body')
        return { kind: 'answer', body: result.json };
    if (result.kind === 'redirect') {
        return (0,task/* refused */.J5)('', (0,redirect/* describeRedirect */.G)(answer.status, result.target, baseUrl, 'the endpoint'));
    }
    const said = result.text.replace(/(?<![.\s])[.\s]+$/, '');
    // A refused signature comes back with the string that was signed: only its code is repeated.
    const code = result.code === '' ? `HTTP ${answer.status}` : result.code;
    if (renewed && isRefusal(result)) {
        return (0,task/* refused */.J5)(code, `${dialect.vendor} refused the credentials (${code}), also right after they were renewed: ${credentialsHint}`);
    }
    const notTaken = `${dialect.vendor} does not take ${call.operation}: ${said}`;
    switch (result.meaning) {
        case 'throttled':
            return throttledBy(said);
        case 'server':
        case 'nonce-used':
            return (0,task/* unreachable */.HB)(said);
        case 'absent':
            return { kind: 'absent', providerState: code, reason: said, ids: call.ids };
        case 'permission':
            return (0,task/* refused */.J5)(code, `${dialect.vendor} does not permit ${call.operation}: grant the user or role of the credentials ${call.permission} (${said})`);
        case 'proxy':
            return (0,task/* refused */.J5)(code, `a proxy on the way wants credentials (${said}); check HTTPS_PROXY and HTTP_PROXY`);
        case 'credentials':
            return (0,task/* refused */.J5)(code, `${dialect.vendor} refused the credentials (${code}): ${credentialsHint}`);
        case 'expired':
            return (0,task/* refused */.J5)(code, `the credentials expired while the gate waited, or before (${code}): the deployment itself may be well; ${credentialsHint}`);
        case 'clock-skew':
            return (0,task/* refused */.J5)(code, `${dialect.vendor} refused the time of the request (${code}), ${clock/* WHY_NOT */.z[correction ?? 'too-often']}: set this machine's clock`);
        case 'rejected':
            return (0,task/* refused */.J5)(code, notTaken);
        case 'parameter':
            return { ...(0,task/* unreachable */.HB)(notTaken), hopelessAfterMs: 'grace', onceSeen: true, providerState: code };
        case 'unlisted':
            return { ...(0,task/* unreachable */.HB)(notTaken), hopelessAfterMs: 'grace', providerState: code };
    }
}
function throttledBy(said) {
    const leastIntervalMs = leastInterval(said);
    const named = leastIntervalMs === undefined ? {} : { leastIntervalMs };
    return { ...(0,task/* unreachable */.HB)(said), throttled: true, ...named };
}
/** Whether the credential was refused: as expired, or as one that the cloud does not know any more. */
function isRefusal(result) {
    return result.kind === 'error' && (result.meaning === 'expired' || result.meaning === 'credentials');
}
/** What an answer has shown of the credential. A gateway in front may answer before it looks at the signature. */
function shownBy(result, reply, dialect) {
    if (result.kind === 'body')
        return 'accepted';
    if (result.kind === 'redirect')
        return undefined;
    if (reply.kind === 'refused' && ['credentials', 'expired', 'clock-skew'].includes(result.meaning)) {
        return { refused: reply.reason };
    }
    if (result.code === '')
        return undefined;
    if ((0,error_order/* isGatewayCode */.od)(result.code, dialect)) {
        return result.meaning === 'unlisted' && reply.kind !== 'answer' ? { doubted: reply.reason } : undefined;
    }
    return result.meaning === 'absent' || result.meaning === 'permission' ? 'accepted' : undefined;
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./build/clouds/api-error.js
var api_error = __webpack_require__(6844);
// EXTERNAL MODULE: ./build/clouds/json.js
var clouds_json = __webpack_require__(2733);
;// CONCATENATED MODULE: ./build/clouds/kept-body.js
/** What a trace keeps of an answer's body: the fields that its reader knows, and the code and message of an error. */



const ITSELF = { fields: new Map(), items: undefined };
/** What names an error, in lower case and without underscores; it may come in an envelope. */
const CODE = /^(?:error)?code$/;
const TOLD = /^error(?:msg|message)$|^message$|^msg$|^requestid$/;
const ENVELOPE = 'error';
/**
 * What a trace keeps of the bodies that are read by a schema. All else is left out: these answers hold a back end's
 * address, its passwords, scripts. What is kept reads as the whole does: a value where none is read keeps its kind.
 */
function keptBy(schema) {
    const known = knownOf(schema);
    return (body) => {
        if (body.trim() === '')
            return body;
        const json = (0,clouds_json/* parseJson */.q)(body);
        if (json === undefined)
            return unparsed(body);
        return JSON.stringify(kept(json, known, true));
    };
}
function kept(value, known, isTop) {
    if (Array.isArray(value)) {
        const { items } = known;
        return items === undefined ? [] : value.map((item) => kept(item, items, false));
    }
    if (typeof value === 'object' && value !== null) {
        const entries = Object.entries(value);
        return Object.fromEntries(entries.flatMap((entry) => keptEntry(entry, known, isTop)));
    }
    const isRead = known.fields.size === 0 && known.items === undefined && !isTop;
    return typeof value === 'string' && !isRead ? `(text, ${value.length} characters)` : value;
}
function keptEntry([name, value], { fields }, isTop) {
    const field = fields.get(name);
    if (field !== undefined)
        return [[name, kept(value, field, false)]];
    const plain = isTop ? name.toLowerCase().replaceAll('_', '') : '';
    if (CODE.test(plain))
        return [[name, keptCode(value)]];
    if (plain === 'success' && (0,api_error/* deniesSuccess */.W5)(value))
        return [[name, value]];
    if (TOLD.test(plain))
        return [[name, kept(value, ITSELF, false)]];
    return plain === ENVELOPE ? [[name, kept(value, ITSELF, true)]] : [];
}
/** A code; of what is none only its kind, and whether it is empty: that decides whether it is an error. */
function keptCode(value) {
    if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
        return value;
    return Array.isArray(value) ? [null] : { '…': null };
}
/** Of an error in XML what is read of it; of all else that is no JSON how long it was. */
function unparsed(body) {
    const code = /<Code>([^<]+)<\/Code>/.exec(body)?.[1];
    if (code !== undefined) {
        const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1] ?? '';
        return `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
    }
    return /^\s*</.test(body)
        ? `<html>(${body.length} characters)</html>`
        : `(unreadable, ${body.length} characters)`;
}
/** What a schema reads. */
function knownOf(schema) {
    if (schema instanceof schemas/* ZodObject */.bvH) {
        const fields = Object.entries(schema.shape).map(([name, field]) => [name, knownOf(field)]);
        return { fields: new Map(fields), items: undefined };
    }
    if (schema instanceof schemas/* ZodArray */.naA)
        return { fields: new Map(), items: knownOf(schema.element) };
    if (schema instanceof schemas/* ZodUnion */.fZ7)
        return schema.options.map(knownOf).reduce(both);
    if (schema instanceof schemas/* ZodPipe */.utH)
        return both(knownOf(schema.in), knownOf(schema.out));
    const wrapped = schema instanceof schemas/* ZodOptional */.IiU ||
        schema instanceof schemas/* ZodNullable */.l1C ||
        schema instanceof schemas/* ZodDefault */.XiL ||
        schema instanceof schemas/* ZodCatch */.hw4 ||
        schema instanceof schemas/* ZodReadonly */.EVz;
    return wrapped ? knownOf(schema.unwrap()) : ITSELF;
}
function both(one, other) {
    const items = one.items === undefined || other.items === undefined
        ? (one.items ?? other.items)
        : both(one.items, other.items);
    return { fields: new Map([...one.fields, ...other.fields]), items };
}

// EXTERNAL MODULE: ./build/clouds/url.js
var clouds_url = __webpack_require__(9642);
;// CONCATENATED MODULE: ./build/clouds/connection.js
/** A host with a credential: signs, sends, classifies, checks the shape of each answer. */








/** Later than every deadline. */
const LONGEST_WISH_MS = 240 * 3_600_000;
/** Connects a host with a credential. */
function connect(options) {
    const { baseUrl, dialect, credentials, trust, clock, world } = options;
    const gatewayCodes = createGatewayCodes(dialect);
    /** How far the server's clock is ahead of ours, in ms. */
    const ahead = (answer) => {
        const server = dateOf(answer.headers);
        return Number.isNaN(server) ? undefined : server - world.date().getTime();
    };
    const exchange = async (credential, call, look, keeps) => {
        const url = (0,clouds_url/* urlUnder */.U)(baseUrl, call.path, call.query);
        const offsetMs = clock.offsetMs();
        const signed = options.sign(credential, call, url, new Date(world.date().getTime() + offsetMs));
        look.sent();
        const answer = await options.send({ ...signed, place: options.place, keeps }, look.signal);
        if (answer.kind === 'fault')
            return answer;
        const result = (0,classify/* classify */.L)(answer, dialect, (0,redact/* hideExactly */.R5)(signed.confidential));
        const outcome = { kind: 'outcome', answer, result, renewed: false };
        const skewed = result.kind === 'error' && result.meaning === 'clock-skew';
        return skewed ? { ...outcome, correction: clock.correct(offsetMs, ahead(answer)) } : outcome;
    };
    const credentialOf = async (look) => {
        look.waitsFor?.(NO_SESSION);
        const credential = await credentials.current(look.signal);
        look.waitsFor?.('');
        return credential;
    };
    /** One call: with the credential of now, and once more with a new one where that is refused and another can be had. */
    const attempt = async (call, look, keeps) => {
        const first = await credentialOf(look);
        if (first.kind !== 'credential')
            return first;
        const outcome = await exchange(first.value, call, look, keeps);
        if (outcome.kind === 'fault' || !isRefusal(outcome.result) || look.signal.aborted)
            return outcome;
        if (!credentials.renew(first.value))
            return outcome;
        const second = await credentialOf(look);
        if (second.kind !== 'credential')
            return second;
        const again = await exchange(second.value, call, look, keeps);
        return again.kind === 'fault' ? again : { ...again, renewed: true };
    };
    return {
        call: async (call, schema, look) => {
            for (;;) {
                if (clock.hasJumped(world.now(), world.date()))
                    trust.doubt();
                look.waitsFor?.(NOT_TRIED);
                const refusal = await trust.enter(baseUrl.origin);
                look.waitsFor?.('');
                if (refusal !== undefined)
                    return (0,task/* refused */.J5)('', refusal);
                let shown;
                try {
                    if (look.signal.aborted)
                        return (0,task/* unreachable */.HB)('given up');
                    const outcome = await attempt(call, look, keptBy(schema));
                    if (outcome.kind === 'fault')
                        return (0,http_fault/* seenOf */.Pm)(outcome);
                    if (outcome.kind !== 'outcome')
                        return outcome;
                    if (outcome.correction === 'corrected') {
                        shown = 'wrong-time';
                        continue;
                    }
                    look.wished?.(retryAfter(outcome.answer.headers));
                    const reply = gatewayCodes.counted(call, outcome.result, interpret(outcome, call, options));
                    shown = shownBy(outcome.result, reply, dialect);
                    if (shown === 'accepted')
                        clock.accepted();
                    if (reply.kind !== 'answer')
                        return reply;
                    const parsed = schema.safeParse(reply.body);
                    if (parsed.success)
                        return { kind: 'answer', body: parsed.data };
                    return (0,task/* unreachable */.HB)(`HTTP ${outcome.answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`);
                }
                finally {
                    trust.leave(baseUrl.origin, shown);
                }
            }
        },
    };
}
const NO_SESSION = "the exchange of the job's OIDC token gave no credentials";
const NOT_TRIED = 'the credentials, which one request tries first, were not accepted';
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

/***/ 1039:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KF: () => (/* binding */ confidentialOf),
/* harmony export */   My: () => (/* binding */ encodeRfc3986),
/* harmony export */   TR: () => (/* binding */ hmacSha256),
/* harmony export */   sc: () => (/* binding */ sha256)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/** What both signatures are made with: hashes and percent-encoding. */

/** Percent-encodes all but the unreserved characters of RFC 3986, as both vendors' signatures want it. */
function encodeRfc3986(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
/** The signature and what led to it; of the canonical request also the one line that Huawei Cloud shows of it. */
function confidentialOf(signature, stringToSign, canonicalRequest) {
    return [signature, stringToSign, canonicalRequest, canonicalRequest.replaceAll('\n', '|')];
}
/** SHA-256 in lower-case hex. */
function sha256(text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
}
/** HMAC-SHA-256 in lower-case hex. */
function hmacSha256(key, text) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key).update(text).digest('hex');
}


/***/ }),

/***/ 8728:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pr: () => (/* binding */ meaningOf),
/* harmony export */   f: () => (/* binding */ STATUSES),
/* harmony export */   od: () => (/* binding */ isGatewayCode),
/* harmony export */   r2: () => (/* binding */ listedMeaning)
/* harmony export */ });
/** The order in which an error is judged, the same for every cloud. Pure. */
/** What every cloud means by these statuses. */
const STATUSES = {
    401: 'credentials',
    403: 'permission',
    407: 'proxy',
    429: 'throttled',
};
/** The order: the first rule that knows decides. Nothing for a 2xx that no rule knows. */
const IN_THIS_ORDER = [
    ['a code of the list', (said) => listedMeaning(said)],
    ['5xx', ({ status }) => (status >= 500 ? 'server' : undefined)],
    ['401, 403, 407, 429', ({ status, dialect }) => dialect.statuses[status]],
    ['a word of the code', ({ error }) => (PASSES.test(wordsOf(error?.code ?? '')) ? 'server' : undefined)],
    ['404', ({ status, dialect }) => dialect.otherStatuses?.[status]],
    ['a parameter', ({ status, error }) => (status >= 400 && isParameter(error) ? 'parameter' : undefined)],
    ['any other 4xx', ({ status }) => (status >= 400 ? 'unlisted' : undefined)],
    [
        'any other code of the gateway',
        ({ error, dialect }) => (isGatewayCode(error?.code ?? '', dialect) ? 'unlisted' : undefined),
    ],
];
/** What an error means; nothing where a 2xx names none, or one that is known to nobody. */
function meaningOf(said) {
    for (const [, rule] of IN_THIS_ORDER) {
        const meaning = rule(said);
        if (meaning !== undefined)
            return meaning;
    }
    return undefined;
}
/** What the vendor's list says of a code, whatever the status. */
function listedMeaning({ error, dialect }) {
    if (error === undefined)
        return undefined;
    const row = dialect.codes.find(([code, , message]) => code.test(error.code) && (message === undefined || message.test(error.message)));
    return row?.[1];
}
/** Whether a code is of the gateway in front of the services, which answers before it looks at the signature, or after. */
function isGatewayCode(code, { gateway }) {
    return gateway?.test(code) === true;
}
/** Words that speak of what passes. */
const PASSES = / (lock|locked|conflict|concurrent|concurrency|busy|timeout|upgrading|in progress) /;
/** The words of a code, in lower case between blanks: it is cut at dots, underscores and capitals. */
function wordsOf(code) {
    const words = code.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? [];
    return ` ${words.join(' ').toLowerCase()} `;
}
const WRONG = 'missing|invalid|illegal|malformed';
const PARAMETER_CODE = new RegExp(`(${WRONG}).*param|param.*(${WRONG})`, 'i');
/** Both within one sentence. */
const PARAMETER_MESSAGE = new RegExp(`\\b(${WRONG})\\b[^.;]*\\bparam(eter)?s?\\b|\\bparam(eter)?s?\\b[^.;]*\\b(${WRONG})\\b`, 'i');
function isParameter(error) {
    if (error === undefined)
        return false;
    return PARAMETER_CODE.test(error.code) || PARAMETER_MESSAGE.test(error.message);
}


/***/ }),

/***/ 5449:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Aq: () => (/* binding */ hideGiven),
/* harmony export */   Ek: () => (/* binding */ tokenFault),
/* harmony export */   nR: () => (/* binding */ timeOf),
/* harmony export */   q0: () => (/* binding */ KEPT_HEADERS),
/* harmony export */   rP: () => (/* binding */ keptError)
/* harmony export */ });
/* harmony import */ var _api_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6844);
/* harmony import */ var _token_like_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9680);
/** What the answer of an exchange may hold that is secret, wherever it stands, and what of it may be kept. */


/** Names that secrets have in the answers of the issuer, of STS and of IAM, in lower case and without underscores. */
const SECRET = /^(value|idtoken|oidctoken|accesskeysecret|secretaccesskey|securitytoken|secret|token|xsubjecttoken)$/;
const KEY_ID = /^(accesskeyid|access)$/;
const HEADERS = ['x-subject-token', 'x-security-token'];
/** A name with a text or a list of texts in JSON, with a text in XML, or as an attribute: also if it cannot be parsed. */
const IN_JSON = /"([\w.-]{2,40})"\s*:\s*(?:"((?:[^"\\]|\\.)*)|\[([^\]]*))/g;
const IN_XML = /<([\w:.-]{2,40})[^<>]{0,200}>\s*(?:<!\[CDATA\[)?([^<\]]+)/g;
const ATTRIBUTE = /([\w:.-]{2,40})\s*=\s*["']([^"']+)/g;
const LISTED = /"((?:[^"\\]|\\.)*)/g;
/** What looks like a token, wherever it stands: codes and ids lack a digit, a capital or a small letter. */
const TOKEN_LIKE = /[\w+/=.~-]{32,}/g;
/** What is read of a body for such texts: more of it is never shown. */
const MOST_READ = 20_000;
/** Hides what stands at the known places of an answer, before anything is read of it: whatever the answer is. */
function hideGiven({ headers, body }, hides) {
    for (const header of HEADERS)
        for (const part of (headers[header] ?? '').split(/,\s*/))
            hideAt('token', part, hides);
    for (const [, name = '', text = '', list = ''] of body.matchAll(IN_JSON)) {
        hideAt(name, plain(text), hides);
        for (const [, item = ''] of list.matchAll(LISTED))
            hideAt(name, plain(item), hides);
    }
    for (const [text] of body.slice(0, MOST_READ).matchAll(TOKEN_LIKE))
        if ((0,_token_like_js__WEBPACK_IMPORTED_MODULE_0__/* .isMixed */ .O)(text))
            hides.hide(text);
    for (const pattern of [IN_XML, ATTRIBUTE])
        for (const [, name = '', text = ''] of body.matchAll(pattern))
            hideAt(name, text.trim(), hides);
}
function hideAt(name, text, { hide, hideKeyId }) {
    const known = name.toLowerCase().replaceAll(/[_-]|^.*:/g, '');
    if (text === '')
        return;
    if (KEY_ID.test(known))
        hideKeyId(text);
    if (SECRET.test(known))
        for (const form of new Set([text, ...text.split(/[\r\n]+/)]))
            hide(form);
}
function plain(written) {
    try {
        return String(JSON.parse(`"${written}"`));
    }
    catch {
        return written;
    }
}
/** What is wrong with a token that a request could not carry; nothing if it could. */
function tokenFault(name, token) {
    if (token === '')
        return `gave no ${name}`;
    if (/[\r\n]/.test(token))
        return `gave ${name} with a line end in it`;
    if (/,\s/.test(token))
        return `gave ${name} more than once`;
    if (!/^[\x21-\x7e]+$/.test(token))
        return `gave ${name} with a character that no header may have`;
    return token.length > MOST_TOKEN
        ? `gave ${name} of ${token.length} characters, which is too long`
        : undefined;
}
const MOST_TOKEN = 20_000;
/** A time as it is, and nothing that may stand beside it. */
function timeOf(written) {
    if (/^\d{4}-\d\d-\d\d[T ][\d:.]{5,20}(Z|[+-]\d\d:?\d\d)?$/.test(written))
        return written;
    const ms = Date.parse(written);
    return Number.isNaN(ms) ? '' : new Date(ms).toISOString().replace('.000Z', 'Z');
}
/** The code of an error, as JSON; empty if the body names none. */
function keptError({ readErrors }, json, body) {
    const code = (0,_api_error_js__WEBPACK_IMPORTED_MODULE_1__/* .errorOf */ .Mz)(readErrors(json, body), 400)?.code ?? '';
    return (0,_token_like_js__WEBPACK_IMPORTED_MODULE_0__/* .isCode */ ._)(code) ? JSON.stringify({ code }) : '';
}
/** Headers of an exchange's answer that may be kept. */
const KEPT_HEADERS = new Set([
    'content-type',
    'content-encoding',
    'date',
    'location',
    'retry-after',
    'x-request-id',
    'x-acs-request-id',
    'x-acs-retry-after',
    'x-subject-token',
]);


/***/ }),

/***/ 1910:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C0: () => (/* binding */ createRefusals),
/* harmony export */   Fj: () => (/* binding */ UNSTOPPED),
/* harmony export */   Rp: () => (/* binding */ shownOf),
/* harmony export */   _P: () => (/* binding */ unusable),
/* harmony export */   c_: () => (/* binding */ lifeOf),
/* harmony export */   qO: () => (/* binding */ passing),
/* harmony export */   ux: () => (/* binding */ faultAt)
/* harmony export */ });
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7115);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2271);
/* harmony import */ var _http_fault_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3050);
/* harmony import */ var _token_like_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9680);
/** What the exchanges of an OIDC token for a session have in common. */




/** Nobody gives up an exchange: many may wait for it. It ends by itself, since every request does. */
const UNSTOPPED = new AbortController().signal;
/** What a fault of the network means, and on the way to whom it was met. */
function faultAt(service, fault) {
    return (0,_http_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .seenOf */ .Pm)({ ...fault, reason: `${service}: ${fault.reason}` });
}
/** An answer without anything that could be used, which another one is not likely to be better than. */
function unusable(service, what) {
    return { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(`${service}: ${what}`), hopelessAfterMs: _http_fault_js__WEBPACK_IMPORTED_MODULE_2__/* .UNRESOLVED_MS */ .rA };
}
/** A code or message that speaks of a permission, or of a provider or role that is missing: no other token helps. */
const SET_UP = /permission|no such|not ?exist|not ?found|not ?registered/i;
/** An issuer's clock may be seconds ahead of the service's: then its token is not valid yet. */
const AGAIN_AFTER_MS = [2_000, 5_000];
/** No refusal yet. */
function createRefusals() {
    let times = 0;
    return {
        judged: (status, refusal, said) => {
            if (status !== 401 || SET_UP.test(said))
                return refusal;
            const retryAfterMs = AGAIN_AFTER_MS[times];
            times = retryAfterMs === undefined ? 0 : times + 1;
            return retryAfterMs === undefined ? refusal : { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(refusal.reason), retryAfterMs };
        },
        accepted: () => {
            times = 0;
        },
    };
}
/** What may be shown of an error that came with this status. */
function shownOf({ status }, { code, text }) {
    // Without a code the words are the gate's own.
    if (code === '')
        return { code, text };
    if (!(0,_token_like_js__WEBPACK_IMPORTED_MODULE_3__/* .isCode */ ._)(code))
        return { code: '', text: `HTTP ${status}` };
    return { code, text: code === String(status) ? `HTTP ${status}` : `HTTP ${status} ${code}` };
}
/** An error that may pass, as a look sees it; nothing where it will not. */
function passing(service, answer, result) {
    if (result.kind === 'redirect')
        return undefined;
    if (!['throttled', 'server', 'nonce-used'].includes(result.meaning))
        return undefined;
    const { text } = shownOf(answer, result);
    if (answer.status < 300 && isGivenTwice(answer.body))
        return unusable(service, text);
    // Not the lane's own throttling: the rate of its requests has nothing to do with it.
    return { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_0__/* .unreachable */ .HB)(`${service}: ${text}`), retryAfterMs: (0,_connection_js__WEBPACK_IMPORTED_MODULE_1__/* .retryAfter */ .P9)(answer.headers) };
}
/** Whether a body that could not be read is JSON all the same: then it gives a key twice. */
function isGivenTwice(body) {
    try {
        JSON.parse(body);
        return true;
    }
    catch {
        return false;
    }
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

/***/ 3694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ huaweiDialect),
  Z: () => (/* binding */ huaweiRequest)
});

// EXTERNAL MODULE: ./build/clouds/api-error.js
var api_error = __webpack_require__(6844);
// EXTERNAL MODULE: ./build/clouds/error-order.js
var error_order = __webpack_require__(8728);
// EXTERNAL MODULE: ./build/clouds/digest.js
var digest = __webpack_require__(1039);
;// CONCATENATED MODULE: ./build/clouds/huawei-signer.js
/** The signature of Huawei Cloud, SDK-HMAC-SHA256. */

/**
 * Signs with Huawei Cloud's SDK-HMAC-SHA256.
 * Source: support.huaweicloud.com, "API Request Signing Guide".
 */
function signHuawei(request, accessKeyId, secretAccessKey) {
    const header = new Map(Object.entries(request.headers).map(([name, value]) => [name.toLowerCase(), value.trim()]));
    const names = [...header.keys()].sort();
    const signedHeaders = names.join(';');
    const canonicalRequest = [
        request.method,
        canonicalPath(request.path),
        [...request.query]
            .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
            .map(([key, value]) => `${(0,digest/* encodeRfc3986 */.My)(key)}=${(0,digest/* encodeRfc3986 */.My)(value)}`)
            .join('&'),
        ...names.map((name) => `${name}:${header.get(name)}`),
        '',
        signedHeaders,
        header.get('x-sdk-content-sha256') ?? (0,digest/* sha256 */.sc)(request.body),
    ].join('\n');
    const stringToSign = `SDK-HMAC-SHA256\n${header.get('x-sdk-date')}\n${(0,digest/* sha256 */.sc)(canonicalRequest)}`;
    const signature = (0,digest/* hmacSha256 */.TR)(secretAccessKey, stringToSign);
    const authorization = `SDK-HMAC-SHA256 Access=${accessKeyId}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return { authorization, confidential: (0,digest/* confidentialOf */.KF)(signature, stringToSign, canonicalRequest) };
}
/** Each segment encoded once, however it was sent, and a slash at the end that the sent path does not have. */
function canonicalPath(path) {
    const encoded = path
        .split('/')
        .map((segment) => (0,digest/* encodeRfc3986 */.My)(decodeURIComponent(segment)))
        .join('/');
    return encoded.endsWith('/') ? encoded : `${encoded}/`;
}
function compare(a, b) {
    return Number(a > b) - Number(a < b);
}

;// CONCATENATED MODULE: ./build/clouds/huawei.js
/** Huawei Cloud: its credentials, its requests, its errors. */



/**
 * Huawei Cloud's errors, also inside an HTTP 200.
 * Source: the error codes of its API gateway (`APIGW.`, `APIG.`), of CodeArts Deploy and of ServiceStage.
 */
const huaweiDialect = {
    vendor: 'Huawei Cloud',
    readErrors: api_error/* readErrors */.MA,
    codes: [
        [/^APIGW?\.0308$/, 'throttled'],
        [/^APIGW?\.020[13]$/, 'server'],
        [/^APIGW?\.0301$/, 'clock-skew', /signature expired/i],
        [/^APIGW?\.0307$/, 'expired'],
        [/^APIGW?\.0301$/, 'expired', /token expires/i],
        [/^APIGW?\.030[13]$/, 'credentials'],
        [/^(APIGW?\.0302|Deploy\.0001115[45])$/, 'permission'],
        // ServiceStage answers 00100401 with HTTP 401: what does not exist, not a refused key.
        [/^Deploy\.(00011020|00011021|00011303)$/, 'absent'],
        [/^SVCSTG\.(00100401|00100408|00100429|00100433)$/, 'absent'],
    ],
    statuses: error_order/* STATUSES */.f,
    otherStatuses: { 404: 'absent' },
    gateway: /^APIG/,
};
/** Signs one GET of a Huawei Cloud API, or puts the IAM token into it. */
function huaweiRequest(credential, projectId, call, url, date) {
    const headers = { 'content-type': 'application/json' };
    if (projectId !== undefined)
        headers['x-project-id'] = projectId;
    if (credential.kind === 'token') {
        return {
            method: 'GET',
            url,
            headers: { ...headers, 'x-auth-token': credential.authToken },
            confidential: [],
        };
    }
    headers['x-sdk-date'] = date.toISOString().replace(/[-:]|\.\d{3}/g, '');
    if (credential.securityToken !== undefined)
        headers['x-security-token'] = credential.securityToken;
    const { authorization, confidential } = signHuawei({
        method: 'GET',
        path: url.pathname,
        query: Object.entries(call.query),
        headers: { ...headers, host: url.host },
        body: '',
    }, credential.accessKeyId, credential.secretAccessKey);
    return { method: 'GET', url, headers: { ...headers, authorization }, confidential };
}


/***/ }),

/***/ 6734:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   FR: () => (/* binding */ fetchIdToken),
/* harmony export */   Kw: () => (/* binding */ refusalText),
/* harmony export */   ay: () => (/* binding */ ID_TOKEN_PERMISSION)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2857);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5382);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7115);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5309);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1910);
/* harmony import */ var _exchange_secrets_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5449);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2733);
/** The job's OIDC token, as the runner gives it out. */







/** What lets a job have OIDC tokens. */
const ID_TOKEN_PERMISSION = 'grant the job "permissions: id-token: write" (a pull request from a fork never has it)';
const SERVICE = "the job's OIDC token";
/** GitHub's token service: `{"message", "typeKey", …}`, of which the message is never shown. */
const dialect = {
    vendor: 'GitHub',
    readErrors: (json) => {
        const code = (0,_classify_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .b)(json, 'typeKey');
        return code === '' ? [] : [{ code, message: '' }];
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
const Answer = zod__WEBPACK_IMPORTED_MODULE_5__/* .object */ .Ikc({ value: zod__WEBPACK_IMPORTED_MODULE_5__/* .string */ .YjP().min(1) });
/** Nothing but whether there was a token: what else an issuer answers may be one. */
function kept(body) {
    return Answer.safeParse((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .q)(body)).success ? '{"value":"***"}' : '';
}
/**
 * Asks GitHub for a fresh OIDC token of the job; they live about 5 minutes. Not by @actions/core: that follows
 * redirects, tries again by itself, and has no end where nobody answers.
 */
async function fetchIdToken({ url: base, token }, audience, tools) {
    const url = new URL(base);
    url.searchParams.set('audience', audience);
    const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
    const request = { method: 'GET', url, headers, confidential: [token], keeps: kept };
    const answer = await tools.send(request, _exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .UNSTOPPED */ .Fj);
    if (answer.kind === 'fault')
        return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .faultAt */ .ux)(SERVICE, answer);
    (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .hideGiven */ .Aq)(answer, tools);
    const result = (0,_classify_js__WEBPACK_IMPORTED_MODULE_2__/* .classify */ .L)(answer, dialect, (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .hideExactly */ .R5)([token]));
    if (result.kind === 'redirect') {
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', `GitHub redirected the request for ${SERVICE}, which is sent nowhere else`);
    }
    if (result.kind === 'error') {
        const passes = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .passing */ .qO)(SERVICE, answer, result);
        if (passes !== undefined)
            return passes;
        const hint = result.meaning === 'permission' ? ID_TOKEN_PERMISSION : `check the audience "${audience}"`;
        const { code, text } = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .shownOf */ .Rp)(answer, result);
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `GitHub gave no OIDC token for the job (${text}): ${hint}`);
    }
    // Not as it was classified: of that only what can be shown is left.
    const parsed = Answer.safeParse((0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .q)(answer.body));
    if (!parsed.success)
        return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .unusable */ ._P)(SERVICE, `HTTP ${answer.status} without a token`);
    const { value } = parsed.data;
    const wrong = (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_4__/* .tokenFault */ .Ek)('the token', value);
    if (wrong !== undefined)
        return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_3__/* .unusable */ ._P)(SERVICE, `GitHub ${wrong}`);
    tools.hide(value);
    return { kind: 'token', value, claims: claimsOf(value, audience) };
}
/** Says that a service refused the exchange of a token, what to set up, and for which token. */
function refusalText(service, said, setUp, { issuer, audience, subject }) {
    const claims = Object.entries({ iss: issuer, aud: audience, sub: subject })
        .filter(([, claim]) => claim !== '')
        .map(([name, claim]) => `${name} "${claim}"`)
        .join(', ');
    return `${service} refused to exchange the job's OIDC token (${said}): ${setUp}; the token has ${claims}`;
}
/** Reads a token without trusting it: whether it is genuine is the cloud's to say. */
function claimsOf(token, asked) {
    const payload = (0,_json_js__WEBPACK_IMPORTED_MODULE_6__/* .parseJson */ .q)(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const claim = (name) => (0,_classify_js__WEBPACK_IMPORTED_MODULE_2__/* .stringAt */ .b)(payload, name).slice(0, MOST_OF_A_CLAIM);
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

/***/ 5615:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ describeRedirect)
/* harmony export */ });
/** What is said of a redirect, which is never followed. */
/**
 * A redirect, for people: the host that it leads to, and no more. Who is asked as, and what is asked for, may be secret.
 *
 * @param target the address as the answer gives it; nothing where it gives none
 * @param setting what may be wrong, such as `the endpoint`
 */
function describeRedirect(status, target, base, setting) {
    const url = target !== undefined && URL.canParse(target, base.href) ? new URL(target, base) : undefined;
    if (url === undefined || url.host === '') {
        return `answered HTTP ${status}, a redirect, but no usable address was given; check ${setting}`;
    }
    const host = `${url.protocol}//${url.host}`;
    return `redirected to ${host}, where nothing is sent; check ${setting}`;
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

/***/ 9680:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ isMixed),
/* harmony export */   _: () => (/* binding */ isCode)
/* harmony export */ });
/** Tells a token from a code of an error. Pure. */
/** Whether a text has a digit, a capital and a small letter, as tokens have; codes and IDs lack one of them. */
function isMixed(text) {
    return /[a-z]/.test(text) && /[A-Z]/.test(text) && /\d/.test(text);
}
/** A shorter text is no token, whatever is in it. */
const SHORTEST_TOKEN = 32;
/** Whether a text may be a code of an error, and no token that stands in its place. */
function isCode(text) {
    return /^[\w.-]{1,64}$/.test(text) && !(text.length >= SHORTEST_TOKEN && isMixed(text));
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

/***/ 7835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bk: () => (/* binding */ parseEndpoint),
/* harmony export */   Dl: () => (/* binding */ parseUrl),
/* harmony export */   RC: () => (/* binding */ checkHost),
/* harmony export */   U9: () => (/* binding */ isLoopback),
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
/** Whether a host, without brackets, is this machine itself. */
function isLoopback(host) {
    return host === 'localhost' || host === '::1' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 && host.startsWith('127.'));
}
function isLinkLocal(host) {
    if ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4)
        return host.startsWith('169.254.');
    return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 6 && (/^fe[89ab]/.test(host) || host.startsWith('::ffff:a9fe:'));
}


/***/ }),

/***/ 6103:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Ty: () => (/* binding */ HUAWEI_PROJECTS),
  dz: () => (/* binding */ InputError),
  ij: () => (/* binding */ REGIONS),
  Ko: () => (/* binding */ readInputs)
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

// EXTERNAL MODULE: ./build/clouds/session.js
var session = __webpack_require__(4603);
// EXTERNAL MODULE: ./build/clouds/id-token.js
var id_token = __webpack_require__(6734);
;// CONCATENATED MODULE: ./build/inputs/id-token-request.js
/** Where the job asks for OIDC tokens, as the runner tells it. */



/**
 * Where the job asks for OIDC tokens: known before any request whether it may.
 *
 * @param input that needs them
 */
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
    const read = new URL(url);
    if (read.protocol === 'http:' && !(0,inputs_endpoint/* isLoopback */.U9)((0,inputs_endpoint/* hostOf */.w4)(read))) {
        problem(`${urlName}: must begin with https:// (http:// only on loopback); leave it as the runner sets it`);
        return undefined;
    }
    return (0,inputs_credentials/* isWhole */.wP)(tokenName, token, problem) ? { url: read, token } : undefined;
}

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
// EXTERNAL MODULE: ./build/github/identity.js
var identity = __webpack_require__(530);
// EXTERNAL MODULE: ./build/github/workflow-run.js
var workflow_run = __webpack_require__(7889);
;// CONCATENATED MODULE: ./build/inputs/publish-inputs.js
/** The inputs of the check run and the deployment status. */





const MAX_NAME = 200;
/** How long GitHub accepts the token of a job. */
const TOKEN_LIVES_MS = 24 * 3_600_000;
/** A token of an app's installation, as that of a job is: one of a person's own lives longer. */
const INSTALLATION_TOKEN = /^ghs_/;
/**
 * Reads the inputs of the check run and the deployment status.
 *
 * @param identities what the tasks are, which tells gates of one name apart
 */
function readPublishing(getInput, env, { wait, timeoutMs }, identities, problem) {
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
    const run = (0,workflow_run/* readWorkflowRun */.hO)(env, readPayload);
    if (typeof run === 'string')
        return unpublished(`${run} is not set as GitHub's runners set it`);
    const sha = givenSha === '' ? run.headSha : givenSha;
    if (name !== '' && sha === undefined) {
        warnings.push(`the check run will not be published: ${noSha(run)}; give check-sha`);
    }
    if (name !== '' && givenSha === '' && sha !== undefined && !(0,workflow_run/* isAboutCommit */.nw)(run.event)) {
        warnings.push(`check-sha: is missing, and the event ${(0,wording/* shown */.SP)(run.event)} is not about a commit: the check run is put on the head of the branch, which may not be what was deployed. Give check-sha the deployed commit`);
    }
    if (wait && timeoutMs > TOKEN_LIVES_MS && INSTALLATION_TOKEN.test(token)) {
        warnings.push(`timeout: is longer than the 24 hours that the job's token lives, after which ${what.flat().join(' and ')} cannot be written. Give a timeout of at most 24h, or poll with wait: false from a schedule`);
    }
    if (name !== '' && name === run.job) {
        warnings.push(`check-name: ${(0,wording/* shown */.SP)(name)} is also the name of this job, which makes a required check ambiguous; give one of them another name`);
    }
    const check = name === '' || sha === undefined ? undefined : { name, sha, externalId: (0,identity/* externalIdOf */.Sl)(identities, run) };
    const publishing = { token, run, check, deployment, identities };
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
    if (sha !== '' && !(0,workflow_run/* isCommitId */.jh)(sha)) {
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
                    watch: (connection, settles, notes) => withWish(prepared.watch(connection, settles, notes)),
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
/**
 * What is only shown of an answer, as text; empty where there is none. Of an object or a list only the kind: nothing
 * is known of what else is in it.
 */
function shownText(value) {
    if (value === null || value === undefined)
        return '';
    if (Array.isArray(value))
        return '(list)';
    return typeof value === 'object' ? '(object)' : String(value);
}
/** A text of an answer that is only shown: it never discards the answer. */
const ShownText = schemas/* unknown */.L5J().transform(shownText).optional();
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

// EXTERNAL MODULE: ./build/providers/notes.js
var notes = __webpack_require__(6408);
;// CONCATENATED MODULE: ./build/providers/publish-memory.js
/** What polls have shown of a publish task: its entries, as a multiset of APIs and stages, and parts that ended badly. */


/** Of a task that nobody has polled yet. */
function nothingListed() {
    return { most: new Map(), entries: 0, earlier: {}, bad: undefined };
}
/** What is kept for a later run. Of more keys than these only their number is: an entry that is missing shows by it. */
const MOST_MARKS = 2000;
/** The form of what is kept. */
const Kept = schemas/* object */.Ikc({
    bad: schemas/* enum */.k5n(['failed', 'cancelled']).optional(),
    entries: schemas/* int */.Whr().nonnegative(),
    marks: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* int */.Whr().positive()),
});
/** What a later run must know. */
function keptOf({ most, entries, earlier, bad }) {
    const marks = { ...earlier };
    for (const [key, count] of most)
        marks[(0,notes/* markOf */.F)(key)] = Math.max(count, marks[(0,notes/* markOf */.F)(key)] ?? 0);
    const all = Object.values(marks).reduce((sum, count) => sum + count, 0);
    const isTooMuch = Object.keys(marks).length > MOST_MARKS;
    return {
        ...(bad === undefined ? {} : { bad: bad.state }),
        // All that was ever listed: what stands for those whose marks are left out.
        entries: Math.max(entries, all),
        marks: isTooMuch ? {} : marks,
    };
}
/** Adds what earlier runs have kept. */
function addKept(listed, { bad, entries, marks }) {
    listed.earlier = marks;
    listed.entries = Math.max(entries, listed.entries);
    if (bad !== undefined && listed.bad?.state !== 'failed')
        listed.bad = { state: bad, reason: 'in an earlier run' };
}
/** A key of an entry: its parts cannot run into each other. */
function keyOf(api, stage) {
    return `${api}\n${stage}`;
}
/** What is said where an earlier poll has listed more entries in all; empty if none has. Keeps how many this one lists. */
function fewerThan(listed, entries) {
    const before = listed.entries;
    listed.entries = Math.max(before, entries);
    return entries < before ? `fewer entries than before: ${entries} of ${before}` : '';
}
/** How often each key stands in a list. */
function countOf(keys) {
    const counts = new Map();
    for (const key of keys)
        counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts;
}
/** What an earlier poll has listed and this one does not: it was not seen to succeed. Keeps what this one lists. */
function goneFrom(now, { most, earlier }) {
    for (const [key, count] of now) {
        most.set(key, Math.max(count, most.get(key) ?? 0, earlier[(0,notes/* markOf */.F)(key)] ?? 0));
    }
    const gone = [...most]
        .filter(([key, count]) => count > (now.get(key) ?? 0))
        .map(([key]) => key.replace('\n', '@'));
    const known = new Set([...most.keys()].map(notes/* markOf */.F));
    const unnamed = Object.keys(earlier).filter((mark) => !known.has(mark)).length;
    const names = [...gone.slice(0, MOST_NAMED), ...(unnamed === 0 ? [] : [`${unnamed} of an earlier run`])];
    if (names.length === 0)
        return '';
    const more = gone.length > MOST_NAMED ? ` and ${gone.length - MOST_NAMED} more` : '';
    return `listed before, and missing now: ${names.join(', ')}${more}`;
}
const MOST_NAMED = 5;

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
        DeployedResult: schemas/* array */.YOg(schemas/* object */.Ikc({
            ApiUid: LooseText,
            StageName: LooseText,
            DeployedStatus: Text,
            ErrorMsg: schemas/* unknown */.L5J().optional(),
        }))
            .nullish(),
    })
        .nullish(),
});
/**
 * What an answer of DescribeDeployApiTask says of the whole task.
 *
 * @param before what earlier polls have listed; this answer's is added
 * @param apis how many APIs the task must list for success
 */
function judge({ DeployedResults }, before, apis) {
    const read = (DeployedResults?.DeployedResult ?? []).map(readEntry);
    if (read.length === 0)
        return (0,task/* seen */.cI)('pending', '', 'the task lists no API yet');
    const parts = read.map(({ part }) => part);
    const say = (state, ...reasons) => (0,task/* seen */.cI)(state, tally(parts.map((part) => part.providerState)), reasons.filter((reason) => reason !== '').join('; '), parts, read.flatMap(({ part, unknown }) => (unknown ? [part.providerState] : [])));
    const listed = countOf(read.flatMap(({ key }) => key ?? []));
    const gone = goneFrom(listed, before);
    const fewer = fewerThan(before, read.length);
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
        const { bad } = before;
        if (bad === undefined || (bad.state === 'cancelled' && lost === 'failed'))
            before.bad = { state: lost, reason };
        return open ? { ...say('running', reason, gone), lost } : say(lost, reason);
    }
    const wrongCount = apis === undefined || apis === listed.size ? '' : `APIs listed: ${listed.size}, but apis says ${apis}`;
    if (!open && wrongCount === '' && fewer === '')
        return say('succeeded', evidenceOf(parts));
    const isQueued = states.size === 1 && states.has('pending') && gone === '';
    return say(isQueued ? 'pending' : 'running', messages, gone || fewer, wrongCount);
}
/** What shows that every part has succeeded. */
function evidenceOf(parts) {
    const said = parts.every(({ reason }) => reason !== '');
    const how = said ? 'each with a message of success' : 'none with a message of an error';
    return `${parts.length} of ${parts.length} published, ${how}`;
}
/** OVER alone is no success: an entry is over when its work has ended, well or not. */
function readEntry(entry) {
    const word = entry.DeployedStatus ?? '';
    const message = shownText(entry.ErrorMsg).trim();
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
    // A message that is no text says neither.
    const otherwise = ['string', 'number'].includes(typeof entry.ErrorMsg) ? 'failed' : 'running';
    const ended = state === 'succeeded' && !well ? otherwise : state;
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
            watch: (connection, _settles, notes) => {
                const listed = nothingListed();
                notes.keep(() => keptOf(listed));
                return async (look) => {
                    const reply = await connection.call(call, DeployTask, look);
                    if (reply.kind !== 'answer')
                        return reply;
                    const earlier = notes.recall(Kept);
                    if (earlier !== undefined)
                        addKept(listed, earlier);
                    const { bad } = listed;
                    return withBad(judge(reply.body, listed, entry.apis), bad);
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
            // Only compared, if at all: one of another type is not ours.
            Description: LooseText.catch(null),
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
        return (0,task/* refused */.J5)('', `cannot tell which is ours: versions ${several} have this description, or had it; put the run's id into it`);
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
/** What a later run must know: the version that was found by its description, and whether it was live. */
const alibaba_api_version_Kept = schemas/* object */.Ikc({ found: schemas/* string */.YjP().optional(), wasOnline: schemas/* boolean */.zMY() });
/** A poll: does the version exist (which also shows its group), and is it the one that is live? */
function watch(wanted, connection, findGroup, notes) {
    let wasOnline = false;
    let found;
    notes.keep(() => ({ found, wasOnline }));
    return comparingIds(async (context, isOurs) => {
        const earlier = notes.recall(alibaba_api_version_Kept);
        found = earlier?.found ?? found;
        wasOnline ||= earlier?.wasOnline === true;
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
                watch: (connection, _settles, notes) => watch(wanted, connection, (context, isOurs) => groupOf(wanted, groupId, connection, context, isOurs), notes),
            };
        }
        const wanted = { apiId, stage, description: found.description };
        return {
            ...common,
            id: `${place}/${found.description}`,
            watch: (connection, _settles, notes) => watch(wanted, connection, () => found.groupId, notes),
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
const NEITHER = 'is missing: give the HistoryVersion that DescribeApiHistories lists, or the description it was published with';
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
        error_code: ShownText,
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
        return (0,task/* unreachable */.HB)(answer.status === null || answer.status === undefined
            ? 'the answer has no status of its own beside "result", which must be "success"'
            : `the answer's own status is "${answer.status}" instead of "success"`);
    }
    const read = readExecution(`record ${recordId}`, result.status ?? '', {
        start_time: result.start_time,
        end_time: result.end_time,
    });
    const code = result.error_code ?? '';
    if (read.state !== 'succeeded' || NO_ERROR.has(code))
        return read;
    return (0,task/* unreachable */.HB)(`the answer contradicts itself: status "${read.providerState}" beside error_code "${code}"`);
}
/** What `error_code` is where there was no error. */
const NO_ERROR = new Set(['', '0']);
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



const Digits = schemas/* string */.YjP().regex(/^\d+$/);
/** What a later run must know of the execution that is followed. */
const codearts_last_Kept = schemas/* object */.Ikc({ ours: Digits, largest: Digits, hasSucceeded: schemas/* boolean */.zMY() });
/** What a later run must know. */
function codearts_last_keptOf({ ours, largest, success }) {
    return { ours: String(ours), largest: String(largest), hasSucceeded: success !== undefined };
}
/** What earlier runs have shown, too; of two that were followed the one before is ours. */
function withKept(followed, kept) {
    const [ours, largest] = [BigInt(kept.ours), BigInt(kept.largest)];
    const success = kept.hasSucceeded ? readExecution(`execution ${ours}`, 'succeeded', {}) : undefined;
    if (followed === undefined)
        return { ours, largest, success };
    const all = followed.largest > largest ? followed.largest : largest;
    return followed.ours > ours ? { ours, largest: all, success } : { ...followed, largest: all };
}
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
    if (followed === undefined) {
        if (after === undefined || number > after)
            return follow(answer, last, after, undefined, settles);
        const reason = `not started yet: the last execution is still number ${number} (${status})`;
        return { observation: { ...readExecution('', '', {}), reason }, followed };
    }
    const { ours, largest } = followed;
    if (number < largest) {
        const reason = `the answer is older than execution ${largest}: it speaks of number ${number}`;
        return { observation: { ...readExecution('', '', {}), state: 'running', reason }, followed };
    }
    if (number > ours) {
        // Only an earlier run has left a success behind: one that need not hold is the end.
        if (after !== undefined && !settles && followed.success !== undefined) {
            const reason = `${followed.success.reason} in an earlier run; the last execution is now ${numberOf(last)}`;
            return { observation: { ...followed.success, reason }, followed };
        }
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
function watchLast(connection, taskId, after, settles, notes) {
    let followed;
    notes.keep(() => followed && codearts_last_keptOf(followed));
    return comparingIds(async (look, isOurs) => {
        const earlier = notes.recall(codearts_last_Kept);
        if (earlier !== undefined)
            followed = withKept(followed, earlier);
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
            watch: (connection, settles, notes) => {
                if (recordId === undefined)
                    return watchLast(connection, taskId, after, settles, notes);
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
    name: ShownText,
    status: Loose,
    job_status: Loose,
    start_time: Loose,
    end_time: Loose,
    fail_message: ShownText,
    rollback_job_status: Loose,
    rollback_start_time: Loose,
    rollback_end_time: Loose,
    rollback_fail_message: ShownText,
});
/** What tells of a rollback, and of which execution it is. */
const Rollback = Component.pick({
    start_time: true,
    end_time: true,
    job_status: true,
    rollback_start_time: true,
    rollback_end_time: true,
    rollback_job_status: true,
});
/** `GET …/release-plans/{release_plan_id}/deploy-info`: the jobs of the last execution, and of earlier ones for a while. */
const DeployInfo = schemas/* object */.Ikc({ id: AnyId, components: schemas/* array */.YOg(Component).nullish() });
/** Source: ServiceStage, the release task itself (zh-CN edition). */
const ReleasePlan = schemas/* object */.Ikc({
    id: Loose,
    status: Loose,
    fail_strategy: Loose,
    execute_time: Loose,
    components: schemas/* array */.YOg(schemas/* object */.Ikc({ component_id: Loose, id: Loose, name: ShownText })).nullish(),
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
const NOTHING_EARLIER = { components: new Map(), ofEarlierRuns: {}, markedAt: 0, count: 0 };
/** The plan's documented statuses of a rollback, and what its status for one in progress may look like. */
const ROLLBACK_STATUS = /ROLL(ING|ED)?[ _-]?BACK/i;
/** The form of what a later run must know. */
const servicestage_memory_Kept = schemas/* object */.Ikc({
    /** `execute_time` (epoch ms) of the execution that counts. */
    executedAt: schemas/* int */.Whr().nonnegative().optional(),
    /** Deploy-info was there. */
    listed: schemas/* boolean */.zMY(),
    rollback: schemas/* enum */.k5n(['failed', 'begun']).optional(),
    /** Rollbacks of which the plan has not told yet of which execution they are. */
    rollbacks: schemas/* array */.YOg(Rollback),
    count: schemas/* int */.Whr().nonnegative(),
    marks: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* enum */.k5n(['finished', 'unfinished', 'failed'])),
});
/** A memory with nothing in it. */
function createMemory() {
    const components = new Map();
    let ofEarlierRuns = {};
    let markedAt = 0;
    let count = 0;
    /** Rollbacks, until the plan has told of which execution they are: one component may have had several. */
    const rollbacks = new Map();
    let seen;
    return {
        earlier: () => ({ components, ofEarlierRuns, markedAt, count }),
        rollback: () => seen,
        recall: (kept) => {
            const { rollback, executedAt = 0 } = kept;
            ofEarlierRuns = kept.marks;
            count = kept.count;
            markedAt = executedAt;
            for (const each of kept.rollbacks)
                rollbacks.set(rollbackKey(each), each);
            if (seen !== 'failed')
                seen = rollback ?? seen;
        },
        kept: (executedAt) => {
            const earlier = Object.entries(ofEarlierRuns).map(([mark, how]) => [
                mark,
                executedAt === markedAt ? how : 'finished',
            ]);
            const now = [...components].map(([id, component]) => [(0,notes/* markOf */.F)(id), howSeen(component, executedAt)]);
            const marks = Object.fromEntries([...earlier, ...now]);
            return {
                rollback: seen,
                rollbacks: seen === undefined ? keptRollbacks(rollbacks.values()) : [],
                count: Math.max(count, Object.keys(marks).length),
                marks,
            };
        },
        keep: (plan, info, executedAt) => {
            for (const component of info?.components ?? []) {
                const id = servicestage_jobs_text(component.id);
                components.set(id, component);
                // As if all jobs were of one execution: which one they are of is judged when the plan has told its time.
                if (readJob(component, 0).rollback !== undefined)
                    rollbacks.set(rollbackKey(component), component);
            }
            for (const key of rollbacks.keys()) {
                if (rollbacks.size <= MOST_ROLLBACKS)
                    break;
                rollbacks.delete(key);
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
/** Of more rollbacks than these the first are forgotten. */
const MOST_ROLLBACKS = 5_000;
/** So many of the last ones are kept for a later run, if they are not too long (characters). */
const MOST_KEPT = 20;
const LONGEST_KEPT = 300;
function keptRollbacks(rollbacks) {
    const all = [...rollbacks].map((each) => Rollback.parse(each));
    return all.filter((each) => JSON.stringify(each).length <= LONGEST_KEPT).slice(-MOST_KEPT);
}
/** Tells one rollback of a component from another. */
function rollbackKey(component) {
    const { id, start_time, end_time, job_status, rollback_start_time, rollback_job_status } = component;
    return JSON.stringify([id, start_time, end_time, job_status, rollback_start_time, rollback_job_status]);
}
/**
 * The components that were listed before, and are not any more.
 *
 * @param executedAt `execute_time` (epoch ms) of the execution that is judged
 */
function servicestage_memory_goneFrom(earlier, listed, executedAt) {
    const seen = [...earlier.components].map(([id, component]) => ({
        id,
        name: nameOf(component),
        how: howSeen(component, executedAt),
    }));
    const known = new Set([...listed, ...earlier.components.keys()].map(notes/* markOf */.F));
    const unseen = Object.entries(earlier.ofEarlierRuns).filter(([mark]) => !known.has(mark));
    const unmarked = Math.max(0, earlier.count - known.size - unseen.length);
    const isOther = executedAt !== earlier.markedAt;
    const name = 'a component that an earlier run listed';
    return [
        ...seen.filter(({ id }) => !listed.has(id)),
        ...unseen.map(([, how]) => ({ name, how: isOther ? 'finished' : how })),
        ...Array.from({ length: unmarked }, () => ({ name, how: isOther ? 'finished' : 'unfinished' })),
    ].map(({ name, how }) => ({ name, isUnfinished: how !== 'finished', hasFailed: how === 'failed' }));
}
function howSeen(component, executedAt) {
    const { isOurs, part } = readJob(component, executedAt);
    if (!isOurs || part.state === 'succeeded')
        return 'finished';
    return isBadEnd(part.state) ? 'failed' : 'unfinished';
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
    [
        ({ gone }) => !gone.some(({ isUnfinished }) => isUnfinished),
        ({ gone }) => missing(gone.filter(({ isUnfinished }) => isUnfinished)),
    ],
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
function missing(gone) {
    const failed = gone.filter(({ hasFailed }) => hasFailed);
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









function huawei_servicestage_watch(connection, projectId, planId, afterExecution, notes) {
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
    notes.keep(() => ({ executedAt, listed, ...memory.kept(executedAt ?? 0) }));
    return comparingIds(async (context, isOurs) => {
        const earlier = notes.recall(servicestage_memory_Kept);
        if (earlier !== undefined) {
            memory.recall(earlier);
            executedAt = earlier.executedAt ?? executedAt;
            listed ||= earlier.listed;
        }
        const isPlan = (operation, answered) => isOurs(operation, ['id', planId, String(answered)]);
        const [release, deployed] = await Promise.all([
            connection.call(plan, ReleasePlan, context),
            connection.call(deployInfo, DeployInfo, context),
        ]);
        const ourPlan = release.kind === 'answer' && isPlan('the plan', release.body.id ?? planId) ? release.body : undefined;
        const ourInfo = deployed.kind === 'answer' && isPlan('deploy-info', deployed.body.id) ? deployed.body : undefined;
        /** The plan, where it speaks of an execution that counts, and when that began. */
        const counting = countingOf(ourPlan, afterExecution);
        if (counting !== undefined && executedAt !== undefined) {
            const [plan, last] = counting;
            if (last < executedAt) {
                memory.keep(undefined, ourInfo, executedAt);
                return withRollback(wentBack(plan, executedAt), memory.rollback());
            }
            if (afterExecution !== undefined && last > executedAt)
                return supersededBy(plan, executedAt, last);
        }
        executedAt = counting?.[1] ?? executedAt;
        const judge = (plan, info) => withRollback(judgeRelease(plan, info, afterExecution, memory.earlier()), memory.rollback());
        memory.keep(counting?.[0], ourInfo, executedAt);
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
/** The plan with the `execute_time` (epoch ms) of its execution, if that counts. */
function countingOf(plan, afterExecution) {
    const executedAt = plan && executionOf(plan, afterExecution);
    return plan === undefined || executedAt === undefined ? undefined : [plan, executedAt];
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
            watch: (connection, _settles, notes) => huawei_servicestage_watch(connection, projectId, planId, entry['after-execution'], notes),
        };
    },
});

;// CONCATENATED MODULE: ./build/providers/index.js
/** The registry: every provider by its name. */




const ALL = [
    alibabaApiGateway,
    alibabaApiVersion,
    huaweiServicestage,
    huaweiCodeartsDeploy,
];
/** Every provider, by the name that an entry of `tasks` gives. */
const PROVIDERS = new Map(ALL.map((provider) => [provider.name, provider]));

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
/** What a task is to its gate: one that becomes optional, or no longer is, makes another gate of it. */
function gateIdentityOf(target) {
    return JSON.stringify([identityOf(target), target.task.optional]);
}

// EXTERNAL MODULE: ./build/inputs/trace-place.js
var trace_place = __webpack_require__(4303);
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
    const proxy = (0,inputs_proxy/* readProxy */.nM)(env, problem);
    (0,trace_place/* checkTraceFile */.u)(getInput, env, problem);
    const { publishing, warnings } = readPublishing(getInput, env, patience, targets.map(gateIdentityOf), problem);
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

/***/ 4303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ readTracePlace),
/* harmony export */   u: () => (/* binding */ checkTraceFile)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _wording_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9000);
/* harmony import */ var _credentials_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5866);
/** Where `trace-file` may lead: a file of its own inside the workspace or RUNNER_TEMP, also after symbolic links. */




/** The file that `trace-file` names; nothing where it names none. It looks at the disk anew each time. */
function readTracePlace(getInput, env) {
    const written = (0,_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .trimmed */ .dE)(getInput('trace-file'));
    if (written === '')
        return undefined;
    try {
        return placeOf(written, (0,_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .trimmed */ .dE)(getInput('tasks-file')), env);
    }
    catch (error) {
        const code = Reflect.get(Object(error), 'code');
        return { wrong: `cannot be checked (${code}). Give a path whose folders this job may read` };
    }
}
/** Tells what is wrong with `trace-file`. */
function checkTraceFile(getInput, env, problem) {
    const place = readTracePlace(getInput, env);
    if (place !== undefined && 'wrong' in place) {
        problem(`trace-file: ${(0,_wording_js__WEBPACK_IMPORTED_MODULE_3__/* .shown */ .SP)((0,_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .trimmed */ .dE)(getInput('trace-file')))} ${place.wrong}`);
    }
}
function placeOf(written, tasksFile, env) {
    const workspace = (0,_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .trimmed */ .dE)(env['GITHUB_WORKSPACE']) || process.cwd();
    const temp = (0,_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .trimmed */ .dE)(env['RUNNER_TEMP']);
    const given = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, written);
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(given)), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(given));
    const isIn = (folder) => folder !== '' && isInside(realFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(folder)), path);
    if (!isIn(workspace) && !isIn(temp)) {
        return { wrong: 'lies outside the workspace and RUNNER_TEMP. Give a path inside one of them' };
    }
    const there = seenAt(path);
    if (there?.isSymbolicLink())
        return { wrong: 'is a symbolic link. Give the path of the file itself' };
    if (there?.isFile() === false)
        return { wrong: 'is not a regular file. Give the path of a file' };
    const owner = ownerOf(path, workspace, tasksFile, env);
    if (owner !== undefined)
        return { wrong: `is ${owner}. Give the trace a file of its own` };
    return { path };
}
/** Variables that name files of the runner's own. */
const RUNNER_FILES = [
    'GITHUB_OUTPUT',
    'GITHUB_STEP_SUMMARY',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'GITHUB_STATE',
    'GITHUB_EVENT_PATH',
];
/** Folders in RUNNER_TEMP, which the runner makes for itself. */
const RUNNER_FOLDERS = /(?:^|[\\/])_(?:runner_file_commands|github_workflow|github_home)[\\/]/i;
const RESULTS_FILE = /^deploy-gate-[\da-f-]{36}\.json$/i;
/** Whose file it is, where it is not the trace's to write. */
function ownerOf(path, workspace, tasksFile, env) {
    const runners = RUNNER_FILES.find((name) => isSame((0,_credentials_js__WEBPACK_IMPORTED_MODULE_2__/* .trimmed */ .dE)(env[name]), path));
    if (runners !== undefined)
        return `the file of ${runners}`;
    if (RUNNER_FOLDERS.test(path))
        return "one of the runner's own files";
    if (RESULTS_FILE.test((0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(path)))
        return 'named like a results file';
    return isSame(tasksFile && (0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(workspace, tasksFile), path) ? 'the file of tasks-file' : undefined;
}
/** Whether a path leads to this file, also by links, or where case does not count. */
function isSame(other, path) {
    if (other === '')
        return false;
    if ((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realFolder((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.resolve)(other))), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(other)) === path)
        return true;
    if (seenAt(path) === undefined)
        return false;
    const [one, two] = [other, path].map((each) => (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(each, { throwIfNoEntry: false, bigint: true }));
    return one !== undefined && two !== undefined && one.dev === two.dev && one.ino === two.ino;
}
/** What is there, a link as itself; nothing also where nothing can be: in a file, or by a name that is too long. */
function seenAt(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path);
    }
    catch (error) {
        const code = Reflect.get(Object(error), 'code');
        if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(String(code)))
            return undefined;
        throw error;
    }
}
function isInside(folder, path) {
    const inside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(folder, path);
    return inside !== '..' && !inside.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(inside);
}
/**
 * A folder without a symbolic link in its path. What of it is not there yet will be made, and is no link.
 *
 * @throws where a link on the way leads nowhere
 */
function realFolder(folder) {
    if (seenAt(folder) !== undefined)
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(folder);
    const parent = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder);
    return parent === folder ? folder : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(realFolder(parent), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(folder));
}


/***/ }),

/***/ 8024:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
// EXTERNAL MODULE: ./build/report/results.js
var report_results = __webpack_require__(7589);
;// CONCATENATED MODULE: ./build/bounded.js
/** Bounds what is kept of what a provider says: where it comes in, before anything is made of it. */

/** The same tasks, whose looks bring reasons of at most 4,000 characters, and 2,000 parts. */
function boundedLooks(watched, redact) {
    return watched.map((each) => ({
        ...each,
        look: async (signal, sent) => bounded(await each.look(signal, sent), redact),
    }));
}
/**
 * What one look saw, with texts of bounded length; of too many parts the worst, and how many there were.
 *
 * @param redact goes over what is cut: half a secret is harder to find
 */
function bounded(observation, redact) {
    const short = (text) => own((0,report_results/* boundedReason */.aV)(text, redact));
    if (observation.kind === 'unreachable')
        return { ...observation, reason: short(observation.reason) };
    const { providerState, reason } = observation;
    const texts = { providerState: short(providerState), reason: short(reason) };
    if (observation.kind !== 'seen')
        return { ...observation, ...texts };
    const { parts, unknown, undocumented } = observation;
    const kept = parts.length > report_results/* MOST_PARTS */.pZ ? (0,report_results/* worstFirst */.md)(parts).slice(0, report_results/* MOST_PARTS */.pZ) : parts;
    return {
        ...observation,
        ...texts,
        parts: kept.map((part) => boundedPart(part, short)),
        ...(kept.length < parts.length ? { partCount: parts.length } : {}),
        ...(unknown === undefined ? {} : { unknown: unknown.slice(0, report_results/* MOST_PARTS */.pZ).map(short) }),
        ...(undocumented === undefined ? {} : { undocumented: undocumented.slice(0, report_results/* MOST_PARTS */.pZ).map(short) }),
    };
}
function boundedPart({ name, state, providerState, reason, times }, short) {
    const entries = Object.entries(times).map(([key, time]) => [key, typeof time === 'string' ? short(time) : time]);
    return {
        name: short(name),
        state,
        providerState: short(providerState),
        reason: short(reason),
        times: Object.fromEntries(entries),
    };
}
/** A copy: what was cut out of an answer of megabytes would keep all of it in memory. */
function own(text) {
    return Buffer.from(text).toString();
}

// EXTERNAL MODULE: ./build/clouds/dispatchers.js
var clouds_dispatchers = __webpack_require__(8189);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: ./build/clouds/http-fault.js
var http_fault = __webpack_require__(3050);
;// CONCATENATED MODULE: ./build/clouds/http.js
/** Sends one request once, within its limits of time and size. */



const MAX_BODY_BYTES = 4 * 1024 * 1024;
/** A sender that uses these connections. */
function createSend(dispatchers) {
    return async (outgoing, signal) => {
        const answer = await attempt(dispatchers, outgoing, signal);
        if (answer.kind === 'fault' || answer.status !== 407)
            return answer;
        const proxy = dispatchers.proxyOf(outgoing.url);
        return proxy === undefined ? answer : (0,http_fault/* proxyRefused */.rZ)(proxy);
    };
}
async function attempt(dispatchers, outgoing, signal) {
    const total = new AbortController();
    const timer = setTimeout(() => total.abort(), clouds_dispatchers/* ATTEMPT_MS */.Hy);
    try {
        const response = await (0,undici.request)(outgoing.url, {
            method: outgoing.method,
            headers: { ...outgoing.headers, 'accept-encoding': 'identity' },
            body: outgoing.body ?? null,
            dispatcher: dispatchers.to(outgoing.url),
            signal: AbortSignal.any([total.signal, signal]),
        });
        // A body that is given up emits an error, which without a listener ends the process.
        response.body.on('error', () => undefined);
        const headers = singleValues(response.headers);
        const encoding = headers['content-encoding'] ?? 'identity';
        if (encoding.toLowerCase() !== 'identity') {
            response.body.destroy();
            return (0,http_fault/* transient */["do"])(`HTTP ${response.statusCode} with an encoding that was not asked for`);
        }
        const chunks = [];
        let bytes = 0;
        for await (const chunk of response.body) {
            bytes += chunk.length;
            if (bytes > MAX_BODY_BYTES) {
                response.body.destroy();
                return (0,http_fault/* transient */["do"])(`HTTP ${response.statusCode} with more than ${MAX_BODY_BYTES} bytes`);
            }
            chunks.push(chunk);
        }
        const body = Buffer.concat(chunks).toString('utf8');
        return { kind: 'answer', status: response.statusCode, headers, body };
    }
    catch (error) {
        if (total.signal.aborted)
            return (0,http_fault/* transient */["do"])(`no complete answer within ${clouds_dispatchers/* ATTEMPT_MS */.Hy / 1000} s`);
        if (signal.aborted)
            return (0,http_fault/* transient */["do"])('given up');
        return (0,http_fault/* faultOf */.Kl)(error, outgoing.url, outgoing.place, dispatchers.deadProxy(error, outgoing.url));
    }
    finally {
        clearTimeout(timer);
    }
}
function singleValues(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? value : (value ?? []).join(', '),
    ]));
}

;// CONCATENATED MODULE: ./build/gate/lane.js
/** The rate of one lane: tokens, throttling, recovery. Pure. */
/** Looks under way at once on one lane; also its connections. */
const CONNECTIONS = 8;
const FULL_RATE = 10;
const GAIN_PER_SECOND = 1;
/** The most ms between two requests, by how many throttled answers came in a row; the last one for all that follow. */
const MOST_APART_MS = [2_000, 2_000, 4_000, 8_000, 16_000, 30_000];
/** From so many in a row on the server counts by the minute: time alone gives no rate back. */
const LONG = 3;
/** What a message may ask for. */
const MOST_NAMED_MS = 60_000;
/** A lane that has sent nothing yet. */
function freshRate(now) {
    const never = Number.NEGATIVE_INFINITY;
    return {
        rate: FULL_RATE,
        tokens: CONNECTIONS,
        at: now,
        throttledAt: never,
        inARow: 0,
        isSlow: false,
        gainedAt: never,
    };
}
/** The lane at a later time: tokens gained, and a rate that grows by 1 a second without throttling. */
function refilled(lane, now) {
    const seconds = Math.max(0, now - lane.at) / 1000;
    // A second without throttling comes first: while a server throttles, the rate does not grow.
    const calmSince = Math.max(lane.at, lane.throttledAt + 1000);
    const gain = lane.isSlow ? 0 : (GAIN_PER_SECOND * Math.max(0, now - calmSince)) / 1000;
    const rate = Math.min(FULL_RATE, lane.rate + gain);
    // The mean of the two rates is exact while the rate grows evenly, and never more than the rate that is reached.
    const gained = seconds * ((lane.rate + rate) / 2);
    const capacity = Math.max(1, Math.min(CONNECTIONS, rate));
    return { ...lane, rate, tokens: Math.min(capacity, lane.tokens + gained), at: now };
}
/** The lane after `requests` were sent; more than it had tokens for are a debt that the next look waits off. */
function spent(lane, now, requests) {
    const full = refilled(lane, now);
    return { ...full, tokens: full.tokens - requests };
}
/**
 * The lane after the server asked to slow down: half the rate, at most once a second, never under one in 2 s; from the
 * third time in a row on never under one in 4 s, then 8, 16 and 30 s, or what the server names.
 *
 * @param namedMs the ms between two requests that the server asks for; nothing if it names none
 */
function throttled(lane, now, namedMs) {
    const full = refilled(lane, now);
    const inARow = lane.inARow + 1;
    const isSlow = lane.isSlow || inARow >= LONG;
    if (now - lane.throttledAt < 1000)
        return { ...full, inARow, isSlow };
    const ownMs = MOST_APART_MS[Math.min(inARow, MOST_APART_MS.length) - 1] ?? 0;
    const apartMs = inARow >= LONG && namedMs !== undefined ? Math.min(namedMs, MOST_NAMED_MS) : ownMs;
    return {
        ...full,
        rate: Math.min(full.rate, Math.max(1000 / apartMs, full.rate / 2)),
        tokens: Math.min(full.tokens, 0),
        throttledAt: now,
        inARow,
        isSlow,
    };
}
/** The lane after a request that was not throttled: what was long throttled gains 1 a second, at most once a second. */
function answered(lane, now) {
    const full = refilled({ ...lane, inARow: 0 }, now);
    if (!full.isSlow || now - lane.gainedAt < 1000)
        return full;
    const rate = Math.min(FULL_RATE, full.rate + GAIN_PER_SECOND);
    return { ...full, rate, isSlow: rate < FULL_RATE, gainedAt: now };
}
/** Milliseconds from `now` until the lane may send; 0 when it may at once. */
function waitForToken(lane, now) {
    const full = refilled(lane, now);
    // Tokens are no whole numbers: what is short of one by a rounding is no reason to wait.
    return Math.max(0, Math.ceil(((1 - full.tokens) / full.rate) * 1000 - 1e-5));
}

// EXTERNAL MODULE: ./build/task.js
var build_task = __webpack_require__(7115);
;// CONCATENATED MODULE: ./build/gate/verdict.js
/** The verdict over all tasks, and whether the step passes. Pure. */

/**
 * The verdict over all tasks: the first of the bad states, in their order, that any non-optional task has.
 * A gate that stopped on a task in a rollback counts it as rolled back. Nothing to judge is an error, and so is
 * a gate that broke.
 */
function verdict(tasks, stopped, waited) {
    if (stopped === 'interrupted')
        return 'interrupted';
    const states = tasks.filter((task) => !task.optional).map((task) => task.state);
    const rollingBack = waited && states.includes('rolling-back');
    const worst = build_task/* BAD_STATES */.ni.find((bad) => states.includes(bad) || (bad === 'rolled-back' && rollingBack));
    if (worst !== undefined)
        return worst;
    if (stopped === 'broken')
        return 'error';
    if (states.length > 0 && states.every((state) => state === 'succeeded'))
        return 'succeeded';
    return !waited && states.some(build_task/* isOpen */.nT) ? 'running' : 'error';
}
/**
 * Whether a step may pass whose gate did not break: neither the verdict nor a non-optional task's state is in
 * `failOn`, the gate was not interrupted, and where it waited every non-optional task has ended.
 */
function passes(verdict, tasks, failOn, waited) {
    if (verdict === 'interrupted' || failOn.has(verdict))
        return false;
    return tasks.every(({ optional, state }) => optional || !(failOn.has(state) || (waited && (0,build_task/* isOpen */.nT)(state))));
}

// EXTERNAL MODULE: ./build/inputs/inputs.js + 36 modules
var inputs_inputs = __webpack_require__(6103);
// EXTERNAL MODULE: ./build/inputs/secrets.js
var inputs_secrets = __webpack_require__(8569);
// EXTERNAL MODULE: ./build/wording.js
var wording = __webpack_require__(9000);
;// CONCATENATED MODULE: ./build/gate/waiting.js
/** What waiting for a task has learned, and how a task ends where waiting does. Pure. */

/** Before the first look. */
const BEFORE = {
    state: 'pending',
    providerState: '',
    reason: 'not looked at yet',
    parts: [],
    succeededOnce: false,
    rollbackSeen: false,
    found: false,
};
/**
 * How a task is left by `wait: false`: in its last state, with the faults as the reason if it could not be
 * reached; at its deadline where an earlier run has used up the time.
 */
function leave(waiting, elapsed, patience) {
    const { overdueAtMs } = patience;
    if (overdueAtMs !== undefined && elapsed >= overdueAtMs)
        return expire(waiting, elapsed, patience);
    const tally = faultTally(waiting, elapsed);
    return tally === '' ? waiting : { ...waiting, reason: tally };
}
/**
 * How a task ends at the deadline: `failed` where a part of it has failed, else `timed-out` with the last
 * thing that was seen.
 */
function expire(waiting, elapsed, patience) {
    const waited = (0,wording/* duration */.p0)(patience.earlierMs + (patience.wait ? patience.timeoutMs : elapsed));
    if (waiting.lost === 'failed') {
        return end(waiting, 'failed', `${waiting.lostReason || 'a part failed'}; the rest had not ended after ${waited}`);
    }
    if (waiting.successSince !== undefined) {
        const heldMs = Math.max(0, Math.min(elapsed, patience.timeoutMs) - waiting.successSince);
        const window = (0,wording/* duration */.p0)(patience.settleMs);
        const settled = heldMs < patience.settleMs
            ? `succeeded for ${(0,wording/* duration */.p0)(heldMs)} of ${window} when the time was up`
            : `succeeded, but no look could confirm it after ${window}, when the time was up`;
        const faults = faultTally(waiting, elapsed);
        return end(waiting, 'timed-out', [`${settled} ("${waiting.providerState}")`, faults].filter(Boolean).join('; '));
    }
    const what = isKnown(waiting)
        ? `still ${waiting.state} after ${waited}`
        : `no usable answer within ${waited}`;
    return end(waiting, 'timed-out', (0,wording/* joined */.oR)(what, describeLast(waiting, elapsed)));
}
/** What the provider last said of a task, and the faults since then, for people. */
function describeLast(waiting, elapsed) {
    const isAbsent = waiting.absentSince !== undefined;
    // The reason of an absence has its code.
    const word = isAbsent || waiting.providerState === '' ? '' : `"${waiting.providerState}"`;
    const toCheck = isAbsent ? (waiting.toCheck ?? '') : '';
    const said = (0,wording/* joined */.oR)(word, waiting.reason, toCheck) || 'the state it gives is empty';
    const last = isKnown(waiting) ? said : '';
    const faults = faultTally(waiting, elapsed);
    return [last, faults].filter((text) => text !== '').join('; ') || 'never looked at';
}
/** Whether any look has said something of the task. */
function isKnown(waiting) {
    return waiting.found || waiting.absentSince !== undefined;
}
/** A lost task's end when the gate stops before the rest of it has ended. */
function endLost(waiting) {
    return waiting.lost === undefined
        ? waiting
        : end(waiting, waiting.lost, waiting.lostReason || waiting.reason);
}
/** The end of waiting for a task. */
function end(waiting, state, reason) {
    return { ...waiting, state, reason };
}
/** The transient faults of the last looks, for people; empty where the last look met none. */
function faultTally({ faults }, elapsed) {
    if (faults === undefined)
        return '';
    const agoMs = elapsed - faults.since;
    if (faults.count === 1)
        return `the last look failed, ${(0,wording/* duration */.p0)(agoMs)} ago: ${faults.last}`;
    return `the last ${faults.count} looks failed, for ${(0,wording/* duration */.p0)(agoMs)}: ${faults.last}`;
}

;// CONCATENATED MODULE: ./build/gate/carried-on.js
/** What a run that carries on an earlier one has of it: the rest of its timeout, and what it has seen. Pure. */

/** A timeout that is over cannot bound the looks that are left: this does, where it is the longer one. */
const LAST_LOOK_MS = 60_000;
/**
 * The patience of a run that carries on an earlier one, which began `earlierMs` ago (0 if there is none): what is left
 * of the timeout.
 * Once that is over each task is looked at once more, and what has not ended by then is timed out.
 */
function carriedOn(patience, earlierMs) {
    if (earlierMs <= 0)
        return patience;
    const leftMs = patience.timeoutMs - earlierMs;
    if (patience.wait && leftMs > 0)
        return { ...patience, earlierMs, timeoutMs: leftMs };
    const timeoutMs = Math.max(patience.timeoutMs, LAST_LOOK_MS);
    return { ...patience, earlierMs, wait: false, timeoutMs, overdueAtMs: leftMs };
}
/**
 * What a later run must know of a task, of which polls have taught this at `elapsed` ms since the gate began.
 *
 * @param kept what its provider keeps
 */
function remember(waiting, elapsed, now, kept) {
    const { found, rollbackSeen, succeededOnce, lost, faults } = waiting;
    const seen = { found, rollbackSeen, succeededOnce, lost, kept };
    // A poll that saw nothing ends the row.
    if (faults !== undefined)
        return seen;
    const at = (since) => since === undefined ? undefined : Math.round(now.getTime() - (elapsed - since));
    return { ...seen, absentSince: at(waiting.absentSince), tentativeSince: at(waiting.tentativeSince) };
}
/**
 * What is known of a task at the beginning of a run that carries on an earlier one. A run that waits measures its own
 * graces.
 */
function recall(earlier, now, wait) {
    if (earlier === undefined)
        return BEFORE;
    const { found, rollbackSeen, succeededOnce, absentSince, tentativeSince, lost } = earlier;
    const known = {
        ...BEFORE,
        found,
        rollbackSeen,
        succeededOnce,
        lost,
        lostReason: lost && `a part had ${lost === 'failed' ? 'failed' : 'been cancelled'} in an earlier run`,
        reason: 'not polled in this run yet',
    };
    const since = (at) => at === undefined || wait ? undefined : Math.min(0, at - now.getTime());
    return { ...known, absentSince: since(absentSince), tentativeSince: since(tentativeSince) };
}
/** Whether a grace may end a task: one poll alone has none to measure, unless an earlier run has begun it. */
function hasGrace({ wait }, since) {
    return wait || since !== undefined;
}

// EXTERNAL MODULE: ./build/world.js
var build_world = __webpack_require__(3920);
;// CONCATENATED MODULE: ./build/gate/learn.js
/** What one look adds to what is known of a task. Pure. */




/** What this look adds to the knowledge, with the task's end where it brings one. */
function learn(waiting, seen, elapsed, patience) {
    switch (seen.kind) {
        case 'refused':
            return { ...end(waiting, 'error', seen.reason), providerState: seen.providerState };
        case 'unreachable':
            return learnFault(waiting, seen, elapsed, patience);
        case 'absent':
            return learnAbsence(waiting, seen, elapsed, patience);
        case 'seen':
            return learnState(waiting, seen, elapsed, patience);
    }
}
function learnFault(waiting, seen, elapsed, patience) {
    const before = waiting.faults;
    const faults = { count: (before?.count ?? 0) + 1, since: before?.since ?? elapsed, last: seen.reason };
    const borneMs = borneFor(seen, waiting, patience);
    if (borneMs === undefined)
        return { ...waiting, faults };
    const hopelessSince = before?.hopelessSince ?? elapsed;
    const learned = { ...waiting, faults: { ...faults, hopelessSince } };
    const lasted = elapsed - hopelessSince;
    return lasted < borneMs
        ? learned
        : endHopeless(learned, seen, lasted === 0 ? '' : `for ${(0,wording/* duration */.p0)(lasted)}`);
}
/** How long such a fault is borne, in ms; nothing where that is until the deadline. */
function borneFor({ hopelessAfterMs, onceSeen }, { found }, patience) {
    if (onceSeen === true && !found)
        return 0;
    if (hopelessAfterMs !== 'grace')
        return hopelessAfterMs;
    // Without waiting it is a matter of how often.
    return patience.wait ? patience.notFoundGraceMs : Number.POSITIVE_INFINITY;
}
/** The end of a task whose faults no more waiting will cure. */
function endHopeless(waiting, { reason, providerState }, lasted) {
    const ended = end(waiting, 'error', lasted === '' ? reason : `${reason} (${lasted})`);
    return providerState === undefined ? ended : { ...ended, providerState };
}
function learnAbsence(waiting, { providerState, reason, ids }, elapsed, patience) {
    const before = inARow(waiting, waiting.absentSince);
    const absentSince = before ?? elapsed;
    const absentMs = elapsed - absentSince;
    const toCheck = `check the region, and ${ids === undefined ? 'the id' : `that ${ids}`}`;
    const learned = {
        ...waiting,
        state: waiting.rollbackSeen ? 'rolling-back' : waiting.found ? 'running' : 'pending',
        providerState,
        reason: `not known to the provider ${waiting.found ? 'any more' : 'yet'} (${reason})`,
        absentSince,
        toCheck: waiting.found ? undefined : toCheck,
        successSince: undefined,
        tentativeSince: undefined,
        faults: undefined,
    };
    if (!hasGrace(patience, before) || absentMs < patience.notFoundGraceMs)
        return learned;
    const absentFor = (0,wording/* duration */.p0)(absentMs);
    return waiting.found
        ? end(learned, 'error', `disappeared: known before, unknown to the provider for ${absentFor} (${reason}); has somebody deleted it?`)
        : end(learned, 'error', `unknown to the provider for ${absentFor} (${reason}): ${toCheck}`);
}
/** Since when looks have said the same; nothing where the last one saw nothing, since then they are in no row. */
function inARow({ faults }, since) {
    return faults === undefined ? since : undefined;
}
/** A part that has failed outweighs one that was cancelled. */
function worse(one, other) {
    return one === 'failed' || other === 'failed' ? 'failed' : (one ?? other);
}
function learnState(waiting, seen, elapsed, patience) {
    const lost = worse(waiting.lost, seen.lost);
    const learned = {
        ...waiting,
        providerState: seen.providerState,
        reason: seen.reason,
        parts: seen.parts,
        partCount: seen.partCount,
        // A part that has ended badly is not forgotten because a later answer leaves it out.
        lost: seen.state === 'succeeded' ? undefined : lost,
        lostReason: seen.lost !== undefined && seen.lost === lost ? seen.reason : waiting.lostReason,
        found: true,
        rollbackSeen: waiting.rollbackSeen || seen.state === 'rolling-back',
        succeededOnce: waiting.succeededOnce || seen.state === 'succeeded',
        successSince: undefined,
        tentativeSince: undefined,
        absentSince: undefined,
        faults: undefined,
    };
    if (seen.tentative === true && !waiting.succeededOnce) {
        const before = inARow(waiting, waiting.tentativeSince);
        const tentativeSince = before ?? elapsed;
        const held = hasGrace(patience, before) && elapsed - tentativeSince >= patience.notFoundGraceMs;
        if (held)
            return { ...learned, tentativeSince, state: seen.state };
        const doubt = `may be out of date, and counts after ${(0,wording/* duration */.p0)(patience.notFoundGraceMs)}`;
        return { ...learned, tentativeSince, state: 'running', reason: (0,wording/* joined */.oR)(doubt, seen.reason) };
    }
    if (waiting.rollbackSeen)
        return { ...learned, ...afterRollback(seen) };
    if (seen.state !== 'succeeded')
        return { ...learned, state: seen.state };
    const successSince = waiting.successSince ?? elapsed;
    // What was asked before the window's end says nothing about its end, however late the answer comes.
    const held = Math.max(0, (waiting.lookedAt ?? elapsed) - successSince);
    const reason = `succeeded for ${(0,wording/* duration */.p0)(held)} of ${(0,wording/* duration */.p0)(patience.settleMs)}`;
    return held >= patience.settleMs
        ? { ...learned, successSince, state: 'succeeded' }
        : { ...learned, successSince, state: 'running', reason: (0,wording/* joined */.oR)(reason, seen.reason) };
}
/** Once a rollback was seen, a task can end as rolled back or failed, never as anything better. */
function afterRollback(seen) {
    if (seen.state === 'succeeded') {
        return {
            state: 'rolled-back',
            reason: 'a rollback was under way; the success that is reported now is not that of this deployment',
        };
    }
    if (seen.state === 'cancelled')
        return { state: 'failed', reason: (0,wording/* joined */.oR)('rollback stopped', seen.reason) };
    if (seen.state === 'superseded')
        return { state: 'rolled-back', reason: seen.reason };
    return { state: (0,build_task/* isOpen */.nT)(seen.state) ? 'rolling-back' : seen.state, reason: seen.reason };
}

;// CONCATENATED MODULE: ./build/gate/step.js
/** What one look changes, and when to look again. Pure. */



const MIN_INTERVAL_MS = 1_000;
const MAX_INTERVAL_MS = 10_000;
const ADAPTIVE_SHARE = 0.05;
const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 5_000;
const ATTEMPTS_WITHOUT_WAIT = 3;
const ATTEMPTS_WITHIN_MS = 30_000;
const GRACE_AFTER_DEADLINE_MS = 2_000;
/** By so much no timer of a machine that is awake is late. */
const ASLEEP_MS = 500;
/**
 * What one look changes. Pure: the same arguments always give the same answer.
 *
 * @param elapsed ms since the gate began, when the look ended
 * @param random a number in [0, 1) for the jitter
 * @returns the new knowledge and what to do next; `again` gives the wished delay and the server's minimum, in ms
 */
function step(waiting, seen, elapsed, patience, random) {
    const learned = learn(waiting, seen, elapsed, patience);
    if (!(0,build_task/* isOpen */.nT)(learned.state))
        return { waiting: learned, next: { kind: 'end' } };
    const slept = wasAsleep(waiting.lookedAt ?? elapsed, elapsed, patience.timeoutMs);
    if (patience.wait && slept && (seen.retryAfterMs ?? 0) === 0) {
        return { waiting: learned, next: { kind: 'again', delayMs: 0, atLeastMs: 0 } };
    }
    if (patience.wait && elapsed >= patience.timeoutMs) {
        return { waiting: expire(learned, elapsed, patience), next: { kind: 'end' } };
    }
    if (seen.kind !== 'unreachable') {
        if (!patience.wait)
            return { waiting: leave(learned, elapsed, patience), next: { kind: 'leave' } };
        const atLeastMs = seen.retryAfterMs ?? 0;
        const delayMs = Math.max(interval(learned, elapsed, patience, random), atLeastMs);
        return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs } };
    }
    const attempts = (waiting.faults?.count ?? 0) + 1;
    const delayMs = Math.max(backoff(attempts, random), later(seen.retryAfterMs, random));
    const until = Math.min(patience.timeoutMs, (waiting.lookedSince ?? elapsed) + ATTEMPTS_WITHIN_MS);
    if (!patience.wait && (attempts >= ATTEMPTS_WITHOUT_WAIT || elapsed + delayMs >= until)) {
        const { faults } = learned;
        const always = seen.hopelessAfterMs === 'grace' && faults?.hopelessSince === faults?.since;
        if (always && attempts >= ATTEMPTS_WITHOUT_WAIT)
            return { waiting: endHopeless(learned, seen, `${attempts} times`), next: { kind: 'end' } };
        return { waiting: leave(learned, elapsed, patience), next: { kind: 'leave' } };
    }
    return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs: seen.retryAfterMs } };
}
/**
 * When a look that starts now is given up, in ms since the gate began: 2 s after the deadline, or after it began where
 * that is later; without waiting also 30 s after the first attempt.
 */
function giveUpAt(waiting, patience) {
    const last = Math.max(patience.timeoutMs, waiting.lookedAt ?? 0) + GRACE_AFTER_DEADLINE_MS;
    return patience.wait ? last : Math.min(last, (waiting.lookedSince ?? 0) + ATTEMPTS_WITHIN_MS);
}
/**
 * Whether the machine slept over the end of a look, as far as the look was not itself begun late: what it was to see at
 * the deadline it has not seen. All in ms since the gate began.
 */
function wasAsleep(lookedAt, now, timeoutMs) {
    const late = GRACE_AFTER_DEADLINE_MS + ASLEEP_MS;
    return now >= Math.max(timeoutMs, lookedAt) + late && lookedAt < timeoutMs + late;
}
/** Up to 10 % and 1 s after the time that a server names: it names the same one to all who ask. */
function later(wishMs, random) {
    return wishMs + random * Math.min(1000, wishMs / 10);
}
/** From 0.5 s, doubling, at most 5 s, the upper half of it by chance. */
function backoff(count, random) {
    const cap = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (count - 1));
    return cap / 2 + random * (cap / 2);
}
/**
 * Time to the next look: the interval that was given, or the adaptive one, which is cut to where a settle window
 * or a grace ends, and at least 1 s.
 */
function interval(waiting, elapsed, patience, random) {
    if (patience.intervalMs !== 'auto')
        return patience.intervalMs;
    const waited = elapsed + patience.earlierMs;
    const wished = clamp(waited * ADAPTIVE_SHARE * (0.9 + 0.2 * random), MIN_INTERVAL_MS, MAX_INTERVAL_MS);
    const ends = [
        waiting.successSince === undefined ? undefined : waiting.successSince + patience.settleMs,
        waiting.absentSince === undefined ? undefined : waiting.absentSince + patience.notFoundGraceMs,
        waiting.tentativeSince === undefined ? undefined : waiting.tentativeSince + patience.notFoundGraceMs,
    ].map((at) => (at === undefined ? Number.POSITIVE_INFINITY : at - elapsed));
    return Math.max(MIN_INTERVAL_MS, Math.min(wished, ...ends));
}
function clamp(value, low, high) {
    return Math.min(high, Math.max(low, value));
}

;// CONCATENATED MODULE: ./build/gate/asleep.js
/** A machine that slept over the deadline: what was asked before is read, or asked again. */

/** So long after it woke, an answer that came while the machine slept is read. */
const READ_MS = 500;
/** So long a look that is given up may take to end. */
const END_MS = 2_000;
/**
 * Whether a look whose time is over is kept for now, since the machine slept: at first to be read, if its answer has
 * come; then until it has ended, to be asked again.
 *
 * @param now ms since the gate began, as is `timeoutMs`
 */
function isKept(turn, now, timeoutMs) {
    const { look } = turn;
    if (look === undefined || look.late === 'ending')
        return false;
    if (look.late === undefined && !wasAsleep(turn.waiting.lookedAt ?? now, now, timeoutMs))
        return false;
    const isRead = look.late === 'reading';
    if (isRead)
        look.abort.abort();
    look.late = isRead ? 'ending' : 'reading';
    look.giveUpAt = now + (isRead ? END_MS : READ_MS);
    return true;
}

;// CONCATENATED MODULE: ./build/gate/lanes.js
/** The lanes of a gate: looks under way, and the rate of each. */

/** Lanes that have sent nothing yet. */
function createLanes() {
    const lanes = new Map();
    const laneOf = (lane) => lanes.get(lane) ?? { rate: freshRate(0), busy: 0 };
    return {
        wait: (lane, now) => {
            const { rate, busy } = laneOf(lane);
            return busy >= CONNECTIONS ? Number.POSITIVE_INFINITY : waitForToken(rate, now);
        },
        start: (lane, now) => {
            const { rate, busy } = laneOf(lane);
            lanes.set(lane, { rate: spent(rate, now, 1), busy: busy + 1 });
        },
        finish: (lane, now, requests, seen) => {
            const { rate, busy } = laneOf(lane);
            // The first request was paid for when the look started: one that sent none is given that back.
            const paid = spent(rate, now, requests - 1);
            lanes.set(lane, { rate: requests === 0 ? paid : heard(paid, now, seen), busy: busy - 1 });
        },
    };
}
/** The rate after what a look has seen: a fault that was no throttling says nothing of it. */
function heard(rate, now, seen) {
    if (seen.kind !== 'unreachable')
        return answered(rate, now);
    return seen.throttled ? throttled(rate, now, seen.leastIntervalMs) : rate;
}

;// CONCATENATED MODULE: ./build/gate/queue.js
/** The turns of each lane, least recently looked at first. */
/** By lane, the queue of turns that were not looked at yet. */
function queuesOf(turns) {
    const queues = new Map();
    for (const turn of turns) {
        const { lane } = turn.watched;
        queues.set(lane, (queues.get(lane) ?? new Set()).add(turn));
    }
    return queues;
}
/** When a lane that may look from `from` on has something to look at. */
function nextLook(queue, from) {
    let dueAt = Number.POSITIVE_INFINITY;
    for (const turn of queue) {
        if (turn.look === undefined)
            dueAt = Math.min(dueAt, turn.dueAt);
        // Where thousands are due, the first of them says it.
        if (dueAt <= from)
            return from;
    }
    return dueAt;
}

;// CONCATENATED MODULE: ./build/gate/turn.js
/** One task's place in the loop. */



const GAVE_UP_REASON = 'the gate stopped before this task had ended';
/** What is known of a turn's task at `elapsedMs` since the gate began. */
function progressOf(turn, elapsedMs) {
    const since = turn.waiting.lookedSince;
    return {
        task: turn.watched.task,
        waiting: turn.waiting,
        startedAt: turn.startedAt,
        finishedAt: turn.finishedAt,
        requests: turn.requests,
        durationMs: since === undefined ? 0 : (turn.endedAt ?? elapsedMs) - since,
        unchangedMs: elapsedMs - turn.changedAt,
        kept: turn.watched.kept,
    };
}
/** A turn before its first look. */
function newTurn(watched) {
    const { before = BEFORE } = watched;
    return {
        watched,
        waiting: before,
        dueAt: 0,
        look: undefined,
        over: false,
        known: isKnown(before),
        startedAt: undefined,
        finishedAt: undefined,
        endedAt: undefined,
        changedAt: 0,
        requests: 0,
    };
}
/** What a look that was given up at `now` has seen. */
function noAnswer({ waiting, watched }, now) {
    const within = (0,wording/* duration */.p0)(now - (waiting.lookedAt ?? now));
    const other = watched.waitsFor?.() ?? '';
    return (0,build_task/* unreachable */.HB)(other === '' ? `no answer within ${within}, given up` : `${other} within ${within}, given up`);
}
/**
 * When to look again: the last look starts at the deadline, or now where that is over, unless the server's wish reaches
 * beyond it.
 */
function due(now, next, timeoutMs) {
    if (next.atLeastMs > 0 && now + next.atLeastMs > timeoutMs)
        return Number.POSITIVE_INFINITY;
    return Math.min(now + next.delayMs, Math.max(now, timeoutMs));
}
/** Whether this task has ended in one of these states, has lost a part that will end so, or is rolling back to it. */
function isLost(turn, failOn) {
    if (turn.watched.task.optional)
        return false;
    const { state, lost } = turn.waiting;
    if (state === 'rolling-back')
        return failOn.has('rolled-back') || failOn.has(state);
    if ((0,build_task/* isOpen */.nT)(state))
        return lost !== undefined && failOn.has(lost);
    return failOn.has(state);
}
/** Words in an observation that no table names, and whether they were to be expected; nothing where there are none. */
function strangeWords(observation) {
    if (observation.kind !== 'seen')
        return undefined;
    const { unknown = [], undocumented = [] } = observation;
    const words = [...unknown, ...undocumented];
    return words.length === 0 ? undefined : { words, expected: unknown.length === 0 };
}
/** The reason of a task that had not ended when the gate stopped. */
function stopped(waiting, elapsedMs) {
    const before = waiting.lookedAt === undefined ? 'not looked at yet' : 'no answer yet';
    const last = isKnown(waiting) ? waiting.reason : before;
    return [last, faultTally(waiting, elapsedMs), GAVE_UP_REASON].filter(Boolean).join('; ');
}

;// CONCATENATED MODULE: ./build/gate/gate.js
/** The loop: starts looks that are due, takes what they saw, ends at the deadline. */










const HEARTBEAT_MS = 60_000;
/** So many faults in a row are told, once. */
const FAULTS_TOLD = 3;
/**
 * Watches all tasks until each has ended, the deadline has passed, the gate is stopped, or (`failFast`) one is in a
 * state that fails the step, or will end in it. Never throws: what goes wrong with a task is that task's state.
 */
async function gate(watched, options) {
    const { patience, world, stop, tell, failOn = new Set(build_task/* BAD_STATES */.ni) } = options;
    const start = world.now();
    const elapsed = () => world.now() - start;
    const turns = watched.map(newTurn);
    const lanes = createLanes();
    const queues = queuesOf(turns);
    const looking = new Set();
    const arrivals = [];
    let wake = new AbortController();
    let toldAt = 0;
    let lost = false;
    const end = (turn) => {
        turn.over = true;
        queues.get(turn.watched.lane)?.delete(turn);
    };
    const settle = (turn, waiting) => {
        const before = turn.waiting;
        turn.waiting = waiting;
        lost ||= isLost(turn, failOn);
        if (!(0,build_task/* isOpen */.nT)(waiting.state) && turn.endedAt === undefined) {
            end(turn);
            turn.endedAt = elapsed();
            turn.finishedAt = world.date();
        }
        const first = !turn.known && isKnown(waiting);
        turn.known ||= first;
        if (first || before.state !== waiting.state || before.providerState !== waiting.providerState) {
            toldAt = elapsed();
            turn.changedAt = toldAt;
            tell({ kind: 'changed', elapsedMs: toldAt, progress: progressOf(turn, toldAt) });
        }
    };
    const startLook = (turn) => {
        const now = elapsed();
        turn.waiting = { ...turn.waiting, lookedAt: now, lookedSince: turn.waiting.lookedSince ?? now };
        turn.startedAt ??= world.date();
        lanes.start(turn.watched.lane, now);
        const look = { abort: new AbortController(), giveUpAt: giveUpAt(turn.waiting, patience), requests: 0 };
        turn.look = look;
        looking.add(turn);
        const queue = queues.get(turn.watched.lane);
        queue?.delete(turn);
        queue?.add(turn);
        const sent = () => {
            look.requests += 1;
            turn.requests += 1;
        };
        (async () => turn.watched.look(look.abort.signal, sent))()
            .catch((error) => ({
            kind: 'refused',
            providerState: '',
            reason: `the gate itself failed on this task: ${(0,wording/* describeError */.Uc)(error)}`,
        }))
            .then((observation) => {
            arrivals.push({ turn, look, observation });
            wake.abort(build_world/* WOKEN */.x);
        });
    };
    const arrive = ({ turn, look, observation }) => {
        const now = elapsed();
        lanes.finish(turn.watched.lane, now, look.requests, observation);
        if (turn.look !== look)
            return;
        turn.look = undefined;
        looking.delete(turn);
        const strange = strangeWords(observation);
        if (strange !== undefined)
            tell({ kind: 'unknown-words', task: turn.watched.task, ...strange });
        const { waiting, next } = step(turn.waiting, observation, now, patience, world.random());
        settle(turn, waiting);
        if (waiting.faults?.count === FAULTS_TOLD && !turn.over) {
            toldAt = elapsed();
            tell({ kind: 'faults', elapsedMs: toldAt, progress: progressOf(turn, toldAt) });
        }
        if (next.kind === 'again')
            turn.dueAt = due(now, next, patience.timeoutMs);
        else
            end(turn);
    };
    /** Starts what is due and may start, least recently looked at first. */
    const startDueLooks = (now) => {
        for (const [lane, queue] of queues) {
            for (const turn of queue) {
                if (turn.look !== undefined || turn.dueAt > now)
                    continue;
                if (lanes.wait(lane, now) > 0)
                    break;
                startLook(turn);
            }
        }
    };
    /** Gives up looks that take too long, and at the deadline every task that has no look under way. */
    const expireTurns = (now) => {
        for (const turn of [...looking]) {
            if (now < (turn.look?.giveUpAt ?? now) || isKept(turn, now, patience.timeoutMs))
                continue;
            turn.look?.abort.abort();
            turn.look = undefined;
            looking.delete(turn);
            expireTurn(turn, learn(turn.waiting, noAnswer(turn, now), now, patience), now);
        }
        if (now < patience.timeoutMs)
            return;
        for (const turn of turns)
            if (!turn.over && turn.look === undefined)
                expireTurn(turn, turn.waiting, now);
    };
    const expireTurn = (turn, known, now) => {
        settle(turn, patience.wait ? expire(known, now, patience) : leave(known, now, patience));
        end(turn);
    };
    const nextWake = (now) => {
        let at = toldAt + HEARTBEAT_MS;
        if (now < patience.timeoutMs)
            at = Math.min(at, patience.timeoutMs);
        for (const { look } of looking)
            at = Math.min(at, look?.giveUpAt ?? at);
        for (const [lane, queue] of queues)
            at = Math.min(at, nextLook(queue, now + lanes.wait(lane, now)));
        return at;
    };
    const isAllOver = () => [...queues.values()].every((queue) => queue.size === 0);
    const onStop = () => wake.abort(build_world/* WOKEN */.x);
    stop.addEventListener('abort', onStop);
    for (;;) {
        for (const arrival of arrivals.splice(0))
            arrive(arrival);
        const now = elapsed();
        if (stop.aborted || (lost && options.failFast && patience.wait) || isAllOver())
            break;
        startDueLooks(now);
        expireTurns(now);
        if (isAllOver())
            break;
        if (now >= toldAt + HEARTBEAT_MS) {
            toldAt = now;
            const open = turns.filter((turn) => !turn.over).map((turn) => progressOf(turn, elapsed()));
            tell({ kind: 'heartbeat', elapsedMs: now, open });
        }
        wake = new AbortController();
        if (arrivals.length === 0 && !stop.aborted) {
            // Timers drop what is short of a millisecond, and would wake the gate just before there is something to do.
            await world.sleep(Math.ceil(Math.max(0, nextWake(now) - elapsed())), wake.signal);
        }
    }
    stop.removeEventListener('abort', onStop);
    for (const turn of turns) {
        turn.look?.abort.abort();
        turn.look = undefined;
        if (turn.over)
            continue;
        const left = stop.aborted ? turn.waiting : endLost(turn.waiting);
        settle(turn, (0,build_task/* isOpen */.nT)(left.state) ? { ...left, reason: stopped(left, elapsed()) } : left);
    }
    return { tasks: turns.map((turn) => progressOf(turn, elapsed())), elapsedMs: elapsed() };
}

;// CONCATENATED MODULE: ./build/late.js
/** Runs the gate, and anew where an earlier run of it shows only then: GitHub may be slow to tell of it. */



/** What is left of the patience where an earlier run is carried on, as far as that is known. */
function patienceLeft(patience, publisher) {
    return carriedOn(patience, publisher?.earlier()?.ageMs ?? 0);
}
/** When the earlier run began that is carried on, by the clock of this machine; nothing where there is none. */
function carriedOnFrom(publisher) {
    const earlier = publisher?.earlier();
    if (publisher === undefined || earlier === undefined)
        return undefined;
    const aheadMs = publisher.date().getTime() - build_world/* realWorld */.b.date().getTime();
    return new Date(earlier.startedAt.getTime() - aheadMs);
}
/**
 * Runs the gate with what an earlier run has left of the timeout and has seen. Where that run shows only while this one
 * waits, or before it ends, the gate begins anew with it.
 *
 * @param patience as the inputs say
 */
async function gateAfter(watched, publisher, patience, options) {
    const run = async (offsetMs, stop) => {
        const earlier = publisher?.earlier();
        const now = publisher?.date() ?? build_world/* realWorld */.b.date();
        const left = patienceLeft(patience, publisher);
        const tasks = watched.map((task, index) => {
            const seen = earlier?.tasks[index];
            if (seen?.kept !== undefined)
                task.handOver?.(seen.kept);
            return { ...task, before: recall(seen, now, patience.wait) };
        });
        const tell = (event) => options.tell(event.kind === 'unknown-words' ? event : { ...event, elapsedMs: event.elapsedMs + offsetMs });
        const { tasks: ended, elapsedMs } = await gate(tasks, { ...options, patience: left, stop, tell });
        return { outcome: { tasks: ended, elapsedMs: elapsedMs + offsetMs }, patience: left };
    };
    const isKnown = publisher?.earlier() !== undefined;
    const late = new AbortController();
    publisher?.onEarlier(() => late.abort());
    const first = await run(0, AbortSignal.any([options.stop, late.signal]));
    if (!isKnown)
        await publisher?.search();
    if (isKnown || !late.signal.aborted || options.stop.aborted)
        return first;
    return run(first.outcome.elapsedMs, options.stop);
}

// EXTERNAL MODULE: ./build/github/load.js
var load = __webpack_require__(3852);
// EXTERNAL MODULE: ./build/github/check-run.js + 2 modules
var check_run = __webpack_require__(1761);
// EXTERNAL MODULE: ./build/github/deployment.js
var github_deployment = __webpack_require__(6055);
;// CONCATENATED MODULE: ./build/github/told.js
/** What is told of the check runs that are on the commit already. */

/** Says which check run is carried on, and since when. */
function tellEarlier({ startedAt, ageMs, url, tasks }, isLate, { note, warn }) {
    const since = `since ${startedAt.toISOString()} (${(0,wording/* duration */.p0)(ageMs)} ago)`;
    const late = isLate ? ', which GitHub did not show at first' : '';
    note(`Carries on the check run of an earlier run, in progress ${since}${late}: ${url}`);
    if (tasks.some((task) => task === undefined)) {
        warn(`what the earlier run has seen cannot be read in its check run (${url}): this run polls as if nothing had been seen. Do not edit the text of the check run`);
    }
}
/** Why an open check run of the same tasks stays as it is, and what the user can do. */
const UNCLAIMED = {
    alive: 'It is not carried on, because its run may still be polling. If that run was stopped, re-run its job: the new attempt takes the check run over',
    old: 'It is not carried on, because it is too old or GitHub does not say when it began. Complete it with the API of GitHub, or push a new commit',
    refused: 'It is not carried on, because GitHub does not let this github-token write to it. Give the token of the app that made it, or complete it with that token',
    twin: 'Only the newest one is carried on. Once that one has ended, run the gate again: it then carries on this one',
};
/** Tells what becomes of the open check runs of this gate. */
function takeoverTold(name, date, { warn, note }) {
    return {
        later: ({ url, startedAt }) => {
            const ago = startedAt === undefined
                ? ''
                : `, in progress since ${startedAt.toISOString()} (${(0,wording/* duration */.p0)(Math.max(1, date().getTime() - startedAt.getTime()))} ago)`;
            note(`Carries on the check run of an earlier attempt${ago}, and begins it anew: ${url}`);
        },
        closed: ({ url }) => note(`The check run of an earlier run was closed while this run took it over, so a new one is made: ${url}`),
        unclaimed: ({ url }, why) => {
            const text = `another check run "${name}" of the same tasks stays in progress (${url}). ${UNCLAIMED[why]}`;
            // An ordinary overlap of two runs needs nothing from the user.
            if (why === 'alive')
                note(`check-name: ${text}`);
            else
                warn(`check-name: ${text}`);
        },
    };
}
/** What is told of the check runs of others. */
function tellFound({ other, isNameOfJob }, key, job, { warn }) {
    if (other !== '') {
        warn(`check-name: another gate has published "${key.name}" on this commit, too (${other}), and a required check takes the one that ends last. Give each gate a name of its own, in a matrix such as check-name: ${key.name} \${{ matrix.name }}`);
    }
    // Where it is this job's key, the inputs have been warned of already.
    if (isNameOfJob && key.name !== job) {
        warn(`check-name: a job on this commit has the same name as the check run "${key.name}", which makes a required check ambiguous; give one of them another name`);
    }
}

// EXTERNAL MODULE: ./build/github/reply.js
var reply = __webpack_require__(1050);
// EXTERNAL MODULE: ./build/github/within.js
var within = __webpack_require__(4011);
;// CONCATENATED MODULE: ./build/github/updates.js
/** Keeps one channel up to date in the background. */



/** Between two updates, as the contract has it. */
const UPDATE_MS = 60_000;
/** The first wait after a fault while the gate goes on, and while it ends; each further one is twice as long. */
const FIRST_RETRY_MS = 2_000;
const FIRST_CLOSING_RETRY_MS = 250;
/** Why it was not even tried. */
const NO_TIME = 'there was no time left';
/** How long one attempt may take while the gate goes on. */
const WRITE_MS = 10_000;
/**
 * The updates of one channel.
 *
 * @param warn told, once, why the channel cannot be written
 * @param isUpToDate an earlier run may have written it just now
 */
function createUpdates(channel, world, warn, isUpToDate = false) {
    const closing = new AbortController();
    const givenUp = new AbortController();
    let isRefused = false;
    let pending;
    let underWay;
    let notBefore = isUpToDate ? world.now() + UPDATE_MS : Number.NEGATIVE_INFINITY;
    let faults = 0;
    const tellRefusal = (reason) => {
        isRefused = true;
        warn(`${channel.what} could not be written: ${reason}; the verdict stands`);
    };
    const write = (snapshot, withinMs, stop) => {
        const attempt = async (signal) => {
            try {
                return await channel.write(snapshot(), signal);
            }
            catch (error) {
                return (0,reply/* refused */.J5)(`the gate itself failed: ${(0,wording/* describeError */.Uc)(error)}`);
            }
        };
        return (0,within/* within */.u)(withinMs, stop, world, attempt);
    };
    /** Writes what has changed, until nothing has, or it is refused. */
    const catchUp = async () => {
        while (pending !== undefined && !isRefused) {
            await world.sleep(Math.max(0, notBefore - world.now()), closing.signal);
            if (closing.signal.aborted)
                break;
            const snapshot = pending;
            pending = undefined;
            const reply = await write(snapshot, WRITE_MS, givenUp.signal);
            if (reply.kind === 'refused')
                tellRefusal(reply.reason);
            const isFault = reply.kind === 'unavailable';
            if (isFault)
                pending ??= snapshot;
            faults = isFault ? faults + 1 : 0;
            const pauseMs = isFault ? FIRST_RETRY_MS * 2 ** (faults - 1) : UPDATE_MS;
            notBefore = world.now() + Math.min(UPDATE_MS, pauseMs);
        }
        underWay = undefined;
    };
    return {
        changed: (snapshot) => {
            pending = snapshot;
            underWay ??= catchUp();
        },
        close: async (conclusion, withinMs, stop) => {
            const deadline = world.now() + withinMs;
            const left = () => Math.max(0, deadline - world.now());
            closing.abort();
            // What is under way may be a creation: given up at once, it could leave a second check run behind.
            const last = underWay ?? Promise.resolve();
            await (0,within/* within */.u)(withinMs / 3, stop, world, () => last.then(() => (0,reply/* unavailable */.hU)('')));
            givenUp.abort();
            await last;
            // One refusal may be a fault of GitHub's own, such as a replica that lags: the next one counts.
            let refusal;
            let reason = NO_TIME;
            for (let retryMs = FIRST_CLOSING_RETRY_MS; left() > 0 && !stop.aborted; retryMs *= 2) {
                const reply = await write(() => conclusion, left(), stop);
                if (reply.kind === 'done')
                    return reply;
                if (reply.kind === 'refused') {
                    const isFinal = isRefused || refusal !== undefined;
                    if (isFinal && !isRefused)
                        tellRefusal(reply.reason);
                    if (isFinal)
                        return reply;
                    refusal = reply.reason;
                }
                // What was cut short by the end of the time says less than what was answered before.
                const isCut = left() === 0 && reason !== NO_TIME;
                reason = refusal ?? (isCut ? reason : reply.reason);
                await world.sleep(Math.min(retryMs, left()), stop);
            }
            // A refusal was told.
            if (!stop.aborted && !isRefused)
                warn(`${channel.what} could not be brought up to date: ${reason}; the verdict stands`);
            return (0,reply/* unavailable */.hU)(reason);
        },
    };
}

;// CONCATENATED MODULE: ./build/github/publisher.js
/** Tells on GitHub how the gate goes: opens, keeps up to date, closes. */






/** GitHub may cost the job 10 s in all, of which `post` has the rest: the longest that each of these takes. */
const OPEN_MS = 3_000;
const CLOSE_MS = 4_000;
const SEARCH_MS = 1_000;
/** Of the 2 s that an interrupted job has. */
const INTERRUPTED_CLOSE_MS = 1_200;
/** Opens the publisher: looks for the check run that an earlier run of this gate left open. */
async function openPublisher(options) {
    const { wait, timeoutMs, connect, world } = options;
    const { run, check: key, deployment: target, identities } = options.publishing;
    let saved = {
        ...(key === undefined ? {} : { check: { ...key, isOver: false } }),
        // Without waiting it is left in progress for the next run.
        ...(target === undefined ? {} : { deployment: { id: target.id, isOver: !wait } }),
    };
    let spentMs = 0;
    /** Counts what GitHub costs the job. */
    const timed = async (work) => {
        const from = world.now();
        const result = await work();
        spentMs += world.now() - from;
        return result;
    };
    const save = (change) => {
        saved = { ...saved, ...change };
        options.save(saved);
    };
    const checkWith = (change) => saved.check === undefined ? {} : { check: { ...saved.check, ...change } };
    const deploymentWith = (change) => saved.deployment === undefined ? {} : { deployment: { ...saved.deployment, ...change } };
    save({});
    let earlier;
    let listener;
    const api = key && connect('check run');
    const check = key &&
        api &&
        (0,check_run/* createCheckRun */._U)({
            api,
            key,
            identities,
            runUrl: run.url,
            wait,
            timeoutMs,
            render: options.render,
            onOpen: ({ id, foundAs, others, isCarriedOn = false }) => {
                // What was left open on purpose is not this run's to close, until this run has a verdict.
                const isOver = saved.verdict === undefined ? { isOver: isCarriedOn && !wait } : {};
                save(checkWith({ id, foundAs, others: others && [...others], ...isOver }));
            },
            onEarlier: (run, isLate) => {
                earlier = run;
                tellEarlier(run, isLate, options);
                listener?.();
            },
            tell: takeoverTold(key.name, api.date, options),
            onPage: options.checkRunUrl,
        });
    const deployment = target && (0,github_deployment/* createDeployment */.Yy)(connect('deployment'), target, run.url, wait);
    // What is wrong with it is told when it is written.
    const reply = check && (await timed(() => (0,within/* within */.u)(OPEN_MS, options.stop, world, check.find)));
    const found = reply?.kind === 'done' ? reply.value : undefined;
    // One that was left may have been written just now.
    const isUpToDate = earlier !== undefined;
    const checkUpdates = check &&
        createUpdates(check, world, telling(options, () => checkWith({ isTold: true }), save), isUpToDate);
    const deploymentUpdates = deployment &&
        createUpdates(deployment, world, telling(options, () => deploymentWith({ isTold: true }), save));
    if (found !== undefined && key !== undefined)
        tellFound(found, key, options.publishing.run.job, options);
    return {
        earlier: () => earlier,
        onEarlier: (told) => {
            listener = told;
        },
        search: async () => {
            if (check?.isFound() === false)
                await timed(() => (0,within/* within */.u)(SEARCH_MS, options.stop, world, check.find));
        },
        date: api?.date ?? world.date,
        changed: (snapshot) => {
            checkUpdates?.changed(snapshot);
            deploymentUpdates?.changed(snapshot);
        },
        conclude: async (conclusion, stop, outcome) => {
            const { verdict } = conclusion;
            const isLeft = verdict === 'running';
            if (isLeft && api !== undefined && outcome !== undefined) {
                const { tasks, elapsedMs } = outcome;
                const seen = tasks.map(({ waiting, kept }) => remember(waiting, elapsedMs, api.date(), kept?.()));
                const cut = check?.remember(seen) ?? 0;
                if (cut > 0)
                    options.warn(noRoom(cut));
            }
            // At once: a kill in between would leave a verdict for something that is not to be closed, or none for what is.
            save({ verdict, ...checkWith({ isOver: isLeft }), ...deploymentWith({ isOver: isLeft }) });
            const withinMs = verdict === 'interrupted' ? INTERRUPTED_CLOSE_MS : CLOSE_MS;
            const closing = [
                checkUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
                    if (kind === 'done')
                        save(checkWith({ isOver: true }));
                }),
                deploymentUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
                    if (kind === 'done')
                        save(deploymentWith({ isOver: true }));
                }),
            ];
            await timed(() => Promise.all(closing));
            // The rest of the time is for post, if it has anything to do.
            const isOver = saved.check?.isOver !== false && saved.deployment?.isOver !== false;
            if (!isOver)
                save({ spentMs: Math.ceil(spentMs) });
        },
    };
}
/** What the next run of `wait: false` will not know. */
function noRoom(cut) {
    return `the check run has no room for all that this run has seen of ${cut} task${cut === 1 ? '' : 's'}: a later run may not notice a part that is no longer listed. Split the list into several steps, each with its own check-name`;
}
/** Warns that something could not be written, and keeps that it was told: the post phase does not tell it again. */
function telling({ warn }, told, save) {
    return (message) => {
        save(told());
        warn(message);
    };
}

// EXTERNAL MODULE: ./build/github/saved.js
var github_saved = __webpack_require__(7053);
;// CONCATENATED MODULE: ./build/report/columns.js
/** The columns of the log's lines: marks, colours, widths, clock. */

/** Longer names do not widen the column for all: the names that are given by default fit in. */
const MAX_NAME = 60;
const STATE_WIDTH = 'rolling-back'.length;
/**
 * The columns that each line about a task begins with: mark and state in their colour, then the name.
 *
 * @param name fit to be written
 * @param nameWidth as `nameWidthOf` gives it
 */
function taskColumns(state, name, nameWidth) {
    const rest = ' '.repeat(Math.max(0, nameWidth - widthOf(name)));
    return `${paint(state, `${MARKS[state]} ${state.padEnd(STATE_WIDTH)}`)}  ${name}${rest}`;
}
/** How wide the column of names is, in characters of single width. */
function nameWidthOf(names) {
    return names.map(widthOf).reduce((most, width) => (width > MAX_NAME ? most : Math.max(most, width)), 0);
}
/** Minutes and seconds since the gate began: `03:20`, `75:00`. */
function clock(ms) {
    const total = Math.floor(ms / 1000);
    const two = (value) => String(value).padStart(2, '0');
    return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
/** Colours that GitHub's log shows: green for success, yellow for what goes on, red for the rest. */
function paint(state, text) {
    const open = state !== 'interrupted' && (0,build_task/* isOpen */.nT)(state);
    const colour = state === 'succeeded' ? 32 : open && state !== 'rolling-back' ? 33 : 31;
    return `\u001b[${colour}m${text}\u001b[0m`;
}
/** How many single characters of a monospaced font a text is as wide as. */
function widthOf(text) {
    let width = 0;
    for (const char of text)
        width += NO_WIDTH.test(char) ? 0 : DOUBLE_WIDTH.test(char) ? 2 : 1;
    return width;
}
/** What is written over the character before it. */
const NO_WIDTH = /\p{M}/u;
/** The blocks that Unicode's annex 11 calls wide or fullwidth, and emoji. */
const DOUBLE_WIDTH = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}\p{Emoji_Presentation}]/u;
/** The mark before each state, for those who see no colours. */
const MARKS = {
    pending: '·',
    running: '▸',
    'rolling-back': '◂',
    succeeded: '✔',
    failed: '✘',
    'rolled-back': '✘',
    superseded: '✘',
    cancelled: '✘',
    error: '✘',
    'timed-out': '✘',
};

;// CONCATENATED MODULE: ./build/report/phases.js
/** A task's changes as phases that a chart can show. */

/** What ends within an instant has some length, too; of durations only tenths of a second are kept. */
const SHORTEST_MS = 100;
/** Even of a task that flaps for hours nobody reads more. */
const MAX_SHOWN = 10;
/**
 * What a task went through from its first look to its end, or to now. An end takes no time; a task that was never
 * seen in another state was pending until then.
 *
 * @param changes those of this task, in their order
 * @returns phases without gaps; none if the task was never looked at
 */
function phasesOf(result, changes) {
    if (result.started_at === null)
        return [];
    const from = Date.parse(result.started_at);
    // Not `finished_at`: the wall clock may have been set while we waited.
    const to = from + Math.max(SHORTEST_MS, result.duration_seconds * 1000);
    const phases = [];
    let state = 'pending';
    let since = from;
    for (const change of changes) {
        if (!(0,build_task/* isOpen */.nT)(change.state))
            break;
        const at = Math.min(Math.max(Date.parse(change.at), since), to);
        append(phases, { state, from: since, to: at, changes: 0 });
        state = change.state;
        since = at;
    }
    append(phases, { state, from: since, to, changes: 0 });
    return phases;
}
/**
 * The phases of a task as a chart can show them: one that is too short is part of its neighbour, and many such in
 * a row are one phase of changes.
 *
 * @param atLeast milliseconds that can just be seen
 * @returns at most 10 phases, without gaps; one at least if there was one
 */
function readable(phases, atLeast) {
    const shown = grouped(phases, atLeast);
    return shown.length <= MAX_SHOWN ? shown : readable(phases, atLeast * 2);
}
function grouped(phases, atLeast) {
    const shown = [];
    let short;
    const settle = () => {
        if (short === undefined)
            return;
        const before = shown.at(-1);
        if (short.changes > 1 && short.to - short.from >= atLeast)
            shown.push(short);
        else if (before !== undefined)
            shown[shown.length - 1] = { ...before, to: short.to };
        // At the very beginning it is part of what follows.
        else
            return;
        short = undefined;
    };
    for (const phase of phases) {
        if (phase.to - phase.from < atLeast) {
            short = { ...phase, from: short?.from ?? phase.from, changes: (short?.changes ?? 0) + 1 };
            continue;
        }
        settle();
        append(shown, { ...phase, from: short?.from ?? phase.from });
        short = undefined;
    }
    settle();
    return shown.length === 0 && short !== undefined ? [{ ...short, changes: 0 }] : shown;
}
/** Adds a phase; one in the state of the one before is more of the same. */
function append(phases, phase) {
    const before = phases.at(-1);
    if (before?.state !== phase.state || before.changes > 0)
        phases.push(phase);
    else
        phases[phases.length - 1] = { ...before, to: phase.to };
}

// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(1539);
;// CONCATENATED MODULE: ./build/report/gantt.js
/** The Mermaid chart of what each task went through. */





/** Mermaid refuses a text of more than 50,000 characters; 50 tasks of 10 phases each stay below. */
const MAX_TASKS = 50;
/**
 * A Mermaid Gantt chart of what each task went through, by the time of day of whoever looks at it, the worst task
 * first; of more than 50 tasks the worst and, among these, the longest.
 *
 * @returns a fenced block of Markdown; empty if no task was looked at
 */
function renderGantt(results, changes) {
    const chosen = chosenOf(results.filter(({ started_at }) => started_at !== null));
    const byName = Map.groupBy(changes, ({ name }) => name);
    const tasks = chosen.map((result) => ({ result, phases: phasesOf(result, byName.get(result.name) ?? []) }));
    const all = tasks.flatMap(({ phases }) => phases);
    if (all.length === 0)
        return '';
    const begin = all.reduce((first, { from }) => Math.min(first, from), Number.POSITIVE_INFINITY);
    const end = all.reduce((last, { to }) => Math.max(last, to), 0);
    const span = end - begin;
    const names = unique(chosen.map(({ name, state }) => `${MARKS[state]} ${gantt_short((0,report_text/* forChart */.gt)(name))}`));
    const sections = tasks.map(({ result, phases }, index) => [
        `    section ${names[index]}`,
        ...readable(phases, span / VISIBLE).map((phase, at, { length }) => barOf(phase, at === length - 1 ? result.state : undefined, span)),
    ]);
    const lines = [...headOf(span, names), ...sections.flat()];
    const rest = results.length - chosen.length;
    const note = rest === 0 ? '' : `\nThe chart shows ${chosen.length} of ${results.length} tasks.\n`;
    return `\`\`\`mermaid\n${lines.join('\n')}\n\`\`\`\n${note}`;
}
/** So many bars side by side can still be seen. */
const VISIBLE = 100;
/** How wide the bars are together, at the least, where GitHub draws them on a desk. */
const BARS_PX = 560;
const LETTER_PX = 6.6;
/** The widest name, in letters. */
const gantt_MAX_NAME = 30;
/** Of GitHub's own colours, those on which white letters read well, on a light page and on a dark one. */
const COLOURS = { grey: '#6e7781', blue: '#0969da', green: '#1a7f37', red: '#cf222e' };
function headOf(span, names) {
    const widest = names.reduce((most, name) => Math.max(most, gantt_widthOf(name)), 0);
    const { grey, blue, green, red } = COLOURS;
    const settings = {
        gantt: {
            displayMode: 'compact',
            leftPadding: Math.ceil(widest * LETTER_PX) + 20,
            rightPadding: 30,
            fontSize: 12,
            sectionFontSize: 12,
            barHeight: 22,
        },
        // No theme: the page's own one, light or dark, is kept for everything that is not named here.
        themeVariables: {
            taskTextColor: 'white',
            taskTextDarkColor: 'white',
            taskBkgColor: grey,
            taskBorderColor: grey,
            activeTaskBkgColor: blue,
            activeTaskBorderColor: blue,
            doneTaskBkgColor: green,
            doneTaskBorderColor: green,
            critBkgColor: red,
            critBorderColor: red,
            sectionBkgColor: grey,
            sectionBkgColor2: grey,
            altSectionBkgColor: 'transparent',
        },
    };
    const { format, ticks } = axisOf(span);
    return [
        `%%{init: ${JSON.stringify(settings)}}%%`,
        'gantt',
        '    title What each task went through',
        '    dateFormat x',
        `    axisFormat ${format}`,
        `    tickInterval ${ticks}`,
        '    todayMarker off',
    ];
}
/** A tag makes the colour: how the task ended, where this is its last phase, else what it was in. */
function barOf(phase, last, span) {
    const { state, from, changes } = phase;
    const to = Math.max(phase.to, from + span / VISIBLE);
    const words = changes > 0 ? `${changes} changes` : state;
    const end = last === undefined || (0,build_task/* isOpen */.nT)(last) ? undefined : last;
    const labels = end === undefined ? [words] : [`${words} → ${end}`, end];
    const fits = (text) => (text.length + 1) * LETTER_PX <= ((to - from) / span) * BARS_PX;
    // A bar must have a text; where it has no room for one it has one that takes none.
    const label = labels.find(fits) ?? '\u200b';
    return `    ${label} :${tagOf(end ?? state, changes)}${Math.round(from)}, ${Math.round(to)}`;
}
function tagOf(state, changes) {
    if (state === 'succeeded')
        return 'done, ';
    if (!(0,build_task/* isOpen */.nT)(state))
        return 'crit, ';
    if (changes > 0 || state === 'running')
        return 'active, ';
    return state === 'rolling-back' ? 'active, crit, ' : '';
}
/** The tasks of the chart, in the order of the table. */
function chosenOf(results) {
    const ordered = (0,report_results/* worstFirst */.md)(results);
    if (ordered.length <= MAX_TASKS)
        return ordered;
    const longest = ordered.toSorted((a, b) => b.duration_seconds - a.duration_seconds);
    const chosen = new Set((0,report_results/* worstFirst */.md)(longest).slice(0, MAX_TASKS));
    return ordered.filter((result) => chosen.has(result));
}
/** Mermaid takes two sections of one name for one. No name has a middle dot of its own. */
function unique(names) {
    const seen = new Map();
    return names.map((name) => {
        const count = (seen.get(name) ?? 0) + 1;
        seen.set(name, count);
        return count === 1 ? name : `${name} ·${count}`;
    });
}
/** A name's beginning and end: what tells many of them apart is at either. */
function gantt_short(name) {
    if (gantt_widthOf(name) <= gantt_MAX_NAME)
        return name;
    const chars = [...name];
    const head = gantt_within(chars);
    const tail = gantt_within(chars.toReversed()).toReversed();
    return `${head.join('')}…${tail.join('')}`;
}
/** As many characters as half a name is wide. */
function gantt_within(chars) {
    let left = (gantt_MAX_NAME - 1) / 2;
    const end = chars.findIndex((char) => {
        left -= gantt_widthOf(char);
        return left < 0;
    });
    return chars.slice(0, end);
}
/** How wide a text is, in letters: those of Chinese, Japanese and Korean are about twice as wide as the others. */
function gantt_widthOf(text) {
    return [...text].reduce((sum, char) => sum + (char >= '\u1100' ? 2 : 1), 0);
}
/** Times of day, and ticks that are far enough apart for them. */
function axisOf(span) {
    const [, ticks] = TICKS.find(([ms]) => span / ms <= MAX_TICKS) ?? [0, '1day'];
    const format = span < 20 * MINUTE ? '%H:%M:%S' : span < 20 * HOUR ? '%H:%M' : '%d %b %H:%M';
    return { format, ticks };
}
const MAX_TICKS = 7;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const STEPS = [1, 2, 5, 10, 15, 30];
const TICKS = [
    ...STEPS.map((step) => [step * SECOND, `${step}second`]),
    ...STEPS.map((step) => [step * MINUTE, `${step}minute`]),
    ...[1, 2, 3, 6, 12].map((step) => [step * HOUR, `${step}hour`]),
];

;// CONCATENATED MODULE: ./build/report/log.js
/** The log's first line, its last table, and the annotation. */



/** Characters of an annotation. */
const MAX_ANNOTATION = 4000;
/** The line that opens the log. */
function openingLine(tasks, { timeoutMs, wait, earlierMs }) {
    const count = tasks.length === 1 ? '1 deployment' : `${tasks.length} deployments`;
    const carried = earlierMs > 0 ? `, which an earlier run began to watch ${(0,wording/* duration */.p0)(earlierMs)} ago` : '';
    return wait
        ? `Waiting for ${count}, at most ${(0,wording/* duration */.p0)(timeoutMs)}${carried}`
        : `Looking once at ${count}${carried}`;
}
/** The table that closes the log, worst first. */
function finalTable(conclusion, clean) {
    const { verdict, results } = conclusion;
    const width = nameWidthOf(results.map(({ name }) => clean(name)));
    const rows = (0,report_results/* worstFirst */.md)(results).map((result) => {
        const after = (0,wording/* duration */.p0)(result.duration_seconds * 1000).padStart(9);
        const optional = result.optional ? ' (optional)' : '';
        return `  ${taskColumns(result.state, clean(result.name), width)} ${after}  ${said(result.provider_state, result.reason, clean)}${optional}`.trimEnd();
    });
    return [paint(verdict, `Verdict: ${(0,report_results/* headline */.Pl)(conclusion)}`), ...rows];
}
/**
 * The one annotation of a step that fails, or that passes though not all succeeded.
 *
 * @param last what its last line says of the step itself; empty if there is nothing
 */
function annotation(conclusion, clean, last = '') {
    const lines = (0,report_results/* worstFirst */.md)(conclusion.results)
        .filter((result) => result.state !== 'succeeded')
        .map((result) => {
        const optional = result.optional ? ', optional' : '';
        const task = `${clean(result.name)} (${result.provider}${optional})`;
        return (0,wording/* joined */.oR)(task, result.state, clean(result.reason || result.provider_state));
    });
    return log_bounded([(0,report_results/* headline */.Pl)(conclusion), ...conclusion.faults.map(clean), ...lines], last).text;
}
/**
 * As many lines as an annotation holds, and how many more there are.
 *
 * @param last a line that stands in any case, below them; empty if there is none
 * @returns the annotation, and the lines that it has no room for, which are the log's
 */
function log_bounded(lines, last = '') {
    const end = last === '' ? [] : [last.slice(0, MAX_ANNOTATION / 4)];
    const kept = [];
    let left = MAX_ANNOTATION - ['', moreInLog(100_000), ...end].join('\n').length;
    for (const line of lines) {
        const short = line.slice(0, MAX_ANNOTATION / 2);
        left -= short.length + 1;
        if (left < 0)
            break;
        kept.push(short);
    }
    const rest = lines.slice(kept.length);
    const more = rest.length === 0 ? [] : [moreInLog(rest.length)];
    return { text: [...kept, ...more, ...end].join('\n'), rest };
}
/** What an annotation or a summary says of lines that only the log has. */
function moreInLog(count) {
    return `and ${count} more in the log`;
}
/** The provider's words and the reason, without saying twice what the reason repeats. */
function said(providerState, reason, clean) {
    const words = reason.includes(providerState) ? '' : providerState;
    return [words, reason].filter(Boolean).map(clean).join(' - ');
}

;// CONCATENATED MODULE: ./build/report/tables.js
/** The Markdown tables of tasks and parts. */



/**
 * A Markdown table of the tasks, worst first; a column of links only where a task has one.
 *
 * @param maxBytes what it may take in UTF-8; how many rows are left out is said below it
 * @param rest where the others are, such as `in the results file`
 */
function taskTable(results, clean, maxBytes, rest) {
    const linked = results.some(({ url }) => url !== '');
    const head = ['task', 'provider', 'state', 'reason', 'duration', ...(linked ? ['console'] : [])];
    const cellsOf = (result) => [
        clean(result.name) + (result.optional ? ' (optional)' : ''),
        result.provider,
        `**${result.state}**`,
        said(result.provider_state, result.reason, clean),
        (0,wording/* duration */.p0)(result.duration_seconds * 1000),
        ...(linked ? [linkTo(result.url)] : []),
    ];
    return table('tasks', head, (0,report_results/* worstFirst */.md)(results), cellsOf, maxBytes, rest);
}
/** The parts of the tasks that did not succeed, worst first, task by task. */
function partsOf(results) {
    return (0,report_results/* worstFirst */.md)(results)
        .filter(({ state }) => state !== 'succeeded')
        .flatMap(({ name, parts }) => (0,report_results/* worstFirst */.md)(parts).map((part) => ({ task: name, part })));
}
/**
 * A Markdown table of parts.
 *
 * @param maxBytes as for the tasks, as is `rest`
 */
function partsTable(parts, clean, maxBytes, rest) {
    const cellsOf = ({ task, part }) => [
        clean(task),
        clean(part.name),
        `**${part.state}**`,
        said(part.provider_state, part.reason, clean),
    ];
    return table('parts', ['task', 'part', 'state', 'reason'], parts, cellsOf, maxBytes, rest);
}
/** Cells are made only of what is shown: of very many tasks each may have very many parts. */
function table(what, head, all, cellsOf, maxBytes, rest) {
    const line = (cells) => `| ${cells.join(' | ')} |\n`;
    const rule = head.map((name) => (name === 'duration' ? '---:' : '---'));
    const more = (count) => `\n${count} more ${what} are ${rest}.\n`;
    let text = line(head) + line(rule);
    let left = maxBytes - Buffer.byteLength(text + more(all.length));
    for (const [index, one] of all.entries()) {
        const row = line(cellsOf(one));
        left -= Buffer.byteLength(row);
        if (left < 0)
            return text + more(all.length - index);
        text += row;
    }
    return text;
}
/** A link in a cell of a table; what could end either is encoded. */
function linkTo(url) {
    const safe = url.toWellFormed().replace(/[^\w.~:/?#@!$&*+,=%()-]/gu, encodeURIComponent);
    return url === '' ? '' : `[open](<${safe}>)`;
}

;// CONCATENATED MODULE: ./build/report/summary.js
/** The Markdown of the job summary and of the check run. */




/** GitHub drops a step's summary of more than 1 MiB as a whole. */
const MAX_BYTES = 1_000_000;
/** The chart, which is bounded by itself, and some of the parts have room beside the longest table. */
const MAX_TABLE_BYTES = 850_000;
/** What GitHub takes for either text of a check run, in characters; never more than bytes. */
const MAX_CHECK_BYTES = 65_535;
const MAX_REFUSAL_LINES = 100;
/**
 * The job summary: the verdict, a chart of what each task went through, a table of the tasks, worst first, and
 * the parts of what did not succeed. Of what is too long it says how much is left out.
 *
 * @param clean makes a text fit for Markdown
 * @param more Markdown to stand between the tasks and their parts
 * @param rest where what it leaves out is
 */
function renderSummary(conclusion, clean, more = '', rest = IN_FILE) {
    const { results, changes } = conclusion;
    const head = renderHeading(conclusion, clean);
    if (results.length === 0)
        return head;
    const chart = renderGantt(results, changes);
    const table = taskTable(results, clean, MAX_TABLE_BYTES - Buffer.byteLength(more), rest);
    const page = [head, chart, table, more].filter((piece) => piece !== '').join('\n');
    return page + foldedParts(conclusion, clean, MAX_BYTES - Buffer.byteLength(page), rest);
}
/** Where the rest of a summary is: in the results file, where that was written. */
const IN_FILE = 'in the results file';
/** Where it is if there is no such file, or the reader has none. */
const NOT_SHOWN = 'not shown here';
/** The least that a summary says: the verdict. */
function renderHeading(conclusion, clean) {
    return `## ${verdictLine(conclusion, clean)}`;
}
/**
 * A check run's words: the verdict, the table of the tasks, and as its text the parts of what did not succeed.
 * Without a chart: GitHub documents Mermaid for other pages, not for this one.
 *
 * @param clean makes a text fit for Markdown
 * @param note Markdown to stand below the verdict
 * @param hidden a comment to stand before the parts
 */
function renderCheckOutput(conclusion, clean, note, hidden = '') {
    const head = `${verdictLine(conclusion, clean)}\n${note}\n`;
    const { results } = conclusion;
    const room = MAX_CHECK_BYTES - Buffer.byteLength(head) - 1;
    const summary = results.length === 0 ? head : `${head}\n${taskTable(results, clean, room, NOT_SHOWN)}`;
    const parts = partsOf(results);
    const before = hidden === '' || parts.length === 0 ? hidden : `${hidden}\n\n`;
    const table = parts.length === 0
        ? ''
        : partsTable(parts, clean, MAX_CHECK_BYTES - Buffer.byteLength(before), NOT_SHOWN);
    const text = `${before}${table}`;
    return { title: (0,report_results/* headline */.Pl)(conclusion), summary, text };
}
/** The summary of a gate that was refused its inputs or broke. */
function renderRefusal(message, clean) {
    const lines = message.split('\n');
    const rest = lines.length - MAX_REFUSAL_LINES;
    const more = rest > 0 ? [moreInLog(rest)] : [];
    const text = [...lines.slice(0, MAX_REFUSAL_LINES), ...more].map(clean).join('<br>\n');
    return `## ❌ Deploy Gate: error\n\n${text}\n`;
}
function verdictLine(conclusion, clean) {
    const { verdict, faults } = conclusion;
    const mark = verdict === 'succeeded' ? '✅' : verdict === 'running' ? '⏳' : '❌';
    const broken = faults.map((fault) => `\n${clean(fault)}\n`).join('');
    return `${mark} Deploy Gate: ${clean((0,report_results/* headline */.Pl)(conclusion))}\n${broken}`;
}
function foldedParts({ results }, clean, maxBytes, rest) {
    const parts = partsOf(results);
    if (parts.length === 0)
        return '';
    const open = `\n<details>\n<summary>Parts of the tasks that did not succeed (${parts.length})</summary>\n\n`;
    const close = '\n</details>\n';
    return open + partsTable(parts, clean, maxBytes - Buffer.byteLength(open + close), rest) + close;
}

// EXTERNAL MODULE: ./build/side-task.js
var side_task = __webpack_require__(6047);
;// CONCATENATED MODULE: ./build/publish.js
/** Joins the report to the publisher on GitHub, so that no fault there can end the gate. */









/** Opens what is to be published on GitHub; nothing where there is nothing, or where it cannot be. Never throws. */
async function publish({ publishing, patience }, { dispatchers, report, redact, stop }) {
    if (publishing === undefined)
        return undefined;
    const besides = (work) => (0,side_task/* aside */.H)((error) => report.warn(`publishing on GitHub went wrong: ${(0,wording/* describeError */.Uc)(error)}; the verdict stands`), work);
    let isSaved = true;
    const save = (saved) => {
        // Without the file there is no post phase, and @actions/core falls back to a command that is no longer taken.
        if ((process.env['GITHUB_STATE'] ?? '') === '')
            return;
        try {
            core/* saveState */.LZ(github_saved/* SAVED */.M, JSON.stringify(saved));
        }
        catch (error) {
            if (isSaved) {
                report.warn(`the state of the step could not be saved, so that nothing is closed on GitHub if it is killed: ${(0,wording/* describeError */.Uc)(error)}`);
            }
            isSaved = false;
        }
    };
    try {
        const githubApi = await (0,load/* loadGitHubApi */.G)();
        const open = () => openPublisher({
            publishing,
            wait: patience.wait,
            timeoutMs: patience.timeoutMs,
            connect: (purpose) => githubApi(publishing.run, publishing.token, dispatchers, purpose),
            render: (conclusion, note, hidden) => renderCheckOutput(conclusion, (text) => (0,report_text/* forMarkdown */.Bm)(redact(text)), note, hidden),
            world: build_world/* realWorld */.b,
            stop,
            warn: report.warn,
            note: report.note,
            checkRunUrl: report.checkRun,
            save,
        });
        const { changed, conclude, search, ...rest } = await besides(open);
        return {
            ...rest,
            search: () => besides(search),
            changed: (snapshot) => besides(() => changed(snapshot)),
            conclude: (conclusion, giveUp, outcome) => besides(() => conclude(conclusion, giveUp, outcome)),
        };
    }
    catch (error) {
        report.warn(`nothing can be published on GitHub: ${(0,wording/* describeError */.Uc)(error)}; the verdict stands`);
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/redact.js + 2 modules
var build_redact = __webpack_require__(5382);
;// CONCATENATED MODULE: ./build/report/changes.js
/** The changes of all tasks, as the results file lists them: the first and the last of very many. */
/** So many of the first changes are kept, and so many of the last. */
const MOST_AT_EITHER_END = 5_000;
/** Keeps changes, of which there are none yet. */
function createChanges() {
    const first = [];
    let last = [];
    let count = 0;
    return {
        add: (change) => {
            count += 1;
            if (first.length < MOST_AT_EITHER_END)
                first.push(change);
            else
                last.push(change);
            // Not one by one: each would move all the others.
            if (last.length >= 2 * MOST_AT_EITHER_END)
                last = last.slice(-MOST_AT_EITHER_END);
        },
        kept: () => {
            const changes = [...first, ...last.slice(-MOST_AT_EITHER_END)];
            const changesLeftOut = count - changes.length;
            return changesLeftOut === 0 ? { changes } : { changes, changesLeftOut };
        },
    };
}

;// CONCATENATED MODULE: ./build/report/forms.js
/** A verdict is not lost where what tells it cannot be made: a shorter form takes its place. */
/** What the first of these makes that does not throw; nothing where each of them does. */
function firstMade(...makers) {
    for (const make of makers) {
        try {
            return make();
        }
        catch {
            // Too long for a text of JavaScript, for one. What comes next is shorter.
        }
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/report/ending.js
/** Tells the end: outputs, results file and summary, which can be told anew, then table and annotation, which cannot. */





/** So long table and annotation wait for the summary, which may never be written. */
const PATIENCE_WITH_SUMMARY_MS = 500;
/** The end of one step. */
function createEnding({ runner, write, logged, marked, outputsOf, more }) {
    let isTold = false;
    /** Table and annotation, which are told once. */
    const tell = (conclusion, passed, shortened, path) => {
        if (isTold)
            return;
        isTold = true;
        const heading = () => (0,report_results/* headline */.Pl)(conclusion);
        const lines = firstMade(() => finalTable(conclusion, logged), () => [`Verdict: ${heading()}`]);
        for (const line of lines ?? [])
            runner.info(line);
        if (shortened)
            runner.warning(logged(shortenedWarning(path)));
        const fault = write.outputsFault();
        const text = firstMade(() => annotation(conclusion, logged, fault), heading) ?? conclusion.verdict;
        if (!passed)
            runner.error(text);
        else if (conclusion.results.some((result) => result.state !== 'succeeded'))
            runner.warning(text);
        else if (fault !== '')
            runner.warning(fault);
    };
    return async (conclusion, passed, meanwhile = Promise.resolve(), isStillSo = () => true) => {
        const path = await write.resultsFile(conclusion);
        const { outputs, shortened } = outputsOf(conclusion, path);
        write.outputs(outputs);
        const rest = path === '' ? NOT_SHOWN : IN_FILE;
        const summary = write.summary(() => renderSummary(conclusion, marked, more(), rest), () => renderSummary({ ...conclusion, changes: [] }, marked, '', rest), () => renderHeading(conclusion, marked));
        const written = new AbortController();
        void summary.then(() => written.abort(build_world/* WOKEN */.x));
        await Promise.all([meanwhile, build_world/* realWorld */.b.sleep(PATIENCE_WITH_SUMMARY_MS, written.signal)]);
        if (!isStillSo())
            return false;
        tell(conclusion, passed, shortened, path);
        await summary;
        return isStillSo();
    };
}
function shortenedWarning(path) {
    const what = 'the outputs were shortened to what a job can pass on';
    return path === ''
        ? `${what}, and there is no results file. Split the list over several steps`
        : `${what}. Everything is in ${path}`;
}

;// CONCATENATED MODULE: ./build/report/log-progress.js
/** The log's lines while the gate waits. */






/** So many tasks are named in a heartbeat, and may each open the log with a line of its own. */
const MAX_NAMED = 10;
/** Where there are so many that the first look at each takes long, they are counted this often. */
const COUNT_MS = 30_000;
/**
 * The lines of the log while the gate waits: give it each event in its order. Of more than ten tasks, those whose
 * first look sees nothing but that they are under way are counted in one line.
 *
 * @param timeoutMs the gate's deadline, in ms since it began
 * @param wait `false` where each task is looked at only once
 */
function createProgressLog(tasks, timeoutMs, wait, clean) {
    const nameWidth = nameWidthOf(tasks.map(({ name }) => clean(name)));
    const states = new Map();
    let beginning = tasks.length > MAX_NAMED;
    let countedAt = 0;
    const columns = ({ task, waiting }) => taskColumns(waiting.state, clean(task.name), nameWidth);
    const ended = () => [...states.values()].filter((state) => !(0,build_task/* isOpen */.nT)(state));
    const changed = (progress, elapsedMs) => {
        const { task, waiting } = progress;
        const at = clock(elapsedMs);
        const calm = beginning && !states.has(task.name) && urgency(waiting) >= UNDER_WAY;
        states.set(task.name, waiting.state);
        const uncounted = (0,build_task/* isOpen */.nT)(waiting.state) || tasks.length < 2;
        const ending = uncounted ? '' : ` (${ended().length} of ${tasks.length} ended)`;
        const words = said(waiting.providerState, waiting.reason, clean);
        const lines = calm ? [] : [`${at} ${columns(progress)}  ${words}`.trimEnd() + ending];
        const isAll = states.size === tasks.length;
        if (!beginning || !(isAll || elapsedMs >= countedAt + COUNT_MS))
            return lines;
        beginning = !isAll;
        countedAt = elapsedMs;
        const count = isAll ? `all ${tasks.length}` : `${states.size} of ${tasks.length}`;
        return [...lines, `${at} looked at ${count} deployments: ${tally([...states.values()])}`];
    };
    const heartbeat = (open, elapsedMs) => {
        beginning = false;
        const at = clock(elapsedMs);
        const left = wait ? `, ${(0,wording/* duration */.p0)(Math.max(0, timeoutMs - elapsedMs))} left` : '';
        const last = ({ waiting }) => lastSaid(waiting, elapsedMs, clean);
        const [only] = open;
        if (tasks.length === 1 && only !== undefined) {
            return [`${at} ${columns(only)}  ${unchanged(only)}${left}  ${last(only)}`.trimEnd()];
        }
        const indent = ' '.repeat(at.length + 1);
        const shown = mostUrgentFirst(open).slice(0, MAX_NAMED);
        const width = Math.max(0, ...shown.map((progress) => unchanged(progress).length));
        const rows = shown.map((progress) => `${indent}${columns(progress)}  ${unchanged(progress).padEnd(width)}  ${last(progress)}`.trimEnd());
        const rest = mostUrgentFirst(open).slice(MAX_NAMED);
        const more = `${indent}and ${rest.length} more: ${tally(rest.map(({ waiting }) => waiting.state))}`;
        const doing = wait ? 'waiting for' : 'looking at';
        const over = ended().length > 0 ? ` (${tally(ended())})` : '';
        return [
            `${at} still ${doing} ${open.length} of ${tasks.length} deployments${left}${over}`,
            ...rows,
            ...(rest.length > 0 ? [more] : []),
        ];
    };
    return (event) => {
        switch (event.kind) {
            case 'changed':
                return changed(event.progress, event.elapsedMs);
            case 'heartbeat':
                return heartbeat(event.open, event.elapsedMs);
            case 'faults': {
                const faults = clean(faultTally(event.progress.waiting, event.elapsedMs));
                return [`${clock(event.elapsedMs)} ${columns(event.progress)}  ${faults}; trying again`];
            }
            case 'unknown-words':
                return [];
        }
    };
}
const UNDER_WAY = 2;
/** How soon somebody should look at an open task: a rollback first, then what is in trouble, then the rest. */
function urgency({ state, lost, faults, absentSince, tentativeSince }) {
    if (!(0,build_task/* isOpen */.nT)(state) || state === 'rolling-back')
        return 0;
    const trouble = [lost, faults, absentSince, tentativeSince].some((sign) => sign !== undefined);
    if (trouble)
        return 1;
    return state === 'running' ? UNDER_WAY : UNDER_WAY + 1;
}
/** By urgency, and of the same urgency what has not changed for longest. */
function mostUrgentFirst(open) {
    return [...open].sort((a, b) => urgency(a.waiting) - urgency(b.waiting) || b.unchangedMs - a.unchangedMs);
}
function unchanged({ unchangedMs }) {
    return `for ${(0,wording/* duration */.p0)(unchangedMs)}`;
}
/** The provider's last words and reason, and the faults since then. */
function lastSaid(waiting, elapsedMs, clean) {
    const unanswered = waiting.lookedAt === undefined ? 'not looked at yet' : 'no answer yet';
    const words = isKnown(waiting) ? said(waiting.providerState, waiting.reason, clean) : unanswered;
    return [words, clean(faultTally(waiting, elapsedMs))].filter(Boolean).join('; ');
}
/** How many there are of each state, worst first: `28 running, 2 pending`. */
function tally(states) {
    return report_results/* WORST_FIRST */.vh.map((state) => ({ state, count: states.filter((other) => other === state).length }))
        .filter(({ count }) => count > 0)
        .map(({ state, count }) => `${count} ${state}`)
        .join(', ');
}

;// CONCATENATED MODULE: ./build/report/outputs.js
/** The outputs of the step. */


/** The names of all outputs, in the order of action.yml. */
const OUTPUT_NAMES = [
    'state',
    'results',
    'results-file',
    'failed',
    'states',
    'duration-seconds',
    'check-run-url',
];
/** What the outputs say before anything is known, and where the inputs are refused. */
const DEFAULT_OUTPUTS = {
    state: 'error',
    results: '[]',
    'results-file': '',
    failed: '[]',
    states: '{}',
    'duration-seconds': '0',
    'check-run-url': '',
};
/** What all outputs of a step may be together, in UTF-16 units: a job may pass on 1 MB, counted as two bytes a unit. */
const MOST_UNITS = 500_000;
/** Which form each of the three has: `results`, `failed`, `states`. From one line to the next, less is told. */
const outputs_STEPS = [
    [0, 0, 0],
    [1, 0, 0],
    [2, 0, 0],
    [2, 1, 0],
    [3, 1, 0],
    [3, 1, 1],
    [3, 2, 1],
];
/**
 * The outputs of a conclusion: where they would be too long, or cannot be made, they lose detail. What does not fit in
 * its shortest form is the empty text, which nobody can take for a list of nothing.
 *
 * @param resultsFile absolute path of the whole of it; empty if it could not be written
 * @param checkRunUrl the page of the check run; empty if there is none
 * @returns the outputs, and whether something had to be left out
 */
function renderOutputs(conclusion, resultsFile, checkRunUrl, redact) {
    const { verdict, results, durationSeconds } = conclusion;
    const fixed = {
        state: verdict,
        'results-file': resultsFile,
        'duration-seconds': String(durationSeconds),
        'check-run-url': checkRunUrl,
    };
    const names = OUTPUT_NAMES.reduce((sum, { length }) => sum + length, 0);
    const room = Object.values(fixed).reduce((left, { length }) => left - length, MOST_UNITS - names);
    const failed = (0,report_results/* failedOf */.ZA)(results);
    const list = (all, shape) => () => listWithin(all, shape, redact, room);
    const all = [
        [list(results, (each) => each), list(results, withoutParts), list(results, least), () => ''],
        [list(failed, withoutParts), list(failed, least), () => ''],
        [() => firstMade(() => statesOf(results, redact)), () => ''],
    ];
    const [ofResults, ofFailed, ofStates] = all.map(remembering);
    for (const [step, [first, second, third]] of outputs_STEPS.entries()) {
        const made = { results: ofResults?.(first), failed: ofFailed?.(second), states: ofStates?.(third) };
        const { results: told, failed: bad, states } = made;
        if (told === undefined || bad === undefined || states === undefined)
            continue;
        if (told.length + bad.length + states.length > room)
            continue;
        return { outputs: { ...fixed, results: told, failed: bad, states }, shortened: step > 0 };
    }
    return { outputs: { ...fixed, results: '', failed: '', states: '' }, shortened: true };
}
/** Each form is made once, and only when it is asked for. */
function remembering(forms) {
    const made = new Map();
    return (index) => {
        if (!made.has(index))
            made.set(index, forms[index]?.());
        return made.get(index);
    };
}
/** A list as JSON; nothing where it would be longer than that, or cannot be made. */
function listWithin(all, shape, redact, most) {
    return firstMade(() => {
        const texts = [];
        let left = most;
        for (const result of all) {
            const text = redact(JSON.stringify(shape(result)));
            left -= text.length + 1;
            if (left < 0)
                return undefined;
            texts.push(text);
        }
        return `[${texts.join(',')}]`;
    });
}
function statesOf(results, redact) {
    return redact(JSON.stringify(Object.fromEntries(results.map(({ name, state }) => [name, state]))));
}
function withoutParts({ parts: _, ...rest }) {
    return rest;
}
function least({ name, state }) {
    return { name, state };
}

;// CONCATENATED MODULE: ./build/report/unknown-words.js
/** What is said of words that no table names, and how users can hand over what they mean. */
/** What the form for it is called, in the repository of the action. */
const ISSUE_TITLE = 'Unknown word of a provider';
const ISSUE_FORM = 'unknown-word.yml';
/** So many words are named in one sentence. */
const unknown_words_MAX_NAMED = 10;
/** The page of a new issue in the repository that the action comes from; empty where the runner does not name it. */
function issuePage(env) {
    const repository = env['GITHUB_ACTION_REPOSITORY'] ?? '';
    const server = env['GITHUB_SERVER_URL'] || 'https://github.com';
    const sound = /^[\w.-]+\/[\w.-]+$/.test(repository) && /^https?:\/\/[\w.:-]+$/.test(server);
    return sound ? `${server}/${repository}/issues/new?template=${ISSUE_FORM}` : '';
}
/** What the log says of words that no table names. */
function unknownWordsWarning(task, words, clean) {
    return `${clean(task.name)}: ${task.provider} said ${listed(words, clean)}, which this version does not know; it is taken for "${takenFor(words)}"`;
}
/** How to hand over what was seen, as the log says it. */
function howToShare(sharing, clean) {
    const page = sharing.issuePage === '' ? 'in the repository of this action' : `at ${sharing.issuePage}`;
    return `To have it understood, ${trace(sharing.tracePath, clean)}, and attach it to a new issue "${ISSUE_TITLE}" ${page}`;
}
/**
 * What the summary says of all such words; empty where there are none.
 *
 * @param clean makes a text fit for Markdown
 */
function renderUnknownWords(all, sharing, clean) {
    if (all.length === 0)
        return '';
    const rows = all.map(({ task, word }) => `- “${clean(word)}”, said by ${task.provider} of ${clean(task.name)}: taken for “${takenFor([word])}”`);
    const where = sharing.issuePage === ''
        ? `a new issue “${ISSUE_TITLE}” in the repository of this action`
        : `[a new issue “${ISSUE_TITLE}”](${sharing.issuePage})`;
    return [
        '### Words that this version does not know',
        '',
        ...rows,
        '',
        `To have them understood, ${trace(sharing.tracePath, clean)}, and attach it to ${where}. Secrets are hidden in it.`,
        '',
    ].join('\n');
}
function trace(path, clean) {
    return path === ''
        ? 'add “trace-file: trace.har” to the inputs of this step, upload that file as an artifact'
        : `upload the trace of this step as an artifact (${clean(path)})`;
}
function listed(words, clean) {
    const named = words.slice(0, unknown_words_MAX_NAMED).map((word) => `"${clean(word)}"`);
    return [...named, ...(words.length > unknown_words_MAX_NAMED ? [`${words.length - unknown_words_MAX_NAMED} more`] : [])].join(', ');
}
/** A word for a rollback is never good news, whatever it means. */
function takenFor(words) {
    return words.some((word) => word.startsWith('rollback ')) ? 'still rolling back' : 'still running';
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/report/results-file.js
/** The results file: everything that is known at the end, for artifacts and scripts. */




/**
 * Writes everything to a file of its own in the runner's temporary folder, piece by piece: as one text it may be longer
 * than a text can be.
 *
 * @param before the path of the one that this step has written before, whose place it takes; empty if there is none
 * @returns its absolute path
 * @throws if it cannot be written; then there is none
 */
function writeResultsFile(conclusion, runnerTemp, redact, before = '') {
    const folder = runnerTemp === undefined || runnerTemp === '' ? (0,external_node_os_.tmpdir)() : runnerTemp;
    const path = before === '' ? (0,external_node_path_.resolve)((0,external_node_path_.join)(folder, `deploy-gate-${(0,external_node_crypto_.randomUUID)()}.json`)) : before;
    (0,external_node_fs_.rmSync)(path, { force: true });
    const file = (0,external_node_fs_.openSync)(path, 'wx', 0o600);
    try {
        for (const piece of piecesOf(conclusion, redact))
            (0,external_node_fs_.appendFileSync)(file, piece);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(path, { force: true });
        throw error;
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
    return path;
}
function* piecesOf(conclusion, redact) {
    const { verdict, durationSeconds, results, changes, changesLeftOut } = conclusion;
    const field = (name, value) => `  "${name}": ${JSON.stringify(value)},\n`;
    yield `{\n${field('schema', 1)}${field('state', verdict)}${field('duration_seconds', durationSeconds)}`;
    yield* listOf('results', results, redact);
    yield ',\n';
    if (changesLeftOut !== undefined)
        yield field('changes_left_out', changesLeftOut);
    yield* listOf('changes', changes, redact);
    yield '\n}\n';
}
function* listOf(name, all, redact) {
    yield `  "${name}": [`;
    for (const [index, each] of all.entries()) {
        const text = redact(JSON.stringify(each, null, 2)).replaceAll('\n', '\n    ');
        yield `${index === 0 ? '' : ','}\n    ${text}`;
    }
    yield all.length === 0 ? ']' : '\n  ]';
}

;// CONCATENATED MODULE: ./build/report/writer.js
/** Writes outputs, results file and summary: what cannot be written stops nothing, and is told once. */




/**
 * The writer of a step.
 *
 * @param runnerTemp the folder for the results file; the system's own where it is not given
 * @param logged makes a text fit for the log
 */
function createWriter(runner, redact, runnerTemp, logged) {
    const warnedOf = new Set();
    let outputsFault = '';
    let file = '';
    let summary = Promise.resolve();
    const faultOf = (what, error) => logged(`${what} could not be written: ${(0,wording/* describeError */.Uc)(error)}`);
    const attempt = async (what, write) => {
        try {
            await write();
        }
        catch (error) {
            if (!warnedOf.has(what))
                runner.warning(faultOf(what, error));
            warnedOf.add(what);
        }
    };
    return {
        outputs: (outputs) => {
            outputsFault = '';
            try {
                for (const name of OUTPUT_NAMES) {
                    const value = outputs[name];
                    if (value !== undefined)
                        runner.setOutput(name, value);
                }
            }
            catch (error) {
                outputsFault = faultOf('the outputs', error);
            }
        },
        outputsFault: () => outputsFault,
        resultsFile: async (conclusion) => {
            let path = '';
            await attempt('the results file', () => {
                path = writeResultsFile(conclusion, runnerTemp, redact, file);
            });
            file = path;
            return path;
        },
        summary: (...forms) => {
            // One after the other: the second may come while the first is being written.
            const write = () => attempt('the job summary', () => runner.setSummary(firstMade(...forms) ?? ''));
            summary = summary.then(write);
            return summary;
        },
    };
}

;// CONCATENATED MODULE: ./build/report/report.js
/** Tells what happens on every channel of the runner: log, summary, outputs, annotations. */












/** GitHub shows 10 annotations of a type and step: unknown words must not use them up. */
const MAX_WORD_WARNINGS = 5;
/** So many words are told: a provider that says a new one each time must not fill the log. */
const MAX_WORDS = 20;
/** So many problems are told below the annotation: a log of megabytes opens slowly, and nobody reads it. */
const MAX_REST = 10_000;
/**
 * A report whose outputs are set to their defaults at once.
 *
 * @param issuePage where words that no table names are to be sent; empty if the page is not known
 */
function createReport(runner, redact, runnerTemp, now, issuePage = '') {
    const logged = (text) => (0,report_text/* forLog */.Ig)(redact(text));
    const marked = (text) => (0,report_text/* forMarkdown */.Bm)(redact(text));
    const changes = createChanges();
    const faults = [];
    const unknownWords = new Map();
    let wordWarnings = 0;
    let trace;
    let linesOf = createProgressLog([], 0, true, logged);
    const latest = new Map();
    let elapsedMs = 0;
    let checkRunUrl = '';
    const write = createWriter(runner, redact, runnerTemp, logged);
    const sharing = () => ({ issuePage, tracePath: trace?.path ?? '' });
    /** A provider's word is told once, with the task that it was first said of; how to hand it over is, too. */
    const tellUnknownWords = ({ task, words, expected = false }) => {
        const fresh = [...new Set(words)]
            .filter((word) => !unknownWords.has(`${task.provider} ${word}`))
            .slice(0, MAX_WORDS - unknownWords.size);
        if (fresh.length === 0)
            return;
        const help = unknownWords.size === 0 ? `. ${howToShare(sharing(), logged)}` : '';
        for (const word of fresh)
            unknownWords.set(`${task.provider} ${word}`, { task, word });
        const text = `${unknownWordsWarning(task, fresh, logged)}${help}`;
        const quiet = expected || wordWarnings === MAX_WORD_WARNINGS;
        if (!quiet)
            wordWarnings += 1;
        (quiet ? runner.info : runner.warning)(text);
    };
    const writeTrace = (conclusion) => {
        if (trace === undefined)
            return;
        try {
            const { requests, bytes } = trace.write(conclusion);
            runner.info(logged(`Trace: ${requests} requests, ${Math.ceil(bytes / 1000)} kB, in ${trace.path}`));
        }
        catch (error) {
            const why = `${(0,wording/* describeError */.Uc)(error)}; the verdict stands`;
            const what = `the trace could not be written to ${trace.path}: ${why}`;
            runner.warning(logged(`${what}. Look at the disk and the permissions of the folder`));
        }
    };
    const concluded = (tasks, afterMs, verdict) => ({
        verdict,
        results: tasks.map((progress) => (0,report_results/* resultOf */.Bg)(progress, redact)),
        ...changes.kept(),
        durationSeconds: (0,report_results/* seconds */.YA)(afterMs),
        faults,
    });
    write.outputs(DEFAULT_OUTPUTS);
    return {
        begin: (tasks, patience) => {
            linesOf = createProgressLog(tasks, patience.timeoutMs, patience.wait, logged);
            for (const task of tasks)
                latest.set(task.name, notYet(task));
            runner.info(openingLine(tasks, patience));
        },
        warn: (message) => runner.warning(logged(message)),
        note: (message) => runner.info(logged(message)),
        event: (event) => {
            if (event.kind === 'unknown-words')
                return tellUnknownWords(event);
            if (event.kind === 'changed') {
                const { task, waiting } = event.progress;
                trace?.changed(task.name);
                latest.set(task.name, event.progress);
                elapsedMs = event.elapsedMs;
                changes.add({
                    at: now().toISOString(),
                    name: redact(task.name),
                    state: waiting.state,
                    provider_state: redact(waiting.providerState),
                    reason: (0,report_results/* boundedReason */.aV)(redact(waiting.reason), redact),
                });
            }
            for (const line of linesOf(event))
                runner.info(line);
        },
        broke: (what) => {
            const fault = redact(`the gate itself broke: ${what}`);
            faults.push(fault);
            runner.info(logged(fault));
        },
        soFar: () => concluded([...latest.values()], elapsedMs, 'running'),
        conclusion: (outcome, verdict) => concluded(outcome.tasks, outcome.elapsedMs, verdict),
        traceTo: (sink) => {
            trace = sink;
        },
        checkRun: (url) => {
            if (url === '')
                return;
            checkRunUrl = redact(url);
            runner.info(logged(`Check run: ${url}`));
            write.outputs({ 'check-run-url': checkRunUrl });
        },
        conclude: createEnding({
            runner,
            write,
            logged,
            marked,
            outputsOf: (conclusion, path) => renderOutputs(conclusion, path, checkRunUrl, redact),
            more: () => renderUnknownWords([...unknownWords.values()], sharing(), marked),
        }),
        traced: writeTrace,
        refuse: async (message) => {
            const conclusion = {
                verdict: 'error',
                results: [],
                ...changes.kept(),
                durationSeconds: 0,
                faults,
            };
            const path = await write.resultsFile(conclusion);
            write.outputs({ ...DEFAULT_OUTPUTS, 'results-file': path, 'check-run-url': checkRunUrl });
            await write.summary(() => renderRefusal(message, marked));
            const { text, rest } = log_bounded(message.split('\n').map(logged), write.outputsFault());
            runner.error(text);
            for (const line of rest.slice(0, MAX_REST))
                runner.info(line);
            if (rest.length > MAX_REST)
                runner.info(`and ${rest.length - MAX_REST} more`);
            writeTrace({ ...conclusion, faults: [...faults, redact(message)] });
        },
    };
}
/** A task before its first look. */
function notYet(task) {
    return {
        task,
        waiting: BEFORE,
        startedAt: undefined,
        finishedAt: undefined,
        requests: 0,
        durationMs: 0,
        unchangedMs: 0,
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
;// CONCATENATED MODULE: ./build/report/runner.js
/** The runner's side of the report, by @actions/core. */



/** GitHub's runner, as this process's environment describes it. */
function actionsRunner(env) {
    const plain = (env['NO_COLOR'] ?? '') !== '';
    let others;
    return {
        info: (line) => core/* info */.pq(plain ? (0,external_node_util_.stripVTControlCharacters)(line) : line),
        warning: (message) => core/* warning */.$e(message, { title: 'Deploy Gate' }),
        error: (message) => core/* error */.z3(message, { title: 'Deploy Gate' }),
        setOutput: (name, value) => {
            // Without the file @actions/core falls back to a command that the runner no longer takes.
            if ((env['GITHUB_OUTPUT'] ?? '') === '')
                throw new Error('GITHUB_OUTPUT is not set');
            core/* setOutput */.uH(name, value);
        },
        setSummary: async (markdown) => {
            const path = env['GITHUB_STEP_SUMMARY'] ?? '';
            others ??= await sizeOf(path);
            // What is no regular file can only be added to.
            if (others !== NO_FILE)
                await (0,promises_.truncate)(path, others);
            await core/* summary */.z.addRaw(markdown).write();
        },
    };
}
const NO_FILE = -1;
/** How much the file holds that is not ours. */
async function sizeOf(path) {
    try {
        const there = await (0,promises_.stat)(path);
        return there.isFile() ? there.size : NO_FILE;
    }
    catch {
        // There is none yet, or none at all.
    }
    return NO_FILE;
}

// EXTERNAL MODULE: ./build/inputs/trace-place.js
var trace_place = __webpack_require__(4303);
;// CONCATENATED MODULE: ./build/tracing.js
/** Joins the trace to the gate and the report: without `trace-file` nothing is kept, and no code for it loaded. */



const NONE = {
    through: (send) => send,
    follow: (watched) => watched,
    accepted: () => undefined,
    carriesOn: () => undefined,
};
/**
 * Begins the trace if one is wanted, and there is none where its place is refused, which is told with all else that is
 * wrong with the inputs. Where it cannot be written there is a warning. Never throws.
 */
async function openTracing(getInput, env, redact, report) {
    const place = (0,trace_place/* readTracePlace */.L)(getInput, env);
    if (place === undefined || 'wrong' in place)
        return NONE;
    try {
        const { beginTrace } = await __webpack_require__.e(/* import() */ 517).then(__webpack_require__.bind(__webpack_require__, 7517));
        const trace = beginTrace({ path: place.path, getInput, env, redact, world: build_world/* realWorld */.b });
        report.traceTo(trace);
        return trace;
    }
    catch (error) {
        report.warn(`trace-file: ${(0,wording/* shown */.SP)(place.path)} cannot be written (${(0,wording/* describeError */.Uc)(error)}); there will be no trace, and the verdict stands. Give the path of a file that this job may write; it counts from the workspace`);
    }
    return NONE;
}

// EXTERNAL MODULE: ./build/clouds/alibaba.js + 1 modules
var clouds_alibaba = __webpack_require__(3088);
// EXTERNAL MODULE: ./build/clouds/clock.js
var clouds_clock = __webpack_require__(6337);
// EXTERNAL MODULE: ./build/clouds/connection.js + 4 modules
var connection = __webpack_require__(2271);
// EXTERNAL MODULE: ./build/clouds/huawei.js + 1 modules
var clouds_huawei = __webpack_require__(3694);
;// CONCATENATED MODULE: ./build/clouds/trust.js
/** One request of a credential goes first, and a refused credential is never sent again. */

/** A host that does not answer must not hold up another one: after this long one of that may go as well. */
const ALONE_MS = 5_000;
/** Under the number of refusals that locks a key. */
const MOST_UNPROVEN = 3;
/** The trust in a credential that was not sent yet. */
function createTrust(world) {
    let accepted = false;
    let refusal;
    const unproven = new Set();
    /** Hosts that were sent the credential. */
    const asked = new Set();
    /** How many wait for each host. */
    const waiting = new Map();
    /** Answers that may have been refusals, by host; and the hosts that have given too many of them. */
    const doubts = new Map();
    const closed = new Map();
    let changed = new AbortController();
    const announce = () => {
        changed.abort(build_world/* WOKEN */.x);
        changed = new AbortController();
    };
    /** Milliseconds until a request to this host that came at `since` may go; infinite where another must end first. */
    const wait = (host, since) => {
        // A host that keeps failing must not keep those waiting that were never asked.
        if (asked.has(host) && [...waiting.keys()].some((other) => !asked.has(other)))
            return Infinity;
        if (unproven.size === 0)
            return 0;
        if (unproven.has(host) || unproven.size >= MOST_UNPROVEN)
            return Infinity;
        return Math.max(0, since + ALONE_MS - world.now());
    };
    const isDecided = (host) => accepted || refusal !== undefined || closed.has(host);
    const untilChange = async (ms) => {
        const { signal } = changed;
        if (Number.isFinite(ms))
            await world.sleep(ms, signal);
        else
            await new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    };
    return {
        enter: async (host) => {
            const since = world.now();
            while (!isDecided(host)) {
                const left = wait(host, since);
                if (left === 0) {
                    unproven.add(host);
                    if (!asked.has(host)) {
                        asked.add(host);
                        announce();
                    }
                    break;
                }
                waiting.set(host, (waiting.get(host) ?? 0) + 1);
                await untilChange(left);
                const others = (waiting.get(host) ?? 0) - 1;
                if (others > 0)
                    waiting.set(host, others);
                else
                    waiting.delete(host);
            }
            return refusal ?? closed.get(host);
        },
        leave: (host, shown) => {
            unproven.delete(host);
            if (shown === 'accepted') {
                accepted = true;
                doubts.clear();
            }
            else if (shown === 'wrong-time') {
                accepted = false;
            }
            else if (shown !== undefined && 'refused' in shown) {
                refusal = shown.refused;
            }
            else if (shown !== undefined && !accepted) {
                const times = (doubts.get(host) ?? 0) + 1;
                doubts.set(host, times);
                if (times >= MOST_UNPROVEN)
                    closed.set(host, shown.doubted);
            }
            if (waiting.size > 0)
                announce();
        },
        doubt: () => {
            accepted = false;
        },
    };
}

// EXTERNAL MODULE: ./build/inputs/project-scope.js
var project_scope = __webpack_require__(532);
;// CONCATENATED MODULE: ./build/memo.js
/** A map that fills itself. */
/** What a map has at a key; where it has nothing, what `make` gives, from then on. */
function getOrMake(map, key, make) {
    const known = map.get(key);
    if (known !== undefined)
        return known;
    const made = make();
    map.set(key, made);
    return made;
}

// EXTERNAL MODULE: ./build/providers/notes.js
var providers_notes = __webpack_require__(6408);
;// CONCATENATED MODULE: ./build/clouds/credential-source.js
/** Where a connection has its credential from: as it was given, or a session that is renewed. */
/** A source that has one credential, and no other: keys, or a token, that the user gave. */
function fixed(value) {
    return { current: async () => ({ kind: 'credential', value }), renew: () => false };
}

// EXTERNAL MODULE: ./build/clouds/session.js
var session = __webpack_require__(4603);
;// CONCATENATED MODULE: ./build/sources.js
/** Joins each credential with its exchange: which tasks share a session. */




/** Sources that have given nothing yet. */
function createSources({ send, world, hides, clockOf }) {
    const sessions = {
        alibaba: new Map(),
        huawei: new Map(),
    };
    const toolsFor = (cloud, endpoint) => ({
        send,
        world,
        clock: clockOf(cloud, endpoint),
        ...hides,
    });
    return {
        alibaba: (value) => {
            if (!('roleArn' in value))
                return fixed(value);
            return getOrMake(sessions.alibaba, value.roleArn, () => (0,session/* createSession */.j)(whenNeeded(async () => {
                const { alibabaExchange } = await __webpack_require__.e(/* import() */ 578).then(__webpack_require__.bind(__webpack_require__, 3578));
                return alibabaExchange(value, toolsFor('alibaba', value.endpoint));
            }), world));
        },
        huawei: (value, target) => {
            if (value.kind !== 'identity-provider')
                return fixed(value);
            const endpoint = (0,project_scope/* iamEndpointOf */.u)(target, value.endpoint);
            const project = (0,project_scope/* projectScopeOf */.X)(target, value);
            if (project === undefined)
                throw new Error(`no project for an IAM token of ${target.task.name}`);
            return getOrMake(sessions.huawei, `${endpoint.href} ${JSON.stringify(project)}`, () => (0,session/* createSession */.j)(whenNeeded(async () => {
                const { huaweiExchange } = await __webpack_require__.e(/* import() */ 754).then(__webpack_require__.bind(__webpack_require__, 7754));
                return huaweiExchange(value, endpoint, project, toolsFor('huawei', endpoint));
            }), world));
        },
    };
}
/** An exchange whose code is loaded with its first use: most steps have keys, and start sooner without it. */
function whenNeeded(load) {
    let loaded;
    return async () => {
        loaded ??= load();
        return (await loaded)();
    };
}

;// CONCATENATED MODULE: ./build/watch.js
/** Joins each task to its host and its credential: who shares a lane, a clock and a trust. */









/**
 * Connects each target with its host and its credential. Tasks on one host with one credential share a lane.
 *
 * @param hides told of every secret that a keyless exchange brings, before it is used
 */
function watchTargets(inputs, send, world, hides) {
    const trusts = new Map();
    const clocks = new Map();
    const hostClocks = new Map();
    const connections = new Map();
    const clockOf = (cloud, { origin }) => getOrMake(hostClocks, `${cloud} ${origin}`, getOrMake(clocks, cloud, clouds_clock/* createClocks */.K));
    const sources = createSources({ send, world, hides, clockOf });
    return inputs.targets.map((target) => {
        const { baseUrl, provider, prepared, task } = target;
        const lane = `${provider.cloud} ${baseUrl.origin}`;
        const trust = getOrMake(trusts, trustKey(target, inputs, lane), () => createTrust(world));
        const clock = clockOf(provider.cloud, baseUrl);
        const key = `${lane} ${baseUrl.href} ${prepared.projectId ?? ''} ${task.region}`;
        const connection = getOrMake(connections, key, () => connectTarget(inputs, target, sources, {
            baseUrl,
            place: baseUrl.host === provider.host(task.region) ? 'the region' : 'the endpoint of the entry',
            trust,
            clock,
            send,
            world,
        }));
        const notes = (0,providers_notes/* createNotebook */.I)();
        const look = prepared.watch(connection, inputs.patience.settleMs > 0, notes);
        let awaited = '';
        const waitsFor = (what) => {
            awaited = what;
        };
        return {
            task,
            lane,
            look: (signal, sent) => {
                awaited = '';
                return look({ signal, sent, waitsFor });
            },
            waitsFor: () => awaited,
            handOver: notes.handOver,
            kept: notes.kept,
        };
    });
}
/**
 * Huawei Cloud locks a key that is refused, whichever host it was sent to; an IAM token may be good for one region, or
 * one project, and not for another. Alibaba Cloud locks none: each host speaks for itself.
 */
function trustKey({ provider, prepared, task }, { huawei }, lane) {
    if (provider.cloud !== 'huawei')
        return lane;
    if (huawei?.value.kind === 'keys')
        return provider.cloud;
    return huawei?.value.kind === 'token' ? lane : `${lane} ${prepared.projectId ?? ''} ${task.region}`;
}
function connectTarget(inputs, target, sources, shared) {
    const connection = CONNECTING[target.provider.cloud](inputs, target, sources, shared);
    if (connection === undefined)
        throw new Error(`no credential for ${target.provider.name}`);
    return connection;
}
const CONNECTING = {
    alibaba: ({ alibaba }, _target, sources, shared) => alibaba &&
        (0,connection/* connect */.Ng)({
            ...shared,
            dialect: clouds_alibaba/* alibabaDialect */.x,
            credentialsHint: `check ${alibaba.source}`,
            credentials: sources.alibaba(alibaba.value),
            sign: clouds_alibaba/* alibabaRequest */.I,
        }),
    huawei: ({ huawei }, target, sources, shared) => huawei &&
        (0,connection/* connect */.Ng)({
            ...shared,
            dialect: clouds_huawei/* huaweiDialect */.m,
            credentialsHint: `check ${huawei.source}, and the region`,
            credentials: sources.huawei(huawei.value, target),
            sign: (credential, call, url, date) => (0,clouds_huawei/* huaweiRequest */.Z)(credential, projectOf(huawei.value, target), call, url, date),
        }),
};
/** The project that a request names: with a token of the gate's own the one that this is for, if it has an id. */
function projectOf(value, target) {
    if (value.kind !== 'identity-provider')
        return target.prepared.projectId;
    const scope = (0,project_scope/* projectScopeOf */.X)(target, value);
    return scope !== undefined && 'id' in scope ? scope.id : undefined;
}

;// CONCATENATED MODULE: ./build/main.js
/** The main phase: read the inputs, watch, judge, tell. */



















/**
 * The whole step: read the inputs, watch, judge, tell.
 *
 * @param cancelled aborted when the job is cancelled
 * @param broken aborted when something is thrown where nobody catches it, which is then the reason
 * @returns whether the step passes; outputs, summary and log are written either way
 */
async function main(cancelled, broken) {
    const { env } = process;
    const getInput = (name) => core/* getInput */.V4(name, { trimWhitespace: false });
    const { secrets, keyIds, tooShort } = (0,inputs_secrets/* readSecrets */.q)(getInput, env);
    const { redact, redactEscaped, hide, hideKeyId } = (0,build_redact/* learningRedactor */.Bz)(secrets, keyIds);
    // The runner would mask each line of a secret of several, also one that is a mere brace.
    const mask = (secret) => {
        if (!(0,build_redact/* isTooShort */.r$)(secret) && !/\s/.test(secret))
            core/* setSecret */.Pq(secret);
    };
    for (const secret of secrets)
        mask(secret);
    const hides = {
        hide: (secret) => {
            mask(secret);
            hide(secret);
        },
        hideKeyId,
    };
    const report = createReport(actionsRunner(env), redact, env['RUNNER_TEMP'], build_world/* realWorld */.b.date, issuePage(env));
    broken.addEventListener('abort', () => report.broke((0,wording/* describeError */.Uc)(broken.reason)));
    try {
        if (tooShort.length > 0) {
            report.warn(`${tooShort.join(', ')}: a secret of fewer than 8 characters cannot be hidden in what is written. Use a longer one`);
        }
        const tracing = await openTracing(getInput, env, redactEscaped, report);
        const inputs = (0,inputs_inputs/* readInputs */.Ko)(getInput, env, redact);
        tracing.accepted();
        for (const choice of inputs.choices)
            core/* debug */.Yz((0,report_text/* forLog */.Ig)(redact(choice)));
        return await watchAndTell(inputs, { redact, report, hides, tracing }, { cancelled, broken });
    }
    catch (error) {
        await report.refuse(error instanceof inputs_inputs/* InputError */.dz ? error.message : `the gate itself failed: ${(0,wording/* describeError */.Uc)(error)}`);
        return false;
    }
}
async function watchAndTell(inputs, sinks, stops) {
    const { report, tracing } = sinks;
    const stop = AbortSignal.any([stops.cancelled, stops.broken]);
    const dispatchers = (0,clouds_dispatchers/* createDispatchers */.Xp)(inputs.proxy, CONNECTIONS);
    let publisher;
    let isWatching = false;
    try {
        const send = tracing.through(createSend(dispatchers));
        const watched = tracing.follow(boundedLooks(watchTargets(inputs, send, build_world/* realWorld */.b, sinks.hides), sinks.redact));
        publisher = await publish(inputs, { ...sinks, dispatchers, stop });
        tracing.carriesOn(carriedOnFrom(publisher));
        report.begin(watched.map(({ task }) => task), patienceLeft(inputs.patience, publisher));
        isWatching = true;
        for (const warning of inputs.warnings)
            report.warn(warning);
        publisher?.changed(report.soFar);
        const { outcome, patience } = await gateAfter(watched, publisher, inputs.patience, {
            failFast: inputs.failFast,
            failOn: inputs.failOn,
            world: build_world/* realWorld */.b,
            stop,
            tell: (event) => {
                report.event(event);
                if (event.kind === 'changed')
                    publisher?.changed(report.soFar);
            },
        });
        // It may have shown only while the gate ran.
        tracing.carriesOn(carriedOnFrom(publisher));
        const judged = outcome.tasks.map(({ task, waiting }) => ({
            state: waiting.state,
            optional: task.optional,
        }));
        // While the end is being told the job may still be cancelled: then that is told instead.
        for (;;) {
            const stopped = howStopped(stops);
            const result = verdict(judged, stopped, patience.wait);
            const passed = stopped === undefined && passes(result, judged, inputs.failOn, patience.wait);
            const conclusion = report.conclusion(outcome, result);
            const giveUp = stopped === 'interrupted' ? NEVER : stops.cancelled;
            const published = publisher?.conclude(conclusion, giveUp, outcome);
            if (!(await report.conclude(conclusion, passed, published, () => howStopped(stops) === stopped)))
                continue;
            report.traced(conclusion);
            return passed;
        }
    }
    catch (error) {
        if (!isWatching)
            throw error;
        // What was learned is told: only before the watching begins are there no results.
        report.broke((0,wording/* describeError */.Uc)(error));
        const conclusion = { ...report.soFar(), verdict: 'error' };
        await report.conclude(conclusion, false, publisher?.conclude(conclusion, NEVER));
        report.traced(conclusion);
        return false;
    }
    finally {
        // What is told is told: an end of connections that fails or lingers does not change it.
        void dispatchers.close().catch(() => undefined);
    }
}
const NEVER = new AbortController().signal;
function howStopped({ cancelled, broken }) {
    if (cancelled.aborted)
        return 'interrupted';
    return broken.aborted ? 'broken' : undefined;
}


/***/ }),

/***/ 6408:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ markOf),
/* harmony export */   I: () => (/* binding */ createNotebook)
/* harmony export */ });
/* harmony import */ var _clouds_digest_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1039);
/** What a provider keeps of its polls for a run that carries this one on. */

/** The notes of a task that nobody has polled yet. */
function createNotebook() {
    let earlier;
    let kept;
    return {
        recall: (schema) => {
            const parsed = schema.safeParse(earlier);
            earlier = undefined;
            return parsed.data;
        },
        keep: (value) => {
            kept = value;
        },
        handOver: (value) => {
            earlier = value;
        },
        // What no poll has asked for since is still to be kept.
        kept: () => earlier ?? kept?.(),
    };
}
/** Hex digits of a mark: of thousands of texts hardly two have the same. */
const MARK_LENGTH = 8;
/** Stands for an ID in notes, which have no room for all of it. */
function markOf(id) {
    return (0,_clouds_digest_js__WEBPACK_IMPORTED_MODULE_0__/* .sha256 */ .sc)(id).slice(0, MARK_LENGTH);
}


/***/ })

};
