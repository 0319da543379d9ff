import type { RingInput } from '../../rollout/release-input';
import type { ReleaseExecution } from './release-executions';
import type { ReleaseMachines, RingStep } from './release-machines';
import { type RingInRegion, readRing } from './ring-executions';

/** A ring in one region, and how it goes there. */
export interface RingPlace {
  readonly ring: RingInput;
  readonly at: RingInput['regions'][number];
  readonly state: RingInRegion;
}

/** The rings of a release in each of their regions, as they are now. */
export async function readPlaces(machines: ReleaseMachines, { name, input }: ReleaseExecution): Promise<RingPlace[]> {
  const places: RingPlace[] = [];
  for (const ring of input.rings) {
    const states = await readRing(machines, name, ring);
    for (const at of ring.regions) {
      const state = states.find(({ region }) => region === at.region);
      if (state !== undefined) places.push({ ring, at, state });
    }
  }
  return places;
}

/** Steps of a ring that are running. */
export function runningSteps({ state }: RingPlace): RingStep[] {
  return (['deploy', 'check'] satisfies RingStep[]).filter((step) => state[step] === 'running');
}

/** Whether a ring ended in the middle, and nobody has brought its tenants back. */
export function isCutOff({ state: { deploy, check, settle } }: RingPlace): boolean {
  return settle === undefined && ['stopped', 'failed'].includes(check ?? deploy ?? '');
}

/** A ring as people call it. */
export function describePlace({ ring, at }: RingPlace): string {
  return `${ring.name} in ${at.region}`;
}
