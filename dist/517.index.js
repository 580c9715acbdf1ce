export const id = 517;
export const ids = [517];
export const modules = {

/***/ 7517:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  beginTrace: () => (/* binding */ beginTrace)
});

// EXTERNAL MODULE: ./build/inputs/trace-place.js
var trace_place = __webpack_require__(4303);
// EXTERNAL MODULE: ./build/inputs/credentials.js
var credentials = __webpack_require__(5866);
// EXTERNAL MODULE: ./build/inputs/inputs.js + 36 modules
var inputs = __webpack_require__(6103);
// EXTERNAL MODULE: ./build/inputs/list-file.js
var list_file = __webpack_require__(133);
// EXTERNAL MODULE: ./build/redact.js + 2 modules
var build_redact = __webpack_require__(5382);
// EXTERNAL MODULE: ./build/json-text.js
var json_text = __webpack_require__(274);
// EXTERNAL MODULE: ./build/redact-userinfo.js
var redact_userinfo = __webpack_require__(6127);
;// CONCATENATED MODULE: ./build/redact-names.js
/** Hides what its name says is secret, whatever it holds: in headers, in bodies and in URLs. */


/** What stands for a value that is hidden. */
const HIDDEN = '***';
const SECRET_NAME = /secret|token|passw(?:or)?d|passphrase|credential|signature|cookie|authorization|assertion|jwt|(?:private|api|access|signing|encryption)[-_.]?key|string-?_?to-?_?sign/i;
/** A header with one of these in its name is about who asks. */
const SECRET_HEADER = /auth|key/i;
/** The name of a key is no secret, but it is shown in part only. */
const KEY_ID_NAME = /access[-_.]?key[-_.]?id$/i;
/** Headers, without the values of those that carry credentials. What the others say is looked at by {@link hideNamed}. */
function hideInHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => {
        if (KEY_ID_NAME.test(name))
            return [name, keyId(value)];
        return [name, SECRET_HEADER.test(name) || SECRET_NAME.test(name) ? HIDDEN : value];
    }));
}
/**
 * A body, a URL or a header's value: the values of fields with such names are hidden, in JSON (also in JSON that is a text in JSON), in
 * XML, and in forms and queries, and of URLs who is asked as. All else stays as it was written, to the character, also where it is cut off.
 */
function hideNamed(text) {
    const hidden = hidePairs((0,json_text/* looksLikeJson */.g)(text) ? hideInJson(text) : hideInXml(text));
    return (0,redact_userinfo/* hideUserinfo */.k)(hidden.replace(JWT, HIDDEN));
}
/** A signed token is a secret wherever it stands. */
const JWT = /(?<![\w-])eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]*/g;
/** Whether a variable of the environment holds what its owner calls secret, or the name of a key. */
function namedSecret(variable) {
    if (KEY_ID_NAME.test(variable))
        return 'key id';
    if (HARMLESS.has(variable))
        return undefined;
    return SECRET_NAME.test(variable) || SECRET_VARIABLE.test(variable) ? 'secret' : undefined;
}
/** Says where a token can be asked for. */
const HARMLESS = new Set(['ACTIONS_ID_TOKEN_REQUEST_URL']);
const SECRET_VARIABLE = /(?:^|[_-])(?:auth|pat|sk|ssh_key)$|[_-]pwd$/i;
function keyId(value) {
    return `${value.slice(0, 4)}${HIDDEN}`;
}
/** What stands for a value with this name; nothing where it may be seen. */
function hiddenAs(name, value) {
    if (KEY_ID_NAME.test(name))
        return keyId(value);
    return isSecretName(name) ? HIDDEN : undefined;
}
const PAIR = /(?<![\w.%-])([\w.%-]{1,100})=/g;
const PAIR_VALUE = /[^&\s"<>;,\\]*/y;
/** `name=value`, as in a form, a query or a cookie. */
function hidePairs(text) {
    if (!text.includes('='))
        return text;
    const pieces = [];
    let copied = 0;
    PAIR.lastIndex = 0;
    for (let found = PAIR.exec(text); found !== null; found = PAIR.exec(text)) {
        const [, name = ''] = found;
        // Only then: values read for every name would be read again and again.
        if (hiddenAs(name, '') === undefined)
            continue;
        PAIR_VALUE.lastIndex = PAIR.lastIndex;
        const value = PAIR_VALUE.exec(text)?.[0] ?? '';
        const hidden = value === '' ? '' : (hiddenAs(name, value) ?? value);
        pieces.push(text.slice(copied, PAIR.lastIndex), hidden);
        copied = PAIR.lastIndex + value.length;
        PAIR.lastIndex = copied;
    }
    return pieces.join('') + text.slice(copied);
}
/** `<Name>value</Name>`. */
function hideInXml(text) {
    return text.replace(/<([\w.:-]{1,100})>([^<]+)/g, (whole, name, value) => {
        const hidden = hiddenAs(name, value);
        return hidden === undefined ? whole : `<${name}>${hidden}`;
    });
}
/** A replay needs dates, and a date is no secret. */
const ISO_DATE = /^\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z|[+-]\d\d:?\d\d)?$/;
function hideInJson(text) {
    const change = ({ raw, content, name, isMarked }) => {
        const isText = raw.startsWith('"');
        const within = isText && isMarked && !ISO_DATE.test(content);
        const hidden = hiddenAs(name, content) ?? (within ? HIDDEN : undefined);
        if (hidden !== undefined)
            return content === '' ? raw : JSON.stringify(hidden);
        if (!isText || !(0,json_text/* looksLikeJson */.g)(content))
            return raw;
        const inner = hideInJson(content);
        return inner === content ? raw : JSON.stringify(inner);
    };
    return (0,json_text/* rewriteJson */.z)(text, change, isSecretName);
}
function isSecretName(name) {
    return SECRET_NAME.test(name) && !KEY_ID_NAME.test(name);
}

