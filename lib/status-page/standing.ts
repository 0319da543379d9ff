import { driftOf } from '../operations/drift-of';
import type { TenantStatus } from '../operations/tenant-status';

/** How a tenant stands, the worst first. */
export const STANDINGS = ['differs', 'drifted', 'in alarm', 'not up', 'as it should be'] as const;

/** One of {@link STANDINGS}. */
export type Standing = (typeof STANDINGS)[number];

/** How a tenant stands, by what was looked at. One without any stacks that were seen is not up. */
export function standingOf(status: TenantStatus): Standing {
  if (status.problems.length > 0) return 'differs';
  if ((driftOf(status) ?? []).length > 0) return 'drifted';
  if ((status.alarms ?? []).length > 0) return 'in alarm';
  return status.environments.some(({ stacks }) => stacks.length > 0) ? 'as it should be' : 'not up';
}

/** Standings that want somebody to look. */
export function needsSomebody(status: TenantStatus): boolean {
  const standing = standingOf(status);
  return standing !== 'not up' && standing !== 'as it should be';
}
