import { decide } from './decide';
import { isOver } from './is-over';
import type { RolloutState } from './rollout-state';

/** Where a release is as a whole; `cut-off` is one that should be going on, and that nobody drives. */
export interface RolloutPhase {
  readonly phase: 'running' | 'cut-off' | 'paused' | 'halted' | 'aborted' | 'done';
  /** Why it is halted. */
  readonly reason?: string;
}

/** Where a release is as a whole. */
export function phaseOf(state: RolloutState, isDriven: boolean, now: Date): RolloutPhase {
  const actions = decide(state, now);
  if (isOver(state)) return { phase: actions[0]?.type === 'done' ? 'done' : 'aborted' };
  if (isDriven) return { phase: 'running' };
  const end = actions.find((action) => action.type === 'halted' || action.type === 'paused');
  if (end?.type === 'halted') return { phase: 'halted', reason: `ring ${end.ring}: ${end.reason}` };
  return { phase: end?.type ?? 'cut-off' };
}