;// CONCATENATED MODULE: ./build/trace/given.js
/** What a trace says, and what it hides, of the inputs and the environment of the step. */






/** Inputs that are no credentials and that the gate's course depends on. */
const TOLD = [
    'tasks',
    'tasks-file',
    'timeout',
    'wait',
    'interval',
    'settle',
    'not-found-grace',
    'fail-fast',
    'fail-on',
    'alibaba-region',
    'huawei-region',
    'huawei-project-id',
    'allowed-hosts',
    'alibaba-role-arn',
    'alibaba-oidc-provider-arn',
    'alibaba-oidc-audience',
    'alibaba-sts-endpoint',
    'huawei-identity-provider',
    'huawei-oidc-audience',
    'huawei-iam-endpoint',
];
/** Reads what a trace says of the step. */
function readGiven(getInput, env) {
    const listFile = (0,credentials/* trimmed */.dE)(getInput('tasks-file'));
    const list = listFile === '' ? undefined : (0,list_file/* readListFile */.r)(listFile, env, () => undefined);
    return {
        inputs: { ...given(TOLD, getInput), ...(list === undefined ? {} : { tasks: list }) },
        environment: given([...Object.values(inputs/* REGIONS */.ij).flat(), ...inputs/* HUAWEI_PROJECTS */.Ty], (name) => env[name] ?? ''),
    };
}
/**
 * Also hides what other steps call secret: the values of variables whose names say so. For a trace alone: in an output
 * it could garble what later steps read.
 */
function hideJobSecrets(redact, env) {
    const valuesOf = (wanted) => {
        const values = Object.keys(env).flatMap((name) => namedSecret(name) === wanted ? [(0,credentials/* trimmed */.dE)(env[name])] : []);
        // What is hidden anyway need not be sought twice; of a URL more than its user and password is secret.
        const sought = [...new Set(values)].filter((value) => redact(value) === (0,redact_userinfo/* hideUserinfo */.k)(value));
        return sought.flatMap((value) => [...new Set([value, (0,redact_userinfo/* hideUserinfo */.k)(value)])]);
    };
    const hideJob = (0,build_redact/* learningRedactor */.Bz)(valuesOf('secret'), valuesOf('key id')).redactEscaped;
    return (text) => hideJob(redact(text));
}
function given(names, read) {
    return Object.fromEntries(names.map((name) => [name, read(name)]).filter(([, value]) => value !== ''));
}

