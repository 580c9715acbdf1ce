export const id = 987;
export const ids = [987];
export const modules = {

/***/ 987:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   githubApi: () => (/* binding */ githubApi)
/* harmony export */ });
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1758);
/* harmony import */ var _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9735);
/* harmony import */ var _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6856);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6752);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2857);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4377);
/* harmony import */ var _reply_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1050);






const CHECKS = 'the permission "checks: write"';
const DEPLOYMENTS = 'the permission "deployments: write"';
/** A server that asks for more patience than this, in seconds, is asked again later or not at all. */
const MAX_PATIENCE_S = 2;
const RETRY_BASE_MS = 500;
const Run = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig(),
    html_url: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable(),
    external_id: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable(),
    details_url: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable(),
    status: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(),
    started_at: zod__WEBPACK_IMPORTED_MODULE_4__/* .datetime */ .w$({ offset: true }).nullable().catch(null),
    output: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ summary: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().nullable() }),
})
    .transform((run) => ({
    id: run.id,
    url: run.html_url ?? '',
    externalId: run.external_id ?? '',
    detailsUrl: run.details_url ?? '',
    isOpen: run.status !== 'completed',
    startedAt: run.started_at === null ? undefined : new Date(run.started_at),
    summary: run.output.summary ?? '',
}));
const Runs = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ check_runs: zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(Run) }).transform(({ check_runs }) => check_runs);
const Statuses = zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ state: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP() })).transform(([last]) => last?.state);
const Anything = zod__WEBPACK_IMPORTED_MODULE_3__/* .unknown */ .L5J().transform(() => undefined);
/**
 * GitHub's API by its own client, with the ecosystem's plugins for faults and limits: what only reads is tried again,
 * what writes is not, since nobody knows whether it came through. Redirects are not followed.
 *
 * @param dispatchers the connections to send through
 * @param purpose clients of one purpose together keep their writes a second apart
 */
function githubApi(run, token, dispatchers, purpose) {
    const url = new URL(run.apiUrl);
    const dispatcher = dispatchers.to(url);
    const octokit = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, {
        baseUrl: run.apiUrl,
        userAgent: 'deploy-gate',
        log: SILENT,
        request: {
            fetch: (target, init) => (0,undici__WEBPACK_IMPORTED_MODULE_1__.fetch)(target, { ...init, dispatcher, redirect: 'manual' }),
        },
        retry: { retryAfterBaseValue: RETRY_BASE_MS },
        throttle: { id: purpose, onRateLimit: isSoon, onSecondaryRateLimit: isSoon },
    }, _octokit_plugin_retry__WEBPACK_IMPORTED_MODULE_5__/* .retry */ .L, _octokit_plugin_throttling__WEBPACK_IMPORTED_MODULE_6__/* .throttling */ .A);
    const { owner, repo } = run;
    const ask = async (needs, schema, request) => {
        try {
            const { status, data } = await request();
            if (status >= 300)
                return (0,_reply_js__WEBPACK_IMPORTED_MODULE_2__/* .refused */ .J5)(`GitHub answered HTTP ${status}, a redirect; check GITHUB_API_URL`);
            const answer = schema.safeParse(data);
            return answer.success
                ? (0,_reply_js__WEBPACK_IMPORTED_MODULE_2__/* .done */ .Vw)(answer.data)
                : (0,_reply_js__WEBPACK_IMPORTED_MODULE_2__/* .unavailable */ .hU)(`GitHub answered HTTP ${status} without the data`);
        }
        catch (error) {
            return (0,_reply_js__WEBPACK_IMPORTED_MODULE_2__/* .replyOf */ .Me)(error, needs, url);
        }
    };
    const once = (signal) => ({ signal, retries: 0 });
    return {
        openCheckRuns: (name, ref, signal) => ask(CHECKS, Runs, () => octokit.rest.checks.listForRef({
            owner,
            repo,
            ref,
            check_name: name,
            status: 'in_progress',
            filter: 'all',
            per_page: 100,
            request: { signal },
        })),
        checkRun: (id, signal) => ask(CHECKS, Run, () => octokit.rest.checks.get({ owner, repo, check_run_id: id, request: { signal } })),
        createCheckRun: ({ name, sha, externalId, startedAt, ...content }, signal) => ask(CHECKS, Run, () => octokit.rest.checks.create({
            owner,
            repo,
            name,
            head_sha: sha,
            external_id: externalId,
            started_at: startedAt.toISOString(),
            ...(content.ended === undefined ? { status: 'in_progress' } : {}),
            ...written(content),
            request: once(signal),
        })),
        updateCheckRun: (id, content, signal) => ask(CHECKS, Run, () => octokit.rest.checks.update({
            owner,
            repo,
            check_run_id: id,
            ...written(content),
            // The same again changes nothing.
            request: { signal },
        })),
        lastDeploymentState: (id, signal) => ask(DEPLOYMENTS, Statuses, () => octokit.rest.repos.listDeploymentStatuses({
            owner,
            repo,
            deployment_id: id,
            per_page: 1,
            request: { signal },
        })),
        postDeploymentStatus: (id, { state, logUrl, environmentUrl, description }, signal) => ask(DEPLOYMENTS, Anything, () => octokit.rest.repos.createDeploymentStatus({
            owner,
            repo,
            deployment_id: id,
            state,
            log_url: logUrl,
            description,
            ...(environmentUrl === undefined ? {} : { environment_url: environmentUrl }),
            request: once(signal),
        })),
    };
}
/** The warnings of the client would go to the log past everything that cleans it. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
function ignore() { }
function isSoon(afterS) {
    return afterS <= MAX_PATIENCE_S;
}
/**
 * A check run that goes on is never told its status again: an update that comes in late must not open it anew.
 */
function written({ detailsUrl, output, ended }) {
    return {
        details_url: detailsUrl,
        output,
        ...(ended === undefined
            ? {}
            : { status: 'completed', conclusion: ended.conclusion, completed_at: ended.at.toISOString() }),
    };
}


/***/ })

};
