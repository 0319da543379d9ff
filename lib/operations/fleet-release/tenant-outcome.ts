import { type TenantVersion, failureOf } from './tenant-version';

/** How it goes with a release and a tenant, in all its regions together. */
export interface TenantOutcome {
  readonly tenant: string;
  /**
   * `waiting` until its turn comes; `cutOff` where it was deployed to when the ring was stopped; `unknown` where the table could not be read. The
   * rest is what the state machines write, in the words of a roll-out from one machine.
   */
  readonly step: TenantStep;
  /** Why it is not `deployed`. */
  readonly reason?: string;
}

/** In the order of what people should look at first. */
const STEPS = [
  'stuck',
  'failed',
  'untouched',
  'rolledBack',
  'unknown',
  'cutOff',
  'rollingBack',
  'deploying',
  'waiting',
  'deployed',
] as const;

/** @see TenantOutcome */
export type TenantStep = (typeof STEPS)[number];

const FAILED: ReadonlySet<TenantStep> = new Set(['stuck', 'failed', 'untouched', 'rolledBack']);

/** Whether the release failed the tenant, whatever became of the tenant then. */
export function hasFailed({ step }: TenantOutcome): boolean {
  return FAILED.has(step);
}

/** A tenant in one of its regions. */
export interface RegionalVersion {
  readonly region: string;
  /** What is on record; undefined if nothing is. */
  readonly version: TenantVersion | undefined;
  /** Whether the region's table could be read. */
  readonly isRead: boolean;
  /** Whether the tenant's ring is at work there. */
  readonly isAtWork: boolean;
}

/** How it goes with a release and a tenant: the region where it goes worst decides. */
export function tenantOutcome(tenant: string, release: string, regions: readonly RegionalVersion[]): TenantOutcome {
  const [worst] = regions
    .map((each) => ({ ...each, step: stepIn(each, release) }))
    .toSorted((one, other) => STEPS.indexOf(one.step) - STEPS.indexOf(other.step));
  if (worst === undefined) return { tenant, step: 'waiting' };
  const { step, region, version } = worst;
  const reason = FAILED.has(step) && version !== undefined ? failureOf(version) : undefined;
  if (reason === undefined) return { tenant, step };
  return { tenant, step, reason: regions.length > 1 ? `${region}: ${reason}` : reason };
}

function stepIn({ version, isRead, isAtWork }: RegionalVersion, release: string): TenantStep {
  if (!isRead) return 'unknown';
  if (version === undefined) return 'waiting';
  const { status, target } = version;
  if (status === 'deployed') return version.release === release ? 'deployed' : 'waiting';
  if (target !== release) return 'waiting';
  if (status === 'deploying' || status === 'rollingBack') return isAtWork ? status : 'cutOff';
  // What a later version of the state machines may write is a failure too: they write `deployed` for everything else.
  return STEPS.find((step) => step === status) ?? 'failed';
}
