import { OperationError } from '../../errors';
import { messageOf } from '../../message-of';
import { forEachTenant } from '../for-each-tenant';
import { apply } from '../../rollout/apply';
import { type Action, type End, decide } from '../../rollout/decide';
import type { RolloutEvent } from '../../rollout/rollout-event';
import type { RolloutState } from '../../rollout/rollout-state';
import type { RolloutRequest } from './rollout-store';

/** What a release is made of, for one tenant at a time. */
export interface RolloutWork {
  /** Why the tenant is not to get the release any more, as half a sentence; undefined if it is. */
  readonly whyNot: (tenant: string) => Promise<string | undefined>;
  /**
   * Brings the release; it may have been brought, in part or as a whole, before.
   *
   * @throws NothingChangedError if it fails before anything is changed at the tenant, which is then not rolled back
   */
  readonly deploy: (tenant: string) => Promise<void>;
  /** What is wrong with the tenant; undefined if it is well, or not in use any more. */
  readonly health: (tenant: string) => Promise<string | undefined>;
  /** Brings back what ran before; gives its release. */
  readonly rollBack: (tenant: string) => Promise<string>;
}

/** A deployment failed before it changed anything. */
export class NothingChangedError extends OperationError {}

/** What {@link runRollout} works with. */
export interface RunRolloutContext extends RolloutWork {
  /** Keeps the state, so that a run that is cut off can be taken up. */
  readonly save: (state: RolloutState) => Promise<void>;
  /** What people asked since the last time. */
  readonly takeRequest: () => Promise<RolloutRequest | undefined>;
  readonly now: () => Date;
  /** Waits, at most until the signal. Never fails. */
  readonly pause: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Is told of everything that happens, and how the release is then. */
  readonly notify: (event: RolloutEvent | Extract<Action, { readonly type: 'wait' }>, state: RolloutState) => void;
}

/** How a run ended. */
export interface RolloutResult {
  readonly state: RolloutState;
  readonly end: End;
}

type Job = Extract<Action, { readonly type: 'start' | 'rollBack' | 'checkHealth' }>;

/** An event before its time is known. */
type Happening = RolloutEvent extends infer Event ? (Event extends unknown ? Omit<Event, 'at'> : never) : never;

/** How long a request of people may wait. */
const POLL_MS = 1_000;

/**
 * Drives a release until there is nothing left to do for it: it is done, halted, paused or aborted.
 *
 * What is about to be done is saved before it is begun, and what came of it afterwards: a run may be cut off anywhere.
 */
export async function runRollout(start: RolloutState, context: RunRolloutContext): Promise<RolloutResult> {
  const { now, pause, takeRequest } = context;
  const finished: Happening[] = [];
  const jobs = new Set<Promise<void>>();
  let state = start;
  let nap = new AbortController();
  let toldWait: string | undefined;

  const happen = async (...happenings: readonly Happening[]): Promise<void> => {
    if (happenings.length === 0) return;
    for (const happening of happenings) {
      const event = { at: now().toISOString(), ...happening } as RolloutEvent;
      state = apply(state, event);
      context.notify(event, state);
    }
    await context.save(state);
  };
  const begin = (job: Job): void => {
    const running = work(job, state, context).then((happening) => {
      finished.push(happening);
      jobs.delete(running);
      nap.abort();
    });
    jobs.add(running);
  };

  try {
    for (;;) {
      const request = await takeRequest();
      if (request !== undefined) await happen({ type: request === 'pause' ? 'paused' : 'aborted' });
      await happen(...finished.splice(0));

      const actions = decide(state, now());
      const end = actions.find(isEnd);
      if (end !== undefined) return { state, end };
      const leavers = await leaversAmong(actions, context);
      if (leavers.length > 0) {
        await happen(...leavers);
        continue;
      }
      const begun = actions.filter(isJob);
      await happen(...begun.map(beginning));
      begun.forEach(begin);

      const wait = actions.find((action) => action.type === 'wait');
      if (wait !== undefined && wait.until !== toldWait) context.notify(wait, state);
      toldWait = wait?.until ?? toldWait;
      nap = new AbortController();
      if (finished.length === 0) await pause(milliseconds(wait, now()), nap.signal);
    }
  } finally {
    // Should keeping the state fail, nothing is left half done behind the caller's back.
    await Promise.all(jobs);
  }
}

function isEnd(action: Action): action is End {
  return action.type === 'done' || action.type === 'halted' || action.type === 'paused' || action.type === 'aborted';
}

function isJob(action: Action): action is Job {
  return action.type === 'start' || action.type === 'rollBack' || action.type === 'checkHealth';
}

/** Tenants about to be started that were suspended or closed since the release was planned. */
async function leaversAmong(actions: readonly Action[], { whyNot }: RolloutWork): Promise<Happening[]> {
  const leavers: Happening[] = [];
  for (const action of actions) {
    if (action.type !== 'start') continue;
    const { tenant } = action;
    // What is wrong with its files is for its deployment to say.
    const reason = await whyNot(tenant).catch(() => undefined);
    if (reason !== undefined) leavers.push({ type: 'steppedOver', tenant, reason });
  }
  return leavers;
}

function beginning(job: Job): Happening {
  if (job.type === 'checkHealth') return { type: 'checking', ring: job.ring };
  return { type: job.type === 'start' ? 'deploying' : 'rollingBack', tenant: job.tenant };
}

function milliseconds(wait: { readonly until: string } | undefined, now: Date): number {
  return wait === undefined ? POLL_MS : Math.min(POLL_MS, Math.max(Date.parse(wait.until) - now.getTime(), 0));
}

/** Does what was decided; whatever comes of it is an event. */
async function work(job: Job, state: RolloutState, { deploy, health, rollBack }: RolloutWork): Promise<Happening> {
  if (job.type === 'start') {
    const { tenant } = job;
    return deploy(tenant).then(
      () => ({ type: 'deployed', tenant }),
      (error: unknown) => ({
        type: 'deployFailed',
        tenant,
        reason: messageOf(error),
        ...(error instanceof NothingChangedError && { isUntouched: true }),
      }),
    );
  }
  if (job.type === 'rollBack') {
    const { tenant } = job;
    return rollBack(tenant).then(
      (to) => ({ type: 'rolledBack', tenant, to }),
      (error: unknown) => ({ type: 'rollbackFailed', tenant, reason: messageOf(error) }),
    );
  }
  const { ring, tenants } = job;
  const places = state.rings.find(({ definition }) => definition.name === ring)?.definition.concurrency ?? 1;
  const outcomes = await forEachTenant(
    tenants.map((id) => ({ id })),
    places,
    ({ id }) => health(id),
  );
  const unhealthy = outcomes.flatMap((outcome) =>
    outcome.ok && outcome.value !== undefined ? [{ tenant: outcome.tenantId, reason: outcome.value }] : [],
  );
  const unread = outcomes.filter((outcome) => !outcome.ok);
  if (unread.length > 0) {
    const reason = unread.map(({ tenantId, error }) => `${tenantId}: ${messageOf(error)}`).join('; ');
    return { type: 'checkFailed', ring, reason, unhealthy };
  }
  return { type: 'checked', ring, unhealthy };
}
