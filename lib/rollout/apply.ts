import type { RolloutEvent } from './rollout-event';
import type { RingState, RolloutState, TenantProgress, TenantState } from './rollout-state';

type TenantEvent = Exclude<Extract<RolloutEvent, { readonly tenant: string }>, { readonly type: 'steppedOver' }>;
type RingEvent = Extract<RolloutEvent, { readonly ring: string }>;

/**
 * The release after something happened to it. Pure; the given state stays as it was.
 *
 * @throws Error if the event cannot happen in this state, which would be a fault of the engine
 */
export function apply(state: RolloutState, event: RolloutEvent): RolloutState {
  switch (event.type) {
    case 'paused':
      return { ...state, mode: state.mode === 'aborted' ? 'aborted' : 'paused' };
    case 'aborted':
      return { ...state, mode: 'aborted', rings: state.rings.map((ring) => undoParts(ring, event.at)) };
    case 'resumed':
      if (state.mode === 'aborted') throw impossible(event, 'the release, which is aborted');
      return { ...state, mode: 'running', rings: state.rings.map(askAgain) };
    case 'interrupted':
      return {
        ...state,
        rings: state.rings.map((ring) => takeUp(ring, state.mode === 'aborted' ? event.at : undefined)),
      };
    case 'retried':
      return { ...state, rings: state.rings.map(reopen) };
    case 'steppedOver':
      return stepOver(state, event);
    case 'checking':
    case 'checked':
    case 'checkFailed':
      return onlyRing(state, event, ({ definition }) => definition.name === event.ring, passingGate(event));
    default:
      return onlyRing(state, event, ({ tenants }) => tenants.some(({ id }) => id === event.tenant), movingOn(event));
  }
}

function onlyRing(
  state: RolloutState,
  event: RolloutEvent,
  isIt: (ring: RingState) => boolean,
  change: (ring: RingState) => RingState,
): RolloutState {
  if (!state.rings.some(isIt)) throw impossible(event, 'this release');
  return { ...state, rings: state.rings.map((ring) => (isIt(ring) ? change(ring) : ring)) };
}

function movingOn(event: TenantEvent): (ring: RingState) => RingState {
  return (ring) => {
    const tenants = ring.tenants.map((tenant) =>
      tenant.id === event.tenant ? { ...tenant, progress: nextStep(tenant, event) } : tenant,
    );
    return bakeIfReached({ ...ring, tenants, ...(event.type === 'deploying' && { lastStart: event.at }) }, event.at);
  };
}

/** A ring bakes from the moment every tenant has its deployment behind it. */
function bakeIfReached(ring: RingState, at: string): RingState {
  const isOpen = ring.tenants.some(({ progress: { step } }) => step === 'waiting' || step === 'deploying');
  return ring.gate.step === 'closed' && !isOpen ? { ...ring, gate: { step: 'baking', since: at } } : ring;
}

function stepOver(state: RolloutState, event: Extract<RolloutEvent, { readonly type: 'steppedOver' }>): RolloutState {
  const isIt = ({ id, progress }: TenantState): boolean => id === event.tenant && progress.step === 'waiting';
  const ring = state.rings.find(({ tenants }) => tenants.some(isIt));
  if (ring === undefined) throw impossible(event, `tenant ${event.tenant}, which is not waiting`);
  const { tenant, reason, at } = event;
  const without = bakeIfReached({ ...ring, tenants: ring.tenants.filter((each) => !isIt(each)) }, at);
  return {
    ...state,
    rings: state.rings.map((each) => (each === ring ? without : each)),
    steppedOver: [...state.steppedOver, { tenant, ring: ring.definition.name, reason }],
  };
}

