import type { AssembledStack, AuditedStack } from '../../audit/assembly/audited-stack';
import { tenantsOfStacks } from '../../audit/assembly/tenants-of-stacks';
import type { Tenant } from '../../config/tenant';

/** Stacks that belong together, as they were and as they are. */
export interface StackPairs {
  /** Whose they are; undefined for stacks of no tenant. */
  readonly tenant: Tenant | undefined;
  /** Whether they go to the tenant's account, and are not about the tenant in another one. */
  readonly isOwn: boolean;
  /** First part of the names of the stacks, e.g. `acme`. */
  readonly title: string;
  readonly base: readonly AuditedStack[];
  readonly head: readonly AuditedStack[];
}

/** Puts the stacks of two assemblies together, tenant by tenant in the order of the registry, then those of no tenant. */
export function pairStacks(
  base: readonly AssembledStack[],
  head: readonly AssembledStack[],
  tenants: readonly Tenant[],
): readonly StackPairs[] {
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const pairs = new Map<string, { -readonly [Key in keyof StackPairs]: StackPairs[Key] }>();
  for (const side of ['base', 'head'] as const) {
    for (const stack of tenantsOfStacks(side === 'base' ? base : head, tenants)) {
      const [title = ''] = stack.name.split('/');
      const about = stack.tenant ?? stack.name.split('/').find((part) => byId.has(part));
      const isOwn = stack.tenant !== undefined;
      const key = JSON.stringify([about ?? title, isOwn, about === undefined ? stack.account : '']);
      const pair = pairs.get(key) ?? {
        tenant: about === undefined ? undefined : byId.get(about),
        isOwn,
        title,
        base: [],
        head: [],
      };
      pairs.set(key, { ...pair, [side]: [...pair[side], stack] });
    }
  }
  const places = new Map(tenants.map(({ id }, index) => [id, index]));
  const place = ({ tenant }: StackPairs): number => places.get(tenant?.id ?? '') ?? tenants.length;
  return [...pairs.values()].toSorted((one, other) => place(one) - place(other));
}
