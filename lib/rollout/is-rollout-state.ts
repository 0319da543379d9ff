import type { RolloutState } from './rollout-state';

const MODES: ReadonlySet<unknown> = new Set<RolloutState['mode']>(['running', 'paused', 'aborted']);

/** Whether a value is all that is known of a release, as far as a file that was cut off or edited by hand could differ. */
export function isRolloutState(value: unknown): value is RolloutState {
  return (
    isGroup(value) &&
    typeof value.release === 'string' &&
    typeof value.startedAt === 'string' &&
    !Number.isNaN(Date.parse(value.startedAt)) &&
    MODES.has(value.mode) &&
    Array.isArray(value.steppedOver) &&
    value.steppedOver.every(isGroup) &&
    Array.isArray(value.rings) &&
    value.rings.every(isRing)
  );
}

function isRing(value: unknown): boolean {
  return (
    isGroup(value) &&
    isGroup(value.definition) &&
    typeof value.definition.name === 'string' &&
    hasStep(value.gate) &&
    Array.isArray(value.tenants) &&
    value.tenants.every((tenant) => isGroup(tenant) && typeof tenant.id === 'string' && hasStep(tenant.progress))
  );
}

function hasStep(value: unknown): boolean {
  return isGroup(value) && typeof value.step === 'string';
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
