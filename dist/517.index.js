export const id = 517;
export const ids = [517];
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

// EXTERNAL MODULE: ./build/clouds/classify.js
var classify = __webpack_require__(5309);
;// CONCATENATED MODULE: ./build/clouds/alibaba.js
/** Alibaba Cloud: its keys, its requests, its errors. */




/** Product CloudAPI (API Gateway). Source: its API overview. */
const API_VERSION = '2016-07-14';
/** Alibaba Cloud's errors: `{Code, Message, …}`, sometimes as XML. Source: its common error codes. */
const alibabaDialect = {
    vendor: 'Alibaba Cloud',
    readError: (json, text) => (json === undefined ? readXml(text) : (0,classify/* errorAt */.Os)(json, 'Code', 'Message')),
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
    statuses: { 403: 'permission', 408: 'server', 429: 'throttled' },
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
function readXml(text) {
    const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
    return code === undefined
        ? undefined
        : { code, message: /<Message>([^<]*)<\/Message>/.exec(text)?.[1] ?? '' };
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

/***/ 3694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  m: () => (/* binding */ huaweiDialect),
  Z: () => (/* binding */ huaweiRequest)
});

// EXTERNAL MODULE: ./build/clouds/classify.js
var classify = __webpack_require__(5309);
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
 * Huawei Cloud's errors, in any of three shapes, also inside an HTTP 200.
 * Source: the error codes of its API gateway (`APIGW.`, `APIG.`), of CodeArts Deploy and of ServiceStage.
 */
