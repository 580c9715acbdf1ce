export const id = 499;
export const ids = [499];
export const modules = {

/***/ 7499:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  main: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
;// CONCATENATED MODULE: ./build/clouds/http.js

const CONNECT_MS = 10_000;
const ATTEMPT_MS = 30_000;
const KEEP_ALIVE_MS = 4_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;
const UNRESOLVED_MS = 30_000;
/**
 * A sender with connections of its own.
 *
 * @param connections to one host at once
 */
function createHttp(proxy, connections) {
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
        connect,
    };
    const through = (uri) => uri === ''
        ? new undici/* Agent */.g6(options)
        : new undici/* EnvHttpProxyAgent */.J2({
            ...options,
            httpProxy: uri,
            httpsProxy: uri,
            noProxy: proxy.except,
            proxyTls: connect,
            requestTls: connect,
            // An attempt cannot be given up while its connection is made: a proxy that keeps silent must not hold it.
            clientFactory: (origin, rest) => new undici/* Pool */.bC(origin, { ...rest, headersTimeout: CONNECT_MS }),
        });
    // undici would also send https through the proxy that is for http.
    const plain = through(proxy.http);
    const secure = through(proxy.https);
    return {
        send: async (outgoing, signal) => {
            const isSecure = outgoing.url.protocol === 'https:';
            const answer = await attempt(isSecure ? secure : plain, outgoing, signal);
            const proxied = (isSecure ? proxy.https : proxy.http) !== '';
            return proxied && answer.kind === 'answer' && answer.status === 407 ? fatal(PROXY_REFUSED) : answer;
        },
        close: async () => {
            await Promise.all([plain.destroy(), secure.destroy()]);
        },
    };
}
async function attempt(dispatcher, outgoing, signal) {
    const total = new AbortController();
    const timer = setTimeout(() => total.abort(), ATTEMPT_MS);
    try {
        const response = await (0,undici/* request */.Em)(outgoing.url, {
            method: outgoing.method,
            headers: { ...outgoing.headers, 'accept-encoding': 'identity' },
            dispatcher,
            signal: AbortSignal.any([total.signal, signal]),
        });
        // A body that is given up emits an error, which without a listener ends the process.
        response.body.on('error', () => undefined);
        const headers = singleValues(response.headers);
        const encoding = headers['content-encoding'] ?? 'identity';
        if (encoding.toLowerCase() !== 'identity') {
            response.body.destroy();
            return http_transient(`HTTP ${response.statusCode} with an encoding that was not asked for`);
        }
        const chunks = [];
        let bytes = 0;
        for await (const chunk of response.body) {
            bytes += chunk.length;
            if (bytes > MAX_BODY_BYTES) {
                response.body.destroy();
                return http_transient(`HTTP ${response.statusCode} with more than ${MAX_BODY_BYTES} bytes`);
            }
            chunks.push(chunk);
        }
        const body = Buffer.concat(chunks).toString('utf8');
        return { kind: 'answer', status: response.statusCode, headers, body };
    }
    catch (error) {
        if (total.signal.aborted)
            return http_transient(`no complete answer within ${ATTEMPT_MS / 1000} s`);
        if (signal.aborted)
            return http_transient('given up');
        return faultOf(error, outgoing.url);
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
function http_transient(reason) {
    return { kind: 'fault', reason, fatal: false };
}
function fatal(reason) {
    return { kind: 'fault', reason, fatal: true };
}
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
function faultOf(error, url) {
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
        return refusal === '407' ? fatal(PROXY_REFUSED) : http_transient(`the proxy answered HTTP ${refusal}`);
    }
    if (code === 'ENOTFOUND') {
        const host = unknownHost(error) ?? url.hostname;
        const hint = host === url.hostname ? 'check the region or the endpoint' : 'check HTTPS_PROXY and HTTP_PROXY';
        const reason = `the host ${host} does not exist (ENOTFOUND); ${hint}`;
        return { kind: 'fault', fatal: false, reason, hopelessAfterMs: UNRESOLVED_MS };
    }
    return http_transient(`${FAULT_WORDS[code] ?? 'the connection failed'} (${code || nameOf(error)})`);
}
const FAULT_WORDS = {
    ECONNREFUSED: 'connection refused',
    ECONNRESET: 'connection reset',
    EAI_AGAIN: 'the host name could not be looked up',
    UND_ERR_PRX_CONN: 'the proxy closed the connection',
    UND_ERR_HEADERS_TIMEOUT: 'no answer in time',
    UND_ERR_CONNECT_TIMEOUT: `no connection within ${CONNECT_MS / 1000} s`,
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

;// CONCATENATED MODULE: ./build/task.js
/** The vocabulary: what is waited for, what one look saw, how waiting ended. Imports nothing. */
/** States that a deployment can still leave. */
const OPEN_STATES = ['pending', 'running', 'rolling-back'];
/** States that the provider's word can end a task in. */
const ENDED_STATES = (/* unused pure expression or super */ null && (['succeeded', 'failed', 'rolled-back', 'superseded', 'cancelled']));
/** What keeps a verdict from `succeeded`, the one that outweighs the others first. */
const BAD_STATES = ['failed', 'rolled-back', 'superseded', 'cancelled', 'error', 'timed-out'];
/** A look that a transient fault has kept from seeing anything. */
function unreachable(reason) {
    return { kind: 'unreachable', reason, throttled: false, retryAfterMs: 0 };
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

;// CONCATENATED MODULE: ./build/wording.js
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

;// CONCATENATED MODULE: ./build/gate/lane.js
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

;// CONCATENATED MODULE: ./build/gate/waiting.js

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
 * How a task is left by `wait: false` when it could not be reached: in its last state, with the faults as the
 * reason.
 */
function leave(waiting, elapsed) {
    const tally = faultTally(waiting, elapsed);
    return tally === '' ? waiting : { ...waiting, reason: tally };
}
/**
 * How a task ends at the deadline: `failed` where a part of it has failed, else `timed-out` with the last
 * thing that was seen.
 */
function expire(waiting, elapsed, patience) {
    const waited = duration(patience.timeoutMs);
    if (waiting.lost === 'failed') {
        return end(waiting, 'failed', `${waiting.lostReason || 'a part failed'}; the rest had not ended after ${waited}`);
    }
    if (waiting.successSince !== undefined) {
        const held = duration(Math.max(0, Math.min(elapsed, patience.timeoutMs) - waiting.successSince));
        const settled = `succeeded for ${held} of ${duration(patience.settleMs)} when the time was up`;
        const faults = faultTally(waiting, elapsed);
        return end(waiting, 'timed-out', [`${settled} ("${waiting.providerState}")`, faults].filter(Boolean).join('; '));
    }
    const what = isKnown(waiting)
        ? `still ${waiting.state} after ${waited}`
        : `no usable answer within ${waited}`;
    return end(waiting, 'timed-out', joined(what, describeLast(waiting, elapsed)));
}
/** What the provider last said of a task, and the faults since then, for people. */
function describeLast(waiting, elapsed) {
    const word = waiting.providerState === '' ? '' : `"${waiting.providerState}"`;
    const last = isKnown(waiting) ? joined(word, waiting.reason) || 'the state it gives is empty' : '';
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
    if (faults.count === 1)
        return `the last look failed: ${faults.last}`;
    return `the last ${faults.count} looks failed, for ${duration(elapsed - faults.since)}: ${faults.last}`;
}

;// CONCATENATED MODULE: ./build/gate/learn.js



/** What this look adds to the knowledge, with the task's end where it brings one. */
function learn(waiting, seen, elapsed, patience) {
    switch (seen.kind) {
        case 'refused':
            return { ...end(waiting, 'error', seen.reason), providerState: seen.providerState };
        case 'unreachable':
            return learnFault(waiting, seen, elapsed);
        case 'absent':
            return learnAbsence(waiting, seen.providerState, seen.reason, elapsed, patience);
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
    return lasted < hopelessAfterMs ? learned : end(learned, 'error', `${reason} (for ${duration(lasted)})`);
}
function learnAbsence(waiting, providerState, reason, elapsed, patience) {
    const absentSince = waiting.absentSince ?? elapsed;
    const absentMs = elapsed - absentSince;
    const learned = {
        ...waiting,
        state: waiting.rollbackSeen ? 'rolling-back' : waiting.found ? 'running' : 'pending',
        providerState,
        reason: `not known to the provider ${waiting.found ? 'any more' : 'yet'} (${reason})`,
        absentSince,
        successSince: undefined,
        tentativeSince: undefined,
        faults: undefined,
    };
    if (!patience.wait || absentMs < patience.notFoundGraceMs)
        return learned;
    const absentFor = duration(absentMs);
    return waiting.found
        ? end(learned, 'error', `disappeared: known before, unknown to the provider for ${absentFor} (${reason})`)
        : end(learned, 'error', `unknown to the provider for ${absentFor} (${reason}): check the id and the region`);
}
function learnState(waiting, seen, elapsed, patience) {
    const learned = {
        ...waiting,
        providerState: seen.providerState,
        reason: seen.reason,
        parts: seen.parts,
        // A part that has ended badly is not forgotten because a later answer leaves it out.
        lost: seen.state === 'succeeded' ? undefined : (seen.lost ?? waiting.lost),
        lostReason: seen.lost === undefined ? waiting.lostReason : seen.reason,
        found: true,
        rollbackSeen: waiting.rollbackSeen || seen.state === 'rolling-back',
        succeededOnce: waiting.succeededOnce || seen.state === 'succeeded',
        successSince: undefined,
        tentativeSince: undefined,
        absentSince: undefined,
        faults: undefined,
    };
    if (seen.tentative === true && !waiting.succeededOnce) {
        const tentativeSince = waiting.tentativeSince ?? elapsed;
        const held = patience.wait && elapsed - tentativeSince >= patience.notFoundGraceMs;
        if (held)
            return { ...learned, tentativeSince, state: seen.state };
        const doubt = `may be out of date, and counts after ${duration(patience.notFoundGraceMs)}`;
        return { ...learned, tentativeSince, state: 'running', reason: joined(doubt, seen.reason) };
    }
    if (waiting.rollbackSeen)
        return { ...learned, ...afterRollback(seen) };
    if (seen.state !== 'succeeded')
        return { ...learned, state: seen.state };
    const successSince = waiting.successSince ?? elapsed;
    // What was asked before the window's end says nothing about its end, however late the answer comes.
    const held = Math.max(0, (waiting.lookedAt ?? elapsed) - successSince);
    const reason = `succeeded for ${duration(held)} of ${duration(patience.settleMs)}`;
    return held >= patience.settleMs
        ? { ...learned, successSince, state: 'succeeded' }
        : { ...learned, successSince, state: 'running', reason: joined(reason, seen.reason) };
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
        return { state: 'failed', reason: joined('rollback stopped', seen.reason) };
    if (seen.state === 'superseded')
        return { state: 'rolled-back', reason: seen.reason };
    return { state: isOpen(seen.state) ? 'rolling-back' : seen.state, reason: seen.reason };
}

;// CONCATENATED MODULE: ./build/gate/step.js



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
    if (!isOpen(learned.state))
        return { waiting: learned, next: { kind: 'end' } };
    if (patience.wait && elapsed >= patience.timeoutMs) {
        return { waiting: expire(learned, elapsed, patience), next: { kind: 'end' } };
    }
    if (seen.kind !== 'unreachable') {
        if (!patience.wait)
            return { waiting: learned, next: { kind: 'leave' } };
        const atLeastMs = seen.kind === 'absent' ? (seen.retryAfterMs ?? 0) : 0;
        const delayMs = Math.max(interval(learned, elapsed, patience, random), atLeastMs);
        return { waiting: learned, next: { kind: 'again', delayMs, atLeastMs } };
    }
    const attempts = (waiting.faults?.count ?? 0) + 1;
    const delayMs = Math.max(backoff(attempts, random), later(seen.retryAfterMs, random));
    const until = Math.min(patience.timeoutMs, (waiting.lookedSince ?? elapsed) + ATTEMPTS_WITHIN_MS);
    if (!patience.wait && (attempts >= ATTEMPTS_WITHOUT_WAIT || elapsed + delayMs >= until)) {
        return { waiting: leave(learned, elapsed), next: { kind: 'leave' } };
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
    const wished = clamp(elapsed * ADAPTIVE_SHARE * (0.9 + 0.2 * random), MIN_INTERVAL_MS, MAX_INTERVAL_MS);
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
    };
}
/** A turn before its first look. */
function newTurn(watched) {
    return {
        watched,
        waiting: BEFORE,
        dueAt: 0,
        lastLookAt: Number.NEGATIVE_INFINITY,
        look: undefined,
        over: false,
        known: false,
        startedAt: undefined,
        finishedAt: undefined,
        endedAt: undefined,
        requests: 0,
    };
}
/** What a look that was given up at `now` has seen. */
function noAnswer(waiting, now) {
    return unreachable(`no answer within ${duration(now - (waiting.lookedAt ?? now))}, given up`);
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
    return lost !== undefined || state === 'rolling-back' || !(isOpen(state) || state === 'succeeded');
}
/** The reason of a task that had not ended when the gate stopped. */
function stopped(waiting, elapsedMs) {
    const before = waiting.lookedAt === undefined ? 'not looked at yet' : 'no answer yet';
    const last = isKnown(waiting) ? waiting.reason : before;
    return [last, faultTally(waiting, elapsedMs), GAVE_UP_REASON].filter(Boolean).join('; ');
}

;// CONCATENATED MODULE: ./build/gate/gate.js







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
    const arrivals = [];
    let wake = new AbortController();
    let toldAt = 0;
    const settle = (turn, waiting) => {
        const before = turn.waiting;
        turn.waiting = waiting;
        if (!isOpen(waiting.state) && turn.endedAt === undefined) {
            turn.over = true;
            turn.endedAt = elapsed();
            turn.finishedAt = world.date();
        }
        const first = !turn.known && isKnown(waiting);
        turn.known ||= first;
        if (first || before.state !== waiting.state || before.providerState !== waiting.providerState) {
            toldAt = elapsed();
            tell({ kind: 'changed', elapsedMs: toldAt, progress: progressOf(turn, elapsed()) });
        }
    };
    const startLook = (turn) => {
        const now = elapsed();
        turn.waiting = { ...turn.waiting, lookedAt: now, lookedSince: turn.waiting.lookedSince ?? now };
        turn.startedAt ??= world.date();
        turn.lastLookAt = now;
        lanes.start(turn.watched.lane, now);
        const look = { abort: new AbortController(), giveUpAt: giveUpAt(turn.waiting, patience), requests: 0 };
        turn.look = look;
        const sent = () => {
            look.requests += 1;
            turn.requests += 1;
        };
        (async () => turn.watched.look(look.abort.signal, sent))()
            .catch((error) => ({
            kind: 'refused',
            providerState: '',
            reason: `the gate itself failed on this task: ${describeError(error)}`,
        }))
            .then((observation) => {
            arrivals.push({ turn, look, observation });
            wake.abort();
        });
    };
    const arrive = ({ turn, look, observation }) => {
        const now = elapsed();
        const slowDown = observation.kind === 'unreachable' && observation.throttled;
        lanes.finish(turn.watched.lane, now, look.requests, slowDown);
        if (turn.look !== look)
            return;
        turn.look = undefined;
        if (observation.kind === 'seen' && observation.unknown !== undefined) {
            tell({ kind: 'unknown-words', task: turn.watched.task, words: observation.unknown });
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
            turn.over = true;
    };
    /** Starts what is due and may start, least recently looked at first. */
    const startDueLooks = (now) => {
        const due = turns
            .filter((turn) => !turn.over && turn.look === undefined && turn.dueAt <= now)
            .sort((a, b) => a.lastLookAt - b.lastLookAt);
        for (const turn of due)
            if (lanes.wait(turn.watched.lane, now) === 0)
                startLook(turn);
    };
    /** Gives up looks that take too long, and at the deadline every task that has no look under way. */
    const expireTurns = (now) => {
        for (const turn of turns) {
            if (turn.over)
                continue;
            const stuck = turn.look !== undefined && now >= turn.look.giveUpAt;
            if (!stuck && (turn.look !== undefined || now < patience.timeoutMs))
                continue;
            turn.look?.abort.abort();
            turn.look = undefined;
            const known = stuck ? learn(turn.waiting, noAnswer(turn.waiting, now), now, patience) : turn.waiting;
            settle(turn, patience.wait ? expire(known, now, patience) : leave(known, now));
            turn.over = true;
        }
    };
    const nextWake = (now) => {
        const times = [toldAt + HEARTBEAT_MS];
        if (now < patience.timeoutMs)
            times.push(patience.timeoutMs);
        for (const turn of turns) {
            if (turn.over)
                continue;
            if (turn.look !== undefined)
                times.push(turn.look.giveUpAt);
            else
                times.push(Math.max(turn.dueAt, now + lanes.wait(turn.watched.lane, now)));
        }
        return times.reduce((a, b) => Math.min(a, b));
    };
    const onStop = () => wake.abort();
    stop.addEventListener('abort', onStop);
    for (;;) {
        for (const arrival of arrivals.splice(0))
            arrive(arrival);
        const now = elapsed();
        const lost = options.failFast && patience.wait && turns.some(isLost);
        if (stop.aborted || lost || turns.every((turn) => turn.over))
            break;
        startDueLooks(now);
        expireTurns(now);
        if (turns.every((turn) => turn.over))
            break;
        if (now >= toldAt + HEARTBEAT_MS) {
            toldAt = now;
            const open = turns.filter((turn) => !turn.over).map((turn) => progressOf(turn, elapsed()));
            tell({ kind: 'heartbeat', elapsedMs: now, open });
        }
        wake = new AbortController();
        if (arrivals.length === 0 && !stop.aborted) {
            await world.sleep(Math.max(0, nextWake(now) - elapsed()), wake.signal);
        }
    }
    stop.removeEventListener('abort', onStop);
    for (const turn of turns) {
        turn.look?.abort.abort();
        turn.look = undefined;
        if (turn.over)
            continue;
        const left = stop.aborted ? turn.waiting : endLost(turn.waiting);
        settle(turn, isOpen(left.state) ? { ...left, reason: stopped(left, elapsed()) } : left);
    }
    return {
        tasks: turns.map((turn) => progressOf(turn, elapsed())),
        elapsedMs: elapsed(),
    };
}

;// CONCATENATED MODULE: ./build/gate/verdict.js

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
    const worst = BAD_STATES.find((bad) => states.includes(bad) || (bad === 'rolled-back' && rollingBack));
    if (worst !== undefined)
        return worst;
    if (stopped === 'broken')
        return 'error';
    if (states.length > 0 && states.every((state) => state === 'succeeded'))
        return 'succeeded';
    return !waited && states.some(isOpen) ? 'running' : 'error';
}
/**
 * Whether a step may pass whose gate did not break: neither the verdict nor a non-optional task's state is in
 * `failOn`, the gate was not interrupted, and where it waited every non-optional task has ended.
 */
function passes(verdict, tasks, failOn, waited) {
    if (verdict === 'interrupted' || failOn.has(verdict))
        return false;
    return tasks.every(({ optional, state }) => optional || !(failOn.has(state) || (waited && isOpen(state))));
}

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 17 modules
var schemas = __webpack_require__(8816);
;// CONCATENATED MODULE: ./build/providers/fields.js


/** Text as the list of tasks has it: every scalar arrives as the text that was written, `null` as null. */
function fields_text() {
    return schemas/* string */.YjP({
        error: ({ input }) => input === undefined
            ? 'is missing'
            : input === null || input === ''
                ? 'is empty: the step that should give it gave nothing'
                : 'must be text, not a list or a map',
    });
}
const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,127}$/;
/** An id: its shape differs from page to page, so only its length and characters are checked. */
function id() {
    return fields_text()
        .min(1)
        .regex(ID, {
        error: ({ input }) => (input === '' ? '' : `${shown(input)} has characters or a length that no id has`),
    });
}
/** A number in digits, kept as text so that none is rounded. */
function digits() {
    return fields_text().regex(/^\d{1,18}$/, {
        error: ({ input }) => `${shown(input)} must be a whole number`,
    });
}
/** Free text that must not be empty. */
function freeText() {
    return fields_text().min(1, 'is empty').max(2000, 'is longer than 2,000 characters');
}
/** `true` or `false`, in any of YAML's spellings. */
function flag() {
    return fields_text()
        .regex(/^(true|false)$/i, { error: ({ input }) => `${shown(input)} must be true or false` })
        .transform((written) => written.toLowerCase() === 'true');
}

;// CONCATENATED MODULE: ./build/inputs/credentials.js
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
const HUAWEI_TOKEN_INPUT = 'huawei-auth-token';
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
const namesOf = (set) => set.token === undefined ? [set.id, set.secret] : [set.id, set.secret, set.token];
/** Inputs that hold secrets. An access key id is none, but it is shown in part only. */
const SECRET_INPUTS = [
    ALIBABA_INPUTS.secret,
    'alibaba-security-token',
    HUAWEI_INPUTS.secret,
    'huawei-security-token',
    HUAWEI_TOKEN_INPUT,
];
const SECRET_VARIABLES = [...ALIBABA_FAMILIES, ...HUAWEI_FAMILIES].flatMap((set) => namesOf(set).filter((name) => name !== set.id));
const KEY_ID_INPUTS = [ALIBABA_INPUTS.id, HUAWEI_INPUTS.id];
const KEY_ID_VARIABLES = [...ALIBABA_FAMILIES, ...HUAWEI_FAMILIES].map((set) => set.id);
/** The keys of Alibaba Cloud from the inputs, else from the environment; what is wrong goes to `problem`. */
function readAlibabaKeys(getInput, env, problem) {
    const keys = readKeys(getInput, env, ALIBABA_INPUTS, ALIBABA_FAMILIES, problem);
    if (keys === 'none') {
        problem(missing('Alibaba Cloud', [ALIBABA_INPUTS, ...ALIBABA_FAMILIES]));
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
        problem(`${missing('Huawei Cloud', [HUAWEI_INPUTS, ...HUAWEI_FAMILIES])}, or ${HUAWEI_TOKEN_INPUT}`);
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
        problem(`${given.join(', ')} without ${absent.join(' and ')}: half a set of keys; give the whole set`);
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
function missing(cloud, sets) {
    const ways = sets.map((set) => `${set.id} and ${set.secret}`).join(', or ');
    return `no credentials of ${cloud}: give ${ways}`;
}
/** A value of the environment: what surrounds it is not part of it. */
function trimmed(value) {
    return (value ?? '').replace(/^[\s\uFEFF]+|(?<![\s\uFEFF])[\s\uFEFF]+$/g, '');
}

// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/inputs/values.js
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

;// CONCATENATED MODULE: ./build/inputs/endpoint.js



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
    // What stands before an @ may be a password.
    const quoted = written.includes('@') ? 'it' : shown(written);
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
    if (decoded(url.pathname) === undefined)
        return `${quoted} has a path with a broken %-escape`;
    if (url.search !== '' || url.hash !== '')
        return `${quoted} must not have a query or a fragment`;
    if (allowedHosts.has(host))
        return url;
    const domains = DOMAINS[cloud];
    return domains.some((domain) => host.endsWith(`.${domain}`))
        ? url
        : `the host ${shown(host)} is not under ${domains.join(', ')}; if it is right, name it in allowed-hosts`;
}
/** What is wrong with a host name of `allowed-hosts`; nothing if it is one. */
function checkHost(written) {
    const quoted = shown(written);
    const bare = withoutBrackets(written);
    const valid = (0,external_node_net_.isIP)(bare) !== 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(bare);
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
    return host === 'localhost' || host === '::1' || ((0,external_node_net_.isIP)(host) === 4 && host.startsWith('127.'));
}
function isLinkLocal(host) {
    if ((0,external_node_net_.isIP)(host) === 4)
        return host.startsWith('169.254.');
    return (0,external_node_net_.isIP)(host) === 6 && (/^fe[89ab]/.test(host) || host.startsWith('::ffff:a9fe:'));
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/inputs/list-file.js




const MAX_FILE_BYTES = 16 * 1024 * 1024;
/** Reads the list from a file that lies inside the workspace, also after symbolic links. */
function readListFile(path, env, problem) {
    const quoted = shown(path);
    try {
        const workspace = (0,external_node_fs_.realpathSync)(trimmed(env['GITHUB_WORKSPACE']) || process.cwd());
        const file = (0,external_node_fs_.realpathSync)((0,external_node_path_.resolve)(workspace, path));
        const inside = (0,external_node_path_.relative)(workspace, file);
        const outside = inside === '..' || inside.startsWith(`..${external_node_path_.sep}`) || (0,external_node_path_.isAbsolute)(inside);
        const bytes = outside ? undefined : (0,external_node_fs_.readFileSync)(file);
        if (bytes !== undefined && bytes.length <= MAX_FILE_BYTES)
            return bytes.toString('utf8');
        problem(`tasks-file: ${quoted} ${outside ? 'lies outside the workspace' : 'is larger than 16 MiB'}`);
    }
    catch (error) {
        const code = Reflect.get(Object(error), 'code');
        problem(`tasks-file: ${quoted} cannot be read (${code}); the path counts from the workspace`);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/proxy.js


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
        const password = /\/\/[^:@/]*:(.*)@/.exec(trimmed(env[name]))?.[1] ?? '';
        return [...new Set([password, decoded(password) ?? password])];
    });
}
function firstOf(names, env) {
    return names
        .map((name) => ({ name, value: trimmed(env[name]) }))
        .reduce((first, next) => (first.value === '' ? next : first));
}
function isProxyUrl(value) {
    return /^https?:\/\/[\x21-\x7e]+$/i.test(value) && URL.canParse(value) && isEncoded(new URL(value));
}
/** The client decodes both, and throws where it cannot. */
function isEncoded({ username, password }) {
    return [username, password].every((text) => decoded(text) !== undefined);
}

;// CONCATENATED MODULE: ./build/providers/provider.js
/** Makes a provider of its definition. */
function defineProvider(definition) {
    const { name, cloud, host, entry, prepare } = definition;
    return {
        name,
        cloud,
        host,
        blindAfterSuccess: definition.blindAfterSuccess ?? false,
        read: (fields, defaults, wrong) => {
            const parsed = entry.safeParse(fields);
            const prepared = parsed.success ? prepare(parsed.data, defaults) : undefined;
            const problems = parsed.success
                ? []
                : parsed.error.issues.flatMap((issue) => problemsOf(issue, name, Object.keys(entry.shape)));
            for (const { field, message } of problems)
                wrong(field, message);
            if (prepared === undefined || !('field' in prepared))
                return prepared;
            wrong(prepared.field, prepared.message);
            return undefined;
        },
    };
}
const COMMON_FIELDS = ['provider', 'name', 'region', 'endpoint', 'optional'];
function problemsOf(issue, provider, own) {
    const known = [...own, ...COMMON_FIELDS];
    if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((field) => ({
            field,
            message: `is not a field of ${provider}; it takes ${known.join(', ')}`,
        }));
    }
    return issue.message === '' ? [] : [{ field: String(issue.path[0]), message: issue.message }];
}
/** A provider's word for a state. A word that the table does not name is `running`, and told as it is. */
function translate(table, word) {
    const state = Object.hasOwn(table, word) ? table[word] : undefined;
    return state === undefined ? { state: 'running', unknown: true } : { state, unknown: false };
}
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
        DeployedResult: schemas/* array */.YOg(schemas/* object */.Ikc({ ApiUid: Text, StageName: Text, DeployedStatus: Text, ErrorMsg: Text }))
            .nullish(),
    })
        .nullish(),
});
/** What an answer of DescribeDeployApiTask says of the whole task. */
function readDeployTask(answer) {
    const entries = answer.DeployedResults?.DeployedResult ?? [];
    if (entries.length === 0)
        return seen('pending', '', 'the task lists no API yet');
    const read = entries.map(readEntry);
    const parts = read.map(({ part }) => part);
    const words = tally(parts.map((part) => part.providerState));
    const unknown = read.flatMap(({ part, unknown: strange }) => (strange ? [part.providerState] : []));
    const has = (state) => parts.some((part) => part.state === state);
    const open = has('pending') || has('running');
    const lost = has('failed') ? 'failed' : has('cancelled') ? 'cancelled' : undefined;
    const messages = parts
        .filter((part) => part.state !== 'succeeded' && part.reason !== '')
        .map((part) => `${part.name}: ${part.reason}`)
        .join('; ');
    const bad = parts.filter((part) => part.state === lost).length;
    const reason = joined(lost === undefined ? '' : `${bad} of ${parts.length} ${lost}`, messages);
    if (lost === undefined) {
        const state = !open ? 'succeeded' : has('running') || has('succeeded') ? 'running' : 'pending';
        return seen(state, words, reason, parts, unknown);
    }
    const now = seen(open ? 'running' : lost, words, reason, parts, unknown);
    return open ? { ...now, lost } : now;
}
/** OVER alone is no success: an entry is over when its work has ended, well or not. */
function readEntry(entry) {
    const word = entry.DeployedStatus ?? '';
    const message = (entry.ErrorMsg ?? '').trim();
    const { state, unknown } = translate(DEPLOYED_STATUS, word);
    const well = message === '' || /^success/i.test(message);
    return {
        part: {
            name: `${entry.ApiUid ?? ''}@${entry.StageName ?? ''}`,
            state: state === 'succeeded' && !well ? 'failed' : state,
            providerState: word,
            reason: message,
            times: {},
        },
        unknown,
    };
}
/** A part that has ended badly is never forgotten: no part of a publish task is tried again. */
function withBadPart(now, bad) {
    const worse = now.lost === 'failed' || now.state === 'failed';
    if (bad === undefined || worse || (bad.state === 'cancelled' && now.lost !== undefined))
        return now;
    const reason = `a part had ${bad.state === 'failed' ? 'failed' : 'been cancelled'} before (${bad.reason})`;
    return isOpen(now.state) ? { ...now, lost: bad.state, reason } : { ...now, state: bad.state, reason };
}
/** A publish task of Alibaba Cloud API Gateway, as BatchDeployApis starts one. */
const alibabaApiGateway = defineProvider({
    name: 'alibaba-api-gateway',
    cloud: 'alibaba',
    host: (region) => `apigateway.${region}.aliyuncs.com`,
    entry: schemas/* strictObject */.rej({ 'operation-uid': id() }),
    blindAfterSuccess: true,
    prepare: (entry) => {
        const uid = entry['operation-uid'];
        const call = {
            operation: 'DescribeDeployApiTask',
            path: '/',
            query: { OperationUid: uid },
            permission: 'apigateway:DescribeDeployApiTask on *',
        };
        return {
            id: uid,
            defaultName: `alibaba-api-gateway ${uid}`,
            identity: [uid],
            watch: (connection) => {
                let bad;
                return async (look) => {
                    const reply = await connection.call(call, DeployTask, look);
                    if (reply.kind !== 'answer')
                        return reply;
                    const read = readDeployTask(reply.body);
                    const now = withBadPart(read, bad);
                    if (read.lost !== undefined && bad?.state !== 'failed')
                        bad = { state: read.lost, reason: read.reason };
                    return now;
                };
            },
        };
    },
});

