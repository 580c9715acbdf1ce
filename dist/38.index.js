export const id = 38;
export const ids = [38];
export const modules = {

/***/ 4038:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  githubApi: () => (/* binding */ githubApi)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 11 modules
var schemas = __webpack_require__(2857);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/iso.js
var iso = __webpack_require__(4377);
// EXTERNAL MODULE: ./build/redact.js + 2 modules
var redact = __webpack_require__(5382);
// EXTERNAL MODULE: ./build/wording.js
var wording = __webpack_require__(9000);
// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 21 modules
var github = __webpack_require__(1758);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-retry/dist-bundle/index.js
var dist_bundle = __webpack_require__(9735);
// EXTERNAL MODULE: ./node_modules/@octokit/plugin-throttling/dist-bundle/index.js
var plugin_throttling_dist_bundle = __webpack_require__(6856);
// EXTERNAL MODULE: ./node_modules/undici/index.js
var undici = __webpack_require__(6752);
// EXTERNAL MODULE: ./build/clouds/http-fault.js
var http_fault = __webpack_require__(3050);
;// CONCATENATED MODULE: ./build/github/client.js
/** GitHub's own client over our connections, with retries and its limits. */





/** A server that asks for more patience than this, in seconds, is asked again later or not at all. */
const MAX_PATIENCE_S = 2;
const RETRY_BASE_MS = 500;
/** More than a hundred check runs with texts of the greatest length. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;
/** What the retries leave alone: refusals, as by default, and limits, whose wish the throttling heeds. */
const FINAL = [400, 401, 403, 404, 410, 422, 429, 451];
/**
 * GitHub's client with the ecosystem's plugins for faults and limits. It sends through our connections, follows no
 * redirect, and has no log of its own.
 *
 * @param url base URL of the API
 * @param purpose clients of one purpose together keep their writes a second apart
 */
function createClient(url, token, dispatchers, purpose) {
    const dispatcher = dispatchers.to(url);
    const faults = new WeakMap();
    let aheadMs = 0;
    const send = async (target, init) => {
        const note = (fault) => {
            if (init.signal)
                faults.set(init.signal, fault);
        };
        try {
            const response = await (0,undici.fetch)(target, { ...init, dispatcher, redirect: 'manual' });
            const said = Date.parse(response.headers.get('date') ?? '');
            if (!Number.isNaN(said))
                aheadMs = said - Date.now();
            if (response.status >= 400)
                note(`HTTP ${response.status}`);
            return limited(response, note);
        }
        catch (error) {
            const { reason, fatal } = (0,http_fault/* faultOf */.Kl)(error, url);
            note(reason);
            throw fatal ? client_final(error) : error;
        }
    };
    const octokit = (0,github/* getOctokit */.Q)(token, {
        baseUrl: url.href.replace(/\/$/, ''),
        userAgent: 'deploy-gate',
        log: SILENT,
        request: { fetch: send, log: SILENT },
        retry: { retryAfterBaseValue: RETRY_BASE_MS, doNotRetry: FINAL },
        throttle: { id: purpose, onRateLimit: isSoon, onSecondaryRateLimit: isSoon },
    }, dist_bundle/* retry */.L, plugin_throttling_dist_bundle/* throttling */.A);
    return {
        octokit,
        lastFault: (signal) => faults.get(signal) ?? '',
        date: () => new Date(Date.now() + aheadMs),
    };
}
/** The same answer, whose body breaks off where it is longer than any of GitHub's: the client reads it as a whole. */
function limited({ status, headers, body }, note) {
    let bytes = 0;
    const limit = new TransformStream({
        transform: (chunk, controller) => {
            bytes += chunk.byteLength;
            if (bytes <= MAX_BODY_BYTES)
                return controller.enqueue(chunk);
            note(`HTTP ${status} with more than ${MAX_BODY_BYTES} bytes`);
            controller.error(new Error('the answer is too long'));
        },
    });
    return new undici.Response(body?.pipeThrough(limit) ?? null, { status, headers });
}
/** An error after which the client does not try again, as it does not after an abort. */
function client_final(cause) {
    return Object.assign(new Error('no other attempt will cure it', { cause }), { name: 'AbortError' });
}
/** The warnings of the client would go to the log past everything that cleans it. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore() { }
function isSoon(afterS) {
    return afterS <= MAX_PATIENCE_S;
}

// EXTERNAL MODULE: ./build/github/reply.js
var reply = __webpack_require__(1050);
;// CONCATENATED MODULE: ./build/github/octokit.js
/** The interface of api.ts by GitHub's own client. */





const CHECKS = 'the permission "checks: write"';
const DEPLOYMENTS = 'the permission "deployments: write"';
/** Of an address only what is one: it becomes an output, and outputs end up in scripts. */
const Page = schemas/* string */.YjP()
    .regex(/^https?:\/\/[\w.~:/?#@&=%+[\]-]+$/)
    .catch('');
const Text = schemas/* string */.YjP().catch('');
/** What is not there is not needed, but for the id: an answer without it is none of GitHub's. */
const Shape = schemas/* object */.Ikc({
    id: schemas/* int */.Whr().positive(),
    name: Text,
    head_sha: Text,
    html_url: Page,
    external_id: Text,
    details_url: Text,
    status: Text,
    conclusion: Text,
    started_at: iso/* datetime */.w$({ offset: true }).nullable().catch(null),
    app: schemas/* object */.Ikc({ id: schemas/* int */.Whr().optional() }).catch({}),
    output: schemas/* object */.Ikc({ summary: Text, text: Text }).catch({ summary: '', text: '' }),
});
const Run = Shape.transform(checkRunOf);
const Runs = schemas/* object */.Ikc({ check_runs: schemas/* array */.YOg(Run) }).transform(({ check_runs }) => check_runs);
const Statuses = schemas/* array */.YOg(schemas/* object */.Ikc({ state: schemas/* string */.YjP(), log_url: Text, target_url: Text }))
    .transform(([last]) => last && { state: last.state, logUrl: last.log_url || last.target_url });
const Status = schemas/* union */.KCZ([schemas/* object */.Ikc({ state: schemas/* string */.YjP() }), schemas/* object */.Ikc({ id: schemas/* number */.aig(), state: Text })])
    .transform(({ state }) => state);
/** Of a list; the greatest that GitHub gives. */
const PAGE_SIZE = 100;
/** A list that is longer is not read to its end. */
const MAX_PAGES = 10;
/**
 * GitHub's API by its own client. What only reads, and what may be sent twice, is tried again by it; what may not is
 * not, since nobody knows whether it came through.
 *
 * @param dispatchers the connections to send through
 * @param purpose clients of one purpose together keep their writes a second apart
 */
function githubApi(run, token, dispatchers, purpose) {
    const url = new URL(run.apiUrl);
    const { octokit, lastFault, date } = createClient(url, token, dispatchers, purpose);
    const { owner, repo } = run;
    const likely = run.isFork
        ? ', as does that of every pull request from a fork'
        : ', which the permissions of the job must give';
    const hide = (0,redact/* hideExactly */.R5)([token]);
    const ask = async (needs, schema, stop, send) => {
        // One of its own: by it the faults of this request are told from those of others.
        const signal = AbortSignal.any([stop]);
        const answer = async () => {
            try {
                const { status, data } = await send({ signal });
                if (status >= 300)
                    return (0,reply/* refused */.J5)(redirected(status));
                const parsed = schema.safeParse(data);
                return parsed.success
                    ? (0,reply/* done */.Vw)(parsed.data)
                    : (0,reply/* unavailable */.hU)(`GitHub answered HTTP ${status} without the data`);
            }
            catch (error) {
                return (0,reply/* replyOf */.Me)(error, `${needs}${likely}`, url, hide);
            }
        };
        const stopped = new Promise((resolve) => {
            signal.addEventListener('abort', () => resolve((0,reply/* unavailable */.hU)((0,wording/* joined */.oR)('no answer in time', lastFault(signal)))));
        });
        return Promise.race([answer(), stopped]);
    };
    return {
        date,
        checkRuns: async (name, ref, signal) => {
            // What is new between two pages moves the rest: by id each is there once.
            const runs = new Map();
            for (let page = 1; page <= MAX_PAGES; page += 1) {
                const query = { owner, repo, ref, check_name: name, filter: 'all', per_page: PAGE_SIZE };
                const reply = await ask(CHECKS, Runs, signal, (request) => octokit.rest.checks.listForRef({ ...query, ...(page === 1 ? {} : { page }), request }));
                if (reply.kind !== 'done')
                    return reply;
                for (const run of reply.value)
                    runs.set(run.id, run);
                if (reply.value.length < PAGE_SIZE)
                    break;
            }
            return (0,reply/* done */.Vw)([...runs.values()]);
        },
        checkRun: (id, signal) => ask(CHECKS, Run, signal, (request) => octokit.rest.checks.get({ owner, repo, check_run_id: id, request })),
        createCheckRun: ({ name, sha, externalId, ...content }, signal) => ask(CHECKS, Run, signal, (request) => octokit.rest.checks.create({
            owner,
            repo,
            name,
            head_sha: sha,
            external_id: externalId,
            ...(content.ended === undefined ? { status: 'in_progress' } : {}),
            ...written(content),
            request: { ...request, retries: 0 },
        })),
        updateCheckRun: (id, change, signal) => ask(CHECKS, Run, signal, (request) => octokit.rest.checks.update({
            owner,
            repo,
            check_run_id: id,
            ...written(change),
            request,
        })),
        lastDeploymentStatus: (id, signal) => ask(DEPLOYMENTS, Statuses, signal, (request) => octokit.rest.repos.listDeploymentStatuses({
            owner,
            repo,
            deployment_id: id,
            per_page: 1,
            request,
        })),
        postDeploymentStatus: (id, { state, logUrl, environmentUrl, description }, signal) => ask(DEPLOYMENTS, Status, signal, (request) => octokit.rest.repos.createDeploymentStatus({
            owner,
            repo,
            deployment_id: id,
            state,
            log_url: logUrl,
            description,
            ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
            request: { ...request, retries: 0 },
        })),
    };
}
/**
 * A check run that goes on is never told its status again: an update that comes in late must not open it anew.
 */
function written({ externalId, detailsUrl, output, startedAt, ended }) {
    return {
        ...(externalId === undefined ? {} : { external_id: externalId }),
        ...(detailsUrl === undefined ? {} : { details_url: detailsUrl }),
        ...(output === undefined ? {} : { output }),
        ...(startedAt === undefined ? {} : { started_at: startedAt.toISOString() }),
        ...(ended === undefined
            ? {}
            : { status: 'completed', conclusion: ended.conclusion, completed_at: ended.at.toISOString() }),
    };
}
/** GitHub moves a repository that was renamed or transferred, and answers no other request so. */
function redirected(status) {
    return status === 301 || status === 308
        ? `the repository was renamed or moved (HTTP ${status}); start a new run, which has its new name`
        : `GitHub answered HTTP ${status}, a redirect; check GITHUB_API_URL`;
}
function checkRunOf(run) {
    return {
        id: run.id,
        name: run.name,
        sha: run.head_sha,
        url: run.html_url,
        externalId: run.external_id,
        app: run.app.id,
        detailsUrl: run.details_url,
        isOpen: run.status !== 'completed',
        conclusion: run.conclusion,
        startedAt: run.started_at === null ? undefined : new Date(run.started_at),
        summary: run.output.summary,
        text: run.output.text,
    };
}


/***/ })

};