;// CONCATENATED MODULE: ./build/trace/har.js
/** The format of a trace: HAR 1.2, and in fields of our own, named with `_`, what a replay needs. */
/** What the format is called in {@link About.schema}. It grows when a reader of the old one would misread it. */
const TRACE_SCHEMA = 1;
/** One exchange as an entry of a HAR; nothing is hidden here. */
function entryOf({ look, startedAt, durationMs, request, outcome }) {
    const { method, url, headers, body, bodyBytes } = request;
    const time = Math.max(0, Math.round(durationMs * 10) / 10);
    return {
        startedDateTime: new Date(startedAt).toISOString(),
        time,
        request: {
            method,
            url,
            httpVersion: 'HTTP/1.1',
            cookies: [],
            headers: listed(Object.entries(headers)),
            queryString: listed([...queryOf(url)]),
            ...(body === ''
                ? {}
                : { postData: { mimeType: headers['content-type'] ?? 'application/octet-stream', text: body } }),
            headersSize: -1,
            bodySize: bodyBytes,
        },
        response: outcome.kind === 'answer' ? responseOf(outcome) : NO_RESPONSE,
        cache: {},
        timings: { send: 0, wait: time, receive: 0 },
        ...(look === undefined ? {} : { _task: look.task, _look: look.number }),
        ...(outcome.kind === 'answer' ? {} : faultOf(outcome)),
    };
}
/**
 * The text of a whole HAR, one entry in a line.
 *
 * @param entries each as JSON
 * @param comment what was left out; empty if nothing was
 * @param version of the action, as its user names it
 */
function harOf(entries, about, comment, version) {
    const log = {
        version: '1.2',
        creator: { name: 'Deploy Gate', version },
        ...(comment === '' ? {} : { comment }),
        _deployGate: about,
        entries: [],
    };
    const whole = JSON.stringify({ log });
    const end = ']}}';
    return `${whole.slice(0, -end.length)}\n${entries.join(',\n')}\n${end}\n`;
}
function responseOf({ status, headers, body, bodyBytes }) {
    return {
        status,
        statusText: '',
        httpVersion: 'HTTP/1.1',
        cookies: [],
        headers: listed(Object.entries(headers)),
        content: { size: bodyBytes, mimeType: headers['content-type'] ?? UNKNOWN_TYPE, text: body },
        redirectURL: headers['location'] ?? '',
        headersSize: -1,
        bodySize: bodyBytes,
    };
}
const UNKNOWN_TYPE = 'x-unknown';
/** As browsers write it where there was no answer. */
const NO_RESPONSE = {
    status: 0,
    statusText: '',
    httpVersion: '',
    cookies: [],
    headers: [],
    content: { size: 0, mimeType: UNKNOWN_TYPE },
    redirectURL: '',
    headersSize: -1,
    bodySize: -1,
};
function faultOf({ reason, fatal, hopelessAfterMs }) {
    return {
        _fault: reason,
        ...(fatal ? { _fatal: true } : {}),
        ...(hopelessAfterMs === undefined ? {} : { _hopelessAfterMs: hopelessAfterMs }),
    };
}
function queryOf(url) {
    return URL.canParse(url) ? new URL(url).searchParams : new URLSearchParams();
}
function listed(pairs) {
    return pairs.map(([name, value]) => ({ name, value }));
}

// EXTERNAL MODULE: ./build/clouds/exchange-secrets.js
var exchange_secrets = __webpack_require__(5449);
;// CONCATENATED MODULE: ./build/trace/thin.js
/** Which requests are left out of a trace that would be too long. */
/**
 * Leaves out whole looks until the rest is small enough: the oldest that changed nothing first, then the oldest at all
 * but each task's last; where even those are too much, the oldest of them too.
 *
 * @param all in the order in which they were sent
 * @param mostBytes what the kept ones may weigh together
 */
