import { hasPassed } from './decide';
import type { RolloutState, TenantProgress } from './rollout-state';

/** Whether nothing is left to do for a release: it has gone through every ring, or was aborted and has nothing half done. */
export function isOver({ mode, rings }: RolloutState): boolean {
  if (rings.every(hasPassed)) return true;
  return (
    mode === 'aborted' && !rings.some(({ tenants }) => tenants.some(({ progress }) => UNSETTLED.has(progress.step)))
  );
}

/** Steps that are finished also when the release is aborted. */
const UNSETTLED: ReadonlySet<TenantProgress['step']> = new Set(['deploying', 'failed', 'rollingBack']);
