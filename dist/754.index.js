export const id = 754;
export const ids = [754];
export const modules = {

/***/ 7754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   huaweiExchange: () => (/* binding */ huaweiExchange)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(2857);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5382);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7115);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5309);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2271);
/* harmony import */ var _error_order_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8728);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1910);
/* harmony import */ var _exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5449);
/* harmony import */ var _huawei_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3694);
/* harmony import */ var _id_token_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(6734);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(2733);
/* harmony import */ var _redirect_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(5615);
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(9642);
/** Huawei Cloud's IAM: a token in exchange for the job's OIDC token. */













const SERVICE = 'Huawei Cloud IAM';
/** IAM's errors, also with a number for a code. Source: IAM, API reference, error codes. */
const iamDialect = {
    ..._huawei_js__WEBPACK_IMPORTED_MODULE_7__/* .huaweiDialect */ .m,
    codes: _huawei_js__WEBPACK_IMPORTED_MODULE_7__/* .huaweiDialect */ .m.codes.filter(([, meaning]) => meaning === 'throttled' || meaning === 'server'),
    statuses: _error_order_js__WEBPACK_IMPORTED_MODULE_4__/* .STATUSES */ .f,
    otherStatuses: { 400: 'rejected', 404: 'rejected', 409: 'rejected' },
};
const Time = zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().refine((time) => !Number.isNaN(Date.parse(time)), 'no time');
/** Source: IAM, CreateTokenWithIdToken, response elements. */
const Answer = zod__WEBPACK_IMPORTED_MODULE_9__/* .object */ .Ikc({ token: zod__WEBPACK_IMPORTED_MODULE_9__/* .object */ .Ikc({ expires_at: Time, issued_at: zod__WEBPACK_IMPORTED_MODULE_9__/* .string */ .YjP().nullish() }) });
/** Makes exchanges of the job's OIDC token for an IAM token of a project, each with a fresh OIDC token. */
function huaweiExchange(provider, endpoint, project, tools) {
    const { send, world, hide } = tools;
    const refusals = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .createRefusals */ .C0)();
    return async () => {
        const token = await (0,_id_token_js__WEBPACK_IMPORTED_MODULE_8__/* .fetchIdToken */ .FR)(provider.idToken, provider.audience, tools);
        if (token.kind !== 'token')
            return token;
        const request = createToken(provider, endpoint, project, token.value);
        const answer = await send(request, _exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .UNSTOPPED */ .Fj);
        if (answer.kind === 'fault')
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .faultAt */ .ux)(SERVICE, answer);
        (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .hideGiven */ .Aq)(answer, tools);
        const result = (0,_classify_js__WEBPACK_IMPORTED_MODULE_2__/* .classify */ .L)(answer, iamDialect, (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .hideExactly */ .R5)(request.confidential));
        if (result.kind !== 'body') {
            const passes = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .passing */ .qO)(SERVICE, answer, result);
            if (passes !== undefined)
                return passes;
            if (result.kind === 'redirect') {
                const said = (0,_redirect_js__WEBPACK_IMPORTED_MODULE_10__/* .describeRedirect */ .G)(answer.status, result.target, endpoint, 'huawei-iam-endpoint');
                return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', `${SERVICE} ${said}`);
            }
            return refusals.judged(answer.status, refusal(provider, project, token.claims, answer, result), result.text);
        }
        const authToken = answer.headers['x-subject-token'] ?? '';
        if (authToken === '')
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .unusable */ ._P)(SERVICE, `HTTP ${answer.status} without X-Subject-Token`);
        const wrong = (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .tokenFault */ .Ek)('X-Subject-Token', authToken);
        if (wrong !== undefined)
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .unusable */ ._P)(SERVICE, wrong);
        hide(authToken);
        const parsed = Answer.safeParse(result.json);
        if (!parsed.success) {
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .unusable */ ._P)(SERVICE, `HTTP ${answer.status} with JSON of another shape: ${(0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .shapeOf */ .F5)(parsed.error)}`);
        }
        const { expires_at: expires, issued_at: issued } = parsed.data.token;
        const toldMs = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .lifeOf */ .c_)(expires, answer, issued ?? undefined);
        const lifeMs = Number.isNaN(toldMs) ? Date.parse(expires) - world.date().getTime() : toldMs;
        if (lifeMs <= 0)
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .unusable */ ._P)(SERVICE, `gave out a token that had ended already (${(0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .timeOf */ .nR)(expires)})`);
        refusals.accepted();
        return { kind: 'session', credential: { kind: 'token', authToken }, lifeMs };
    };
}
function createToken(provider, endpoint, project, token) {
    return {
        method: 'POST',
        url: (0,_url_js__WEBPACK_IMPORTED_MODULE_11__/* .urlUnder */ .U)(endpoint, '/v3.0/OS-AUTH/id-token/tokens', {}),
        headers: { 'content-type': 'application/json;charset=utf8', 'x-idp-id': provider.id },
        body: JSON.stringify({ auth: { id_token: { id: token }, scope: { project } } }),
        confidential: [token],
        keeps: kept,
    };
}
/** The times of a token, so that a trace can be read; of an error its code. */
function kept(body) {
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_12__/* .parseJson */ .q)(body);
    const parsed = Answer.safeParse(json);
    if (!parsed.success)
        return (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .keptError */ .rP)(iamDialect, json, body);
    const { expires_at: expires, issued_at: issued } = parsed.data.token;
    const issue = issued === null || issued === undefined ? {} : { issued_at: (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .timeOf */ .nR)(issued) };
    return JSON.stringify({ token: { expires_at: (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_6__/* .timeOf */ .nR)(expires), ...issue } });
}
function refusal({ id }, project, claims, answer, result) {
    const where = 'id' in project ? project.id : project.name;
    const setUp = result.meaning === 'credentials'
        ? `its identity provider ${id} must be of OpenID Connect, with this issuer, this audience as its client id, and the issuer's signing keys of now`
        : result.meaning === 'permission'
            ? `let a conversion rule of the identity provider ${id} put this subject into a group that may read in the project ${where}`
            : `check whether there is an identity provider ${id} (huawei-identity-provider) and a project ${where}`;
    const { code, text } = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_5__/* .shownOf */ .Rp)(answer, result);
    return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, (0,_id_token_js__WEBPACK_IMPORTED_MODULE_8__/* .refusalText */ .Kw)(SERVICE, text, setUp, claims));
}


/***/ })

};
