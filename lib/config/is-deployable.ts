import type { Tenant } from './tenant';

/** A tenant whose stacks can be synthesized: it has an account, which is neither suspended nor on its way to be closed. */
export type DeployableTenant = Tenant & { readonly accountId: string };

/** Whether the tenant's stacks are part of the cloud assembly. */
export function isDeployable(tenant: Tenant): tenant is DeployableTenant {
  return tenant.accountId !== undefined && !LEFT_OUT.has(tenant.state);
}

const LEFT_OUT: ReadonlySet<Tenant['state']> = new Set(['planned', 'suspended', 'closed']);
