import type { FleetDiff, ShapeChange } from './fleet-diff';
import type { TenantGroup } from './group-tenants';
import type { StackPairs } from './pair-stacks';

/**
 * Tells which shapes come and go. Tenants that had one shape and still have one, if another, are the same among themselves as before:
 * theirs is neither gained nor lost.
 */
export function shapeChanges(
  groups: readonly TenantGroup[],
  added: readonly (StackPairs & { readonly shape: string })[],
): FleetDiff['shapes'] {
  const [before, after] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const { members, shapes } of groups) {
    for (const { tenant } of members) {
      add(before, shapes.base, tenant.id);
      add(after, shapes.head, tenant.id);
    }
  }
  const isKept = keptTogether(before, after);
  for (const { shape, title, tenant } of added) add(after, shape, tenant?.id ?? title);
  return {
    before: before.size,
    after: after.size,
    gained: without(after, before).filter(({ tenants }) => !isKept(tenants)),
    lost: without(before, after).filter(({ tenants }) => !isKept(tenants)),
  };
}

/** Whether the tenants were of one shape before, and are of one now, with no other tenant in either; by any one of them. */
function keptTogether(
  before: ReadonlyMap<string, readonly string[]>,
  after: ReadonlyMap<string, readonly string[]>,
): (tenants: readonly string[]) => boolean {
  const groups = new Set([...before.values()].map((tenants) => tenants.join('\n')));
  const kept = new Set([...after.values()].filter((tenants) => groups.has(tenants.join('\n'))).flat());
  return (tenants) => tenants.some((tenant) => kept.has(tenant));
}

function add(shapes: Map<string, string[]>, shape: string, tenant: string): void {
  shapes.set(shape, [...(shapes.get(shape) ?? []), tenant]);
}

function without(shapes: ReadonlyMap<string, readonly string[]>, others: ReadonlyMap<string, unknown>): ShapeChange[] {
  return [...shapes]
    .filter(([shape]) => !others.has(shape))
    .map(([shape, tenants]) => ({ shape, tenants: tenants.toSorted() }))
    .toSorted((one, other) => other.tenants.length - one.tenants.length || (one.shape < other.shape ? -1 : 1));
}
