import { type Problem, type Rule, forEachTenant } from './rule';

/**
 * Bytes a tenant may fill. Lambda takes 4 KB in all, and the service's own variables need room.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
const MAX_ENVIRONMENT_BYTES = 3 * 1024;

/** @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
const RESERVED_NAME = /^(AWS_|LAMBDA_|_)|^TZ$/;

const SECRET_NAME =
  /(^|_)(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|CREDENTIALS?|(API|PRIVATE|ACCESS|SECRET)_?KEY)(_|$|S$)/;

/** What a secret looks like whatever it is called. */
const SECRET_VALUES: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /(^|[^A-Z0-9])(AKIA|ASIA)[A-Z0-9]{16}($|[^A-Z0-9])/, what: 'an AWS access key' },
  { pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/, what: 'a private key' },
  { pattern: /^gh[pousr]_[A-Za-z0-9]{36,}$/, what: 'a GitHub token' },
  { pattern: /^xox[abposr]-[A-Za-z0-9-]{10,}$/, what: 'a Slack token' },
  { pattern: /^sk_live_[A-Za-z0-9]{16,}$/, what: 'a Stripe key' },
  { pattern: /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]+$/, what: 'a signed token (JWT)' },
  { pattern: /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i, what: 'an address with a password' },
];

const ADVICE =
  "put it into Secrets Manager in the tenant's account and name the secret here, e.g. in PAYMENT_SECRET_NAME or PAYMENT_SECRET_ARN";

/** The values of secrets are never repeated in messages: these end up in logs. */
export const environmentHoldsNoSecrets: Rule = forEachTenant(({ environment }) =>
  Object.entries(environment).flatMap(([name, value]): Problem[] => {
    const path = `environment.${name}`;
    const kind = SECRET_VALUES.find(({ pattern }) => pattern.test(value))?.what;
    if (kind !== undefined) return [{ path, message: `the value looks like ${kind}; ${ADVICE}` }];
    const namesASecret = /_(NAME|ARN|ID)$/.test(name);
    return SECRET_NAME.test(name) && !namesASecret
      ? [{ path, message: `the name says that the value is a secret; ${ADVICE}` }]
      : [];
  }),
);

export const environmentNamesAreFree: Rule = forEachTenant(({ environment }) =>
  Object.keys(environment).map(
    (name) =>
      RESERVED_NAME.test(name) && {
        path: `environment.${name}`,
        message: `"${name}" is reserved by Lambda; choose another name`,
      },
  ),
);

export const environmentFits: Rule = forEachTenant(({ environment }) => {
  const bytes = Object.entries(environment).reduce(
    (total, [name, value]) => total + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  return [
    bytes > MAX_ENVIRONMENT_BYTES && {
      path: 'environment',
      message: `names and values have ${bytes} bytes; expected at most ${MAX_ENVIRONMENT_BYTES}, because Lambda limits all variables together to 4 KB`,
    },
  ];
});