;// CONCATENATED MODULE: ./build/providers/api-version-verdict.js


/** `Status` of an item of DescribeApiHistories: which version is live on the stage. Source: its response elements. */
const HISTORY_STATUS = {
    ONLINE: 'succeeded',
    OFFLINE: 'rolled-back',
};
/** What the list of versions says of ours. `whole`: no other page could say more. */
function readHistories(wanted, items, whole) {
    const ours = items.filter((item) => item.version !== '' &&
        (wanted.version === undefined || item.version === wanted.version) &&
        (wanted.description === undefined || item.description === wanted.description));
    const versions = new Set(ours.map((item) => item.version));
    if (versions.size > 1) {
        const several = [...versions].join(', ');
        return {
            kind: 'refused',
            providerState: '',
            reason: `cannot tell which is ours: versions ${several} have this description; put the run's id into it`,
        };
    }
    const [found] = ours;
    if (!whole && (found === undefined || wanted.version === undefined)) {
        return seen('running', '', `not found in the ${items.length} versions that were read of the list`);
    }
    if (found === undefined) {
        if (wanted.version === undefined) {
            return { kind: 'absent', providerState: '', reason: 'no version has this description' };
        }
        return seen('running', '', 'published, but not in the list of versions yet');
    }
    return readStatus(found, ours, items);
}
function readStatus(found, ours, items) {
    const part = (state, reason) => [
        {
            name: found.version,
            state,
            providerState: found.status,
            reason,
            times: timesOf({ DeployedTime: found.deployedTime }),
        },
    ];
    if (ours.some((item) => item.status !== found.status)) {
        const words = ours.map((item) => item.status).join(' and ');
        return seen('running', words, `version ${found.version} is listed as ${words} at once`);
    }
    const { state, unknown } = translate(HISTORY_STATUS, found.status);
    if (unknown) {
        return seen('running', found.status, '', part('running', ''), [found.status]);
    }
    if (state !== 'rolled-back') {
        return seen(state, found.status, `version ${found.version} is live`, part(state, ''));
    }
    const live = items.find((item) => HISTORY_STATUS.ONLINE === translate(HISTORY_STATUS, item.status).state);
    const end = live !== undefined && live.version > found.version ? 'superseded' : 'rolled-back';
    const reason = live === undefined
        ? `version ${found.version} was taken offline`
        : `version ${found.version} is offline; the ${end === 'superseded' ? 'newer' : 'older'} version ${live.version} is live`;
    return { ...seen(end, found.status, reason, part(end, reason)), tentative: true };
}

