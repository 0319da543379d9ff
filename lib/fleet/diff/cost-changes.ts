import { groupBy } from '../../group-by';
import type { CostChange, FleetDiff, UnpricedChange } from './fleet-diff';
import type { TenantGroup } from './group-tenants';
import type { StackPairs } from './pair-stacks';
import type { StackCosts } from './stack-costs';

/** Input of {@link costChanges}. */
interface CostChangesRequest {
  readonly groups: readonly TenantGroup[];
  /** Tenants that are new, with their shapes. */
  readonly added: readonly (StackPairs & { readonly shape: string })[];
  /** Tenants that are no longer there. */
  readonly gone: readonly StackPairs[];
  readonly costs: StackCosts;
}

/** Tells what tenants cost more or less, each difference once, what the fleet does, and what of the change has no price. */
export function costChanges({ groups, added, gone, costs }: CostChangesRequest): FleetDiff['cost'] {
  const byDifference = new Map<number, string[]>();
  const unpriced: UnpricedChange[] = [];
  let [before, after, come, went] = [0, 0, 0, 0];
  for (const { members, shapes } of groups) {
    const [{ pairs }] = members;
    const [was, is] = [costs(shapes.base, pairs.base), costs(shapes.head, pairs.head)];
    before += was.monthlyUsd * members.length;
    after += is.monthlyUsd * members.length;
    const tenants = members.map(({ tenant }) => tenant.id);
    for (const resource of inOneOnly(was.unpriced, is.unpriced)) unpriced.push({ resource, tenants });
    const difference = cents(is.monthlyUsd - was.monthlyUsd);
    if (difference === 0) continue;
    byDifference.set(difference, [...(byDifference.get(difference) ?? []), ...tenants]);
  }
  for (const { shape, head, title, tenant } of added) {
    const is = costs(shape, head);
    come += is.monthlyUsd;
    for (const resource of is.unpriced) unpriced.push({ resource, tenants: [tenant?.id ?? title] });
  }
  for (const { base, title, tenant } of gone) {
    const was = costs(title, base);
    went += was.monthlyUsd;
    for (const resource of was.unpriced) unpriced.push({ resource, tenants: [tenant?.id ?? title] });
  }
  const changes = [...byDifference].map(([monthlyUsd, tenants]): CostChange => ({
    monthlyUsd,
    tenants: tenants.toSorted(),
  }));
  return {
    beforeMonthlyUsd: cents(before + went),
    afterMonthlyUsd: cents(after + come),
    addedMonthlyUsd: cents(come),
    removedMonthlyUsd: cents(went),
    changes: changes.toSorted((one, other) => other.monthlyUsd - one.monthlyUsd),
    unpriced: [...groupBy(unpriced, ({ resource }) => resource)]
      .map(([resource, found]) => ({ resource, tenants: found.flatMap(({ tenants }) => tenants).toSorted() }))
      .toSorted((one, other) => (one.resource < other.resource ? -1 : 1)),
  };
}

/** What only one of two lists has. */
function inOneOnly(some: readonly string[], others: readonly string[]): string[] {
  return [...some.filter((each) => !others.includes(each)), ...others.filter((each) => !some.includes(each))];
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
