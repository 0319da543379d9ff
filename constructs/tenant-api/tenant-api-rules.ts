import { Token } from 'aws-cdk-lib';
import type { PropsRule } from '../support/assert-props';
import { isSecureOrigin } from './handler/http/secure-origin';
import type { TenantApiProps } from './tenant-api-props';

type Rule = PropsRule<TenantApiProps>;

const rateIsPositive: Rule = ({ throttle: { rateLimit } }) =>
  Token.isUnresolved(rateLimit) || rateLimit > 0
    ? undefined
    : `throttle.rateLimit must be over 0 requests a second, got ${rateLimit}`;

const burstIsWhole: Rule = ({ throttle: { burstLimit } }) =>
  isPositiveWhole(burstLimit) ? undefined : `throttle.burstLimit must be a whole number from 1, got ${burstLimit}`;

const quotaIsWhole: Rule = ({ quota: { limit } }) =>
  isPositiveWhole(limit) ? undefined : `quota.limit must be a whole number from 1, got ${limit}`;

const originsAreSecure: Rule = ({ cors }) => {
  if (cors === undefined) return undefined;
  if (cors.allowOrigins.length === 0)
    return 'cors.allowOrigins must name at least one origin; leave out cors to allow none';
  const wrong = cors.allowOrigins.filter((origin) => !Token.isUnresolved(origin) && !isSecureOrigin(origin));
  return wrong.length === 0
    ? undefined
    : `cors.allowOrigins must be https origins without a path, such as "https://app.example.com", got ${quoted(wrong)}`;
};

const issuerIsSecure: Rule = ({ authorizer }) => {
  if (authorizer === undefined || !('issuer' in authorizer)) return undefined;
  const { issuer } = authorizer;
  if (Token.isUnresolved(issuer)) return undefined;
  const url = URL.canParse(issuer) ? new URL(issuer) : undefined;
  return url?.protocol === 'https:' && url.search === '' && url.hash === ''
    ? undefined
    : `authorizer.issuer must be an https address without query, got "${issuer}"`;
};

const audienceIsNamed: Rule = ({ authorizer }) => {
  if (authorizer === undefined || !('issuer' in authorizer)) return undefined;
  const { audience } = authorizer;
  return Token.isUnresolved(audience) || (audience.length > 0 && !audience.includes(''))
    ? undefined
    : 'authorizer.audience must name at least one audience; without one, tokens made out for others would be accepted';
};

const networkIsGiven: Rule = ({ vpc, subnets, securityGroups }) =>
  vpc !== undefined || (subnets === undefined && securityGroups === undefined)
    ? undefined
    : 'subnets and securityGroups need vpc, the network they are in';

const domainIsFullName: Rule = ({ customDomain }) =>
  customDomain === undefined || Token.isUnresolved(customDomain.name) || DOMAIN.test(customDomain.name)
    ? undefined
    : `customDomain.name must be a full name in lower case, such as "api.example.com", got "${customDomain.name}"`;

/** In the order in which the props are documented. */
export const tenantApiRules: readonly Rule[] = [
  networkIsGiven,
  rateIsPositive,
  burstIsWhole,
  quotaIsWhole,
  originsAreSecure,
  issuerIsSecure,
  audienceIsNamed,
  domainIsFullName,
];

const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;

function isPositiveWhole(value: number): boolean {
  return Token.isUnresolved(value) || (Number.isInteger(value) && value > 0);
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(', ');
}
