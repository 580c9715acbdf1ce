export const id = 256;
export const ids = [256];
export const modules = {

/***/ 1256:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  post: () => (/* binding */ post)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 14 modules
var core = __webpack_require__(6421);
// EXTERNAL MODULE: ./build/clouds/dispatchers.js
var clouds_dispatchers = __webpack_require__(8189);
// EXTERNAL MODULE: ./build/github/check-run.js
var check_run = __webpack_require__(6418);
// EXTERNAL MODULE: ./build/github/deployment.js
var github_deployment = __webpack_require__(6055);
// EXTERNAL MODULE: ./build/github/reply.js
var github_reply = __webpack_require__(1050);
;// CONCATENATED MODULE: ./build/github/close-after-kill.js
/** Closes what a killed gate has left open. */



/** What GitHub takes for a summary. */
const MAX_SUMMARY_BYTES = 65_535;
const STOPPED = 'The gate was stopped before it could tell how the deployments ended; the log of the run has the rest.';
/**
 * Closes the check run of a gate that was killed, if it is still open: by the verdict that the gate could not tell any
 * more, else as `interrupted`.
 *
 * @returns whether there was anything to close
 */
async function closeCheckRun(api, saved, detailsUrl, at, signal) {
    if (saved.check === undefined || saved.check.isOver)
        return (0,github_reply/* done */.Vw)(false);
    const found = await findOpen(api, saved, saved.check, signal);
    if (found.kind !== 'done')
        return found;
    if (found.value === undefined)
        return (0,github_reply/* done */.Vw)(false);
    const { id, summary } = found.value;
    const verdict = saved.verdict ?? 'interrupted';
    const conclusion = check_run/* CHECK_CONCLUSIONS */.CS[verdict] ?? 'cancelled';
    const said = saved.verdict === undefined ? STOPPED : `The verdict: **${verdict}**.`;
    const before = summary === '' ? '' : `\n\nWhat was known last:\n\n${summary}`;
    const output = { title: verdict, summary: cut(`${said}${before}`) };
    const content = { detailsUrl, output, ended: { conclusion, at } };
    const reply = await api.updateCheckRun(id, content, signal);
    return reply.kind === 'done' ? (0,github_reply/* done */.Vw)(true) : reply;
}
/** Posts the last status of a gate that was killed to its deployment, unless that was done or is not to be. */
async function closeDeployment(api, { deployment, verdict = 'interrupted' }, logUrl, signal) {
    if (deployment === undefined || deployment.isOver)
        return (0,github_reply/* done */.Vw)(false);
    const state = github_deployment/* DEPLOYMENT_STATES */.j[verdict];
    const last = await api.lastDeploymentState(deployment.id, signal);
    if (last.kind !== 'done')
        return last;
    if (last.value === state)
        return (0,github_reply/* done */.Vw)(false);
    const status = { state, logUrl, environmentUrl: undefined, description: verdict };
    const reply = await api.postDeploymentStatus(deployment.id, status, signal);
    return reply.kind === 'done' ? (0,github_reply/* done */.Vw)(true) : reply;
}
/** What has room, without half a character at its end. */
function cut(text) {
    const bytes = Buffer.from(text).subarray(0, MAX_SUMMARY_BYTES);
    return new TextDecoder().decode(bytes, { stream: true });
}
async function findOpen(api, { begunAt }, check, signal) {
    if (check.id !== undefined) {
        const reply = await api.checkRun(check.id, signal);
        return reply.kind === 'done' ? (0,github_reply/* done */.Vw)(reply.value.isOpen ? reply.value : undefined) : reply;
    }
    // Its creation was not answered. One that is older was left open by an earlier run, on purpose.
    const reply = await api.openCheckRuns(check.name, check.sha, signal);
    const since = Math.floor(Date.parse(begunAt) / 1000) * 1000;
    const isNew = ({ startedAt }) => startedAt !== undefined && startedAt.getTime() >= since;
    return reply.kind === 'done' ? (0,github_reply/* done */.Vw)((0,check_run/* ours */.Od)(reply.value.filter(isNew), check)) : reply;
}

// EXTERNAL MODULE: ./build/github/load.js
var load = __webpack_require__(3852);
// EXTERNAL MODULE: ./build/github/saved.js
var github_saved = __webpack_require__(7053);
// EXTERNAL MODULE: ./build/github/within.js
var within = __webpack_require__(4011);
// EXTERNAL MODULE: ./build/github/workflow-run.js
var workflow_run = __webpack_require__(7889);
// EXTERNAL MODULE: ./build/inputs/credentials.js
var credentials = __webpack_require__(5866);
// EXTERNAL MODULE: ./build/inputs/inputs.js + 34 modules
var inputs = __webpack_require__(1812);
// EXTERNAL MODULE: ./build/inputs/proxy.js
var proxy = __webpack_require__(2680);
// EXTERNAL MODULE: ./build/redact.js
var build_redact = __webpack_require__(2207);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(1539);
// EXTERNAL MODULE: ./build/wording.js
var wording = __webpack_require__(9000);
// EXTERNAL MODULE: ./build/world.js
var world = __webpack_require__(3920);
;// CONCATENATED MODULE: ./build/post.js
/** The `post` phase: closes what a killed main phase has left open on GitHub. */














/** What this phase may cost the job: less where the main phase has tried already, so that it is 10 s together. */
const CLOSE_MS = 8_000;
const CLOSE_AGAIN_MS = 2_000;
/**
 * The `post` phase of the step: closes what the main phase has left open on GitHub because it was killed. Where nothing
 * is left open, and the second time, it does nothing. What fails here changes nothing but the log.
 *
 * @param stop aborted when the job is not to wait any longer
 */
async function post(stop) {
    const saved = (0,github_saved/* parseSaved */.P)(core/* getState */.Gu(github_saved/* SAVED */.M));
    const isOpen = [saved?.check, saved?.deployment].some((each) => each?.isOver === false);
    if (saved === undefined || !isOpen)
        return;
    const { env } = process;
    const getInput = (name) => core/* getInput */.V4(name, { trimWhitespace: false });
    const { secrets, keyIds } = (0,inputs/* readSecrets */.ql)(getInput, env);
    const redact = (0,build_redact/* createRedactor */.lY)(secrets, keyIds);
    const warn = (message) => core/* warning */.$e((0,report_text/* forLog */.Ig)(redact(message)), { title: 'Deploy Gate' });
    try {
        const run = (0,workflow_run/* readWorkflowRun */.h)(env, () => undefined);
        if (typeof run === 'string')
            return warn(`what was left open on GitHub stays so: ${run} is not set`);
        // One that gets no answer must not hold the other.
        const dispatchers = (0,clouds_dispatchers/* createDispatchers */.Xp)((0,proxy/* readProxy */.n)(env, warn), 2);
        const githubApi = await (0,load/* loadGitHubApi */.G)();
        const token = (0,credentials/* trimmed */.dE)(getInput(credentials/* TOKEN_INPUT */.jX));
        const closeMs = saved.verdict === undefined ? CLOSE_MS : CLOSE_AGAIN_MS;
        const close = async (what, work) => {
            const api = githubApi(run, token, dispatchers, what);
            const reply = await (0,within/* within */.u)(closeMs, stop, world/* realWorld */.b, (signal) => work(api, signal));
            if (reply.kind !== 'done')
                warn(`${what} was left open, and could not be closed: ${reply.reason}`);
            else if (reply.value)
                core/* info */.pq(`${what} was left open, and is closed now`);
        };
        await Promise.all([
            close('the check run', (api, signal) => closeCheckRun(api, saved, run.url, world/* realWorld */.b.date(), signal)),
            close('the deployment status', (api, signal) => closeDeployment(api, saved, run.url, signal)),
        ]);
    }
    catch (error) {
        warn(`what was left open on GitHub stays so: ${(0,wording/* describeError */.Uc)(error)}`);
    }
}


/***/ })

};
