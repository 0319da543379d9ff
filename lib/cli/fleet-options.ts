import { InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { UsageError } from '../errors';

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

/** Says that the whole fleet is meant. */
export const allOption = new Option('--all', 'every tenant of the fleet').default(false);

/** Parses a tenant's id given on the command line. */
export function parseTenantId(value: string, previous: readonly string[] = []): string[] {
  if (value.trim() === '') throw new InvalidArgumentError('expected the id of a tenant, got an empty text');
  return previous.includes(value) ? [...previous] : [...previous, value];
}

/**
 * The tenants a command works on: those named, or the fleet if that was said aloud.
 *
 * @returns ids, or undefined for all
 * @throws UsageError if neither or both were given
 */
export function selectTenants(
  command: { name(): string },
  ids: readonly string[],
  all: boolean,
): readonly string[] | undefined {
  if (all && ids.length > 0)
    throw new UsageError(`both --all and ${ids.length} tenant(s) were given; expected one of the two`);
  if (!all && ids.length === 0) {
    throw new UsageError(`no tenant given; name tenants (tenantry ${command.name()} acme) or say --all`);
  }
  return all ? undefined : ids;
}
