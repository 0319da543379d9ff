import { InvalidArgumentError, Option } from '@commander-js/extra-typings';

/** Folder with the organization file and the tenant files; the same option on every command. */
export const tenantsOption = new Option(
  '--tenants <dir>',
  'folder with the organization file and the tenant files',
).default('tenants');

/** One object on stdout, for scripts. */
export const jsonOption = new Option('--json', 'print one JSON object on stdout').default(false);

/** Says what would be done, and does not do it. */
export const dryRunOption = new Option('--dry-run', 'say what would be done and change nothing').default(false);

/** Whose credentials to use. */
export const profileOption = new Option('--profile <name>', 'profile of the AWS configuration files');

/** Answers every question with yes. */
export const yesOption = new Option('-y, --yes', 'go on without a question').default(false);

/** Accounts AWS creates at the same time for one organization, which bounds what is worth doing at the same time. */
const MAX_CONCURRENCY = 5;

/** How many tenants are worked on at the same time. */
export const concurrencyOption = new Option(
  '--concurrency <n>',
  `tenants to work on at the same time, 1 to ${MAX_CONCURRENCY}`,
)
  .default(2)
  .argParser(concurrencyUpTo(MAX_CONCURRENCY));

/** The organization stage makes the units; this is for those who do without it. */
export const createUnitsOption = new Option('--create-units', 'create organizational units that are missing').default(
  false,
);

/** Credentials of the management account, where another account's are needed too. */
export const managementProfileOption = new Option(
  '--management-profile <name>',
  'profile with credentials of the management account',
);

/** Credentials of the operator account. */
export const operatorProfileOption = new Option(
  '--profile <name>',
  'profile with credentials of the operator account, or of one that may assume --operator-role',
);

/** The way to the operator account from elsewhere. */
export const operatorRoleOption = new Option(
  '--operator-role <arn>',
  'role of the operator account to deploy as, for credentials of another account',
);

/** The way past the guard of what holds data. */
export const allowReplacementOption = new Option(
  '--allow-replacement <stack/resource>',
  'stateful resource that may be replaced or removed; can be repeated',
)
  .default([] as readonly string[])
  .argParser((value: string, previous: readonly string[]): readonly string[] => [...previous, value]);

/** Parses a number of tenants to work on at the same time. */
export function concurrencyUpTo(max: number): (value: string) => number {
  return (value) => {
    const concurrency = Number(value);
    if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= max) return concurrency;
    throw new InvalidArgumentError(`expected a whole number from 1 to ${max}, got "${value}"`);
  };
}

/** Parses a tenant's id given on the command line. */
export function parseTenantId(value: string, previous: readonly string[] = []): string[] {
  if (value.trim() === '') throw new InvalidArgumentError('expected the id of a tenant, got an empty text');
  return previous.includes(value) ? [...previous] : [...previous, value];
}
