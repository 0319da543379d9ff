import type { Tenant } from '../../config/tenant';
import type { AssembledStack, AuditedStack } from './audited-stack';

/**
 * Says whose each stack is: the tenant's whose account it goes to. Where tenants share an account, which is a finding, the region decides.
 */
export function tenantsOfStacks(stacks: readonly AssembledStack[], tenants: readonly Tenant[]): AuditedStack[] {
  const byAccount = new Map<string, Tenant[]>();
  for (const tenant of tenants) {
    if (tenant.accountId === undefined) continue;
    byAccount.set(tenant.accountId, [...(byAccount.get(tenant.accountId) ?? []), tenant]);
  }
  return stacks.map((stack) => {
    const candidates = byAccount.get(stack.account ?? '') ?? [];
    const tenant = candidates.find(({ region }) => region === stack.region) ?? candidates[0];
    // In front of the stack and not a copy of it, which would read its template.
    return Object.create(stack, { tenant: { value: tenant?.id, enumerable: true } }) as AuditedStack;
  });
}

/** Stacks of each tenant, and of none, in the order of the assembly. */
export function byTenant(stacks: readonly AuditedStack[]): ReadonlyMap<string | undefined, readonly AuditedStack[]> {
  const groups = new Map<string | undefined, AuditedStack[]>();
  for (const stack of stacks) {
    const group = groups.get(stack.tenant);
    if (group === undefined) groups.set(stack.tenant, [stack]);
    else group.push(stack);
  }
  return groups;
}
