import { cutOffIn } from '../../../constructs/fleet-rollout/ring-handler/execution-name';
import type { RingInput } from '../../rollout/release-input';
import type { ReleaseMachines, RingStep } from './release-machines';

/** How it goes with a ring in a region. */
export type RingState = 'running' | 'succeeded' | 'failed' | 'stopped';

/** A ring of a release in one region: each step as far as it was begun. */
export interface RingInRegion {
  readonly region: string;
  readonly deploy?: RingState;
  readonly check?: RingState;
  /** Bringing tenants back that were cut off by `abort`. */
  readonly settle?: RingState;
}

/** Looks at the executions of a ring of an execution of a release, in all its regions. */
export async function readRing(
  machines: ReleaseMachines,
  execution: string,
  { name, regions }: RingInput,
): Promise<RingInRegion[]> {
  return Promise.all(
    regions.map(async ({ region }) => {
      const stateOf = async (step: RingStep, ring = name): Promise<RingState | undefined> => {
        const seen = await machines.describe(machines.ringExecution(step, region, execution, ring));
        return seen === undefined ? undefined : (STATES[seen.status ?? ''] ?? 'failed');
      };
      const deploy = await stateOf('deploy');
      const check = deploy === undefined ? undefined : await stateOf('check');
      const isEnded = ['stopped', 'failed'].includes(check ?? deploy ?? '');
      const settle = isEnded ? await stateOf('check', cutOffIn(name)) : undefined;
      return {
        region,
        ...(deploy !== undefined && { deploy }),
        ...(check !== undefined && { check }),
        ...(settle !== undefined && { settle }),
      };
    }),
  );
}

const STATES: Readonly<Record<string, RingState>> = {
  RUNNING: 'running',
  PENDING_REDRIVE: 'running',
  SUCCEEDED: 'succeeded',
  ABORTED: 'stopped',
};
