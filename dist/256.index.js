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
// EXTERNAL MODULE: ./build/github/check-run.js + 2 modules
var check_run = __webpack_require__(1761);
// EXTERNAL MODULE: ./build/github/deployment.js
var github_deployment = __webpack_require__(6055);
// EXTERNAL MODULE: ./build/github/identity.js
var identity = __webpack_require__(530);
// EXTERNAL MODULE: ./build/github/reply.js
var github_reply = __webpack_require__(1050);
;// CONCATENATED MODULE: ./build/github/close-after-kill.js
/** Closes what a killed gate has left open. */




/** What GitHub may cost the job in all, and what of it the `post` phase has at the least and at the most. */
const TOGETHER_MS = 10_000;
const LEAST_MS = 2_000;
const MOST_MS = 8_000;
/** How long the `post` phase may try, in milliseconds: for what the main phase has left of 10 s, if it has tried. */
function closingMs({ verdict, spentMs }) {
    if (verdict === undefined)
        return MOST_MS;
    if (spentMs === undefined)
        return LEAST_MS;
    return Math.min(MOST_MS, Math.max(LEAST_MS, TOGETHER_MS - spentMs));
}
/** What GitHub takes for a summary. */
const MAX_SUMMARY_BYTES = 65_535;
const STOPPED = 'The gate was stopped before it could tell how the deployments ended; the log of the run has the rest.';
/**
 * Closes the check run of a gate that was killed, if it is still open: by the verdict that the gate could not tell any
 * more, else as `interrupted`. It writes only to the check run that was saved, and only if that is this run's.
 *
 * @param given the name that the inputs of the step give
 * @param run the attempt of the workflow run that this phase is in
 * @returns whether there was anything to close, or why it is another run's by now
 */
async function closeCheckRun(api, saved, given, run, signal) {
    if (saved.check === undefined || saved.check.isOver)
        return (0,github_reply/* done */.Vw)(false);
    if (saved.check.name !== given)
        return (0,github_reply/* refused */.J5)('what was saved is of another check-name');
    const gate = (0,identity/* gateOf */.Rv)(saved.check.externalId);
    if (gate?.id !== run.id || gate.attempt !== run.attempt)
        return (0,github_reply/* refused */.J5)('what was saved is of another run');
    const found = await findOpen(api, saved.check, signal);
    if (found.kind !== 'done')
        return found;
    if (found.value === undefined)
        return (0,github_reply/* done */.Vw)(false);
    if (typeof found.value === 'string')
        return (0,github_reply/* done */.Vw)(found.value);
    const { id, externalId, summary } = found.value;
    const verdict = saved.verdict ?? 'interrupted';
    const conclusion = check_run/* CHECK_CONCLUSIONS */.CS[verdict] ?? 'cancelled';
    const said = saved.verdict === undefined ? STOPPED : `The verdict: **${verdict}**.`;
    const before = summary === '' ? '' : `\n\nWhat was known last:\n\n${summary.replace(identity/* LEFT */.M3, '').trimEnd()}`;
    const output = { title: verdict, summary: cut(`${said}${before}`) };
    const content = { detailsUrl: run.url, output, ended: { conclusion, at: api.date() } };
    const reply = await api.updateCheckRun(id, content, signal);
    if (reply.kind !== 'done')
        return reply;
    if (!(0,identity/* isOurs */.MU)(reply.value, { ...saved.check, externalId }, id))
        return (0,github_reply/* unavailable */.hU)(github_reply/* ANOTHER */.CO);
    const written = (0,check_run/* asWritten */.qm)(reply.value, content);
    return written.kind === 'done' ? (0,github_reply/* done */.Vw)(true) : written;
}
/**
 * Posts the last status of a gate that was killed to its deployment, unless that was done or is not to be.
 *
 * @param given the id that the inputs of the step name
 * @returns whether there was anything to post, or why it is another run's by now
 */
async function closeDeployment(api, { deployment, verdict: reached }, given, logUrl, signal) {
    if (deployment === undefined || deployment.isOver)
        return (0,github_reply/* done */.Vw)(false);
    if (String(deployment.id) !== given)
        return (0,github_reply/* refused */.J5)('what was saved is of another deployment');
    const verdict = reached ?? 'interrupted';
    const state = github_deployment/* DEPLOYMENT_STATES */.jb[verdict];
    const last = await api.lastDeploymentStatus(deployment.id, signal);
    if (last.kind !== 'done')
        return last;
    if (last.value?.state === state)
        return (0,github_reply/* done */.Vw)(false);
    if (last.value !== undefined && !mayReplace(last.value, logUrl, reached !== undefined))
        return (0,github_reply/* done */.Vw)(`another run, or a person, has posted "${last.value.state}" since`);
    const status = { state, logUrl, environmentUrl: undefined, description: verdict };
    const reply = await api.postDeploymentStatus(deployment.id, status, signal);
    const written = (0,github_deployment/* asPosted */._b)(reply, state);
    return written.kind === 'done' ? (0,github_reply/* done */.Vw)(true) : written;
}
/** The states of a deployment that has not ended. */
const UNFINISHED = ['queued', 'pending', 'in_progress'];
/**
 * Whether a status may be replaced by one of this run: it links to this run; or it has not ended, and there is a verdict
 * or nobody says that it is another run's.
 */
