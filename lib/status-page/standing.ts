import { isDeployable } from '../config/is-deployable';
import { driftOf } from '../operations/drift-of';
import type { TenantRow } from './fleet-status';

/** How a tenant stands, the worst first. */
export const STANDINGS = ['differs', 'drifted', 'in alarm', 'not read', 'not up', 'as it should be'] as const;

/** One of {@link STANDINGS}. */
export type Standing = (typeof STANDINGS)[number];

/** How a tenant stands, by what was looked at. One that has no stacks is not up, and one whose stacks nobody could see is not read. */
export function standingOf({ tenant, status }: TenantOfRow): Standing {
  if (status.problems.length > 0) return 'differs';
  if ((driftOf(status) ?? []).length > 0) return 'drifted';
  if ((status.alarms ?? []).length > 0) return 'in alarm';
  if (status.environments.some(({ stacks }) => stacks.length > 0)) return 'as it should be';
  return isDeployable(tenant) && status.environments.length === 0 ? 'not read' : 'not up';
}

/** Whether it is for somebody to look: something is wrong. */
export function needsSomebody(row: TenantOfRow): boolean {
  const standing = standingOf(row);
  return standing === 'differs' || standing === 'drifted' || standing === 'in alarm';
}

type TenantOfRow = Pick<TenantRow, 'tenant' | 'status'>;
