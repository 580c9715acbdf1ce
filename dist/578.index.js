export const id = 578;
export const ids = [578];
export const modules = {

/***/ 3578:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   alibabaExchange: () => (/* binding */ alibabaExchange)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2857);
/* harmony import */ var _redact_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2207);
/* harmony import */ var _task_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7115);
/* harmony import */ var _alibaba_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3088);
/* harmony import */ var _classify_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(5309);
/* harmony import */ var _connection_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3895);
/* harmony import */ var _exchange_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1910);
/* harmony import */ var _id_token_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6734);
/* harmony import */ var _url_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9642);
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
    statuses: { 401: 'credentials', 403: 'permission', 408: 'server', 429: 'throttled' },
};
const Text = zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP().regex(/^[\x21-\x7e]+$/);
/** Source: STS, AssumeRoleWithOIDC, response elements. */
const Answer = zod__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ikc({
    Credentials: zod__WEBPACK_IMPORTED_MODULE_6__/* .object */ .Ikc({
        AccessKeyId: Text,
        AccessKeySecret: Text,
        SecurityToken: Text,
        Expiration: zod__WEBPACK_IMPORTED_MODULE_6__/* .string */ .YjP().refine((time) => !Number.isNaN(Date.parse(time)), 'no time'),
    }),
});
/** An OIDC token that is too old may have been on the way for long; one that always is has another reason. */
const ALWAYS_EXPIRED_MS = 30_000;
/** Makes exchanges of the job's OIDC token for a session of the role, each with a fresh token. */
function alibabaExchange(role, tools) {
    const { send, world, clock, hide, hideKeyId } = tools;
    return async () => {
        const token = await (0,_id_token_js__WEBPACK_IMPORTED_MODULE_5__/* .fetchIdToken */ .FR)(role.idToken, role.audience, tools);
        if (token.kind !== 'token')
            return token;
        const offsetMs = clock.offsetMs();
        const request = assumeRole(role, token.value, new Date(world.date().getTime() + offsetMs));
        const answer = await send(request, _exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .UNSTOPPED */ .Fj);
        if (answer.kind === 'fault')
            return (0,_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .faultAt */ .ux)(SERVICE, answer);
        const result = (0,_classify_js__WEBPACK_IMPORTED_MODULE_7__/* .classify */ .L8)(answer, stsDialect, (0,_redact_js__WEBPACK_IMPORTED_MODULE_0__/* .hideExactly */ .R5)(request.confidential));
        if (result.kind !== 'body') {
            const passes = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .passing */ .qO)(SERVICE, answer, result);
            if (passes !== undefined)
                return passes;
            if (result.kind === 'error' && result.meaning === 'expired') {
                const { reason } = refusal(role, token.claims, result);
                return { ...(0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(reason), hopelessAfterMs: ALWAYS_EXPIRED_MS };
            }
            const skewed = result.kind === 'error' && result.meaning === 'clock-skew';
            const aheadMs = (0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .dateOf */ .Q$)(answer.headers) - world.date().getTime();
            if (skewed && clock.correct(offsetMs, Number.isNaN(aheadMs) ? undefined : aheadMs)) {
                return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(`${SERVICE}: ${result.text}`);
            }
            return refusal(role, token.claims, result);
        }
        const parsed = Answer.safeParse(result.json);
        if (!parsed.success) {
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(`${SERVICE}: HTTP ${answer.status} with JSON of another shape: ${(0,_connection_js__WEBPACK_IMPORTED_MODULE_3__/* .shapeOf */ .F5)(parsed.error)}`);
        }
        const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = parsed.data.Credentials;
        hide(AccessKeySecret);
        hide(SecurityToken);
        hideKeyId(AccessKeyId);
        const askedMs = role.durationSeconds * 1000;
        const toldMs = (0,_exchange_js__WEBPACK_IMPORTED_MODULE_4__/* .lifeOf */ .c_)(Expiration, answer);
        const lifeMs = Number.isNaN(toldMs) ? askedMs : Math.min(toldMs, askedMs);
        if (lifeMs <= 0)
            return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .unreachable */ .HB)(`${SERVICE}: gave out a session that had ended already (${Expiration})`);
        const credential = {
            accessKeyId: AccessKeyId,
            accessKeySecret: AccessKeySecret,
            securityToken: SecurityToken,
        };
        return { kind: 'session', credential, lifeMs };
    };
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
        url: (0,_url_js__WEBPACK_IMPORTED_MODULE_8__/* .urlUnder */ .U)(role.endpoint, '/', query),
        headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(form).toString(),
        confidential: [token],
    };
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
function refusal(role, claims, result) {
    if (result.kind === 'redirect') {
        return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)('', `${SERVICE} redirected to ${result.target}, where nothing is sent; check alibaba-sts-endpoint`);
    }
    const hint = HINTS.find(([pattern]) => pattern.test(result.text))?.[1](role, claims);
    const setUp = `RAM needs the identity provider ${role.oidcProviderArn} for this issuer and audience, ` +
        `and a trust policy of ${role.roleArn} for this subject`;
    return (0,_task_js__WEBPACK_IMPORTED_MODULE_1__/* .refused */ .J5)(result.code, (0,_id_token_js__WEBPACK_IMPORTED_MODULE_5__/* .refusalText */ .Kw)(SERVICE, result.text, hint ?? setUp, claims));
}


/***/ })

};
