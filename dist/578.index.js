export const id = 578;
export const ids = [578];
export const modules = {

/***/ 3578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   alibabaExchange: () => (/* binding */ alibabaExchange)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(2857);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5382);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7115);
/* harmony import */ var _alibaba_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3088);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5309);
/* harmony import */ var _clock_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6337);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2271);
/* harmony import */ var _error_order_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8728);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(1910);
/* harmony import */ var _exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5449);
/* harmony import */ var _id_token_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6734);
/* harmony import */ var _json_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(2733);
/* harmony import */ var _redirect_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(5615);
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(9642);
/** Alibaba Cloud's STS: a session in exchange for the job's OIDC token. */














const SERVICE = 'Alibaba Cloud STS';
/** STS has codes of its own. Source: its error codes, version 2015-04-01. */
const stsDialect = {
    ..._alibaba_js__WEBPACK_IMPORTED_MODULE_2__/* .alibabaDialect */ .x,
    codes: [
        // Too old when it arrived: the next attempt brings a fresh one.
        [/^AuthenticationFail\.OIDCToken\.Expired/, 'expired'],
        [/^AuthenticationFail/, 'credentials'],
        ..._alibaba_js__WEBPACK_IMPORTED_MODULE_2__/* .alibabaDialect */ .x.codes,
        [/^(EntityNotExist|InvalidParameter|MissingParameter|Missing)/, 'rejected'],
    ],
    statuses: _error_order_js__WEBPACK_IMPORTED_MODULE_6__/* .STATUSES */ .f,
};
/** Source: STS, AssumeRoleWithOIDC, response elements. */
const Answer = zod__WEBPACK_IMPORTED_MODULE_10__/* .object */ .Ikc({
    Credentials: zod__WEBPACK_IMPORTED_MODULE_10__/* .object */ .Ikc({
        AccessKeyId: zod__WEBPACK_IMPORTED_MODULE_10__/* .string */ .YjP(),
        AccessKeySecret: zod__WEBPACK_IMPORTED_MODULE_10__/* .string */ .YjP(),
        SecurityToken: zod__WEBPACK_IMPORTED_MODULE_10__/* .string */ .YjP(),
        Expiration: zod__WEBPACK_IMPORTED_MODULE_10__/* .string */ .YjP().refine((time) => !Number.isNaN(Date.parse(time)), 'no time'),
    }),
});
/** Makes exchanges of the job's OIDC token for a session of the role, each with a fresh token. */
function alibabaExchange(role, tools) {
    const { send, world, clock, hide, hideKeyId } = tools;
    const refusals = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .createRefusals */ .C0)();
    return async () => {
        const token = await (0,_id_token_js__WEBPACK_IMPORTED_MODULE_9__/* .fetchIdToken */ .FR)(role.idToken, role.audience, tools);
        if (token.kind !== 'token')
            return token;
        const offsetMs = clock.offsetMs();
        const request = assumeRole(role, token.value, new Date(world.date().getTime() + offsetMs));
        const answer = await send(request, _exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .UNSTOPPED */ .Fj);
        if (answer.kind === 'fault')
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .faultAt */ .ux)(SERVICE, answer);
        (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .hideGiven */ .Aq)(answer, tools);
        const result = (0,_classify_js__WEBPACK_IMPORTED_MODULE_3__/* .classify */ .L)(answer, stsDialect, (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .hideExactly */ .R5)(request.confidential));
        if (result.kind !== 'body') {
            const passes = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .passing */ .qO)(SERVICE, answer, result);
            if (passes !== undefined)
                return passes;
            if (result.kind === 'error' && result.meaning === 'clock-skew') {
                const aheadMs = (0,_connection_js__WEBPACK_IMPORTED_MODULE_5__/* .dateOf */ .Q$)(answer.headers) - world.date().getTime();
                const correction = clock.correct(offsetMs, Number.isNaN(aheadMs) ? undefined : aheadMs);
                if (correction === 'corrected')
                    return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(`${SERVICE}: ${(0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .shownOf */ .Rp)(answer, result).text}`);
                return refusedTime((0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .shownOf */ .Rp)(answer, result), correction);
            }
            if (result.kind === 'redirect') {
                const said = (0,_redirect_js__WEBPACK_IMPORTED_MODULE_11__/* .describeRedirect */ .G)(answer.status, result.target, role.endpoint, 'alibaba-sts-endpoint');
                return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', `${SERVICE} ${said}`);
            }
            return refusals.judged(answer.status, refusal(role, token.claims, answer, result), result.text);
        }
        // Not as it was classified: of that only what can be shown is left.
        const parsed = Answer.safeParse((0,_json_js__WEBPACK_IMPORTED_MODULE_12__/* .parseJson */ .q)(answer.body));
        if (!parsed.success) {
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .unusable */ ._P)(SERVICE, `HTTP ${answer.status} with JSON of another shape: ${(0,_connection_js__WEBPACK_IMPORTED_MODULE_5__/* .shapeOf */ .F5)(parsed.error)}`);
        }
        const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = parsed.data.Credentials;
        const wrong = (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .tokenFault */ .Ek)('AccessKeyId', AccessKeyId) ??
            (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .tokenFault */ .Ek)('AccessKeySecret', AccessKeySecret) ??
            (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .tokenFault */ .Ek)('SecurityToken', SecurityToken);
        if (wrong !== undefined)
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .unusable */ ._P)(SERVICE, wrong);
        hide(AccessKeySecret);
        hide(SecurityToken);
        hideKeyId(AccessKeyId);
        const askedMs = role.durationSeconds * 1000;
        const toldMs = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .lifeOf */ .c_)(Expiration, answer);
        const lifeMs = Number.isNaN(toldMs) ? askedMs : Math.min(toldMs, askedMs);
        if (lifeMs <= 0)
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .unusable */ ._P)(SERVICE, `gave out a session that had ended already (${(0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .timeOf */ .nR)(Expiration)})`);
        refusals.accepted();
        clock.accepted();
        const credential = {
            accessKeyId: AccessKeyId,
            accessKeySecret: AccessKeySecret,
            securityToken: SecurityToken,
        };
        return { kind: 'session', credential, lifeMs };
    };
}
/** The clock, and nothing of the role, is what has to be set up. */
function refusedTime({ code, text }, why) {
    return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, `${SERVICE} refused the time of the request (${text}), ${_clock_js__WEBPACK_IMPORTED_MODULE_4__/* .WHY_NOT */ .z[why]}: set this machine's clock`);
}
/** Unsigned: the OIDC token says who asks. */
function assumeRole(role, token, date) {
    const query = {
        Action: 'AssumeRoleWithOIDC',
        Version: '2015-04-01',
        Format: 'JSON',
        Timestamp: date.toISOString().replace(/\.\d{3}/, ''),
    };
    const form = {
        OIDCProviderArn: role.oidcProviderArn,
        RoleArn: role.roleArn,
        OIDCToken: token,
        RoleSessionName: role.sessionName,
        DurationSeconds: String(role.durationSeconds),
    };
    return {
        method: 'POST',
        url: (0,_url_js__WEBPACK_IMPORTED_MODULE_13__/* .urlUnder */ .U)(role.endpoint, '/', query),
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
        confidential: [token],
        keeps: kept,
    };
}
/** The form of a session without its secrets, so that a trace can be read; of an error its code. */
function kept(body) {
    const json = (0,_json_js__WEBPACK_IMPORTED_MODULE_12__/* .parseJson */ .q)(body);
    const parsed = Answer.safeParse(json);
    if (!parsed.success)
        return (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .keptError */ .rP)(stsDialect, json, body);
    const { AccessKeyId, Expiration } = parsed.data.Credentials;
    const key = `${AccessKeyId.slice(0, 4)}***`;
    const secrets = { AccessKeyId: key, AccessKeySecret: '***', SecurityToken: '***' };
    return JSON.stringify({ Credentials: { ...secrets, Expiration: (0,_exchange_secrets_js__WEBPACK_IMPORTED_MODULE_8__/* .timeOf */ .nR)(Expiration) } });
}
/** What to set up for each refusal, by STS's code and message. Source: the descriptions of its error codes. */
const HINTS = [
    [
        /AudienceNotMatch/,
        ({ audience }) => `add "${audience}" to the client ids of the identity provider, or give one that it has as alibaba-oidc-audience`,
    ],
    [/IssuerNotMatch/, (_, { issuer }) => `make the identity provider's issuer ${issuer}`],
    [
        /Fingerprint|HttpsUrl/,
        () => "renew the certificate fingerprint of the identity provider's issuer in RAM",
    ],
    [
        /No such OIDC Provider|EntityNotExist\.OIDC/i,
        ({ oidcProviderArn }) => `RAM has no identity provider ${oidcProviderArn}: check alibaba-oidc-provider-arn`,
    ],
    [/EntityNotExist\.Role/, ({ roleArn }) => `there is no role ${roleArn}: check alibaba-role-arn`],
    [/DurationSeconds/, ({ durationSeconds }) => `let sessions of the role last ${durationSeconds} s`],
    [
        /\b(EntityNotExist|InvalidParameter|Missing)/,
        () => 'check alibaba-role-arn and alibaba-oidc-provider-arn',
    ],
    [/InvalidAction|InvalidVersion/, () => 'check alibaba-sts-endpoint'],
    [/OIDCToken\.Expired/, () => 'the token was issued just before: compare the clocks of GitHub and of STS'],
    [
        /NoPermission/,
        ({ roleArn, oidcProviderArn }) => `let the trust policy of ${roleArn} name ${oidcProviderArn} as its federated principal, with conditions that the token meets`,
    ],
];
function refusal(role, claims, answer, result) {
    const hint = HINTS.find(([pattern]) => pattern.test(result.text))?.[1](role, claims);
    const setUp = `RAM needs the identity provider ${role.oidcProviderArn} for this issuer and audience, ` +
        `and a trust policy of ${role.roleArn} for this subject`;
    const { code, text } = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_7__/* .shownOf */ .Rp)(answer, result);
    return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(code, (0,_id_token_js__WEBPACK_IMPORTED_MODULE_9__/* .refusalText */ .Kw)(SERVICE, text, hint ?? setUp, claims));
}


/***/ })

};
