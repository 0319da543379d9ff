import { isLeftOut } from '../config/is-deployable';
import type { Registry } from '../config/registry';
import { counted } from './counted';
import type { Reporter } from './console-reporter';

/** What is known of an assembly that was read. */
export interface ReadAssembly {
  readonly assembly: string;
  /** The tenants folder. */
  readonly directory: string;
  /** Those of that folder. */
  readonly registry: Pick<Registry, 'tenants'>;
  /** How many stacks the assembly has. */
  readonly stacks: number;
  /** How many tenants have any of them. */
  readonly tenants: number;
}

/**
 * Warns of an assembly whose stacks go to the account of no tenant: with another tenants folder, or half of `accounts.lock.json`, it would seem to be in order.
 * Where all tenants are planned, suspended or closed, none is to have any.
 */
export function warnOfNoTenant(
  { assembly, directory, registry, stacks, tenants }: ReadAssembly,
  reporter: Pick<Reporter, 'warn'>,
): void {
  if (stacks === 0 || tenants > 0) return;
  if (registry.tenants.length > 0 && registry.tenants.every(isLeftOut)) return;
  reporter.warn(
    `${assembly}: none of ${counted(stacks, 'stack')} goes to the account of a tenant in ${directory}, so nothing was looked at that is about tenants; name the folder with --tenants, or complete its accounts.lock.json`,
  );
}
