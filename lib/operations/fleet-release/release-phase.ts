import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { RingInRegion, RingState } from './ring-executions';

/** What is written down where an execution is stopped, by which it is known later why. */
export const STOPPED = { pause: 'Paused', abort: 'Aborted' } as const;

/** Where a release is as a whole. */
export interface ReleasePhase {
  readonly phase: 'running' | 'paused' | 'aborted' | 'halted' | 'done';
  /** Why it is halted. */
  readonly reason?: string;
}

/** Where a release is as a whole, by its latest execution. */
export function releasePhase({
  status,
  error = status ?? 'UNKNOWN',
  cause = '',
}: Pick<DescribeExecutionCommandOutput, 'status' | 'error' | 'cause'>): ReleasePhase {
  if (status === 'RUNNING' || status === 'PENDING_REDRIVE') return { phase: 'running' };
  if (status === 'SUCCEEDED') return { phase: 'done' };
  if (status === 'ABORTED') return { phase: error === STOPPED.pause ? 'paused' : 'aborted' };
  if (error === HALTED && cause !== '') return { phase: 'halted', reason: cause };
  return { phase: 'halted', reason: cause === '' ? error : `${error}: ${cause}` };
}

/** What the state machine of releases fails with where a gate is closed; the cause names the ring. */
const HALTED = 'RingHalted';

/** Where a release is in a ring. */
export type RingPhase =
  | 'waiting'
  | 'deploying'
  | 'baking'
  | 'checking'
  | 'passed'
  | 'halted'
  | 'rollingBack'
  | 'stopped';

/** Where a release is in a ring, by what was begun in its regions. */
export function ringPhase(ring: string, regions: readonly RingInRegion[], release: ReleasePhase): RingPhase {
  const deploys = regions.map(({ deploy }) => deploy);
  const checks = regions.map(({ check }) => check);
  const all = [...deploys, ...checks];
  if (deploys.every(isNotBegun)) return 'waiting';
  if (regions.some(({ settle }) => settle === 'running')) return 'rollingBack';
  if (all.includes('failed') || release.reason?.startsWith(`ring ${ring}: `) === true) return 'halted';
  if (deploys.includes('running')) return 'deploying';
  if (checks.every((check) => check === 'succeeded')) return 'passed';
  if (checks.includes('running')) return 'checking';
  if (release.phase !== 'running') return 'stopped';
  if (deploys.some(isNotBegun)) return 'deploying';
  return checks.every(isNotBegun) ? 'baking' : 'checking';
}

function isNotBegun(state: RingState | undefined): boolean {
  return state === undefined;
}
