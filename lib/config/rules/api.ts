import { accountThrottleLimit } from '../data/api-gateway-throttles';
import { type Rule, forEachTenant } from './rule';

/** What is above the account's limit never takes effect: API Gateway answers 429 before. */
export const throttleIsBelowAccountLimit: Rule = forEachTenant(({ region, api: { throttle } }) => {
  const limit = accountThrottleLimit(region);
  return (['rateLimit', 'burstLimit'] as const).map(
    (name) =>
      throttle[name] > limit[name] && {
        path: `api.throttle.${name}`,
        message: `${throttle[name]} is above the limit of an account in ${region}; expected at most ${limit[name]}`,
      },
  );
});

export const certificateIsTheTenants: Rule = forEachTenant(({ region, accountId, api: { customDomain } }) => {
  if (customDomain === undefined) return [];
  const [, , , certificateRegion, certificateAccount] = customDomain.certificateArn.split(':');
  const path = 'api.customDomain.certificateArn';
  return [
    certificateRegion !== region && {
      path,
      message: `the certificate is in ${certificateRegion}; a regional endpoint needs one in the tenant's region, ${region}`,
    },
    accountId !== undefined &&
      certificateAccount !== accountId && {
        path,
        message: `the certificate is in account ${certificateAccount}; expected one in the tenant's account, ${accountId}`,
      },
  ];
});
