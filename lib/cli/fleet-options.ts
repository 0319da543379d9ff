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

/** Parses a tenant's id given on the command line. */
export function parseTenantId(value: string, previous: readonly string[] = []): string[] {
  if (value.trim() === '') throw new InvalidArgumentError('expected the id of a tenant, got an empty text');
  return previous.includes(value) ? [...previous] : [...previous, value];
}