function mayReplace({ state, logUrl }, ownUrl, hasVerdict) {
    if (logUrl === ownUrl || logUrl.startsWith(`${ownUrl}/`))
        return true;
    return UNFINISHED.includes(state) && (hasVerdict || logUrl === '');
}
/** What has room, without half a character at its end. */
function cut(text) {
    const bytes = Buffer.from(text).subarray(0, MAX_SUMMARY_BYTES);
    return new TextDecoder().decode(bytes, { stream: true });
}
async function findOpen(api, check, signal) {
    const { id, foundAs, others } = check;
    if (id === undefined) {
        // Its creation was never sent.
        if (others === undefined)
            return (0,github_reply/* done */.Vw)(undefined);
        const reply = await api.checkRuns(check.name, check.sha, signal);
        if (reply.kind !== 'done')
            return reply;
        return (0,github_reply/* done */.Vw)(reply.value.find((run) => run.isOpen && (0,identity/* isOurs */.MU)(run, check) && !others.includes(run.id)));
    }
    const reply = await api.checkRun(id, signal);
    if (reply.kind !== 'done')
        return reply;
    const isFound = foundAs !== undefined && (0,identity/* gateOf */.Rv)(foundAs)?.tasks === (0,identity/* gateOf */.Rv)(check.externalId)?.tasks;
    const names = isFound ? [check.externalId, foundAs] : [check.externalId];
    const isSaved = names.some((externalId) => (0,identity/* isOurs */.MU)(reply.value, { ...check, externalId }, id));
    if (!isSaved && (0,identity/* standingOf */.YP)(reply.value, check, { id, app: reply.value.app }) === 'taken')
        return (0,github_reply/* done */.Vw)(`another run of this gate has taken it over (${reply.value.url})`);
    if (!isSaved)
        return (0,github_reply/* refused */.J5)(github_reply/* ANOTHER */.CO);
    return (0,github_reply/* done */.Vw)(reply.value.isOpen ? reply.value : undefined);
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
// EXTERNAL MODULE: ./build/inputs/proxy.js
var proxy = __webpack_require__(2680);
// EXTERNAL MODULE: ./build/inputs/secrets.js
var inputs_secrets = __webpack_require__(8569);
// EXTERNAL MODULE: ./build/redact.js + 2 modules
var build_redact = __webpack_require__(5382);
// EXTERNAL MODULE: ./build/report/text.js
var report_text = __webpack_require__(1539);
// EXTERNAL MODULE: ./build/wording.js
var wording = __webpack_require__(9000);
// EXTERNAL MODULE: ./build/world.js
var world = __webpack_require__(3920);
;// CONCATENATED MODULE: ./build/post.js
/** The `post` phase: closes what a killed main phase has left open on GitHub. */














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
    const { secrets, keyIds } = (0,inputs_secrets/* readSecrets */.q)(getInput, env);
    const redact = (0,build_redact/* createRedactor */.lY)(secrets, keyIds);
    const warn = (message) => core/* warning */.$e((0,report_text/* forLog */.Ig)(redact(message)), { title: 'Deploy Gate' });
    try {
        const run = (0,workflow_run/* readWorkflowRun */.hO)(env, () => undefined);
        if (typeof run === 'string')
            return warn(`what was left open on GitHub stays so: ${run} is not set`);
        const token = (0,credentials/* trimmed */.dE)(getInput(credentials/* TOKEN_INPUT */.jX));
        if (token === '')
            return warn(`what was left open on GitHub stays so: ${credentials/* TOKEN_INPUT */.jX} is empty; leave it out, or give it a token`);
        // One that gets no answer must not hold the other.
        const dispatchers = (0,clouds_dispatchers/* createDispatchers */.Xp)((0,proxy/* readProxy */.nM)(env, warn), 2);
        const githubApi = await (0,load/* loadGitHubApi */.G)();
        const closeMs = closingMs(saved);
        const close = async (what, isTold, work) => {
            const api = githubApi(run, token, dispatchers, what);
            const reply = await (0,within/* within */.u)(closeMs, stop, world/* realWorld */.b, (signal) => work(api, signal));
            if (reply.kind === 'refused' && isTold)
                core/* info */.pq(`${what} is still refused: ${(0,report_text/* forLog */.Ig)(redact(reply.reason))}`);
            else if (reply.kind !== 'done')
                warn(`${what} was left open, and could not be closed: ${reply.reason}`);
            else if (typeof reply.value === 'string')
                core/* info */.pq(`${what} is left as it is: ${(0,report_text/* forLog */.Ig)(redact(reply.value))}`);
            else if (reply.value)
                core/* info */.pq(`${what} was left open, and is closed now`);
        };
        await Promise.all([
            close('the check run', saved.check?.isTold, (api, signal) => closeCheckRun(api, saved, (0,credentials/* trimmed */.dE)(getInput('check-name')), run, signal)),
            close('the deployment status', saved.deployment?.isTold, (api, signal) => closeDeployment(api, saved, (0,credentials/* trimmed */.dE)(getInput('deployment-id')), run.url, signal)),
        ]);
    }
    catch (error) {
        warn(`what was left open on GitHub stays so: ${(0,wording/* describeError */.Uc)(error)}`);
    }
}


/***/ })

};
