import type { Issue } from '../../errors';
import type { Organization } from '../organization';
import type { OrganizationFile } from '../schema/organization-file';
import type { Tenant } from '../tenant';

/** Everything a rule may look at: files of the right shape, with defaults filled in. */
export interface Fleet {
  readonly organization: Organization;
  /** What the organization's file says, before defaults. */
  readonly organizationFile: OrganizationFile;
  /** Sorted by id. */
  readonly tenants: readonly Tenant[];
  /** All lines of the lock, also those of tenants that were not asked for. */
  readonly accounts: ReadonlyMap<string, string>;
  /** The lock file, as the user would name it. */
  readonly accountsFile: string;
  /** Ids of all tenant files of the folder, also those that were not read. */
  readonly knownTenants: readonly string[];
  /** Whether all tenant files were read. */
  readonly complete: boolean;
}

/** An issue, and whether it stops the run. */
export interface Finding extends Issue {
  readonly severity: 'error' | 'warning';
}

/** One check. Pure: it reads no environment and no disk, and asks AWS nothing. */
export type Rule = (fleet: Fleet) => readonly Finding[];

/** What is wrong with one tenant: a path, a message, and by default an error. */
export interface Problem {
  readonly path: string;
  readonly message: string;
  readonly severity?: Finding['severity'];
}

/** A rule that looks at one tenant at a time. */
export function forEachTenant(check: (tenant: Tenant, fleet: Fleet) => readonly (Problem | false | undefined)[]): Rule {
  return (fleet) => fleet.tenants.flatMap((tenant) => findings(tenant.file, check(tenant, fleet)));
}

/** Problems of one file as findings. */
export function findings(file: string, problems: readonly (Problem | false | undefined)[]): Finding[] {
  return problems
    .filter((problem) => problem !== undefined && problem !== false)
    .map(({ path, message, severity = 'error' }) => ({ severity, file, path, message }));
}
