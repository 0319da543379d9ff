import type { RolloutPlan, SteppedOver } from '../../rollout/plan-rollout';
import type { RolloutPhase } from '../../rollout/rollout-phase';
import { type RingState, type RolloutState, type TenantState, atWork, failures } from '../../rollout/rollout-state';
import { type Column, plainTable } from '../plain-table';
import { paint } from '../console-reporter';

/** What people can do about a release; undefined if it needs nobody. */
export function nextStepOf({ phase }: RolloutPhase): string | undefined {
  switch (phase) {
    case 'cut-off':
    case 'paused':
      return 'tenantry rollout resume';
    case 'halted':
      return 'tenantry rollout resume --retry once the cause is gone, or tenantry rollout abort';
    default:
      return undefined;
  }
}

/** The release as one object, for scripts. */
export function rolloutJson(state: RolloutState, phase: RolloutPhase): object {
  const { release, commit, startedAt, rings, steppedOver } = state;
  return {
    release,
    ...(commit !== undefined && { commit }),
    startedAt,
    ...phase,
    rings: rings.map(({ definition, gate, tenants }) => ({
      ...definition,
      gate,
      tenants: tenants.map(({ id, progress }) => ({ tenant: id, ...progress })),
    })),
    steppedOver,
  };
}

/** The release as a table, one row a ring, and a line for each tenant that failed or was stepped over. */
export function rolloutTable({ rings, steppedOver }: RolloutState): string {
  const rows = rings.map((ring) => ({
    ring,
    over: steppedOver.filter((each) => each.ring === ring.definition.name).length,
  }));
  const lines = rings.flatMap((ring) => failures(ring).map(tellFailure));
  return [plainTable(COLUMNS, rows), ...lines, ...steppedOver.map(tellSteppedOver)].join('\n');
}

/** Where a release will go, as text. */
export function planText({ rings, steppedOver }: RolloutPlan): string {
  const lines = rings.map(({ definition, tenants }) => {
    const { name, concurrency, bakeMinutes, toleratedFailures, toleratedPercent } = definition;
    if (tenants.length === 0) return `${name}: no tenants`;
    const tolerance = toleratedPercent === 0 ? '' : `, or ${toleratedPercent} %`;
    return `${name}: ${tenants.length} ${tenants.length === 1 ? 'tenant' : 'tenants'}, ${concurrency} at a time, ${toleratedFailures}${tolerance} may fail, bakes ${bakeMinutes} minutes: ${tenants.join(' ')}`;
  });
  return [...lines, ...steppedOver.map(tellSteppedOver)].join('\n');
}

interface Row {
  readonly ring: RingState;
  readonly over: number;
}

const COLUMNS: readonly Column<Row>[] = [
  { title: 'ring', cell: ({ ring }) => ring.definition.name },
  { title: 'tenants', align: 'right', cell: ({ ring }) => String(ring.tenants.length) },
  { title: 'waiting', align: 'right', cell: count('waiting') },
  { title: 'at work', align: 'right', cell: ({ ring }) => String(atWork(ring).length) },
  { title: 'deployed', align: 'right', cell: count('deployed') },
  {
    title: 'failed',
    align: 'right',
    cell: ({ ring }) => (failures(ring).length > 0 ? paint('red', String(failures(ring).length)) : '0'),
  },
  { title: 'stepped over', align: 'right', cell: ({ over }) => String(over) },
  { title: 'gate', cell: ({ ring }) => ring.gate.step },
];

function count(step: TenantState['progress']['step']): (row: Row) => string {
  return ({ ring }) => String(ring.tenants.filter(({ progress }) => progress.step === step).length);
}

function tellFailure({ id, progress }: TenantState): string {
  if (progress.step === 'rolledBack') return `${id}: failed, rolled back to ${progress.to}: ${progress.reason}`;
  if (progress.step === 'stuck') return `${id}: failed, not rolled back (${progress.rollback}): ${progress.reason}`;
  if (progress.step === 'untouched') return `${id}: failed, nothing was changed: ${progress.reason}`;
  return `${id}: failed, to be rolled back: ${'reason' in progress ? progress.reason : ''}`;
}

function tellSteppedOver({ tenant, reason }: SteppedOver): string {
  return `${tenant}: stepped over, because ${reason}`;
}
