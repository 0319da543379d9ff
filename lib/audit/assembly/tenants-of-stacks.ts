import type { Tenant } from '../../config/tenant';
import { groupBy } from '../../group-by';
import type { AssembledStack, AuditedStack } from './audited-stack';

/**
 * Says whose each stack is: the tenant's whose account it goes to. Where tenants share an account, which is a finding, the region decides.
 */
export function tenantsOfStacks(stacks: readonly AssembledStack[], tenants: readonly Tenant[]): AuditedStack[] {
  const vended = tenants.filter(({ accountId }) => accountId !== undefined);
  const byAccount = groupBy(vended, ({ accountId }) => accountId);
  return stacks.map((stack) => {
    const candidates = (stack.account === undefined ? undefined : byAccount.get(stack.account)) ?? [];
    const tenant = candidates.find(({ region }) => region === stack.region) ?? candidates[0];
    // In front of the stack and not a copy of it, which would read its template.
    return Object.create(stack, { tenant: { value: tenant?.id, enumerable: true } }) as AuditedStack;
  });
}

/** Stacks of each tenant, and of none, in the order of the assembly. */
export function byTenant(stacks: readonly AuditedStack[]): ReadonlyMap<string | undefined, readonly AuditedStack[]> {
  return groupBy(stacks, ({ tenant }) => tenant);
}
