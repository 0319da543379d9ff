import type { CostChange, FleetDiff } from './fleet-diff';
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

/** Tells what tenants cost more or less, each difference once, and what the fleet does. */
export function costChanges({ groups, added, gone, costs }: CostChangesRequest): FleetDiff['cost'] {
  const byDifference = new Map<number, string[]>();
  let [before, after] = [0, 0];
  for (const { members, shapes } of groups) {
    const [{ pairs }] = members;
    const [was, is] = [costs(shapes.base, pairs.base), costs(shapes.head, pairs.head)];
    before += was * members.length;
    after += is * members.length;
    const difference = cents(is - was);
    if (difference === 0) continue;
    const tenants = members.map(({ tenant }) => tenant.id);
    byDifference.set(difference, [...(byDifference.get(difference) ?? []), ...tenants]);
  }
  for (const { shape, head } of added) after += costs(shape, head);
  for (const { title, base } of gone) before += costs(title, base);
  const changes = [...byDifference].map(([monthlyUsd, tenants]): CostChange => ({
    monthlyUsd,
    tenants: tenants.toSorted(),
  }));
  return {
    beforeMonthlyUsd: cents(before),
    afterMonthlyUsd: cents(after),
    changes: changes.toSorted((one, other) => other.monthlyUsd - one.monthlyUsd),
  };
}

function cents(usd: number): number {
  return Math.round(usd * 100) / 100;
}
