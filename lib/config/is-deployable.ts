import type { Tenant } from './tenant';

/** A tenant whose stacks can be synthesized: it has an account, and is neither planned, suspended nor closed; one that is being offboarded still has them. */
export type DeployableTenant = Tenant & { readonly accountId: string };

/** Whether the tenant's stacks are part of the cloud assembly. */
export function isDeployable(tenant: Tenant): tenant is DeployableTenant {
  return tenant.accountId !== undefined && !LEFT_OUT.has(tenant.state);
}

const LEFT_OUT: ReadonlySet<Tenant['state']> = new Set(['planned', 'suspended', 'closed']);
