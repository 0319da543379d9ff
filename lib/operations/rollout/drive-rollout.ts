import { OperationError } from '../../errors';
import { apply } from '../../rollout/apply';
import { isOver } from '../../rollout/is-over';
import type { RolloutPlan } from '../../rollout/plan-rollout';
import type { RolloutEvent } from '../../rollout/rollout-event';
import { type RolloutState, newRollout } from '../../rollout/rollout-state';
import { HeldError } from '../hold-file';
import type { RolloutRequest, RolloutStore } from './rollout-store';
import { type RolloutResult, type RunRolloutContext, runRollout } from './run-rollout';

/** What releases are driven with. */
export interface DriveRolloutContext extends Omit<RunRolloutContext, 'save' | 'takeRequest'> {
  readonly store: RolloutStore;
}

/**
 * Brings a release to the tenants of a plan.
 *
 * @throws OperationError if another run drives a release of the fleet, one is not over, or this one was there before
 */
export async function startRollout(
  plan: RolloutPlan,
  commit: string | undefined,
  context: DriveRolloutContext,
): Promise<RolloutResult> {
  const { store, now } = context;
  return holding(context, async () => {
    await assertMayStart(store, plan.release);
    return drive(newRollout(plan, now(), commit), context);
  });
}

/**
 * Refuses a release that is not to be started.
 *
 * @throws OperationError if another one is not over, or this one was there before
 */
export async function assertMayStart(store: RolloutStore, release: string): Promise<void> {
  const states = await store.list();
  const open = states.find((state) => !isOver(state));
  if (open !== undefined) {
    throw new OperationError(
      `release ${open.release} is not over; finish it (tenantry rollout resume), or abort it (tenantry rollout abort)`,
    );
  }
  if (states.some((state) => state.release === release)) {
    throw new OperationError(
      `release ${release} has been rolled out before (tenantry rollout status --release ${release}); give this one another name with --release`,
    );
  }
}

/** How to take up a release. */
export interface ResumeRolloutRequest {
  readonly release: string;
  /** Where the release would go if it were planned now: tenants that have not been reached and are not in it are stepped over. */
  readonly plan: RolloutPlan;
  /** Give tenants that it failed another try. */
  readonly retry: boolean;
}

/**
 * Goes on with a release that was paused, halted or cut off. Tenants that have it are left alone.
 *
 * @throws OperationError if another run drives a release of the fleet, or this one is over
 */
export async function resumeRollout(
  { release, plan, retry }: ResumeRolloutRequest,
  context: DriveRolloutContext,
): Promise<RolloutResult> {
  const { store, now } = context;
  return holding(context, async () => {
    const state = await known(store, release);
    const latest = (await store.list()).at(-1)?.release;
    if (latest !== undefined && latest !== release) {
      throw new OperationError(`release ${latest} came after release ${release}, which is therefore not gone on with`);
    }
    if (isOver(state) && !(retry && state.mode !== 'aborted')) {
      throw new OperationError(
        `release ${release} is over; ${state.mode === 'aborted' ? 'it was aborted: start another one' : 'there is nothing to resume'}`,
      );
    }
    // Requests of the past are not meant for this run.
    await store.takeRequest(release);
    const at = now().toISOString();
    const wanted: RolloutEvent[] = [{ at, type: 'resumed' }, ...(retry ? [{ at, type: 'retried' } as const] : [])];
    // Of an aborted release only what was half done is undone.
    const events: RolloutEvent[] = [{ at, type: 'interrupted' }, ...(state.mode === 'aborted' ? [] : wanted)];
    return drive(withoutLeavers(events.reduce(apply, state), plan, at), context);
  });
}

/**
 * Asks for a release to be paused or aborted: the run that drives it, or, where there is none, its file.
 *
 * @returns whether a run was asked, which finishes what it has begun first, and the release as it is now
 * @throws OperationError if there is no such release, or it is over
 */
export async function askRollout(
  release: string,
  request: RolloutRequest,
  { store, now }: Pick<DriveRolloutContext, 'store' | 'now'>,
): Promise<{ readonly asked: boolean; readonly state: RolloutState }> {
  const state = await known(store, release);
  if (isOver(state)) throw new OperationError(`release ${release} is over; there is nothing to ${request}`);
  let letGo;
  try {
    letGo = await store.hold(now());
  } catch (error) {
    if (!(error instanceof HeldError)) throw error;
    await store.ask(release, request);
    return { asked: true, state };
  }
  try {
    const at = now().toISOString();
    const stopped = apply(await known(store, release), { at, type: request === 'pause' ? 'paused' : 'aborted' });
    const changed = apply(stopped, { at, type: 'interrupted' });
    await store.write(changed);
    return { asked: false, state: changed };
  } finally {
    await letGo();
  }
}

async function holding<Result>({ store, now }: DriveRolloutContext, use: () => Promise<Result>): Promise<Result> {
  const letGo = await store.hold(now());
  try {
    return await use();
  } finally {
    await letGo();
  }
}

async function drive(state: RolloutState, context: DriveRolloutContext): Promise<RolloutResult> {
  const { store } = context;
  await store.write(state);
  return runRollout(state, {
    ...context,
    save: (changed) => store.write(changed),
    takeRequest: () => store.takeRequest(state.release),
  });
}

/** Tenants may have been suspended or closed since the release was planned. */
function withoutLeavers(state: RolloutState, plan: RolloutPlan, at: string): RolloutState {
  const planned = new Set(plan.rings.flatMap(({ tenants }) => tenants));
  const reasons = new Map(plan.steppedOver.map(({ tenant, reason }) => [tenant, reason]));
  return state.rings
    .flatMap(({ tenants }) => tenants)
    .filter(({ id, progress }) => progress.step === 'waiting' && !planned.has(id))
    .reduce(
      (before, { id: tenant }) =>
        apply(before, { at, type: 'steppedOver', tenant, reason: reasons.get(tenant) ?? 'it is not in the fleet' }),
      state,
    );
}

async function known(store: RolloutStore, release: string): Promise<RolloutState> {
  const state = await store.read(release);
  if (state === undefined) throw new OperationError(`there is no release ${release} in ${store.file(release)}`);
  return state;
}