;// CONCATENATED MODULE: ./build/providers/alibaba-api-version.js





const PAGE_SIZE = 100;
const MAX_PAGES = 100;
const alibaba_api_version_Text = schemas/* string */.YjP().nullish();
/** Source: DescribeApiHistory, response elements. Its `Status` is that of the call, so it is not read. */
const ApiHistory = schemas/* object */.Ikc({
    ApiId: schemas/* string */.YjP(),
    StageName: schemas/* string */.YjP(),
    HistoryVersion: schemas/* string */.YjP(),
    GroupId: alibaba_api_version_Text,
    DeployedTime: alibaba_api_version_Text,
});
/** Source: DescribeApiHistories, response elements. */
const ApiHistories = schemas/* object */.Ikc({
    TotalCount: schemas/* union */.KCZ([schemas/* number */.aig(), schemas/* string */.YjP().regex(/^\d+$/).transform(Number)]).nullish(),
    ApiHisItems: schemas/* object */.Ikc({
        ApiHisItem: schemas/* array */.YOg(schemas/* object */.Ikc({
            ApiId: alibaba_api_version_Text,
            StageName: alibaba_api_version_Text,
            GroupId: alibaba_api_version_Text,
            HistoryVersion: alibaba_api_version_Text,
            Status: alibaba_api_version_Text,
            Description: alibaba_api_version_Text,
            DeployedTime: alibaba_api_version_Text,
        }))
            .nullish(),
    })
        .nullish(),
});
/** One look: does the version exist (which also tells its group), and is it the one that is live? */
async function lookAtVersion(wanted, groupId, connection, context) {
    const history = await connection.call({
        operation: 'DescribeApiHistory',
        path: '/',
        query: {
            ApiId: wanted.apiId,
            StageName: wanted.stage,
            HistoryVersion: wanted.version,
            ...(groupId === undefined ? {} : { GroupId: groupId }),
        },
        permission: 'apigateway:DescribeApiHistory on the API group',
    }, ApiHistory, context);
    if (history.kind !== 'answer')
        return history;
    const answer = history.body;
    const group = groupId ?? answer.GroupId ?? '';
    const ours = answer.ApiId === wanted.apiId &&
        answer.StageName === wanted.stage &&
        answer.HistoryVersion === wanted.version;
    if (!ours || group === '') {
        const what = ours ? 'without the GroupId' : 'about another version, API or stage';
        return unreachable(`an answer ${what}`);
    }
    return lookAtList(wanted, group, connection, context);
}
async function lookAtList(wanted, groupId, connection, context) {
    const list = await readPages(wanted, groupId, connection, context);
    return list.kind === 'answer' ? readHistories(wanted, list.body.items, list.body.whole) : list;
}
/** Reads the list until ours and what is live instead of it are known, a page repeats, or the pages end. */
async function readPages(wanted, groupId, connection, context) {
    const items = [];
    let read = 0;
    let before;
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const reply = await connection.call({
            operation: 'DescribeApiHistories',
            path: '/',
            query: {
                GroupId: groupId,
                ApiId: wanted.apiId,
                StageName: wanted.stage,
                PageNumber: String(page),
                PageSize: String(PAGE_SIZE),
            },
            permission: 'apigateway:DescribeApiHistories on the API group',
        }, ApiHistories, context);
        if (reply.kind !== 'answer')
            return reply;
        const listed = reply.body.ApiHisItems?.ApiHisItem ?? [];
        const now = JSON.stringify(listed);
        if (listed.length === 0 || now === before)
            return answer(items, true);
        before = now;
        read += listed.length;
        for (const item of listed) {
            // Somebody else's records say nothing about ours.
            if (item.ApiId !== wanted.apiId || item.StageName !== wanted.stage)
                continue;
            if ((item.GroupId ?? groupId) !== groupId)
                continue;
            items.push({
                version: item.HistoryVersion ?? '',
                status: item.Status ?? '',
                description: item.Description,
                deployedTime: item.DeployedTime,
            });
        }
        const total = reply.body.TotalCount ?? Number.POSITIVE_INFINITY;
        if (read >= total || isDecided(wanted, items))
            return answer(items, true);
    }
    return answer(items, false);
}
/** Ours and a live version are known. A description must be sought to the end: a second one would be ambiguous. */
function isDecided(wanted, items) {
    return (wanted.version !== undefined &&
        items.some((item) => item.version === wanted.version) &&
        items.some((item) => item.status === 'ONLINE'));
}
function answer(items, whole) {
    return { kind: 'answer', body: { items, whole } };
}
/** A published version of an API of Alibaba Cloud API Gateway, live on its stage. */
const alibabaApiVersion = defineProvider({
    name: 'alibaba-api-version',
    cloud: 'alibaba',
    host: (region) => `apigateway.${region}.aliyuncs.com`,
    entry: schemas/* strictObject */.rej({
        'api-id': id(),
        stage: id(),
        version: id().optional(),
        description: freeText().optional(),
        'group-id': id().optional(),
    }),
    prepare: (entry) => {
        const { 'api-id': apiId, stage, version, description, 'group-id': groupId } = entry;
        if (version !== undefined && description !== undefined) {
            return wrong('version', 'and description are both given: give one of them');
        }
        const place = `${apiId}/${stage}`;
        const common = {
            defaultName: `${apiId}@${stage}`,
            identity: [apiId, stage, version ?? '', description ?? ''],
        };
        if (version !== undefined) {
            const wanted = { apiId, stage, version };
            return {
                ...common,
                id: `${place}/${version}`,
                watch: (connection) => (context) => lookAtVersion(wanted, groupId, connection, context),
            };
        }
        if (description === undefined)
            return wrong('version', NEITHER);
        if (groupId === undefined)
            return wrong('group-id', NO_GROUP);
        const wanted = { apiId, stage, description };
        return {
            ...common,
            id: `${place}/${description}`,
            watch: (connection) => (context) => lookAtList(wanted, groupId, connection, context),
        };
    },
});
const NEITHER = 'is missing: give the version that the publish returned, or the description it was published with';
const NO_GROUP = 'is missing: a version is found by its description in the list of its group';
function wrong(field, message) {
    return { field, message };
}

;// CONCATENATED MODULE: ./build/providers/codearts-verdict.js



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
const codearts_verdict_Text = schemas/* string */.YjP().nullish();
const Loose = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).nullish();
/** `GET /v2/tasks/{task_id}`: the last execution, whichever it is. */
const DeployTaskDetail = schemas/* object */.Ikc({
    task_id: schemas/* string */.YjP(),
    execution_state: codearts_verdict_Text,
    release_id: schemas/* union */.KCZ([schemas/* string */.YjP().regex(/^\d+$/), schemas/* number */.aig()]).nullish(),
    execution_time: Loose,
});
/** `GET /v2/tasks/{task_id}/state?record_id=…`: one execution. */
const RecordState = schemas/* object */.Ikc({
    status: codearts_verdict_Text,
    result: schemas/* object */.Ikc({
        record_id: schemas/* string */.YjP(),
        task_id: codearts_verdict_Text,
        status: codearts_verdict_Text,
        step: Loose,
        start_time: Loose,
        end_time: Loose,
    }),
});
/** What one execution says, in the vocabulary. */
function readExecution(name, word, times) {
    const { state, unknown } = word === '' ? { state: 'pending', unknown: false } : translate(EXECUTION_STATE, word);
    const reason = word === '' || word === 'not_executed' ? 'there is no execution yet (no execution_state)' : name;
    const part = { name, state, providerState: word, reason: '', times: timesOf(times) };
    return seen(state, word, reason, word === '' ? [] : [part], unknown ? [word] : []);
}
/** What the state of one record says; it must be ours. */
function readRecord(answer, taskId, recordId) {
    const { result } = answer;
    if (result.record_id !== recordId || (result.task_id ?? taskId) !== taskId)
        return foreign;
    if (answer.status !== 'success') {
        const said = answer.status ?? 'nothing';
        return unreachable(`the answer's own status is "${said}" instead of "success"`);
    }
    return readExecution(`record ${recordId}`, result.status ?? '', {
        start_time: result.start_time,
        end_time: result.end_time,
    });
}
/**
 * What the last execution says, and the number of the execution that is ours from now on.
 *
 * @param after the number of the execution before ours; nothing where whichever is the last will do
 * @param ours the number that earlier looks have found to be ours
 * @param settles success must hold: it begins anew with another execution
 */
