import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { isMapAtWork } from '../../../constructs/fleet-rollout/ring-handler/is-map-at-work';
import { OperationError } from '../../errors';
import type { ReleaseExecution } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { type RingPlace, describePlace, isCutOff, readPlaces, runningSteps } from './ring-places';
import { type RingBeingStarted, mayBegin } from './rings-being-started';

/** What {@link stillRings} works with. */
export interface StillRingsContext {
  readonly pause: (milliseconds: number) => Promise<unknown>;
  /** Told what is waited for, whenever that has changed. */
  readonly waiting: (what: string) => void;
  /** What is written down with a ring that is stopped. */
  readonly reason: { readonly error: string; readonly cause: string };
  /** Rings that the release may start although it was stopped. */
  readonly beingStarted: readonly RingBeingStarted[];
}

/** The rings of a release once none is at work. */
export interface StillRings {
  /** Rings that were stopped, as `ring in region`, in the order in which they were. */
  readonly stopped: readonly string[];
  readonly places: readonly RingPlace[];
}

/**
 * Stops the rings of a release that was stopped, those too that it still begins, and waits until none of their tenants is at work.
 *
 * @throws OperationError if a ring does not end
 */
export async function stillRings(
  machines: ReleaseMachines,
  execution: ReleaseExecution,
  { pause, waiting, reason, beingStarted }: StillRingsContext,
): Promise<StillRings> {
  const asked = new Set<string>();
  const stopped = new Set<string>();
  let told: string | undefined;
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const places = await readPlaces(machines, execution);
    for (const place of places) {
      for (const step of runningSteps(place)) {
        const executionArn = machines.ringExecution(step, place.at.region, execution.name, place.ring.name);
        if (asked.has(executionArn)) continue;
        await machines.client(place.at.region).send(new StopExecutionCommand({ executionArn, ...reason }));
        asked.add(executionArn);
        stopped.add(describePlace(place));
      }
    }
    const atWork = await placesAtWork(machines, execution, places);
    const maybe = places.filter((place) =>
      beingStarted.some((each) => waitedMs < each.withinMs && mayBegin(place, each)),
    );
    if (atWork.length + maybe.length === 0) return { stopped: [...stopped], places };
    if (waitedMs >= MAX_WAIT_MS) throw notStill(atWork);
    const what = [
      ...listed(atWork, 'stopped, waiting for the end'),
      ...listed(maybe, 'may still be begun, waiting for it'),
    ].join('; ');
    if (what !== told) waiting(what);
    told = what;
    await pause(POLL_MS);
  }
}

const POLL_MS = 2_000;

/** Stopping a ring takes seconds. */
const MAX_WAIT_MS = 5 * 60_000;

/** Rings that are at work, or whose tenants are: these end a little after the ring. */
async function placesAtWork(
  machines: ReleaseMachines,
  { name }: ReleaseExecution,
  places: readonly RingPlace[],
): Promise<RingPlace[]> {
  const atWork: RingPlace[] = [];
  for (const place of places) {
    const { ring, at, state } = place;
    if (runningSteps(place).length > 0) atWork.push(place);
    if (!isCutOff(place)) continue;
    // A ring is looked at only after it was deployed to.
    const step = state.check === undefined ? 'deploy' : 'check';
    const executionArn = machines.ringExecution(step, at.region, name, ring.name);
    if (await isMapAtWork(machines.client(at.region), executionArn)) atWork.push(place);
  }
  return atWork;
}

function listed(places: readonly RingPlace[], what: string): string[] {
  return places.length === 0 ? [] : [`${places.map(describePlace).join(', ')}: ${what}`];
}

function notStill(places: readonly RingPlace[]): OperationError {
  return new OperationError(
    `${places.map(describePlace).join(', ')}: stopped, and still at work five minutes later, so that tenants were not brought back; run this again`,
  );
}
