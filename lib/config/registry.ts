import type { Issue } from '../errors';
import type { Organization } from './organization';
import type { Tenant } from './tenant';

/** The checked configuration: nothing with a default is missing, and nobody validates again. */
export interface Registry {
  readonly organization: Organization;
  /** Sorted by id. */
  readonly tenants: readonly Tenant[];
  /** What a person should look at, but what stops nothing. */
  readonly warnings: readonly Issue[];
  /** The tenants folder, as it was given. */
  readonly directory: string;
}