function readLast(answer, after, ours, settles) {
    const word = answer.execution_state ?? '';
    const number = releaseOf(answer);
    if (number === undefined) {
        const waiting = readExecution('the last execution', word, {});
        if (waiting.state === 'pending')
            return { observation: waiting, ours };
        const reason = `the answer says ${word}, but not of which execution (no release_id)`;
        return { observation: { ...waiting, state: 'running', reason, parts: [] }, ours };
    }
    if (after !== undefined && number <= after && ours === undefined) {
        const reason = `not started yet: the last execution is still number ${number} (${word})`;
        return { observation: { ...readExecution('', '', {}), reason }, ours };
    }
    if (isBefore(number, ours)) {
        const stale = `the answer is older than execution ${ours}: it speaks of number ${number}`;
        return { observation: { ...readExecution('', '', {}), state: 'running', reason: stale }, ours };
    }
    if (isAfter(number, ours) && after !== undefined) {
        const reason = `execution ${number} (${word}) took the place of ours, number ${ours}`;
        const newer = readExecution(`execution ${number}`, word, {});
        return { observation: { ...newer, state: 'superseded', reason }, ours };
    }
    const read = readExecution(`execution ${number}`, word, { execution_time: answer.execution_time });
    if (settles && isAfter(number, ours)) {
        const reason = `execution ${number} (${word}) is the last one now, instead of number ${ours}`;
        // What the execution before it has shown must not count for this one.
        return {
            observation: { ...read, state: read.state === 'succeeded' ? 'running' : read.state, reason },
            ours: number,
        };
    }
    const gap = after !== undefined && number > after + 1n
        ? ` (numbers after ${after} were skipped: it may not be the one that was started)`
        : '';
    return { observation: { ...read, reason: `${read.reason}${gap}` }, ours: number };
}
/** An answer that does not speak of ours. */
const foreign = unreachable('an answer about another task or execution');
/** The number of an execution; nothing where the answer has no whole number. */
function releaseOf(answer) {
    const number = answer.release_id;
    if (number === null || number === undefined || (typeof number === 'number' && !Number.isInteger(number))) {
        return undefined;
    }
    return BigInt(number);
}
function isBefore(number, other) {
    return other !== undefined && number < other;
}
function isAfter(number, other) {
    return other !== undefined && number > other;
}
/** So many looks may an answer lag behind our record. */
const DOUBTFUL_LOOKS = 3;
/** While our record goes on, an execution that goes on too is ours; one that has ended is the one before. */
function numberOurs(last, held) {
    const goesOn = last.execution_state === 'pending' || last.execution_state === 'running';
    return goesOn ? { ...held, number: held.number ?? releaseOf(last) } : held;
}
/** Whether a success still holds, by the task's last execution; `held` is for the next look. */
function readHeld(success, last, held) {
    const number = releaseOf(last);
    const word = last.execution_state ?? '';
    if (number === undefined) {
        return { observation: unreachable('the task does not tell its last execution (no release_id)'), held };
    }
    if (isBefore(number, held.number)) {
        return { observation: unreachable(`the task still tells of execution ${number}, before ours`), held };
    }
    const agrees = word === 'succeeded';
    const known = held.number ?? held.doubted?.number;
    const looks = held.doubted?.number === number ? held.doubted.looks + 1 : 1;
    if (isAfter(number, known) || (held.number === undefined && !agrees && looks >= DOUBTFUL_LOOKS)) {
        const reason = `execution ${number} (${word}) began after ours had succeeded`;
        return { observation: { ...success, state: 'superseded', reason }, held };
    }
    if (agrees)
        return { observation: success, held: { ...held, number } };
    const reason = `our record has succeeded, but the task's last execution, number ${number}, is ${word || 'unknown'}`;
    return {
        observation: { ...success, state: 'running', reason },
        held: { ...held, doubted: { number, looks } },
    };
}

;// CONCATENATED MODULE: ./build/providers/huawei-codearts-deploy.js





/** The task's last execution, whichever it is, as far as it may be ours. */
function watchLast(connection, taskId, after, settles) {
    let ours;
    return async (look) => {
        const reply = await connection.call(lastCall(taskId), DeployTaskDetail, look);
        if (reply.kind !== 'answer')
            return reply;
        if (reply.body.task_id !== taskId)
            return foreign;
        const read = readLast(reply.body, after, ours, settles);
        ours = read.ours;
        return read.observation;
    };
}
/**
 * Our record; where its success must hold, the task's last execution too: a rollback is a new one. That is read
 * from the beginning, until it is known which number ours has.
 */
function watchRecord(connection, taskId, recordId, settles) {
    let held = {};
    const call = {
        operation: 'ShowTaskState',
        path: `/v2/tasks/${taskId}/state`,
        query: { record_id: recordId, step_state: 'false' },
        permission: VIEW_PERMISSION,
    };
    return async (look) => {
        const reply = await connection.call(call, RecordState, look);
        if (reply.kind !== 'answer')
            return reply;
        const observation = readRecord(reply.body, taskId, recordId);
        if (!settles || observation.kind !== 'seen')
            return observation;
        const succeeded = observation.state === 'succeeded';
        if (!succeeded && (!isOpen(observation.state) || held.number !== undefined))
            return observation;
        const last = await connection.call(lastCall(taskId), DeployTaskDetail, look);
        if (last.kind !== 'answer')
            return succeeded || isWish(last) ? last : observation;
        if (last.body.task_id !== taskId)
            return succeeded ? foreign : observation;
        if (!succeeded) {
            held = numberOurs(last.body, held);
            return observation;
        }
        const read = readHeld(observation, last.body, held);
        held = read.held;
        return read.observation;
    };
}
/** Whether the server asks for something that counts, whatever the look is about. */
function isWish(reply) {
    return (reply.kind === 'refused' || (reply.kind === 'unreachable' && (reply.throttled || reply.retryAfterMs > 0)));
}
const VIEW_PERMISSION = 'the permission to view the application (CodeArts Deploy)';
function lastCall(taskId) {
    return {
        operation: 'ShowDeployTaskDetail',
        path: `/v2/tasks/${taskId}`,
        query: {},
        permission: VIEW_PERMISSION,
    };
}
/** A deployment of Huawei Cloud CodeArts Deploy. */
const huaweiCodeartsDeploy = defineProvider({
    name: 'huawei-codearts-deploy',
    cloud: 'huawei',
    host: (region) => `codearts-deploy.${region}.myhuaweicloud.${region === 'eu-west-101' ? 'eu' : 'com'}`,
    entry: schemas/* strictObject */.rej({
        'task-id': id(),
        'record-id': id().optional(),
        'after-release': digits().optional(),
        'accept-last': flag().optional(),
    }),
    prepare: (entry, defaults) => {
        const taskId = entry['task-id'];
        const ours = whichExecution(entry['record-id'], entry['after-release'], entry['accept-last'] === true);
        if ('field' in ours)
            return ours;
        const projectId = defaults.projectId();
        const { recordId, after } = ours;
        return {
            id: recordId ?? taskId,
            defaultName: `huawei-codearts-deploy ${recordId ?? taskId}`,
            identity: [taskId, recordId ?? ''],
            ...(projectId === undefined ? {} : { projectId }),
            watch: (connection, settles) => recordId === undefined
                ? watchLast(connection, taskId, after, settles)
                : watchRecord(connection, taskId, recordId, settles),
        };
    },
});
const THREE_WAYS = 'say which execution is ours: record-id (the id that the start call returned), ' +
    'after-release (the release_id before the start), or accept-last: true (whichever is the last)';
function whichExecution(recordId, afterRelease, acceptLast) {
    const given = [recordId !== undefined, afterRelease !== undefined, acceptLast].filter(Boolean).length;
    if (given === 0)
        return { field: 'record-id', message: `is missing: ${THREE_WAYS}` };
    if (given > 1)
        return { field: 'record-id', message: `is one of several that are given: ${THREE_WAYS}` };
    return { recordId, after: afterRelease === undefined ? undefined : BigInt(afterRelease) };
}

;// CONCATENATED MODULE: ./build/providers/servicestage-jobs.js


