import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { bringBackCutOff } from './bring-back-cut-off';
import type { ReleaseExecution } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { STOPPED, releasePhase } from './release-phase';
import { type RingPlace, describePlace, readPlaces, runningSteps } from './ring-places';
import { type RingBeingStarted, mayBegin, ringsBeingStarted } from './rings-being-started';
import { type StillRingsContext, stillRings } from './still-rings';

/** What {@link stopRelease} works with. */
export type StopReleaseContext = Pick<StillRingsContext, 'pause' | 'waiting'>;

/** How a release was stopped. */
export interface StoppedRelease {
  /** Whether the release itself was running. */
  readonly stopped: boolean;
  /** Rings that were at work or about to be, as `ring in region`: they go on after `pause`, and were stopped by `abort`. */
  readonly rings: readonly string[];
  /** Rings in which tenants that were cut off are being brought back, as `ring in region`; none after `pause`. */
  readonly settling: readonly string[];
}

/**
 * Stops a release: no further ring is started. `abort` also stops the rings that are at work, so that no further tenant is begun, and has those brought
 * back that were cut off by it.
 *
 * Safe to repeat: what was stopped before, and not brought back, is brought back then.
 *
 * @throws OperationError if a ring does not end, or tenants that were cut off cannot be brought back now
 */
export async function stopRelease(
  machines: ReleaseMachines,
  execution: ReleaseExecution,
  request: 'pause' | 'abort',
  context: StopReleaseContext,
): Promise<StoppedRelease> {
  const { arn, seen } = execution;
  const reason = { error: STOPPED[request], cause: CAUSES[request] };
  const stopped = releasePhase(seen).phase === 'running';
  const stop = new StopExecutionCommand({ executionArn: arn, ...reason });
  const { stopDate } = stopped ? await machines.client(machines.homeRegion).send(stop) : seen;
  const beingStarted = stopDate === undefined ? [] : await ringsBeingStarted(machines, arn, stopDate);
  if (request === 'pause') {
    const places = await readPlaces(machines, execution);
    return { stopped, rings: places.filter((place) => goesOn(place, beingStarted)).map(describePlace), settling: [] };
  }
  const still = await stillRings(machines, execution, { ...context, reason, beingStarted });
  return { stopped, rings: still.stopped, settling: await bringBackCutOff(machines, execution, still.places) };
}

/** Whether a ring is at work, or begun in this moment. */
function goesOn(place: RingPlace, beingStarted: readonly RingBeingStarted[]): boolean {
  return runningSteps(place).length > 0 || beingStarted.some((each) => mayBegin(place, each));
}

const CAUSES = {
  pause: 'tenantry rollout pause: no further ring is started',
  abort: 'tenantry rollout abort: no further tenant is begun',
} as const;