function thin(all, mostBytes) {
    let bytes = all.reduce((sum, each) => sum + each.bytes, 0);
    if (bytes <= mostBytes)
        return { kept: all, leftOut: { unchanged: 0, others: 0 } };
    const looks = looksOf(all);
    const oldestFirst = [...new Set(looks)];
    const leftOut = { unchanged: 0, others: 0 };
    const drop = (which) => {
        for (const whole of oldestFirst) {
            if (bytes <= mostBytes)
                return;
            if (whole.gone || !which(whole))
                continue;
            whole.gone = true;
            bytes -= whole.bytes;
            leftOut[whole.unchanged ? 'unchanged' : 'others'] += 1;
        }
    };
    drop(({ unchanged, last }) => unchanged && !last);
    drop(({ last }) => !last);
    drop(() => true);
    return { kept: all.filter((_, index) => looks[index]?.gone === false), leftOut };
}
/** What a trace says of the looks that were left out; empty where there are none. */
function sayLeftOut({ unchanged, others }, mostBytes) {
    if (unchanged + others === 0)
        return '';
    const what = [
        ...(unchanged > 0 ? [`${unchanged} that changed nothing, the oldest first`] : []),
        ...(others > 0 ? [`${others} others, the oldest first, where possible not the last of a task`] : []),
    ];
    return `To stay within ${mostBytes / 1_000_000} MB, looks were left out: ${what.join('; ')}.`;
}
/** The look that each request belongs to; a request of no look is one by itself. */
function looksOf(all) {
    const byLook = new Map();
    const latest = new Map();
    return all.map(({ look, bytes }) => {
        const known = look === undefined ? undefined : byLook.get(look);
        const whole = known ?? { unchanged: look?.changed === false, last: true, bytes: 0, gone: false };
        whole.bytes += bytes;
        if (known !== undefined)
            return whole;
        const task = look?.task ?? '';
        const before = latest.get(task);
        if (before !== undefined)
            before.last = false;
        latest.set(task, whole);
        if (look !== undefined)
            byLook.set(look, whole);
        return whole;
    });
}

;// CONCATENATED MODULE: ./build/trace/recorder.js
/** Keeps what was asked and answered while the gate runs, within a bound. */




/** What a request weighs beside its texts: names and numbers of the format. */
const ENTRY_BYTES = 700;
/** How much is left when too much was kept, so that it is not thinned again for each request. */
const LEFT = 0.75;
const UNANSWERED = {
    kind: 'fault',
    reason: 'no answer yet when the trace was written',
    fatal: false,
};
/**
 * A recorder that keeps about as much as the trace may hold.
 *
 * @param mostBytes what the texts that are kept may weigh together
 */
function createRecorder(world, mostBytes) {
    let slots = [];
    let bytes = 0;
    let leftOut = { unchanged: 0, others: 0 };
    const looks = new WeakMap();
    const latest = new Map();
    const weigh = (slot) => {
        const now = weightOf(slot.exchange);
        bytes += now - slot.bytes;
        slot.bytes = now;
        if (bytes <= mostBytes)
            return;
        const thinned = thin(slots, mostBytes * LEFT);
        slots = [...thinned.kept];
        bytes = slots.reduce((sum, each) => sum + each.bytes, 0);
        leftOut = {
            unchanged: leftOut.unchanged + thinned.leftOut.unchanged,
            others: leftOut.others + thinned.leftOut.others,
        };
    };
    const begin = (request, signal) => {
        const look = looks.get(signal);
        const exchange = {
            look,
            startedAt: world.date().getTime(),
            durationMs: 0,
            request: requestOf(request),
            outcome: UNANSWERED,
        };
        const slot = { look, bytes: 0, exchange };
        slots.push(slot);
        weigh(slot);
        return slot;
    };
    const finish = (slot, outcome, durationMs) => {
        slot.exchange = { ...slot.exchange, durationMs, outcome };
        weigh(slot);
    };
    return {
        through: (send) => async (request, signal) => {
            const began = world.now();
            const slot = begin(request, signal);
            const answer = await send(request, signal);
            finish(slot, outcomeOf(answer, request), world.now() - began);
            return answer;
        },
        follow: (watched) => watched.map((each) => {
            let number = 0;
            return {
                ...each,
                look: (signal, sent) => {
                    number += 1;
                    const look = { task: each.task.name, number, changed: false };
                    looks.set(signal, look);
                    latest.set(look.task, look);
                    return each.look(signal, sent);
                },
            };
        }),
        changed: (task) => {
            const look = latest.get(task);
            if (look !== undefined)
                look.changed = true;
        },
        kept: () => ({ exchanges: slots.map(({ exchange }) => exchange), leftOut }),
    };
}
function requestOf(request) {
    const { method, url, headers, body = '' } = request;
    return {
        method,
        url: url.href,
        headers: hideInHeaders(headers),
        body,
        bodyBytes: Buffer.byteLength(body),
    };
}
/** What was signed is known now, and would weigh more than the rest of a request if it were kept. */
function outcomeOf(answer, { confidential, keeps }) {
    const exactly = (0,build_redact/* hideExactly */.R5)(confidential.filter((text) => text !== ''));
    const hide = (0,build_redact/* alsoEscaped */.vg)(exactly, exactly);
    if (answer.kind === 'fault')
        return { ...answer, reason: hide(answer.reason) };
    const { status, headers, body } = answer;
    const unsigned = Object.entries(headers)
        .filter(([name]) => keeps === undefined || exchange_secrets/* KEPT_HEADERS */.q0.has(name))
        .map(([name, value]) => [hide(name), hide(value)]);
    return {
        kind: 'answer',
        status,
        headers: hideInHeaders(Object.fromEntries(unsigned)),
        body: hide(keeps === undefined ? body : keeps(body)),
        bodyBytes: Buffer.byteLength(body),
    };
}
function weightOf({ request, outcome }) {
    const own = outcome.kind === 'answer' ? [outcome.body, ...textsOf(outcome.headers)] : [outcome.reason];
    const texts = [request.url, request.url, request.body, ...textsOf(request.headers), ...own];
    return texts.reduce((sum, text) => sum + text.length, ENTRY_BYTES);
}
function textsOf(headers) {
    return Object.entries(headers).flat();
}

