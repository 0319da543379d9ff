import type { ResourceDrift } from './stack-drift';
import type { TenantStatus } from './tenant-status';

/** Resources of a tenant that are not as their templates say; undefined if nobody looked. */
export function driftOf({ environments }: TenantStatus): readonly ResourceDrift[] | undefined {
  const drifts = environments.flatMap(({ stacks }) => stacks.flatMap(({ drift }) => drift ?? []));
  return drifts.length === 0 ? undefined : drifts.flatMap(({ drifted }) => drifted);
}
