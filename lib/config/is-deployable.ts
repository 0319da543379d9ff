import type { Tenant } from './tenant';

/** A tenant whose stacks can be synthesized: it has an account, and is neither planned, suspended nor closed; one that is being offboarded still has them. */
export type DeployableTenant = Tenant & { readonly accountId: string };

/** Whether the tenant's stacks are part of the cloud assembly. */
export function isDeployable(tenant: Tenant): tenant is DeployableTenant {
  return tenant.accountId !== undefined && !isLeftOut(tenant);
}

/** Whether a tenant has no stacks in the cloud assembly because of its state, whatever account it has. */
export function isLeftOut({ state }: Pick<Tenant, 'state'>): boolean {
  return LEFT_OUT.has(state);
}

const LEFT_OUT: ReadonlySet<Tenant['state']> = new Set(['planned', 'suspended', 'closed']);