/** Types differ from the vendor's table: numbers come as text, and anything may be null. */
const servicestage_jobs_Loose = schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* number */.aig()]).nullish();
/** Source: ServiceStage, "Obtaining the Deployment Information About a Release Task", table 4. */
const Component = schemas/* object */.Ikc({
    id: servicestage_jobs_Loose,
    name: servicestage_jobs_Loose,
    status: servicestage_jobs_Loose,
    job_status: servicestage_jobs_Loose,
    start_time: servicestage_jobs_Loose,
    end_time: servicestage_jobs_Loose,
    fail_message: servicestage_jobs_Loose,
    rollback_job_status: servicestage_jobs_Loose,
    rollback_start_time: servicestage_jobs_Loose,
    rollback_end_time: servicestage_jobs_Loose,
    rollback_fail_message: servicestage_jobs_Loose,
});
const DeployInfo = schemas/* object */.Ikc({ id: schemas/* string */.YjP(), components: schemas/* array */.YOg(Component).nullish() });
/** Source: ServiceStage, the release task itself (zh-CN edition). */
const ReleasePlan = schemas/* object */.Ikc({
    id: servicestage_jobs_Loose,
    status: servicestage_jobs_Loose,
    fail_strategy: servicestage_jobs_Loose,
    execute_time: servicestage_jobs_Loose,
    components: schemas/* array */.YOg(schemas/* object */.Ikc({ component_id: servicestage_jobs_Loose, id: servicestage_jobs_Loose, name: servicestage_jobs_Loose })).nullish(),
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
/** Whether a job belongs to the execution that began at `since` (epoch ms; 0: any does). */
function isOurs(component, since) {
    if (since === 0 || number(component.rollback_start_time) >= since)
        return true;
    const begun = number(component.start_time);
    if (begun > 0)
        return begun >= since;
    // Not begun: an end without a beginning is no evidence, of whichever execution it is.
    const { state } = translate(JOB_STATUS, servicestage_jobs_text(component.job_status));
    return state === 'pending' || state === 'running';
}
/** Puts a component into the vocabulary; a rollback that began before `since` (epoch ms) is not ours. */
function readJob(component, since) {
    const word = servicestage_jobs_text(component.job_status);
    const forward = translate(JOB_STATUS, word);
    const rollbackWord = servicestage_jobs_text(component.rollback_job_status);
    const rollbackBegan = number(component.rollback_start_time);
    const rolledBack = (rollbackWord !== '' || rollbackBegan > 0 || number(component.rollback_end_time) > 0) &&
        !(rollbackBegan > 0 && rollbackBegan < since);
    const rollback = rolledBack ? rollbackState(rollbackWord) : byForwardJob(forward.state);
    const health = translate(PLAN_STATUS, servicestage_jobs_text(component.status)).state;
    const state = rollback ?? forward.state;
    return {
        part: {
            name: servicestage_jobs_text(component.name) || servicestage_jobs_text(component.id),
            state,
            providerState: rolledBack ? `rollback ${rollbackWord || 'begun'}` : word,
            reason: [rolledBack ? servicestage_jobs_text(component.rollback_fail_message) : '', servicestage_jobs_text(component.fail_message)]
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
            ...(rollbackWord !== '' && !Object.hasOwn(ROLLBACK_JOB_STATUS, rollbackWord)
                ? [`rollback ${rollbackWord}`]
                : []),
        ],
        rollback,
        unwell: health === 'failed' || health === 'rolled-back' || health === 'cancelled',
        componentId: servicestage_jobs_text(component.id),
    };
}
function rollbackState(word) {
    const { state } = translate(ROLLBACK_JOB_STATUS, word);
    return state === 'running' ? 'rolling-back' : state;
}
function byForwardJob(state) {
    return state === 'rolling-back' || state === 'rolled-back' ? state : undefined;
}
/** Text that may have come as a number; empty where there is none. */
function servicestage_jobs_text(value) {
    return value === null || value === undefined ? '' : String(value);
}
/** A number that may have come as text; 0 where there is none. */
function number(value) {
    const read = Number(value ?? 0);
    return Number.isFinite(read) ? read : 0;
}

;// CONCATENATED MODULE: ./build/providers/servicestage-verdict.js



/**
 * What both answers say of the release, in the order that the facts outweigh each other: a rollback, the
 * plan's own bad end, a failed job, success, anything else.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours: nothing older counts
 */
function judgeRelease(plan, info, afterExecution) {
    const planWord = servicestage_jobs_text(plan.status);
    const executedAt = number(plan.execute_time);
    if (afterExecution !== undefined && executionOf(plan, afterExecution) === undefined) {
        const last = executedAt > 0 ? `its last execution is still that of ${isoTime(executedAt)}` : 'it was never executed';
        return seen('pending', `plan ${planWord}`, `not started yet: ${last}`);
    }
    const since = afterExecution === undefined ? 0 : executedAt;
    const listed = info.components ?? [];
    const jobs = listed.filter((component) => isOurs(component, since)).map((c) => readJob(c, since));
    // The words of a plan that goes on are documented nowhere: not to know one is no surprise.
    const unknown = jobs.flatMap((job) => job.unknown);
    const words = [
        planWord === '' ? '' : `plan ${planWord}`,
        jobs.length === 0
            ? ''
            : `${jobs.length === 1 ? 'job' : 'jobs'} ${tally(jobs.map((j) => j.part.providerState))}`,
    ];
    const say = (state, reason) => seen(state, words.filter(Boolean).join(', '), reason, jobs.map((job) => job.part), unknown);
    const spokenOf = afterExecution === undefined && executedAt > 0 ? ` (the execution of ${isoTime(executedAt)})` : '';
    const rollback = byRollback(jobs);
    if (rollback !== undefined)
        return say(rollback.state, rollback.reason + spokenOf);
    const planned = translate(PLAN_STATUS, planWord);
    if (planned.state === 'failed' || planned.state === 'rolled-back' || planned.state === 'cancelled') {
        const why = reasonsOf(jobs, ['failed', 'cancelled']);
        return say(planned.state, `the plan says ${planWord}${why === '' ? '' : `; ${why}`}${spokenOf}`);
    }
    const bad = byBadJob(jobs, plan);
    if (bad !== undefined) {
        const { state, reason, ...lost } = bad;
        return { ...say(state, reason + spokenOf), ...lost };
    }
    return bySuccess(jobs, listed.length - jobs.length, plan, say);
}
/**
 * When our execution began (epoch ms); nothing while the plan's last execution is not ours yet.
 *
 * @param afterExecution `execute_time` (epoch ms) of the execution before ours
 */
function executionOf(plan, afterExecution) {
    const executedAt = number(plan.execute_time);
    return executedAt > Number(afterExecution) ? executedAt : undefined;
}
/** The plan's own words for a rollback, and what its word for one that goes on may look like. */
const ROLLBACK_WORD = /ROLL(ING|ED)?[ _-]?BACK/i;
/** Whether either answer shows a rollback of the execution that began at `since` (epoch ms; 0: of any). */
function showsRollback(plan, info, since) {
    const jobs = (info?.components ?? []).filter((component) => isOurs(component, since));
    const planned = ROLLBACK_WORD.test(servicestage_jobs_text(plan?.status));
    return planned || jobs.some((component) => readJob(component, since).rollback !== undefined);
}
function byRollback(jobs) {
    const rollbacks = jobs.filter((job) => job.rollback !== undefined);
    if (rollbacks.length === 0)
        return undefined;
    const failed = rollbacks.filter((job) => job.rollback === 'failed');
    if (failed.length > 0) {
        return { state: 'failed', reason: `the rollback failed: ${failed.map(describe).join('; ')}` };
    }
    const names = rollbacks.map(({ part }) => part.name).join(', ');
    return rollbacks.some((job) => job.rollback === 'rolling-back')
        ? { state: 'rolling-back', reason: `a rollback is under way of ${names}` }
        : { state: 'rolled-back', reason: `a rollback has undone ${names}` };
}
/** A job that failed or was cancelled: with the strategy `stop` the end, since later batches may never start. */
function byBadJob(jobs, plan) {
    const lost = ['failed', 'cancelled'].find((bad) => jobs.some((job) => job.part.state === bad));
    if (lost === undefined)
        return undefined;
    const reason = reasonsOf(jobs, ['failed', 'cancelled']);
    const open = jobs.some((job) => isOpen(job.part.state)) || servicestage_verdict_missing(jobs, plan).length > 0;
    const stops = lost === 'failed' && servicestage_jobs_text(plan.fail_strategy) === 'stop';
    return open && !stops ? { state: 'running', reason, lost } : { state: lost, reason };
}
/** A plan's word that is not known, but that nobody would call a success. */
const UNDOING = /ROLL|ABORT|CANCEL|FAIL|SUSPEND|STOP|PAUS/i;
/** @param old how many jobs of an earlier execution are still listed: while one is, the plan's word alone won't do */
function bySuccess(jobs, old, plan, say) {
    const planWord = servicestage_jobs_text(plan.status);
    const done = jobs.filter((job) => job.part.state === 'succeeded').length;
    const planned = plan.components ?? [];
    const absent = servicestage_verdict_missing(jobs, plan);
    const allListed = planned.length > 0 && absent.length === 0;
    // A plan that says that it was never executed cannot have succeeded, whatever jobs are left of another time.
    const neverBegan = planWord === 'CREATED' && number(plan.execute_time) === 0;
    const unwell = jobs.filter((job) => job.unwell);
    if (jobs.length > 0 &&
        done === jobs.length &&
        ((planWord === 'SUCCESS' && old === 0) || (allListed && !UNDOING.test(planWord) && !neverBegan))) {
        if (unwell.length === 0)
            return say('succeeded', '');
        return say('running', `the jobs succeeded, but not well: ${unwell.map(describe).join('; ')}`);
    }
    const begun = jobs.some((job) => job.part.state !== 'pending');
    const strange = planWord !== '' && !Object.hasOwn(PLAN_STATUS, planWord);
    if (jobs.length === 0) {
        const state = strange || planWord === 'SUCCESS' ? 'running' : 'pending';
        return say(state, 'no component is listed as deployed yet');
    }
    const going = jobs.filter((job) => job.part.state !== 'succeeded').map(describe);
    const rest = absent.length === 0 ? [] : [`not begun: ${absent.join(', ')}`];
    const all = Math.max(jobs.length, planned.length);
    return say(begun || strange ? 'running' : 'pending', [`${done} of ${all} components deployed`, ...going, ...rest].join('; '));
}
/** Components that the plan names and deploy-info does not list (later batches, perhaps), by name. */
function servicestage_verdict_missing(jobs, plan) {
    const listed = new Set(jobs.map((job) => job.componentId).filter((id) => id !== ''));
    return (plan.components ?? [])
        .filter((component) => !listed.has(servicestage_jobs_text(component.component_id)) && !listed.has(servicestage_jobs_text(component.id)))
        .map((component) => servicestage_jobs_text(component.name) || servicestage_jobs_text(component.component_id) || servicestage_jobs_text(component.id));
}
function reasonsOf(jobs, states) {
    return jobs
        .filter((job) => states.includes(job.part.state))
        .map(describe)
        .join('; ');
}
function describe({ part }) {
    return [`${part.name} ${part.providerState}`, part.reason].filter(Boolean).join(': ');
}
function isoTime(epochMs) {
    const date = new Date(epochMs);
    return Number.isNaN(date.getTime()) ? String(epochMs) : date.toISOString();
}

;// CONCATENATED MODULE: ./build/providers/huawei-servicestage.js






function watch(connection, projectId, planId, afterExecution) {
    const plan = {
        operation: 'getReleasePlan',
        path: `/v3/${projectId}/cas/release-plans/${planId}`,
        query: {},
        permission: 'servicestage::getReleasePlan',
    };
    const deployInfo = { ...plan, path: `${plan.path}/deploy-info` };
    const lost = new Set();
    let executedAt = afterExecution === undefined ? 0 : undefined;
    let rollback = false;
    return async (context) => {
        const [release, deployed] = await Promise.all([
            connection.call(plan, ReleasePlan, context),
            connection.call(deployInfo, DeployInfo, context),
        ]);
        const ourPlan = release.kind === 'answer' && isOurs(release.body.id ?? planId) ? release.body : undefined;
        const ourInfo = deployed.kind === 'answer' && isOurs(deployed.body.id) ? deployed.body : undefined;
        if (ourPlan !== undefined && afterExecution !== undefined)
            executedAt = executionOf(ourPlan, afterExecution);
        // What half a look shows of a rollback is kept for the next whole one.
        rollback ||= executedAt !== undefined && showsRollback(ourPlan, ourInfo, executedAt);
        if (ourPlan !== undefined && deployed.kind === 'absent') {
            // The plan is known: what is not, until it begins, is its deployment.
            const judged = judgeRelease(ourPlan, {}, afterExecution);
            return withRollback(judged, rollback);
        }
        const failed = worseReply(release, deployed);
        if (failed !== undefined)
            return failed;
        if (ourPlan === undefined || ourInfo === undefined)
            return huawei_servicestage_foreign;
        return withRollback(withLost(judgeRelease(ourPlan, ourInfo, afterExecution), lost), rollback);
    };
    function isOurs(answered) {
        return String(answered) === planId;
    }
}
/** Once a rollback was seen, also in an answer whose other half was missing, success is not ours. */
function withRollback(now, rollback) {
    if (!rollback)
        return now;
    if (now.state === 'succeeded') {
        return {
            ...now,
            state: 'rolled-back',
            reason: 'a rollback was under way; the success that is reported now is not that of this deployment',
        };
    }
    return isOpen(now.state) ? { ...now, state: 'rolling-back' } : now;
}
const huawei_servicestage_foreign = unreachable('an answer about another release task');
/** A component that had failed may succeed when it is tried again, but not by being listed no more. */
function withLost(now, lost) {
    for (const part of now.parts) {
        if (part.state === 'failed' || part.state === 'cancelled')
            lost.add(part.name);
    }
    const gone = [...lost].filter((name) => now.parts.every((part) => part.name !== name));
    return now.state === 'succeeded' && gone.length > 0
        ? { ...now, state: 'running', reason: `${gone.join(', ')} had failed, and is not listed any more` }
        : now;
}
/** Of two replies without an answer, the one that says more, with the longer wish of the server. */
function worseReply(...replies) {
    const refused = replies.find((reply) => reply.kind === 'refused');
    if (refused !== undefined)
        return refused;
    const faults = replies.filter((reply) => reply.kind === 'unreachable');
    const retryAfterMs = Math.max(0, ...faults.map((fault) => fault.retryAfterMs));
    const absent = replies.find((reply) => reply.kind === 'absent');
    if (absent !== undefined)
        return { ...absent, retryAfterMs };
    const [first] = faults;
    return first === undefined
        ? undefined
        : { ...first, throttled: faults.some((fault) => fault.throttled), retryAfterMs };
}
/** A release task of Huawei Cloud ServiceStage. */
const huaweiServicestage = defineProvider({
    name: 'huawei-servicestage',
    cloud: 'huawei',
    host: (region) => `servicestage.${region}.myhuaweicloud.com`,
    entry: schemas/* strictObject */.rej({
        'release-plan-id': id(),
        'project-id': id().optional(),
        'after-execution': digits().optional(),
    }),
    prepare: (entry, defaults) => {
        const planId = entry['release-plan-id'];
        const projectId = entry['project-id'] ?? defaults.projectId();
        if (projectId === undefined) {
            return { field: 'project-id', message: 'is missing: give it here or in the input huawei-project-id' };
        }
        return {
            id: planId,
            defaultName: `huawei-servicestage ${planId}`,
            identity: [projectId, planId],
            projectId,
            watch: (connection) => watch(connection, projectId, planId, entry['after-execution']),
        };
    },
});

;// CONCATENATED MODULE: ./build/providers/index.js




/** Every provider, by the name that an entry of `tasks` gives. */
const PROVIDERS = new Map([alibabaApiGateway, alibabaApiVersion, huaweiServicestage, huaweiCodeartsDeploy].map((provider) => [
    provider.name,
    provider,
]));

;// CONCATENATED MODULE: ./build/inputs/targets.js




/**
 * Makes targets of the entries. Every problem of every entry goes to `problem`, with the entry's number and name.
 */
function readTargets(entries, input, defaults, problem) {
    const targets = entries.flatMap((fields, index) => {
        const { name } = fields;
        const called = typeof name === 'string' ? name : '';
        const label = `${input}, entry ${index + 1}${called === '' ? '' : ` ${shown(called)}`}`;
        const target = readTarget(fields, defaults, (text) => problem(`${label}: ${text}`));
        return target === undefined ? [] : [{ ...target, label }];
    });
    refuseTwins(targets, (target) => target.task.name, problem, (target, twin) => {
        return `${target.label}: the name ${shown(target.task.name)} is that of ${twin.label} too; give each a name of its own`;
    });
    refuseTwins(targets, identityOf, problem, (target, twin) => {
        return `${target.label}: the same task as ${twin.label}; leave one of them out`;
    });
    if (entries.length > 0 && targets.length === entries.length && targets.every(({ task }) => task.optional)) {
        problem(`${input}: every entry is optional, so that the verdict would depend on none`);
    }
    return targets;
}
function readTarget(fields, defaults, problem) {
    const { provider: providerName, name, region, endpoint, optional, ...own } = fields;
    const provider = PROVIDERS.get(providerName);
    if (provider === undefined) {
        const wrong = typeof providerName === 'string' ? `${shown(providerName)} is not a provider` : 'is missing';
        problem(`provider: ${wrong}; write one of ${[...PROVIDERS.keys()].join(', ')}`);
        return undefined;
    }
    let sound = true;
    const wrong = (field, message) => {
        sound = false;
        problem(`${field}: ${message}`);
    };
    const prepared = provider.read(own, defaults, wrong);
    const place = readPlace(provider, region, endpoint, defaults, wrong);
    const isOptional = readOptional(optional, wrong);
    const ownName = readName(name, wrong);
    if (!sound || prepared === undefined || place === undefined)
        return undefined;
    const task = {
        name: ownName ?? prepared.defaultName,
        provider: provider.name,
        id: prepared.id,
        region: place.region,
        optional: isOptional,
    };
    return { task, provider, prepared, baseUrl: place.baseUrl };
}
function readPlace(provider, region, endpoint, defaults, wrong) {
    const named = region === undefined ? defaults.region(provider.cloud) : region;
    const valid = typeof named === 'string' && /^[a-z0-9-]{1,64}$/.test(named) ? named : undefined;
    if (valid !== named)
        wrong('region', `${shown(named)} is no region; a region is of a-z, 0-9 and "-"`);
    if (endpoint !== undefined) {
        if (typeof endpoint !== 'string' || endpoint === '') {
            wrong('endpoint', 'is empty; leave it out, or write https://host');
            return undefined;
        }
        const url = parseEndpoint(endpoint, provider.cloud, defaults.allowedHosts);
        if (typeof url === 'string') {
            wrong('endpoint', url);
            return undefined;
        }
        return { region: valid ?? '', baseUrl: url };
    }
    if (named === undefined)
        wrong('region', `is missing: give it here or in the input ${provider.cloud}-region`);
    return valid === undefined
        ? undefined
        : { region: valid, baseUrl: new URL(`https://${provider.host(valid)}`) };
}
/** The clouds that the entries name, also those whose entries are not whole. */
function cloudsOf(entries) {
    const providers = entries.map(({ provider }) => PROVIDERS.get(provider));
    return new Set(providers.flatMap((provider) => (provider === undefined ? [] : [provider.cloud])));
}
function readOptional(written, wrong) {
    if (written === undefined)
        return false;
    const flag = typeof written === 'string' ? parseFlag(written) : undefined;
    if (flag === undefined)
        wrong('optional', `${shown(written)} must be true or false`);
    return flag === true;
}
function readName(written, wrong) {
    if (written === undefined)
        return undefined;
    if (typeof written !== 'string' || written.trim() === '')
        wrong('name', 'must be text that is not empty');
    else if (written.length > 200)
        wrong('name', 'is longer than 200 characters');
    else if (/\p{Cc}/u.test(written))
        wrong('name', 'must not contain line breaks or control characters');
    else
        return written;
    return undefined;
}
function refuseTwins(items, key, problem, say) {
    const first = new Map();
    for (const item of items) {
        const twin = first.get(key(item));
        if (twin === undefined)
            first.set(key(item), item);
        else
            problem(say(item, twin));
    }
}
function identityOf({ provider, baseUrl, prepared }) {
    return JSON.stringify([provider.name, baseUrl.host, ...prepared.identity]);
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./build/inputs/task-list.js

const MAX_ALIASES = 100;
/**
 * Reads the list of tasks. Ids and versions stay text: no value is taken for a number, a date or a truth value.
 *
 * @param problem told of everything that is wrong with the list
 * @returns the entries; none if the list is not whole
 */
function parseTaskList(written, input, problem) {
    const refuse = (text) => {
        problem(`${input}: ${text}`);
        return [];
    };
    const document = (0,dist/* parseDocument */.Tp)(written, { schema: 'failsafe' });
    const faults = [...document.errors, ...document.warnings];
    const [twice, broken] = [faults.filter(isKeyTwice), faults.filter((fault) => !isKeyTwice(fault))];
    for (const fault of twice)
        problem(`${input}, ${placeOf(fault, document, written)} is given twice`);
    const [fault] = broken;
    if (fault !== undefined) {
        // One slip often breaks several lines: only the first says where.
        const what = fault.message.replace(/:\n.*/s, '');
        return refuse(`not valid YAML: ${what}; begin each entry with "- provider: …" and indent its other fields by two spaces, without tabs`);
    }
    (0,dist/* visit */.YR)(document, {
        Scalar: (_key, node) => {
            if (node.type === 'PLAIN' && /^(null|Null|NULL|~|)$/.test(String(node.source)))
                node.value = null;
        },
    });
    const list = toJs(document, refuse);
    if (list === undefined)
        return [];
    if (!Array.isArray(list))
        return refuse('must be a list; begin each entry with "- provider: …"');
    if (list.length === 0)
        return refuse('the list is empty; a gate needs at least one task');
    const entries = list.filter(isRecord);
    for (const [index, entry] of list.entries()) {
        if (!isRecord(entry))
            problem(`${input}, entry ${index + 1}: must be a map of fields, such as "provider: …"`);
    }
    return entries.length === list.length ? entries : [];
}
/** The plain value of a document. */
function toJs(document, refuse) {
    try {
        return document.toJS({ maxAliasCount: MAX_ALIASES });
    }
    catch (error) {
        // The library throws where an alias names nothing, and where aliases multiply beyond the bound.
        refuse(String(error).includes('Excessive')
            ? `more than ${MAX_ALIASES} aliases; write the entries out`
            : 'an alias (*) that names no anchor (&)');
    }
    return undefined;
}
function isKeyTwice(fault) {
    return fault.code === 'DUPLICATE_KEY';
}
/** The entry and the field that a fault stands in. */
function placeOf(fault, document, written) {
    const [at] = fault.pos;
    const field = written.slice(at).replace(/["']?([\w-]*).*/s, '$1');
    const items = (0,dist/* isSeq */.oP)(document.contents) ? document.contents.items : [];
    const index = items.findIndex((item) => (0,dist/* isNode */.Ll)(item) && at < Number(item.range?.[2]));
    return index === -1 ? field : `entry ${index + 1}: ${field}`;
}
function isRecord(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/inputs/waiting-inputs.js



const MAX_TIMEOUT_MS = 120 * 3_600_000;
/** The inputs that say how long and how often to look. */
function readPatience(getInput, problem) {
    const wait = readFlag('wait', true, getInput, problem);
    const duration = (name, standard, least, most, hint = '') => {
        const written = getInput(name);
        if (written === '')
            return standard;
        const ms = parseDuration(written) ?? Number.NaN;
        if (ms >= least && ms <= most)
            return ms;
        const range = `from ${least / 1000}s to ${most / 3_600_000}h`;
        problem(`${name}: ${shown(written)} is not a duration ${range}; write 90 (seconds), 90s, 15m or 1h30m${hint}`);
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
    return { timeoutMs, wait, intervalMs, settleMs, notFoundGraceMs };
}
/** An input that is true or false. */
function readFlag(name, standard, getInput, problem) {
    const written = getInput(name);
    if (written === '')
        return standard;
    const flag = parseFlag(written);
    if (flag === undefined)
        problem(`${name}: ${shown(written)} must be true or false`);
    return flag ?? standard;
}
/** The states that fail the step. */
function readFailOn(getInput, problem) {
    const known = [...BAD_STATES, 'interrupted', ...OPEN_STATES];
    const words = parseWords(getInput('fail-on'));
    if (words.length === 0)
        return new Set(BAD_STATES);
    const states = known.filter((state) => words.some((word) => word === state));
    for (const word of words) {
        if (!known.some((state) => state === word)) {
            problem(`fail-on: ${shown(word)} is no state to fail on; write some of ${known.join(', ')}`);
        }
    }
    return new Set(states);
}

;// CONCATENATED MODULE: ./build/inputs/inputs.js









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
    const read = (inputs, variables) => given([...inputs.map((name) => trimmed(getInput(name))), ...variables.map((name) => trimmed(env[name]))]);
    return {
        secrets: [...read(SECRET_INPUTS, SECRET_VARIABLES), ...given(proxyPasswords(env))],
        keyIds: read(KEY_ID_INPUTS, KEY_ID_VARIABLES),
    };
}
/**
 * Reads and checks all inputs.
 *
 * @throws {InputError} with all problems at once, if there are any
 */
function readInputs(getRaw, env) {
    const problems = [];
    const problem = (text) => void problems.push(text);
    const getInput = (name) => trimmed(getRaw(name));
    const patience = readPatience(getInput, problem);
    const failFast = readFlag('fail-fast', false, getInput, problem);
    const failOn = readFailOn(getInput, problem);
    const allowedHosts = parseWords(getInput('allowed-hosts'));
    for (const host of allowedHosts) {
        const wrong = checkHost(host);
        if (wrong !== undefined)
            problem(`allowed-hosts: ${wrong}`);
    }
    const { input, entries } = readList(getRaw, env, problem);
    const projectId = once((name) => {
        const given = standIn(name, HUAWEI_PROJECTS, getInput, env, problem);
        const wrong = given === undefined ? undefined : id().safeParse(given).error?.issues[0];
        if (wrong !== undefined)
            problem(`${name}: ${wrong.message}`);
        return given;
    });
    const targets = readTargets(entries, input, {
        region: once((cloud) => cloud === 'alibaba'
            ? standIn('alibaba-region', ALIBABA_REGIONS, getInput, env, problem)
            : standIn('huawei-region', HUAWEI_REGIONS, getInput, env, problem)),
        projectId: () => projectId('huawei-project-id'),
        allowedHosts: new Set(allowedHosts.map((host) => withoutBrackets(host).toLowerCase())),
    }, problem);
    const clouds = cloudsOf(entries);
    const alibaba = clouds.has('alibaba') ? readAlibabaKeys(getInput, env, problem) : undefined;
    const huawei = clouds.has('huawei') ? readHuaweiCredential(getInput, env, problem) : undefined;
    const proxy = readProxy(env, problem);
    if (problems.length > 0)
        throw new InputError(problems);
    const warnings = warn(targets, patience, [alibaba, huawei]);
    return { targets, patience, failFast, failOn, alibaba, huawei, proxy, warnings };
}
const ALIBABA_REGIONS = ['ALIBABA_CLOUD_REGION_ID', 'ALIBABA_CLOUD_REGION'];
const HUAWEI_REGIONS = ['HUAWEI_CLOUD_REGION'];
const HUAWEI_PROJECTS = ['HUAWEICLOUD_SDK_PROJECT_ID', 'HUAWEI_CLOUD_PROJECT_ID'];
/** The input, else the value of the variables that are set; two that differ are refused by name. */
function standIn(input, variables, getInput, env, problem) {
    const given = getInput(input);
    if (given !== '')
        return given;
    const set = variables.filter((name) => trimmed(env[name]) !== '');
    const [value, ...others] = new Set(set.map((name) => trimmed(env[name])));
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
/** The entries of the list, and the input that it is in. */
function readList(getRaw, env, problem) {
    // The list keeps its white space: the indentation of its first line counts.
    const text = getRaw('tasks');
    const file = trimmed(getRaw('tasks-file'));
    const given = trimmed(text) !== '';
    const input = given ? 'tasks' : 'tasks-file';
    if (given === (file !== '')) {
        problem(`tasks, tasks-file: ${given ? 'both are given' : 'neither is given'}; give one of them`);
        return { input, entries: [] };
    }
    const written = given ? text : readListFile(file, env, problem);
    return { input, entries: written === undefined ? [] : parseTaskList(written, input, problem) };
}
function warn(targets, patience, credentials) {
    const warnings = [];
    const blind = targets.filter(({ provider }) => provider.blindAfterSuccess).map(({ task }) => task.name);
    if (patience.settleMs > 0 && blind.length > 0) {
        warnings.push(`settle: a publish task cannot show a later rollback, so it is of no use for ${blind.join(', ')}`);
    }
    for (const credential of credentials) {
        if (credential?.fromEnvironment && credential.temporary && patience.timeoutMs >= SESSION_MS) {
            warnings.push(`${credential.source}: a session from the environment usually lives 30 minutes, which is no longer than timeout`);
        }
    }
    return warnings;
}

;// CONCATENATED MODULE: ./build/redact.js
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
    const masks = new Map();
    for (const keyId of keyIds) {
        if (keyId.length >= MIN_SECRET)
            for (const form of formsOf(keyId))
                masks.set(form, `${keyId.slice(0, 4)}***`);
    }
    for (const secret of secrets) {
        if (secret.length < MIN_SECRET)
            continue;
        // Whatever its punctuation is written as: its long runs of letters and digits are not.
        const runs = secret.match(/[A-Za-z0-9]{16,}/g) ?? [];
        for (const form of [...formsOf(secret), ...runs])
            masks.set(form, '***');
    }
    const mask = masker(masks);
    return (text) => mask(text).replace(/(Signature["']?\s*[=:]\s*["']?)[A-Za-z0-9+/%]{16,}={0,2}/gi, '$1***');
}
/** Hides these very texts, in the same forms, and nothing else. */
function hideExactly(texts) {
    return masker(new Map(texts.flatMap((text) => [...formsOf(text)].map((form) => [form, '***']))));
}
/** Replaces each of these texts by what stands for it. */
function masker(masks) {
    // Longest first: a form that is part of another must not leave the rest of it behind.
    const forms = [...masks].sort(([a], [b]) => b.length - a.length);
    // Not one regular expression: an IAM token of 20,000 characters would make it larger than any may be.
    const shortest = forms.at(-1)?.[0].length ?? Number.POSITIVE_INFINITY;
    return (text) => text.length < shortest
        ? text
        : forms.reduce((rest, [form, mask]) => rest.replaceAll(form, () => mask), text);
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

;// CONCATENATED MODULE: ./build/report/results.js

/** A task's progress as the outputs show it; `clean` makes texts of any origin fit for them. */
function resultOf(progress, clean) {
    const { task, waiting, startedAt, finishedAt, requests, durationMs } = progress;
    return {
        name: task.name,
        provider: task.provider,
        id: task.id,
        region: task.region,
        state: waiting.state,
        provider_state: clean(waiting.providerState),
        reason: clean(waiting.reason),
        optional: task.optional,
        started_at: startedAt?.toISOString() ?? null,
        finished_at: finishedAt?.toISOString() ?? null,
        duration_seconds: seconds(durationMs),
        requests,
        url: '',
        parts: waiting.parts.map((part) => ({
            ...part.times,
            name: clean(part.name),
            state: part.state,
            provider_state: clean(part.providerState),
            reason: clean(part.reason),
        })),
    };
}
/** Milliseconds as seconds with one decimal. */
function seconds(ms) {
    return Math.round(ms / 100) / 10;
}
/** Worst first: bad states in their order, then what is open, then what succeeded; else the order given. */
function worstFirst(results) {
    const order = [...BAD_STATES, 'rolling-back', 'running', 'pending', 'succeeded'];
    return [...results].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
}
/** The tasks that keep the verdict from `succeeded`. */
function failedOf(results) {
    return results.filter((result) => !result.optional && result.state !== 'succeeded');
}
/** The verdict in one line, with how many tasks succeeded. */
function headline({ verdict, results, durationSeconds }) {
    const done = results.filter((result) => result.state === 'succeeded').length;
    const count = results.length === 0 ? '' : `, ${done} of ${results.length} succeeded`;
    return `${verdict}${count}, after ${durationSeconds} s`;
}

;// CONCATENATED MODULE: ./build/report/log.js




const MAX_ANNOTATION = 4000;
const MAX_HEARTBEAT_TASKS = 10;
const MAX_NAME = 40;
const STATE_WIDTH = 'rolling-back'.length;
/** The line that opens the log. */
function openingLine(tasks, timeoutMs, wait) {
    const count = tasks.length === 1 ? '1 deployment' : `${tasks.length} deployments`;
    return wait ? `Waiting for ${count}, at most ${duration(timeoutMs)}` : `Looking once at ${count}`;
}
/** The line of a change or of a heartbeat; nothing for what is told as a warning. */
function eventLine(event, nameWidth, clean) {
    switch (event.kind) {
        case 'changed': {
            const { task, waiting } = event.progress;
            return `${clock(event.elapsedMs)} ${columns(task.name, waiting.state, nameWidth, clean)}  ${said(waiting.providerState, waiting.reason, clean)}`.trimEnd();
        }
        case 'heartbeat': {
            const shown = event.open
                .slice(0, MAX_HEARTBEAT_TASKS)
                .map((progress) => openTask(progress, event.elapsedMs, clean));
            const rest = event.open.length - shown.length;
            const more = rest > 0 ? [`and ${rest} more`] : [];
            return `${clock(event.elapsedMs)} still waiting for ${[...shown, ...more].join('; ')}`;
        }
        case 'faults': {
            const { task, waiting } = event.progress;
            const tally = clean(faultTally(waiting, event.elapsedMs));
            return `${clock(event.elapsedMs)} ${columns(task.name, waiting.state, nameWidth, clean)}  ${tally}; trying again`;
        }
        case 'unknown-words':
            return undefined;
    }
}
/** The warning about words that no table names. */
function unknownWordsWarning(task, words, clean) {
    const list = words.map((word) => `"${clean(word)}"`).join(', ');
    return `${clean(task.name)}: ${task.provider} said ${list}, which this version does not know; it is taken for "still running"`;
}
/** The table that closes the log, worst first. */
function finalTable(conclusion, clean) {
    const { verdict, results } = conclusion;
    const width = nameWidthOf(results.map(({ name }) => name));
    const rows = worstFirst(results).map((result) => {
        const after = `${result.duration_seconds} s`.padStart(9);
        const optional = result.optional ? ' (optional)' : '';
        return `  ${columns(result.name, result.state, width, clean)} ${after}  ${said(result.provider_state, result.reason, clean)}${optional}`.trimEnd();
    });
    return [paint(verdict, `Verdict: ${headline(conclusion)}`), ...rows];
}
/** The one annotation of a step that fails, or that passes though not all succeeded. */
function annotation(conclusion, clean) {
    const lines = worstFirst(conclusion.results)
        .filter((result) => result.state !== 'succeeded')
        .map((result) => {
        const optional = result.optional ? ', optional' : '';
        return `${clean(result.name)} (${result.provider}${optional}): ${result.state}: ${clean(result.reason)}`;
    });
    return bounded([headline(conclusion), ...conclusion.faults.map(clean), ...lines]);
}
/** As many lines as an annotation holds, and how many more there are. */
function bounded(lines) {
    const kept = [];
    let left = MAX_ANNOTATION - '\nand 100000 more'.length;
    for (const line of lines) {
        const short = line.slice(0, MAX_ANNOTATION / 2);
        left -= short.length + 1;
        if (left < 0)
            break;
        kept.push(short);
    }
    const rest = lines.length - kept.length;
    return rest === 0 ? kept.join('\n') : [...kept, `and ${rest} more`].join('\n');
}
/** How wide the column of names is. */
function nameWidthOf(names) {
    return Math.min(MAX_NAME, Math.max(0, ...names.map((name) => name.length)));
}
function openTask({ task, waiting }, elapsedMs, clean) {
    return `${clean(task.name)} (${joined(waiting.state, clean(describeLast(waiting, elapsedMs)))})`;
}
function columns(name, state, nameWidth, clean) {
    const word = state.padEnd(STATE_WIDTH);
    return `${paint(state, `${MARKS[state]} ${word}`)}  ${clean(name).padEnd(nameWidth)}`;
}
/** The provider's words and the reason, without saying twice what the reason repeats. */
function said(providerState, reason, clean) {
    const words = reason.includes(providerState) ? '' : providerState;
    return [words, reason].filter(Boolean).map(clean).join(' - ');
}
/** Minutes and seconds since the gate began: `03:20`, `75:00`. */
function clock(ms) {
    const total = Math.floor(ms / 1000);
    const two = (value) => String(value).padStart(2, '0');
    return `${two(Math.floor(total / 60))}:${two(total % 60)}`;
}
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
/** Colours that GitHub's log shows: green for success, yellow for what goes on, red for the rest. */
function paint(state, text) {
    const open = state !== 'interrupted' && isOpen(state);
    const colour = state === 'succeeded' ? 32 : open && state !== 'rolling-back' ? 33 : 31;
    return `\u001b[${colour}m${text}\u001b[0m`;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
;// CONCATENATED MODULE: ./build/report/outputs.js





const OUTPUT_NAMES = [
    'state',
    'results',
    'results-file',
    'failed',
    'states',
    'duration-seconds',
];
/** What the outputs say before anything is known, and where the inputs are refused. */
const DEFAULT_OUTPUTS = {
    state: 'error',
    results: '[]',
    'results-file': '',
    failed: '[]',
    states: '{}',
    'duration-seconds': '0',
};
const MAX_RESULTS_BYTES = 900_000;
/** What all outputs of a job may hold together is 1 MB; some of it is for other steps. */
const MAX_OUTPUT_BYTES = 990_000;
/**
 * The outputs of a conclusion; `results` and `failed` lose detail where they would be too long.
 *
 * @param resultsFile absolute path of the whole of it; empty if it could not be written
 * @returns the outputs, and whether something had to be left out
 */
function renderOutputs(conclusion, resultsFile, redact) {
    const { verdict, results, durationSeconds } = conclusion;
    const states = redact(JSON.stringify(Object.fromEntries(results.map(({ name, state }) => [name, state]))));
    const full = shorten(results, MAX_RESULTS_BYTES, redact);
    const left = MAX_OUTPUT_BYTES - Buffer.byteLength(full.json) - Buffer.byteLength(states);
    const failed = shorten(failedOf(results).map(withoutParts), left, redact);
    return {
        outputs: {
            state: verdict,
            results: full.json,
            'results-file': resultsFile,
            failed: failed.json,
            states,
            'duration-seconds': String(durationSeconds),
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

;// CONCATENATED MODULE: ./build/report/summary.js


/** GitHub drops a step's summary of more than 1 MiB as a whole. */
const MAX_BYTES = 1_000_000;
const MAX_REFUSAL_LINES = 100;
/** The job summary: the verdict, and a table of the tasks, worst first. `clean` makes a text fit for Markdown. */
function renderSummary(conclusion, clean) {
    const mark = conclusion.verdict === 'succeeded' ? '✅' : conclusion.verdict === 'running' ? '⏳' : '❌';
    const faults = conclusion.faults.map((fault) => `${clean(fault)}\n\n`).join('');
    const head = `## ${mark} Deploy Gate: ${clean(headline(conclusion))}\n\n${faults}`;
    if (conclusion.results.length === 0)
        return head;
    const table = '| task | provider | state | reason | duration |\n| --- | --- | --- | --- | ---: |\n';
    const rows = worstFirst(conclusion.results).map((result) => row(result, clean));
    let text = head + table;
    let bytes = Buffer.byteLength(text);
    for (const [index, line] of rows.entries()) {
        bytes += Buffer.byteLength(line);
        if (bytes > MAX_BYTES)
            return `${text}\n${rows.length - index} more tasks are in the results file.\n`;
        text += line;
    }
    return text;
}
/** The summary of a gate that was refused its inputs or broke. */
function renderRefusal(message, clean) {
    const lines = message.split('\n');
    const rest = lines.length - MAX_REFUSAL_LINES;
    const more = rest > 0 ? [`and ${rest} more`] : [];
    const text = [...lines.slice(0, MAX_REFUSAL_LINES), ...more].map(clean).join('<br>\n');
    return `## ❌ Deploy Gate: error\n\n${text}\n`;
}
function row(result, clean) {
    const optional = result.optional ? ' (optional)' : '';
    const cells = [
        clean(result.name) + optional,
        result.provider,
        `**${result.state}**`,
        said(result.provider_state, result.reason, clean),
        `${result.duration_seconds} s`,
    ];
    return `| ${cells.join(' | ')} |\n`;
}

;// CONCATENATED MODULE: ./build/report/text.js
const MAX_TEXT = 2000;
/** Text of any origin as one line of the log, in which the runner finds no command. */
function forLog(text) {
    const line = cut(text)
        .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
        .replaceAll('##[', '# #[');
    // A command has two of them; with one alone a permission is named, such as servicestage::getReleasePlan.
    return line.split('::').length > 2 || line.trimStart().startsWith('::')
        ? line.replaceAll('::', ': :')
        : line;
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
 * What mentions, mail addresses, issues, emoji and formulas begin with. GitHub looks for them in the finished
 * page, where an entity is its character again: only something between the pieces of a text keeps them apart.
 */
const BEGINS_REFERENCE = /&#(?:64|35|58);(?=[\w+-]|&#95;)|&#36;|\bGH-(?=\d)/gi;
/** Punctuation that means nothing in the middle of a Markdown table's cell. */
const SAFE = new Set(['.', ',', '-', '/', '%', '?', ';', '"', '=', '+']);
function cut(text) {
    return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT).replace(/[\ud800-\udbff]$/, '')}…` : text;
}

;// CONCATENATED MODULE: ./build/report/report.js






/** GitHub shows 10 annotations of a type and step: unknown words must not use them up. */
const MAX_WORD_WARNINGS = 5;
/** A report whose outputs are set to their defaults at once. */
function createReport(runner, redact, runnerTemp, now) {
    const logged = (text) => forLog(redact(text));
    const marked = (text) => forMarkdown(redact(text));
    const changes = [];
    const faults = [];
    const warnedTasks = new Set();
    let nameWidth = 0;
    const attempt = async (what, write) => {
        try {
            await write();
        }
        catch (error) {
            runner.error(logged(`${what} could not be written: ${describeError(error)}`));
        }
    };
    const setOutputs = (outputs) => attempt('the outputs', () => {
        for (const name of OUTPUT_NAMES)
            runner.setOutput(name, outputs[name]);
    });
    const resultsFile = async (conclusion) => {
        let path = '';
        await attempt('the results file', () => {
            path = writeResultsFile(conclusion, runnerTemp, redact);
        });
        return path;
    };
    void setOutputs(DEFAULT_OUTPUTS);
    return {
        begin: (tasks, timeoutMs, wait) => {
            nameWidth = nameWidthOf(tasks.map(({ name }) => name));
            runner.info(openingLine(tasks, timeoutMs, wait));
        },
        warn: (message) => runner.warning(logged(message)),
        event: (event) => {
            if (event.kind === 'unknown-words') {
                if (warnedTasks.has(event.task.name) || warnedTasks.size >= MAX_WORD_WARNINGS)
                    return;
                warnedTasks.add(event.task.name);
                runner.warning(unknownWordsWarning(event.task, event.words, logged));
                return;
            }
            if (event.kind === 'changed') {
                const { task, waiting } = event.progress;
                changes.push({
                    at: now().toISOString(),
                    name: task.name,
                    state: waiting.state,
                    provider_state: redact(waiting.providerState),
                    reason: redact(waiting.reason),
                });
            }
            const line = eventLine(event, nameWidth, logged);
            if (line !== undefined)
                runner.info(line);
        },
        broke: (what) => {
            const fault = redact(`the gate itself broke: ${what}`);
            faults.push(fault);
            runner.info(logged(fault));
        },
        conclude: async (outcome, verdict, passed) => {
            const results = outcome.tasks.map((progress) => resultOf(progress, redact));
            const durationSeconds = seconds(outcome.elapsedMs);
            const conclusion = { verdict, results, changes, durationSeconds, faults };
            const { outputs, shortened } = renderOutputs(conclusion, await resultsFile(conclusion), redact);
            await setOutputs(outputs);
            for (const line of finalTable(conclusion, logged))
                runner.info(line);
            if (shortened)
                runner.warning('the outputs were shortened; the results file has everything');
            const text = annotation(conclusion, logged);
            if (!passed)
                runner.error(text);
            else if (results.some((result) => result.state !== 'succeeded'))
                runner.warning(text);
            // Last, since it alone may keep us waiting.
            await attempt('the job summary', () => runner.addSummary(renderSummary(conclusion, marked)));
        },
        refuse: async (message) => {
            const conclusion = { verdict: 'error', results: [], changes, durationSeconds: 0, faults };
            await setOutputs({ ...DEFAULT_OUTPUTS, 'results-file': await resultsFile(conclusion) });
            await attempt('the job summary', () => runner.addSummary(renderRefusal(message, marked)));
            runner.error(bounded(message.split('\n').map(logged)));
        },
    };
}

;// CONCATENATED MODULE: ./build/report/runner.js

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

;// CONCATENATED MODULE: ./build/clouds/digest.js

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
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/** HMAC-SHA-256 in lower-case hex. */
function hmacSha256(key, text) {
    return (0,external_node_crypto_.createHmac)('sha256', key).update(text).digest('hex');
}

;// CONCATENATED MODULE: ./build/clouds/alibaba-signer.js

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
        .map((key) => `${encodeRfc3986(key)}=${encodeRfc3986(String(request.query[key]))}`)
        .join('&');
    const canonicalRequest = [
        request.method,
        '/',
        query,
        ...names.map((name) => `${name}:${header.get(name)}`),
        '',
        signedHeaders,
        sha256(request.body),
    ].join('\n');
    const stringToSign = `ACS3-HMAC-SHA256\n${sha256(canonicalRequest)}`;
    const signature = hmacSha256(accessKeySecret, stringToSign);
    const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${signedHeaders},Signature=${signature}`;
    return { authorization, confidential: confidentialOf(signature, stringToSign, canonicalRequest) };
}

;// CONCATENATED MODULE: ./build/clouds/json.js
/**
 * Reads JSON. Integers beyond 2^53 stay text, so that no id is rounded. A text that gives a key of an object
 * twice is not read: which of the two counts is anybody's guess.
 *
 * @param clean changes every text that is a value
 * @returns the value; nothing if it cannot be read
 */
function parseJson(text, clean = (same) => same) {
    let keys = 0;
    function read(_key, value, { source } = {}) {
        if (!Array.isArray(this))
            keys += 1;
        if (typeof value === 'string')
            return clean(value);
        return /^-?\d+$/.test(String(source)) && !Number.isSafeInteger(value) ? source : value;
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

;// CONCATENATED MODULE: ./build/clouds/classify.js

/**
 * Classifies an answer: by the code in its body first, by its HTTP status second.
 *
 * @param hide takes out of every text what the answer echoes of the request's signature
 */
function classify(answer, dialect, hide) {
    const { status, body } = answer;
    const clean = (text) => hide(classify_bounded(text));
    const json = parseJson(body, clean);
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
/** The value at a key of an unknown value. */
function valueAt(value, key) {
    return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}
const MOST_CHARACTERS = 4000;
/**
 * A text without what is beyond its first 4,000 characters, so that no answer is too long to be cleaned and told.
 * It ends where a word ends: half a secret could not be recognised.
 */
function classify_bounded(text) {
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

;// CONCATENATED MODULE: ./build/clouds/alibaba.js




/** Product CloudAPI (API Gateway). Source: its API overview. */
const API_VERSION = '2016-07-14';
/** Alibaba Cloud's errors: `{Code, Message, …}`, sometimes as XML. Source: its common error codes. */
const alibabaDialect = {
    vendor: 'Alibaba Cloud',
    readError: (json, text) => {
        if (json === undefined)
            return readXml(text);
        const code = stringAt(json, 'Code');
        return code === '' ? undefined : { code, message: stringAt(json, 'Message') };
    },
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
        'x-acs-content-sha256': sha256(''),
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

;// CONCATENATED MODULE: ./build/clouds/clock.js
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

;// CONCATENATED MODULE: ./build/clouds/connection.js



/** Later than every deadline. */
const LONGEST_WISH_MS = 240 * 3_600_000;
/** Connects a host with a credential. */
function connect(options) {
    const { baseUrl, dialect, trust, clock, world } = options;
    /** How far the server's clock is ahead of ours, in ms. */
    const ahead = (answer) => {
        const server = dateOf(answer.headers);
        return Number.isNaN(server) ? undefined : server - world.date().getTime();
    };
    const exchange = async (call, look) => {
        const url = urlOf(baseUrl, call);
        for (;;) {
            const offsetMs = clock.offsetMs();
            const signed = options.sign(call, url, new Date(world.date().getTime() + offsetMs));
            look.sent();
            const answer = await options.send(signed, look.signal);
            if (answer.kind === 'fault')
                return answer;
            const result = classify(answer, dialect, hideExactly(signed.confidential));
            const skewed = result.kind === 'error' && result.meaning === 'clock-skew';
            if (!skewed || look.signal.aborted || !clock.correct(offsetMs, ahead(answer)))
                return { answer, result };
        }
    };
    return {
        call: async (call, schema, look) => {
            const refusal = await trust.enter(baseUrl.origin);
            if (refusal !== undefined)
                return refused('', refusal);
            let shown;
            try {
                if (look.signal.aborted)
                    return unreachable('given up');
                const outcome = await exchange(call, look);
                if ('kind' in outcome)
                    return fault(outcome);
                const reply = interpret(outcome, call, options);
                shown = shownBy(outcome.result, reply);
                if (reply.kind !== 'answer')
                    return reply;
                const parsed = schema.safeParse(reply.body);
                if (parsed.success)
                    return { kind: 'answer', body: parsed.data };
                return unreachable(`HTTP ${outcome.answer.status} with JSON of another shape: ${shapeOf(parsed.error)}`);
            }
            finally {
                trust.leave(baseUrl.origin, shown);
            }
        },
    };
}
function fault(outcome) {
    if (outcome.fatal)
        return refused('', outcome.reason);
    return { ...unreachable(outcome.reason), hopelessAfterMs: outcome.hopelessAfterMs };
}
function interpret({ answer, result }, call, { baseUrl, dialect, credentialsHint }) {
    if (result.kind === 'body')
        return { kind: 'answer', body: result.json };
    if (result.kind === 'redirect') {
        const target = URL.canParse(result.target, baseUrl.href)
            ? new URL(result.target, baseUrl).href
            : result.target;
        return refused('', `redirected to ${target}, where nothing is sent; check the endpoint`);
    }
    const said = result.text.replace(/(?<![.\s])[.\s]+$/, '');
    // A refused signature comes back with the string that was signed: only its code is repeated.
    const code = result.code === '' ? `HTTP ${answer.status}` : result.code;
    switch (result.meaning) {
        case 'throttled':
        case 'server':
        case 'nonce-used':
            return {
                ...unreachable(said),
                throttled: result.meaning === 'throttled',
                retryAfterMs: retryAfter(answer.headers),
            };
        case 'absent':
            return { kind: 'absent', providerState: code, reason: said };
        case 'permission':
            return refused(code, `${dialect.vendor} does not permit ${call.operation}: grant ${call.permission} (${said})`);
        case 'credentials':
            return refused(code, `${dialect.vendor} refused the credentials (${code}): ${credentialsHint}`);
        case 'expired':
            return refused(code, `the credentials expired while the gate waited, or before (${code}): the deployment itself may be well; ${credentialsHint}`);
        case 'clock-skew':
            return refused(code, `${dialect.vendor} refused the time of the request (${code}), also after a correction: set this machine's clock`);
        case 'rejected':
            return refused(code, `${dialect.vendor} does not take ${call.operation}: ${said}`);
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
function urlOf(baseUrl, call) {
    const url = new URL(baseUrl);
    url.pathname = `${baseUrl.pathname.replace(/\/+$/, '')}${call.path}`;
    url.search = new URLSearchParams(call.query).toString().replaceAll('+', '%20');
    return url;
}
function refused(providerState, reason) {
    return { kind: 'refused', providerState, reason };
}
/** The first thing that is wrong with the shape of an answer. */
function shapeOf({ issues }) {
    const [said] = issues.map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
    return String(said).replace('received undefined', 'received nothing');
}

;// CONCATENATED MODULE: ./build/clouds/huawei-signer.js

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
            .map(([key, value]) => `${encodeRfc3986(key)}=${encodeRfc3986(value)}`)
            .join('&'),
        ...names.map((name) => `${name}:${header.get(name)}`),
        '',
        signedHeaders,
        header.get('x-sdk-content-sha256') ?? sha256(request.body),
    ].join('\n');
    const stringToSign = `SDK-HMAC-SHA256\n${header.get('x-sdk-date')}\n${sha256(canonicalRequest)}`;
    const signature = hmacSha256(secretAccessKey, stringToSign);
    const authorization = `SDK-HMAC-SHA256 Access=${accessKeyId}, SignedHeaders=${signedHeaders}, Signature=${signature}`;
    return { authorization, confidential: confidentialOf(signature, stringToSign, canonicalRequest) };
}
/** Each segment encoded once, however it was sent, and a slash at the end that the sent path does not have. */
function canonicalPath(path) {
    const encoded = path
        .split('/')
        .map((segment) => encodeRfc3986(decodeURIComponent(segment)))
        .join('/');
    return encoded.endsWith('/') ? encoded : `${encoded}/`;
}
function compare(a, b) {
    return Number(a > b) - Number(a < b);
}

;// CONCATENATED MODULE: ./build/clouds/huawei.js


/**
 * Huawei Cloud's errors, in any of three shapes, also inside an HTTP 200.
 * Source: the error codes of its API gateway (`APIGW.`, `APIG.`), of CodeArts Deploy and of ServiceStage.
 */
const huaweiDialect = {
    vendor: 'Huawei Cloud',
    readError: (json) => errorOf(json, 'error_code', 'error_msg') ??
        errorOf(json, 'errorCode', 'errorMessage') ??
        errorOf(valueAt(json, 'error'), 'code', 'message') ??
        errorOf(valueAt(json, 'error'), 'error_code', 'error_msg'),
    codes: [
        [/^APIGW?\.0308$/, 'throttled'],
        [/^APIGW?\.0201$/, 'server'],
        [/^APIGW?\.0301$/, 'clock-skew', /signature expired/i],
        [/^APIGW?\.0307$/, 'expired'],
        [/^APIGW?\.0301$/, 'expired', /token expires/i],
        [/^APIGW?\.030[13]$/, 'credentials'],
        [/^(APIGW?\.0302|Deploy\.00011154)$/, 'permission'],
        [/^(Deploy\.00011020|Deploy\.00011303|SVCSTG\.00100433)$/, 'absent'],
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
function errorOf(value, codeKey, messageKey) {
    const code = stringAt(value, codeKey);
    return code === '' ? undefined : { code, message: stringAt(value, messageKey) };
}

;// CONCATENATED MODULE: ./build/clouds/trust.js
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
            if (shown === 'accepted')
                accepted = true;
            else if (shown !== undefined)
                refusal = shown.refused;
            changed.abort();
            changed = new AbortController();
        },
    };
}

;// CONCATENATED MODULE: ./build/watch.js





/** Connects each target with its host and its credential. Tasks on one host with one credential share a lane. */
function watchTargets(inputs, send, world) {
    const trusts = new Map();
    const clocks = new Map();
    const hostClocks = new Map();
    const connections = new Map();
    return inputs.targets.map((target) => {
        const { baseUrl, provider, prepared, task } = target;
        const lane = `${provider.cloud} ${baseUrl.origin}`;
        // A refused key is refused on every host; an IAM token may be good for one region and not for another.
        const perHost = provider.cloud === 'huawei' && inputs.huawei?.value.kind === 'token';
        const trust = getOrMake(trusts, perHost ? lane : provider.cloud, () => createTrust(world));
        const clock = getOrMake(hostClocks, lane, getOrMake(clocks, provider.cloud, createClocks));
        const connection = getOrMake(connections, `${lane} ${baseUrl.href} ${prepared.projectId ?? ''}`, () => connectTarget(inputs, target, { baseUrl, trust, clock, send, world }));
        const look = prepared.watch(connection, inputs.patience.settleMs > 0);
        return { task, lane, look: (signal, sent) => look({ signal, sent }) };
    });
}
function connectTarget({ alibaba, huawei }, { provider, prepared }, shared) {
    if (provider.cloud === 'alibaba' && alibaba !== undefined) {
        return connect({
            ...shared,
            dialect: alibabaDialect,
            credentialsHint: `check ${alibaba.source}`,
            sign: (call, url, date) => alibabaRequest(alibaba.value, call, url, date),
        });
    }
    if (provider.cloud === 'huawei' && huawei !== undefined) {
        return connect({
            ...shared,
            dialect: huaweiDialect,
            credentialsHint: `check ${huawei.source}, and the region`,
            sign: (call, url, date) => huaweiRequest(huawei.value, prepared.projectId, call, url, date),
        });
    }
    throw new Error(`no credential for ${provider.name}`);
}
function getOrMake(map, key, make) {
    const known = map.get(key);
    if (known !== undefined)
        return known;
    const made = make();
    map.set(key, made);
    return made;
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./build/world.js

/** The world as the process finds it. Its timers keep the process alive. */
const realWorld = {
    now: () => performance.now(),
    sleep: (ms, signal) => (0,promises_.setTimeout)(ms, undefined, { signal }).catch(() => undefined),
    random: Math.random,
    date: () => new Date(),
};

;// CONCATENATED MODULE: ./build/main.js












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
    const { secrets, keyIds } = readSecrets(getInput, env);
    // The runner would mask each line of a secret of several, also one that is a mere brace.
    for (const secret of secrets)
        if (!isTooShort(secret) && !/\s/.test(secret))
            core/* setSecret */.Pq(secret);
    const redact = createRedactor(secrets, keyIds);
    const report = createReport(actionsRunner(env), redact, env['RUNNER_TEMP'], realWorld.date);
    broken.addEventListener('abort', () => report.broke(describeError(broken.reason)));
    try {
        if (secrets.some(isTooShort))
            report.warn('a secret of fewer than 8 characters cannot be hidden in what is written');
        return await watchAndTell(readInputs(getInput, env), report, { cancelled, broken });
    }
    catch (error) {
        await report.refuse(error instanceof InputError ? error.message : `the gate itself failed: ${describeError(error)}`);
        return false;
    }
}
async function watchAndTell(inputs, report, stops) {
    const { patience, failFast, failOn, warnings } = inputs;
    const http = createHttp(inputs.proxy, CONNECTIONS);
    try {
        const watched = watchTargets(inputs, http.send, realWorld);
        report.begin(watched.map(({ task }) => task), patience.timeoutMs, patience.wait);
        for (const warning of warnings)
            report.warn(warning);
        const stop = AbortSignal.any([stops.cancelled, stops.broken]);
        const outcome = await gate(watched, { patience, failFast, world: realWorld, stop, tell: report.event });
        const judged = outcome.tasks.map(({ task, waiting }) => ({
            state: waiting.state,
            optional: task.optional,
        }));
        // While the end is being told the job may still be cancelled: then that is told as well.
        let told;
        for (;;) {
            const stopped = howStopped(stops);
            const result = verdict(judged, stopped, patience.wait);
            const passed = stopped === undefined && passes(result, judged, failOn, patience.wait);
            if (result === told?.result && passed === told.passed)
                return passed;
            told = { result, passed };
            await report.conclude(outcome, result, passed);
        }
    }
    finally {
        // What is told is told: an end of connections that fails or lingers does not change it.
        void http.close().catch(() => undefined);
    }
}
function howStopped({ cancelled, broken }) {
    if (cancelled.aborted)
        return 'interrupted';
    return broken.aborted ? 'broken' : undefined;
}


/***/ })

};
