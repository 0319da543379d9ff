import { type RingState, type RolloutState, atWork, failures, tolerated } from './rollout-state';
import { startJitterMs } from './start-jitter';

/** What is to be done next for a release. */
export type Action =
  | { readonly type: 'start'; readonly tenant: string }
  | { readonly type: 'rollBack'; readonly tenant: string }
  /** Look whether these tenants, all that were deployed to in the ring, are well. */
  | { readonly type: 'checkHealth'; readonly ring: string; readonly tenants: readonly string[] }
  /** Nothing before this time, if nothing happens until then. */
  | { readonly type: 'wait'; readonly ring: string; readonly until: string }
  | End;

/** Why a release goes no further; nothing is being worked on. */
export type End =
  | { readonly type: 'done' }
  | { readonly type: 'halted'; readonly ring: string; readonly reason: string }
  | { readonly type: 'paused' }
  | { readonly type: 'aborted' };

/**
 * Decides what is to be done next. Pure: the same state at the same time gives the same answer, on any engine.
 *
 * A tenant that the release failed is rolled back before another one is started, also when the release is paused, aborted or halted, whichever ring it is in.
 *
 * @returns nothing while all there is to do is to wait for what is being worked on
 */
export function decide(state: RolloutState, now: Date): readonly Action[] {
  const ring = state.rings.find((each) => !hasPassed(each));
  if (ring === undefined) return [{ type: 'done' }];
  // Another try opens earlier rings again, also where the release was cut off in a later one.
  const cutOff = state.rings.find((each) => each !== ring && isUnsettled(each));
  if (cutOff !== undefined) return rollbacksOf(cutOff);

  const rollbacks = rollbacksOf(ring);
  const isBusy = isUnsettled(ring) || ring.gate.step === 'checking';

  const end = endOf(state, ring);
  if (end !== undefined) return isBusy ? rollbacks : [end];

  const waiting = ring.tenants.filter(({ progress }) => progress.step === 'waiting');
  if (waiting.length > 0) {
    return [...rollbacks, ...starts(state, ring, waiting, placesOf(ring) - rollbacks.length, now)];
  }
  return isBusy ? rollbacks : [passGate(ring, now)];
}

/** Whether a release has gone through a ring, so that it may enter the next one. */
export function hasPassed(ring: RingState): boolean {
  const isSettled = ring.tenants.every(
    ({ progress: { step } }) =>
      step === 'deployed' || step === 'rolledBack' || step === 'untouched' || step === 'stuck',
  );
  const isChecked = ring.gate.step === 'checked' || ring.tenants.every(({ progress }) => progress.step !== 'deployed');
  return isSettled && isChecked && failures(ring).length <= tolerated(ring);
}

/** Whether tenants of a ring are worked on, or failed and are to be rolled back. */
function isUnsettled(ring: RingState): boolean {
  return atWork(ring).length > 0 || ring.tenants.some(({ progress }) => progress.step === 'failed');
}

/** As many rollbacks as there are places. */
function rollbacksOf(ring: RingState): Action[] {
  const failed = ring.tenants.filter(({ progress }) => progress.step === 'failed');
  return failed.slice(0, placesOf(ring)).map(({ id }) => ({ type: 'rollBack', tenant: id }));
}

/** How many more tenants of a ring may be worked on. */
function placesOf(ring: RingState): number {
  return Math.max(ring.definition.concurrency - atWork(ring).length, 0);
}

/** Why nothing new may be started. */
function endOf({ mode }: RolloutState, ring: RingState): End | undefined {
  if (mode === 'aborted') return { type: 'aborted' };
  const { name } = ring.definition;
  const failed = failures(ring).length;
  if (failed > tolerated(ring)) {
    const reason = `${failed} of ${ring.tenants.length} ${ring.tenants.length === 1 ? 'tenant' : 'tenants'} failed, ${tolerated(ring)} may`;
    return { type: 'halted', ring: name, reason };
  }
  if (ring.gate.step === 'unknown') {
    return { type: 'halted', ring: name, reason: `the health of its tenants is not known: ${ring.gate.reason}` };
  }
  return mode === 'paused' ? { type: 'paused' } : undefined;
}

/** As many starts as there are places, each a moment after the one before. */
function starts(
  { release }: RolloutState,
  { definition, lastStart }: RingState,
  waiting: RingState['tenants'],
  places: number,
  now: Date,
): Action[] {
  const actions: Action[] = [];
  let last = lastStart === undefined ? undefined : Date.parse(lastStart);
  for (const { id } of waiting.slice(0, places)) {
    const earliest = last === undefined ? 0 : last + startJitterMs(release, id, definition.jitterSeconds);
    if (earliest > now.getTime()) {
      return [...actions, { type: 'wait', ring: definition.name, until: new Date(earliest).toISOString() }];
    }
    actions.push({ type: 'start', tenant: id });
    last = now.getTime();
  }
  return actions;
}

/** What comes when every tenant of a ring has its deployment behind it. */
function passGate({ definition, gate, tenants }: RingState, now: Date): Action {
  if (gate.step !== 'baking') throw new Error(`ring ${definition.name} has a gate that is ${gate.step}`);
  const until = Date.parse(gate.since) + definition.bakeMinutes * 60_000;
  if (now.getTime() < until) return { type: 'wait', ring: definition.name, until: new Date(until).toISOString() };
  const deployed = tenants.filter(({ progress }) => progress.step === 'deployed').map(({ id }) => id);
  return { type: 'checkHealth', ring: definition.name, tenants: deployed };
}
