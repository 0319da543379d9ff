import type { FleetReleasePlan } from '../../fleet/release/plan-fleet-release';
import type { FleetReleaseStatus, RingOfRelease } from '../../operations/fleet-release/fleet-release-status';
import type { RingInRegion } from '../../operations/fleet-release/ring-executions';
import { type TenantOutcome, type TenantStep, hasFailed } from '../../operations/fleet-release/tenant-outcome';
import type { ReleaseInput } from '../../rollout/release-input';
import { paint } from '../console-reporter';
import { type Column, plainTable } from '../plain-table';

/** Where a release by Step Functions goes, a line a ring. */
export function regionsText({ rings }: ReleaseInput): string {
  return rings
    .map(({ name, tolerated, regions }) => {
      const each = regions.map(({ region, concurrency }) => `${region} (${concurrency} at a time)`);
      return `${name}: in ${each.join(', ')}; ${tolerated} may fail in all regions together`;
    })
    .join('\n');
}

/** Where a release by Step Functions goes, as one object, for scripts. */
export function planJson({ input, plan }: Pick<FleetReleasePlan, 'input' | 'plan'>): object {
  const { release, commit } = input;
  const rings = plan.rings.map(({ definition, tenants }) => {
    const { tolerated = 0, regions = [] } = input.rings.find(({ name }) => name === definition.name) ?? {};
    return { definition, tenants, tolerated, regions };
  });
  return { release, ...(commit !== '' && { commit }), rings, steppedOver: plan.steppedOver };
}

/** What people can do about a release; undefined if it needs nobody. */
export function fleetNextStep({ phase, rings }: FleetReleaseStatus): string | undefined {
  const resume = 'tenantry rollout resume --engine step-functions';
  if (rings.some((ring) => ring.phase === 'rollingBack')) {
    return 'wait until tenants that were cut off are back: tenantry rollout status --engine step-functions';
  }
  switch (phase) {
    case 'paused':
    case 'aborted':
      return `${resume}, or start another release`;
    case 'halted':
      return `${resume} once the cause is gone, or start a better release`;
    case 'done':
      return failuresOf(rings).length > 0 ? `${resume} gives tenants that failed another try` : undefined;
    default:
      return undefined;
  }
}

/** Tenants the release failed, in all rings. */
export function failuresOf(rings: readonly RingOfRelease[]): TenantOutcome[] {
  return rings.flatMap(({ tenants }) => tenants.filter(hasFailed));
}

/** The release as one object, for scripts. */
export function fleetReleaseJson(status: FleetReleaseStatus): object {
  const nextStep = fleetNextStep(status);
  return { engine: 'step-functions', ...status, ...(nextStep !== undefined && { nextStep }) };
}

/** The release as a table, one row a ring, and a line for each tenant that needs somebody. */
export function fleetReleaseTable({ rings }: FleetReleaseStatus): string {
  const lines = rings.flatMap((ring) => [
    ...ring.tenants.filter((outcome) => hasFailed(outcome) || outcome.step === 'cutOff').map(tellOutcome),
    ...tellDifference(ring),
  ]);
  return [plainTable(COLUMNS, rings), ...lines].join('\n');
}

const COLUMNS: readonly Column<RingOfRelease>[] = [
  { title: 'ring', cell: ({ name }) => name },
  { title: 'tenants', align: 'right', cell: ({ size }) => String(size) },
  { title: 'waiting', align: 'right', cell: count('waiting', 'unknown') },
  { title: 'at work', align: 'right', cell: count('deploying', 'rollingBack') },
  { title: 'cut off', align: 'right', cell: count('cutOff') },
  { title: 'deployed', align: 'right', cell: count('deployed') },
  {
    title: 'failed',
    align: 'right',
    cell: ({ tenants }) => {
      const failed = tenants.filter(hasFailed).length;
      return failed > 0 ? paint('red', String(failed)) : '0';
    },
  },
  { title: 'may fail', align: 'right', cell: ({ tolerated }) => String(tolerated) },
  { title: 'is', cell: ({ phase }) => phase },
  { title: 'regions', cell: ({ regions }) => regions.map(tellRegion).join(', ') },
];

function count(...steps: readonly TenantStep[]): (ring: RingOfRelease) => string {
  return ({ tenants }) => String(tenants.filter(({ step }) => steps.includes(step)).length);
}

function tellRegion({ region, deploy, check, settle }: RingInRegion): string {
  if (deploy === undefined) return region;
  if (settle !== undefined) return `${region} (way back ${settle})`;
  return check === undefined ? `${region} (deploy ${deploy})` : `${region} (check ${check})`;
}

function tellOutcome({ tenant, step, reason }: TenantOutcome): string {
  return `${tenant}: ${WORDS[step] ?? step}${reason === undefined ? '' : `: ${reason}`}`;
}

const WORDS: Partial<Record<TenantStep, string>> = {
  stuck: 'failed, not rolled back',
  rolledBack: 'failed, rolled back',
  untouched: 'failed, nothing was changed',
  cutOff: 'was being deployed to when the ring was stopped; resume, abort or another release sees to it',
};

/** The lists of tenants are in the regions' buckets; the files may have gone on since. */
function tellDifference({ name, size, tenants }: RingOfRelease): string[] {
  if (size === tenants.length) return [];
  return [`ring ${name}: the release went to ${size} tenants, the files have ${tenants.length} in it now`];
}