function nextStep({ id, progress }: TenantState, event: TenantEvent): TenantProgress {
  const since = event.at;
  switch (event.type) {
    case 'deploying':
      if (progress.step === 'waiting') return { ...progress, step: 'deploying', since };
      break;
    case 'deployed':
      if (progress.step === 'deploying') return { step: 'deployed', since };
      break;
    case 'deployFailed':
      if (progress.step === 'deploying') {
        return { step: event.isUntouched && !progress.isInPart ? 'untouched' : 'failed', since, reason: event.reason };
      }
      break;
    case 'rollingBack':
      if (progress.step === 'failed') return { step: 'rollingBack', since, reason: progress.reason };
      break;
    case 'rolledBack':
      if (progress.step === 'rollingBack') return { step: 'rolledBack', since, reason: progress.reason, to: event.to };
      break;
    case 'rollbackFailed':
      if (progress.step === 'rollingBack')
        return { step: 'stuck', since, reason: progress.reason, rollback: event.reason };
      break;
  }
  throw impossible(event, `tenant ${id}, which is ${progress.step}`);
}

function passingGate(event: RingEvent): (ring: RingState) => RingState {
  return (ring) => {
    const { gate, definition } = ring;
    if (event.type === 'checking' && gate.step === 'baking') {
      return { ...ring, gate: { step: 'checking', since: gate.since } };
    }
    if (event.type !== 'checking' && gate.step === 'checking') {
      const reasons = new Map(event.unhealthy.map(({ tenant, reason }) => [tenant, reason]));
      return {
        ...ring,
        tenants: ring.tenants.map((tenant) => unhealthy(tenant, reasons.get(tenant.id), event.at)),
        gate:
          event.type === 'checked'
            ? { step: 'checked', since: event.at }
            : { step: 'unknown', since: gate.since, reason: event.reason },
      };
    }
    throw impossible(event, `ring ${definition.name}, whose gate is ${gate.step}`);
  };
}

function unhealthy(tenant: TenantState, reason: string | undefined, since: string): TenantState {
  if (reason === undefined || tenant.progress.step !== 'deployed') return tenant;
  return { ...tenant, progress: { step: 'failed', since, reason } };
}

function askAgain(ring: RingState): RingState {
  return ring.gate.step === 'unknown' ? { ...ring, gate: { step: 'baking', since: ring.gate.since } } : ring;
}

/** @param abortedAt set if nothing is done again: what was half deployed is then to be rolled back */
function takeUp(ring: RingState, abortedAt: string | undefined): RingState {
  return {
    ...ring,
    tenants: ring.tenants.map(({ id, progress }) => ({ id, progress: takeUpTenant(progress, abortedAt) })),
    gate: ring.gate.step === 'checking' ? { step: 'baking', since: ring.gate.since } : ring.gate,
  };
}

function takeUpTenant(progress: TenantProgress, abortedAt: string | undefined): TenantProgress {
  if (progress.step === 'rollingBack') return { step: 'failed', since: progress.since, reason: progress.reason };
  if (progress.step !== 'deploying') return progress;
  return abortedAt === undefined ? { step: 'waiting', isInPart: true } : undone(abortedAt);
}

/** What is half done, and will not be done any more, is to be rolled back. */
function undoParts(ring: RingState, at: string): RingState {
  return {
    ...ring,
    tenants: ring.tenants.map((tenant) =>
      tenant.progress.step === 'waiting' && tenant.progress.isInPart ? { ...tenant, progress: undone(at) } : tenant,
    ),
  };
}

function undone(since: string): TenantProgress {
  return { step: 'failed', since, reason: 'it may have a part of the release, which was aborted' };
}

function reopen(ring: RingState): RingState {
  if (!ring.tenants.some(hasFailed)) return ring;
  return {
    ...ring,
    tenants: ring.tenants.map((tenant) =>
      hasFailed(tenant) ? { id: tenant.id, progress: waitAgain(tenant.progress) } : tenant,
    ),
    gate: { step: 'closed' },
  };
}

function hasFailed({ progress: { step } }: TenantState): boolean {
  return step === 'rolledBack' || step === 'untouched' || step === 'stuck';
}

function waitAgain({ step }: TenantProgress): TenantProgress {
  return { step: 'waiting', ...(step === 'stuck' && { isInPart: true }) };
}

function impossible({ type }: RolloutEvent, what: string): Error {
  return new Error(`"${type}" cannot happen to ${what}`);
}
