import type { RingDefinition } from '../../lib/rollout/rollout-definition';
import { type RolloutState, newRollout } from '../../lib/rollout/rollout-state';

/** When the roll-outs of tests begin. */
export const START = new Date('2026-03-01T12:00:00.000Z');

/** A time so many seconds after {@link START}. */
export function later(seconds: number): Date {
  return new Date(START.getTime() + seconds * 1000);
}

/** A ring that neither bakes nor waits nor tolerates, one tenant at a time; `changes` replace fields. */
export function aRing(changes: Partial<RingDefinition> = {}): RingDefinition {
  return {
    name: 'canary',
    bakeMinutes: 0,
    concurrency: 1,
    toleratedFailures: 0,
    toleratedPercent: 0,
    jitterSeconds: 0,
    ...changes,
  };
}

/** A release of which nothing has been done; ring → its tenants. */
export function aRollout(
  rings: Readonly<Record<string, readonly string[]>>,
  changes: Partial<RingDefinition> = {},
): RolloutState {
  const plan = {
    release: '2.0',
    rings: Object.entries(rings).map(([name, tenants]) => ({ definition: aRing({ ...changes, name }), tenants })),
    steppedOver: [],
  };
  return newRollout(plan, START, undefined);
}