;// CONCATENATED MODULE: ./build/trace/render.js
/** The text of a trace: within its bound, and without a secret. */



/** Room for the frame of the file. */
const FRAME_BYTES = 2_000;
/**
 * Renders a trace of at most `mostBytes` bytes.
 *
 * @param redact goes over every text here, at the end, so that it knows all secrets that were learned; also escaped ones
 */
function renderTrace(material, redact, mostBytes) {
    const clean = remembering(redact);
    const about = smallEnough(material.about, clean, mostBytes / 2);
    const entries = material.exchanges.map((exchange) => {
        const json = JSON.stringify(cleaned(entryOf(render_hidden(exchange, clean)), clean));
        // With the comma and the line break between two of them.
        return { look: exchange.look, json, bytes: Buffer.byteLength(json) + 2 };
    });
    const room = mostBytes - FRAME_BYTES - Buffer.byteLength(JSON.stringify(about));
    const { kept, leftOut } = thin(entries, room);
    const comment = sayLeftOut({
        unchanged: material.leftOut.unchanged + leftOut.unchanged,
        others: material.leftOut.others + leftOut.others,
    }, mostBytes);
    const lines = kept.map(({ json }) => json);
    return { text: harOf(lines, about, comment, redact(material.version)), requests: kept.length };
}
/** Secrets that are known first: with a part of one hidden for the name before it, the rest would not be found. */
function render_hidden({ request, outcome, ...exchange }, clean) {
    const hide = (text) => hideNamed(clean(text));
    const inHeaders = (headers) => Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, hide(value)]));
    return {
        ...exchange,
        request: {
            ...request,
            url: soundUrl(hide(request.url)),
            headers: inHeaders(request.headers),
            body: hide(request.body),
        },
        outcome: outcome.kind === 'fault'
            ? outcome
            : { ...outcome, headers: inHeaders(outcome.headers), body: hide(outcome.body) },
    };
}
/** A URL that readers take, also where a host or a half of an escape was hidden in it. */
function soundUrl(url) {
    const written = url.replace(/%(?![\da-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gi, encodeURIComponent);
    return URL.canParse(written) ? written : 'https://hidden.invalid/';
}
/** What may be given up where even that alone is too long, one after the other. */
const LESS = [
    (about) => ({ ...about, results: about.results.map((result) => ({ ...result, parts: [] })) }),
    (about) => ({ ...about, changes: [] }),
    (about) => ({ ...about, inputs: { ...about.inputs, tasks: '' } }),
    (about) => ({ ...about, results: [], faults: [] }),
];
function smallEnough(about, clean, mostBytes) {
    const sizeOf = (what) => Buffer.byteLength(JSON.stringify(what));
    let least = about;
    let all = cleaned(least, clean);
    for (const less of LESS) {
        if (sizeOf(all) <= mostBytes)
            break;
        least = less(least);
        all = cleaned(least, clean);
    }
    return all;
}
/** The same with every text in it cleaned; the names of fields are ours, or those of a list that is cleaned. */
function cleaned(value, clean) {
    const each = (inner) => {
        if (typeof inner === 'string')
            return clean(inner);
        if (Array.isArray(inner))
            return inner.map(each);
        return typeof inner === 'object' && inner !== null ? cleaned(inner, clean) : inner;
    };
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, each(inner)]));
}
const REMEMBERED = 20_000;
/** Looks repeat most of their texts. */
function remembering(redact) {
    const known = new Map();
    return (text) => {
        const before = known.get(text);
        if (before !== undefined)
            return before;
        const now = redact(text);
        if (known.size < REMEMBERED)
            known.set(text, now);
        return now;
    };
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/trace/trace-file.js
/** Writes the file of a trace, as a whole or not at all. */



/**
 * Writes a file with the folders that it needs. Whoever reads it meanwhile finds the old one or the new one. No
 * symbolic link is followed: one that has its name is replaced, and a folder on the way must be none.
 *
 * @param path absolute, without a symbolic link in it
 * @throws if it cannot be written
 */
function writeWhole(path, text) {
    const folder = (0,external_node_path_.dirname)(path);
    (0,external_node_fs_.mkdirSync)(folder, { recursive: true });
    if ((0,external_node_fs_.realpathSync)(folder) !== folder)
        throw new Error('a folder on the way has become a symbolic link');
    // Beside it, since only there a renaming is one step; by a name that is short, and that nobody can foresee.
    const draft = (0,external_node_path_.join)(folder, `.${(0,external_node_crypto_.randomUUID)()}.tmp`);
    try {
        (0,external_node_fs_.writeFileSync)(draft, text, { flag: 'wx', mode: 0o600 });
        (0,external_node_fs_.renameSync)(draft, path);
    }
    catch (error) {
        removeIfThere(draft);
        throw error;
    }
}
function removeIfThere(path) {
    try {
        (0,external_node_fs_.rmSync)(path, { force: true });
    }
    catch {
        // What could not be written need not be removed.
    }
}

;// CONCATENATED MODULE: ./build/trace/trace.js
/** The trace of a step: kept while the gate runs, written in every ending. */






/** What the file may hold. */
const MOST_BYTES = 20_000_000;
/** And where the job is being cancelled: to write the most takes longer than the runner waits. */
const MOST_BYTES_IN_HASTE = 2_000_000;
/**
 * Begins a trace, and writes an empty one: a step that is killed leaves at least that.
 *
 * @throws if it cannot be written
 */
function beginTrace({ path, getInput, env, redact, world }) {
    const given = readGiven(getInput, env);
    const version = env['GITHUB_ACTION_REF'] || 'unknown';
    const startedAt = world.date().toISOString();
    const hide = hideJobSecrets(redact, env);
    const { through, follow, changed, kept } = createRecorder(world, MOST_BYTES);
    let told = { inputs: {}, environment: {} };
    const write = (ended) => {
        const about = { schema: TRACE_SCHEMA, ...told, startedAt, ...ended };
        const mostBytes = ended.verdict === 'interrupted' ? MOST_BYTES_IN_HASTE : MOST_BYTES;
        const { text, requests } = renderTrace({ ...kept(), about, version }, hide, mostBytes);
        // What was checked at the start may lead elsewhere by now.
        const now = (0,trace_place/* readTracePlace */.L)(getInput, env);
        if (now === undefined || 'wrong' in now || now.path !== path) {
            throw new Error(`it ${now !== undefined && 'wrong' in now ? now.wrong : 'leads to another place now'}`);
        }
        writeWhole(path, text);
        return { requests, bytes: Buffer.byteLength(text) };
    };
    write({ endedAt: null, verdict: null, results: [], changes: [], faults: [] });
    return {
        path,
        through,
        follow,
        changed,
        accepted: () => {
            told = given;
        },
        carriesOn: (from) => {
            if (from !== undefined)
                told = { ...told, carriedOnFrom: from.toISOString() };
        },
        write: ({ verdict, results, changes, faults }) => write({ endedAt: world.date().toISOString(), verdict, results, changes, faults }),
    };
}


/***/ })

};