const huaweiDialect = {
    vendor: 'Huawei Cloud',
    readError: (json) => (0,classify/* errorAt */.Os)(json, 'error_code', 'error_msg') ??
        (0,classify/* errorAt */.Os)(json, 'errorCode', 'errorMessage') ??
        (0,classify/* errorAt */.Os)((0,classify/* valueAt */.fK)(json, 'error'), 'code', 'message') ??
        (0,classify/* errorAt */.Os)((0,classify/* valueAt */.fK)(json, 'error'), 'error_code', 'error_msg'),
    codes: [
        [/^APIGW?\.0308$/, 'throttled'],
        [/^APIGW?\.0201$/, 'server'],
        [/^APIGW?\.0301$/, 'clock-skew', /signature expired/i],
        [/^APIGW?\.0307$/, 'expired'],
        [/^APIGW?\.0301$/, 'expired', /token expires/i],
        [/^APIGW?\.030[13]$/, 'credentials'],
        [/^(APIGW?\.0302|Deploy\.00011154)$/, 'permission'],
        // ServiceStage answers the last of them with HTTP 401: what does not exist, not a refused key.
        [/^(Deploy\.00011020|Deploy\.00011303|SVCSTG\.00100433|SVCSTG\.00100401)$/, 'absent'],
    ],
    statuses: { 401: 'credentials', 403: 'permission', 404: 'absent', 408: 'server', 429: 'throttled' },
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

/***/ 7517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
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
        const answer = await attempt(dispatchers.to(outgoing.url), outgoing, signal);
        const refused = answer.kind === 'answer' && answer.status === 407;
        return refused && dispatchers.isProxied(outgoing.url) ? (0,http_fault/* fatal */.h2)(http_fault/* PROXY_REFUSED */.WA) : answer;
    };
}
async function attempt(dispatcher, outgoing, signal) {
    const total = new AbortController();
    const timer = setTimeout(() => total.abort(), clouds_dispatchers/* ATTEMPT_MS */.Hy);
    try {
        const response = await (0,undici.request)(outgoing.url, {
            method: outgoing.method,
            headers: { ...outgoing.headers, 'accept-encoding': 'identity' },
            body: outgoing.body ?? null,
            dispatcher,
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
        return (0,http_fault/* faultOf */.Kl)(error, outgoing.url, outgoing.place);
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
/** The patience of a run that carries on an earlier one. Pure. */

/** A timeout that is over cannot bound the looks that are left: this does, where it is the longer one. */
const LAST_LOOK_MS = 60_000;
/**
 * The patience of a run that carries on an earlier one, which began `earlierMs` ago: what is left of the timeout.
 * Once that is over each task is looked at once more, and what has not ended by then is timed out.
 */
function carriedOn(patience, earlierMs) {
    const leftMs = patience.timeoutMs - earlierMs;
    if (patience.wait && leftMs > 0)
        return { ...patience, earlierMs, timeoutMs: leftMs };
    const timeoutMs = Math.max(patience.timeoutMs, LAST_LOOK_MS);
    return { ...patience, earlierMs, wait: false, timeoutMs, overdueAtMs: leftMs };
}
/** Since when a task has been what its first usable look says: since the earlier run began, if there was one. */
function sinceFirstLook(waiting, elapsed, patience) {
    return patience.earlierMs > 0 && !isKnown(waiting) ? -patience.earlierMs : elapsed;
}
/** Whether a grace may end a task: one look alone has none to measure. */
function hasGrace(patience) {
    return patience.wait || patience.earlierMs > 0;
}

// EXTERNAL MODULE: ./build/task.js
var build_task = __webpack_require__(7115);
// EXTERNAL MODULE: ./build/world.js
var build_world = __webpack_require__(3920);
;// CONCATENATED MODULE: ./build/gate/lane.js
/** The rate of one lane: tokens, throttling, recovery. Pure. */
/** Looks under way at once on one lane; also its connections. */
const CONNECTIONS = 8;
const FULL_RATE = 10;
const LEAST_RATE = 0.5;
const GAIN_PER_SECOND = 1;
/** A lane that has sent nothing yet. */
function freshRate(now) {
    return { rate: FULL_RATE, tokens: CONNECTIONS, at: now, throttledAt: Number.NEGATIVE_INFINITY };
}
/** The lane at a later time: tokens gained, and a rate that grows by 1 a second without throttling. */
function refilled(lane, now) {
    const seconds = Math.max(0, now - lane.at) / 1000;
    // A second without throttling comes first: while a server throttles, the rate does not grow.
    const calmSince = Math.max(lane.at, lane.throttledAt + 1000);
    const gain = (GAIN_PER_SECOND * Math.max(0, now - calmSince)) / 1000;
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
/** The lane after the server asked to slow down: half the rate, at most once a second, never under one in 2 s. */
function throttled(lane, now) {
    const full = refilled(lane, now);
    if (now - lane.throttledAt < 1000)
        return full;
    return {
        ...full,
        rate: Math.max(LEAST_RATE, full.rate / 2),
        tokens: Math.min(full.tokens, 0),
        throttledAt: now,
    };
}
/** Milliseconds from `now` until the lane may send; 0 when it may at once. */
function waitForToken(lane, now) {
    const full = refilled(lane, now);
    // Tokens are no whole numbers: what is short of one by a rounding is no reason to wait.
    return Math.max(0, Math.ceil(((1 - full.tokens) / full.rate) * 1000 - 1e-5));
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
        finish: (lane, now, requests, slowDown) => {
            const { rate, busy } = laneOf(lane);
            // The first request was paid for when the look started: one that sent none is given that back.
            const paid = spent(rate, now, requests - 1);
            lanes.set(lane, { rate: slowDown ? throttled(paid, now) : paid, busy: busy - 1 });
        },
    };
}

;// CONCATENATED MODULE: ./build/gate/learn.js
/** What one look adds to what is known of a task. Pure. */




/** What this look adds to the knowledge, with the task's end where it brings one. */
function learn(waiting, seen, elapsed, patience) {
    switch (seen.kind) {
        case 'refused':
            return { ...end(waiting, 'error', seen.reason), providerState: seen.providerState };
        case 'unreachable':
            return learnFault(waiting, seen, elapsed);
        case 'absent':
            return learnAbsence(waiting, seen, elapsed, patience);
        case 'seen':
            return learnState(waiting, seen, elapsed, patience);
    }
}
function learnFault(waiting, { reason, hopelessAfterMs }, elapsed) {
    const before = waiting.faults;
    const faults = { count: (before?.count ?? 0) + 1, since: before?.since ?? elapsed, last: reason };
    if (hopelessAfterMs === undefined)
        return { ...waiting, faults };
    const hopelessSince = before?.hopelessSince ?? elapsed;
    const learned = { ...waiting, faults: { ...faults, hopelessSince } };
    const lasted = elapsed - hopelessSince;
    return lasted < hopelessAfterMs ? learned : end(learned, 'error', `${reason} (for ${(0,wording/* duration */.p0)(lasted)})`);
}
function learnAbsence(waiting, { providerState, reason, ids }, elapsed, patience) {
    const absentSince = inARow(waiting, waiting.absentSince) ?? sinceFirstLook(waiting, elapsed, patience);
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
    if (!hasGrace(patience) || absentMs < patience.notFoundGraceMs)
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
        const tentativeSince = inARow(waiting, waiting.tentativeSince) ?? sinceFirstLook(waiting, elapsed, patience);
        const held = hasGrace(patience) && elapsed - tentativeSince >= patience.notFoundGraceMs;
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
        return { waiting: leave(learned, elapsed, patience), next: { kind: 'leave' } };
    }
    return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs: seen.retryAfterMs } };
}
/**
 * When a look that starts now is given up, in ms since the gate began: 2 s after the deadline, and without
 * waiting also 30 s after the first attempt.
 */
function giveUpAt(waiting, patience) {
    const last = patience.timeoutMs + GRACE_AFTER_DEADLINE_MS;
    return patience.wait ? last : Math.min(last, (waiting.lookedSince ?? 0) + ATTEMPTS_WITHIN_MS);
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
    };
}
/** A turn before its first look. */
function newTurn(watched) {
    return {
        watched,
        waiting: BEFORE,
        dueAt: 0,
        look: undefined,
        over: false,
        known: false,
        startedAt: undefined,
        finishedAt: undefined,
        endedAt: undefined,
        changedAt: 0,
        requests: 0,
    };
}
/** What a look that was given up at `now` has seen. */
function noAnswer(waiting, now) {
    return (0,build_task/* unreachable */.HB)(`no answer within ${(0,wording/* duration */.p0)(now - (waiting.lookedAt ?? now))}, given up`);
}
/** When to look again: the last look starts at the deadline, unless the server's wish reaches beyond it. */
function due(now, next, timeoutMs) {
    if (now + next.atLeastMs > timeoutMs)
        return Number.POSITIVE_INFINITY;
    return Math.min(now + next.delayMs, timeoutMs);
}
/** Whether this task keeps the verdict from `succeeded` already. */
function isLost(turn) {
    if (turn.watched.task.optional)
        return false;
    const { state, lost } = turn.waiting;
    return lost !== undefined || state === 'rolling-back' || !((0,build_task/* isOpen */.nT)(state) || state === 'succeeded');
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
 * Watches all tasks until each has ended, the deadline has passed, the gate is stopped, or (`failFast`) the
 * verdict can no longer be `succeeded`. Never throws: what goes wrong with a task is that task's state.
 */
async function gate(watched, options) {
    const { patience, world, stop, tell } = options;
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
        lost ||= isLost(turn);
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
        const slowDown = observation.kind === 'unreachable' && observation.throttled;
        lanes.finish(turn.watched.lane, now, look.requests, slowDown);
        if (turn.look !== look)
            return;
        turn.look = undefined;
        looking.delete(turn);
        if (observation.kind === 'seen') {
            const { unknown = [], undocumented = [] } = observation;
            const words = [...unknown, ...undocumented];
            const expected = unknown.length === 0;
            if (words.length > 0)
                tell({ kind: 'unknown-words', task: turn.watched.task, words, expected });
        }
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
        const stuck = [...looking].filter(({ look }) => look !== undefined && now >= look.giveUpAt);
        for (const turn of stuck) {
            turn.look?.abort.abort();
            turn.look = undefined;
            looking.delete(turn);
            expireTurn(turn, learn(turn.waiting, noAnswer(turn.waiting, now), now, patience), now);
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
    return {
        tasks: turns.map((turn) => progressOf(turn, elapsed())),
        elapsedMs: elapsed(),
    };
}

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

// EXTERNAL MODULE: ./build/inputs/inputs.js + 34 modules
var inputs_inputs = __webpack_require__(1812);
// EXTERNAL MODULE: ./build/github/load.js
var load = __webpack_require__(3852);
// EXTERNAL MODULE: ./build/github/check-run.js
var check_run = __webpack_require__(6418);
// EXTERNAL MODULE: ./build/github/deployment.js
var github_deployment = __webpack_require__(6055);
// EXTERNAL MODULE: ./build/github/reply.js
var github_reply = __webpack_require__(1050);
// EXTERNAL MODULE: ./build/github/within.js
var within = __webpack_require__(4011);
;// CONCATENATED MODULE: ./build/github/updates.js
/** Keeps one channel up to date in the background. */



/** Between two updates, as the contract has it. */
const UPDATE_MS = 60_000;
/** The first wait after a fault while the gate goes on, and while it ends; each further one is twice as long. */
const FIRST_RETRY_MS = 2_000;
const FIRST_CLOSING_RETRY_MS = 250;
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
    /** Writes once; a refusal ends it for good. */
    const write = async (snapshot, withinMs, stop) => {
        const attempt = async (signal) => {
            try {
                return await channel.write(snapshot(), signal);
            }
            catch (error) {
                return (0,github_reply/* refused */.J5)(`the gate itself failed: ${(0,wording/* describeError */.Uc)(error)}`);
            }
        };
        const reply = await (0,within/* within */.u)(withinMs, stop, world, attempt);
        if (reply.kind === 'refused') {
            isRefused = true;
            warn(`${channel.what} could not be written: ${reply.reason}; the verdict stands`);
        }
        return reply;
    };
    /** Writes what has changed, until nothing has. */
    const catchUp = async () => {
        while (pending !== undefined && !isRefused) {
            await world.sleep(Math.max(0, notBefore - world.now()), closing.signal);
            if (closing.signal.aborted)
                break;
            const snapshot = pending;
            pending = undefined;
            const reply = await write(snapshot, WRITE_MS, givenUp.signal);
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
            await (0,within/* within */.u)(withinMs / 3, stop, world, () => last.then(() => (0,github_reply/* unavailable */.hU)('')));
            givenUp.abort();
            await last;
            if (isRefused)
                return (0,github_reply/* refused */.J5)('it was refused before');
            let reason = 'there was no time left';
            for (let retryMs = FIRST_CLOSING_RETRY_MS; left() > 0 && !stop.aborted; retryMs *= 2) {
                const reply = await write(() => conclusion, left(), stop);
                if (reply.kind !== 'unavailable')
                    return reply;
                reason = reply.reason;
                await world.sleep(Math.min(retryMs, left()), stop);
            }
            if (!stop.aborted)
                warn(`${channel.what} could not be brought up to date: ${reason}; the verdict stands`);
            return (0,github_reply/* unavailable */.hU)(reason);
        },
    };
}

;// CONCATENATED MODULE: ./build/github/publisher.js
/** Tells on GitHub how the gate goes: opens, keeps up to date, closes. */




/** GitHub may cost the job 10 s in all: these are the longest that opening and closing take. */
const OPEN_MS = 3_000;
const CLOSE_MS = 4_000;
/** Of the 2 s that an interrupted job has. */
const INTERRUPTED_CLOSE_MS = 1_200;
/** Opens the publisher: looks for the check run that an earlier run of this gate left open. */
async function openPublisher(options) {
    const { wait, connect, world } = options;
    const { run, check: key, deployment: target } = options.publishing;
    let saved = {
        begunAt: world.date().toISOString(),
        ...(key === undefined ? {} : { check: { ...key, isOver: false } }),
        // Without waiting it is left in progress for the next run.
        ...(target === undefined ? {} : { deployment: { id: target.id, isOver: !wait } }),
    };
    const save = (change) => {
        saved = { ...saved, ...change };
        options.save(saved);
    };
    const checkWith = (change) => saved.check === undefined ? {} : { check: { ...saved.check, ...change } };
    const deploymentWith = (isOver) => saved.deployment === undefined ? {} : { deployment: { ...saved.deployment, isOver } };
    save({});
    const check = key &&
        (0,check_run/* createCheckRun */._U)({
            api: connect('check run'),
            key,
            runUrl: run.url,
            wait,
            now: world.date,
            render: options.render,
            onKnown: ({ id, url }, isCarriedOn) => {
                // What was left open on purpose is not this run's to close, until this run has a verdict.
                save(checkWith(saved.verdict === undefined ? { id, isOver: isCarriedOn && !wait } : { id }));
                options.checkRunUrl(url);
            },
        });
    const deployment = target && (0,github_deployment/* createDeployment */.Y)(connect('deployment'), target, run.url, wait);
    // What is wrong with it is told when it is written.
    const reply = check && (await (0,within/* within */.u)(OPEN_MS, options.stop, world, check.find));
    const found = reply?.kind === 'done' ? reply.value : undefined;
    const checkUpdates = check && createUpdates(check, world, options.warn, found?.isCarriedOn);
    const deploymentUpdates = deployment && createUpdates(deployment, world, options.warn);
    // Where it is this job's key, the inputs have been warned of already.
    if (found?.isNameOfJob && key?.name !== run.job) {
        options.warn(`check-name: a job on this commit has the same name as ${check?.what}, which makes a required check ambiguous; give one of them another name`);
    }
    return {
        carriedOnFrom: found?.startedAt,
        changed: (snapshot) => {
            checkUpdates?.changed(snapshot);
            deploymentUpdates?.changed(snapshot);
        },
        conclude: async (conclusion, stop) => {
            const { verdict } = conclusion;
            const isLeft = verdict === 'running';
            // At once: a kill in between would leave a verdict for something that is not to be closed, or none for what is.
            save({ verdict, ...checkWith({ isOver: isLeft }), ...deploymentWith(isLeft) });
            const withinMs = verdict === 'interrupted' ? INTERRUPTED_CLOSE_MS : CLOSE_MS;
            await Promise.all([
                checkUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
                    if (kind !== 'unavailable')
                        save(checkWith({ isOver: true }));
                }),
                deploymentUpdates?.close(conclusion, withinMs, stop).then(({ kind }) => {
                    if (kind !== 'unavailable')
                        save(deploymentWith(true));
                }),
            ]);
        },
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

// EXTERNAL MODULE: ./build/report/results.js
var report_results = __webpack_require__(7589);
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
        return `${clean(result.name)} (${result.provider}${optional}): ${result.state}: ${clean(result.reason)}`;
    });
    return bounded([(0,report_results/* headline */.Pl)(conclusion), ...conclusion.faults.map(clean), ...lines], last).text;
}
/**
 * As many lines as an annotation holds, and how many more there are.
 *
 * @param last a line that stands in any case, below them; empty if there is none
 * @returns the annotation, and the lines that it has no room for, which are the log's
 */
