import type { GuardEvent, Verdict } from './event';
import { judgeChangeSet } from './judge-change-set';

/** Judges one change set for the state machine; calls nothing. */
export async function handler(event: GuardEvent): Promise<Verdict> {
  return judgeChangeSet(event);
}