function bounded(lines, last = '') {
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
 */
function taskTable(results, clean, maxBytes) {
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
    return table('tasks', head, (0,report_results/* worstFirst */.md)(results), cellsOf, maxBytes);
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
 * @param maxBytes as for the tasks
 */
function partsTable(parts, clean, maxBytes) {
    const cellsOf = ({ task, part }) => [
        clean(task),
        clean(part.name),
        `**${part.state}**`,
        said(part.provider_state, part.reason, clean),
    ];
    return table('parts', ['task', 'part', 'state', 'reason'], parts, cellsOf, maxBytes);
}
/** Cells are made only of what is shown: of very many tasks each may have very many parts. */
function table(what, head, all, cellsOf, maxBytes) {
    const line = (cells) => `| ${cells.join(' | ')} |\n`;
    const rule = head.map((name) => (name === 'duration' ? '---:' : '---'));
    const more = (count) => `\n${count} more ${what} are in the results file.\n`;
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
 */
function renderSummary(conclusion, clean, more = '') {
    const { results, changes } = conclusion;
    const head = `## ${verdictLine(conclusion, clean)}`;
    if (results.length === 0)
        return head;
    const chart = renderGantt(results, changes);
    const table = taskTable(results, clean, MAX_TABLE_BYTES - Buffer.byteLength(more));
    const page = [head, chart, table, more].filter((piece) => piece !== '').join('\n');
    return page + foldedParts(conclusion, clean, MAX_BYTES - Buffer.byteLength(page));
}
/**
 * A check run's words: the verdict, the table of the tasks, and as its text the parts of what did not succeed.
 * Without a chart: GitHub documents Mermaid for other pages, not for this one.
 *
 * @param clean makes a text fit for Markdown
 * @param note Markdown to stand below the verdict
 */
function renderCheckOutput(conclusion, clean, note) {
    const head = `${verdictLine(conclusion, clean)}\n${note}\n`;
    const { results } = conclusion;
    const room = MAX_CHECK_BYTES - Buffer.byteLength(head) - 1;
    const summary = results.length === 0 ? head : `${head}\n${taskTable(results, clean, room)}`;
    const parts = partsOf(results);
    const text = parts.length === 0 ? '' : partsTable(parts, clean, MAX_CHECK_BYTES);
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
function foldedParts({ results }, clean, maxBytes) {
    const parts = partsOf(results);
    if (parts.length === 0)
        return '';
    const open = `\n<details>\n<summary>Parts of the tasks that did not succeed (${parts.length})</summary>\n\n`;
    const close = '\n</details>\n';
    return open + partsTable(parts, clean, maxBytes - Buffer.byteLength(open + close)) + close;
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
            connect: (purpose) => githubApi(publishing.run, publishing.token, dispatchers, purpose),
            render: (conclusion, note) => renderCheckOutput(conclusion, (text) => (0,report_text/* forMarkdown */.Bm)(redact(text)), note),
            world: build_world/* realWorld */.b,
            stop,
            warn: report.warn,
            checkRunUrl: report.checkRun,
            save,
        });
        const { carriedOnFrom, changed, conclude } = await besides(open);
        return {
            carriedOnFrom,
            changed: (snapshot) => besides(() => changed(snapshot)),
            conclude: (conclusion, giveUp) => besides(() => conclude(conclusion, giveUp)),
        };
    }
    catch (error) {
        report.warn(`nothing can be published on GitHub: ${(0,wording/* describeError */.Uc)(error)}; the verdict stands`);
    }
    return undefined;
}

// EXTERNAL MODULE: ./build/redact.js
var build_redact = __webpack_require__(2207);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/report/outputs.js
/** The outputs of the step and the results file. */





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
const MAX_RESULTS_BYTES = 900_000;
/** What all outputs of a job may hold together is 1 MB; some of it is for other steps. */
const MAX_OUTPUT_BYTES = 990_000;
/**
 * The outputs of a conclusion; `results` and `failed` lose detail where they would be too long.
 *
 * @param resultsFile absolute path of the whole of it; empty if it could not be written
 * @param checkRunUrl the page of the check run; empty if there is none
 * @returns the outputs, and whether something had to be left out
 */
function renderOutputs(conclusion, resultsFile, checkRunUrl, redact) {
    const { verdict, results, durationSeconds } = conclusion;
    const states = redact(JSON.stringify(Object.fromEntries(results.map(({ name, state }) => [name, state]))));
    const full = shorten(results, MAX_RESULTS_BYTES, redact);
    const left = MAX_OUTPUT_BYTES - Buffer.byteLength(full.json) - Buffer.byteLength(states);
    const failed = shorten((0,report_results/* failedOf */.ZA)(results).map(withoutParts), left, redact);
    return {
        outputs: {
            state: verdict,
            results: full.json,
            'results-file': resultsFile,
            failed: failed.json,
            states,
            'duration-seconds': String(durationSeconds),
            'check-run-url': checkRunUrl,
        },
        shortened: full.shortened || failed.shortened,
    };
}
/**
 * Writes everything to a file of its own in the runner's temporary folder; never shortened.
 *
 * @returns its absolute path
 * @throws if it cannot be written
 */
function writeResultsFile(conclusion, runnerTemp, redact) {
    const { verdict, durationSeconds, results, changes } = conclusion;
    const folder = runnerTemp === undefined || runnerTemp === '' ? (0,external_node_os_.tmpdir)() : runnerTemp;
    const path = (0,external_node_path_.resolve)((0,external_node_path_.join)(folder, `deploy-gate-${(0,external_node_crypto_.randomUUID)()}.json`));
    const content = { schema: 1, state: verdict, duration_seconds: durationSeconds, results, changes };
    (0,external_node_fs_.writeFileSync)(path, redact(`${JSON.stringify(content, null, 2)}\n`), { flag: 'wx', mode: 0o600 });
    return path;
}
function shorten(results, maxBytes, redact) {
    const whole = redact(JSON.stringify(results));
    if (Buffer.byteLength(whole) <= maxBytes)
        return { json: whole, shortened: false };
    const bare = redact(JSON.stringify(results.map(withoutParts)));
    if (Buffer.byteLength(bare) <= maxBytes)
        return { json: bare, shortened: true };
    const least = results.map(({ name, state }) => ({ name, state }));
    return { json: redact(JSON.stringify(least)), shortened: true };
}
function withoutParts(result) {
    const { parts: _, ...rest } = { parts: [], ...result };
    return rest;
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
                path = writeResultsFile(conclusion, runnerTemp, redact);
            });
            return path;
        },
        summary: (render) => attempt('the job summary', () => runner.addSummary(render())),
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
    const changes = [];
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
        changes,
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
        event: (event) => {
            if (event.kind === 'unknown-words')
                return tellUnknownWords(event);
            if (event.kind === 'changed') {
                const { task, waiting } = event.progress;
                trace?.changed(task.name);
                latest.set(task.name, event.progress);
                elapsedMs = event.elapsedMs;
                changes.push({
                    at: now().toISOString(),
                    name: redact(task.name),
                    state: waiting.state,
                    provider_state: redact(waiting.providerState),
                    reason: (0,report_results/* boundedReason */.aV)(redact(waiting.reason)),
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
        conclude: async (conclusion, passed) => {
            const { results } = conclusion;
            const path = await write.resultsFile(conclusion);
            const { outputs, shortened } = renderOutputs(conclusion, path, checkRunUrl, redact);
            write.outputs(outputs);
            for (const line of finalTable(conclusion, logged))
                runner.info(line);
            if (shortened)
                runner.warning('the outputs were shortened; the results file has everything');
            const fault = write.outputsFault();
            const text = annotation(conclusion, logged, fault);
            if (!passed)
                runner.error(text);
            else if (results.some((result) => result.state !== 'succeeded'))
                runner.warning(text);
            else if (fault !== '')
                runner.warning(fault);
            const strange = renderUnknownWords([...unknownWords.values()], sharing(), marked);
            // Last, since it alone may keep us waiting.
            await write.summary(() => renderSummary(conclusion, marked, strange));
        },
        traced: writeTrace,
        refuse: async (message) => {
            const conclusion = { verdict: 'error', results: [], changes, durationSeconds: 0, faults };
            const path = await write.resultsFile(conclusion);
            write.outputs({ ...DEFAULT_OUTPUTS, 'results-file': path, 'check-run-url': checkRunUrl });
            await write.summary(() => renderRefusal(message, marked));
            const { text, rest } = bounded(message.split('\n').map(logged), write.outputsFault());
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

;// CONCATENATED MODULE: ./build/report/runner.js
/** The runner's side of the report, by @actions/core. */

/** GitHub's runner, as this process's environment describes it. */
function actionsRunner(env) {
    return {
        info: (line) => core/* info */.pq(line),
        warning: (message) => core/* warning */.$e(message, { title: 'Deploy Gate' }),
        error: (message) => core/* error */.z3(message, { title: 'Deploy Gate' }),
        setOutput: (name, value) => {
            // Without the file @actions/core falls back to a command that the runner no longer takes.
            if ((env['GITHUB_OUTPUT'] ?? '') === '')
                throw new Error('GITHUB_OUTPUT is not set');
            core/* setOutput */.uH(name, value);
        },
        addSummary: async (markdown) => {
            await core/* summary */.z.addRaw(markdown).write();
        },
    };
}

// EXTERNAL MODULE: ./build/inputs/credentials.js
var credentials = __webpack_require__(5866);
;// CONCATENATED MODULE: ./build/tracing.js
/** Joins the trace to the gate and the report: without `trace-file` nothing is kept, and no code for it loaded. */



const NONE = { through: (send) => send, follow: (watched) => watched, accepted: () => undefined };
/** Begins the trace if one is wanted. Where it cannot be written there is a warning, and none. Never throws. */
async function openTracing(getInput, env, redact, report) {
    const path = (0,credentials/* trimmed */.dE)(getInput('trace-file'));
    if (path === '')
        return NONE;
    try {
        const { beginTrace } = await __webpack_require__.e(/* import() */ 898).then(__webpack_require__.bind(__webpack_require__, 9898));
        const trace = beginTrace({ path, getInput, env, redact, world: build_world/* realWorld */.b });
        report.traceTo(trace);
        return trace;
    }
    catch (error) {
        report.warn(`trace-file: ${(0,wording/* shown */.SP)(path)} cannot be written (${(0,wording/* describeError */.Uc)(error)}); there will be no trace, and the verdict stands. Give the path of a file that this job may write; it counts from the workspace`);
    }
    return NONE;
}

// EXTERNAL MODULE: ./build/clouds/alibaba.js + 1 modules
var clouds_alibaba = __webpack_require__(3088);
;// CONCATENATED MODULE: ./build/clouds/clock.js
/** How far a host's clock is from ours, as its answers show it. */
/** Makes the clocks of one cloud's hosts: a host that was not asked yet begins with what another has shown. */
function createClocks() {
    let latestMs = 0;
    return () => {
        let ownMs;
        const offsetMs = () => ownMs ?? latestMs;
        return {
            offsetMs,
            correct: (signedWithMs, serverAheadMs) => {
                if (signedWithMs !== offsetMs())
                    return true;
                if (ownMs !== undefined || serverAheadMs === undefined)
                    return false;
                ownMs = serverAheadMs;
                latestMs = serverAheadMs;
                return true;
            },
        };
    };
}

// EXTERNAL MODULE: ./build/clouds/connection.js
var connection = __webpack_require__(3895);
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
    let changed = new AbortController();
    /** Milliseconds until a request to this host that came at `since` may go; infinite where another must end first. */
    const wait = (host, since) => {
        if (unproven.size === 0)
            return 0;
        if (unproven.has(host) || unproven.size >= MOST_UNPROVEN)
            return Number.POSITIVE_INFINITY;
        return Math.max(0, since + ALONE_MS - world.now());
    };
    return {
        enter: async (host) => {
            const since = world.now();
            while (!accepted && refusal === undefined) {
                const left = wait(host, since);
                if (left === 0) {
                    unproven.add(host);
                    break;
                }
                const { signal } = changed;
                if (Number.isFinite(left))
                    await world.sleep(left, signal);
                else
                    await new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
            }
            return refusal;
        },
        leave: (host, shown) => {
            unproven.delete(host);
            const decided = accepted || refusal !== undefined;
            if (shown === 'accepted')
                accepted = true;
            else if (shown !== undefined)
                refusal = shown.refused;
            // Once it is known what the credential is worth, nobody waits any more.
            if (decided)
                return;
            changed.abort(build_world/* WOKEN */.x);
            changed = new AbortController();
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
    const clockOf = (cloud, { origin }) => getOrMake(hostClocks, `${cloud} ${origin}`, getOrMake(clocks, cloud, createClocks));
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
        const look = prepared.watch(connection, inputs.patience.settleMs > 0);
        return { task, lane, look: (signal, sent) => look({ signal, sent }) };
    });
}
/** A refused key is refused on every host; an IAM token may be good for one region, or one project, and not for another. */
function trustKey({ provider, prepared, task }, { huawei }, lane) {
    if (provider.cloud !== 'huawei' || huawei?.value.kind === 'keys')
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
    const { secrets, keyIds } = (0,inputs_inputs/* readSecrets */.ql)(getInput, env);
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
        if (secrets.some(build_redact/* isTooShort */.r$))
            report.warn('a secret of fewer than 8 characters cannot be hidden in what is written; use a longer one');
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
    try {
        const send = tracing.through(createSend(dispatchers));
        const watched = tracing.follow(watchTargets(inputs, send, build_world/* realWorld */.b, sinks.hides));
        publisher = await publish(inputs, { ...sinks, dispatchers, stop });
        const patience = carryOn(inputs, publisher?.carriedOnFrom);
        report.begin(watched.map(({ task }) => task), patience);
        for (const warning of inputs.warnings)
            report.warn(warning);
        publisher?.changed(report.soFar);
        const outcome = await gate(watched, {
            patience,
            failFast: inputs.failFast,
            world: build_world/* realWorld */.b,
            stop,
            tell: (event) => {
                report.event(event);
                if (event.kind === 'changed')
                    publisher?.changed(report.soFar);
            },
        });
        const judged = outcome.tasks.map(({ task, waiting }) => ({
            state: waiting.state,
            optional: task.optional,
        }));
        // While the end is being told the job may still be cancelled: then that is told as well.
        let told;
        for (;;) {
            const stopped = howStopped(stops);
            const result = verdict(judged, stopped, patience.wait);
            const passed = stopped === undefined && passes(result, judged, inputs.failOn, patience.wait);
            const conclusion = report.conclusion(outcome, result);
            if (result === told?.result && passed === told.passed) {
                report.traced(conclusion);
                return passed;
            }
            told = { result, passed };
            const giveUp = stopped === 'interrupted' ? NEVER : stops.cancelled;
            await Promise.all([report.conclude(conclusion, passed), publisher?.conclude(conclusion, giveUp)]);
        }
    }
    catch (error) {
        const faults = [`the gate itself failed: ${(0,wording/* describeError */.Uc)(error)}`];
        await publisher?.conclude({ ...report.soFar(), verdict: 'error', faults }, NEVER);
        throw error;
    }
    finally {
        // What is told is told: an end of connections that fails or lingers does not change it.
        void dispatchers.close().catch(() => undefined);
    }
}
const NEVER = new AbortController().signal;
/** What is left of the patience where the run carries on an earlier one. */
function carryOn({ patience }, startedAt) {
    if (startedAt === undefined)
        return patience;
    return carriedOn(patience, Math.max(1, build_world/* realWorld */.b.date().getTime() - startedAt.getTime()));
}
function howStopped({ cancelled, broken }) {
    if (cancelled.aborted)
        return 'interrupted';
    return broken.aborted ? 'broken' : undefined;
}


/***/ })

};
