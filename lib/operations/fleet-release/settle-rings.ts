import { ListMapRunsCommand } from '@aws-sdk/client-sfn';
import { cutOffIn, executionName } from '../../../constructs/fleet-rollout/ring-handler/execution-name';
import { followRing } from '../../../constructs/fleet-rollout/ring-handler/follow-ring';
import { OperationError } from '../../errors';
import type { RingInput } from '../../rollout/release-input';
import type { ReleaseExecution } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { type RingInRegion, readRing } from './ring-executions';
import { regionsOf } from './start-release';

/** What {@link settleRings} waits with. */
export interface SettleRingsContext {
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

/** A ring in one region, and how it goes there. */
interface Place {
  readonly ring: RingInput;
  readonly at: RingInput['regions'][number];
  readonly state: RingInRegion;
}

/**
 * Has those tenants brought back to what they had whose deployment was cut off when rings of a release were stopped, as a release does after a ring
 * that was halted. Waits until the rings have ended, and not for the tenants.
 *
 * Asked twice, it starts nothing twice.
 *
 * @returns the rings in which tenants are being brought back, as `ring in region`
 * @throws OperationError if something else is on its way, which may be at work on the same tenants, or a ring does not end
 */
export async function settleRings(
  machines: ReleaseMachines,
  execution: ReleaseExecution,
  { pause }: SettleRingsContext,
): Promise<string[]> {
  let places = await readPlaces(machines, execution);
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const atWork = await placesAtWork(machines, execution, places);
    if (atWork.length === 0) break;
    if (waitedMs >= MAX_WAIT_MS) throw notStill(atWork);
    await pause(POLL_MS);
    places = await readPlaces(machines, execution);
  }
  const cutOff = places.filter(isCutOff);
  if (cutOff.length > 0) await assertNothingElseRuns(machines, execution);
  for (const place of cutOff) await bringBack(machines, execution, place);
  return [...cutOff, ...places.filter(({ state }) => state.settle === 'running')].map(describePlace).toSorted();
}

async function readPlaces(machines: ReleaseMachines, { name, input }: ReleaseExecution): Promise<Place[]> {
  const places: Place[] = [];
  for (const ring of input.rings) {
    const states = await readRing(machines, name, ring);
    for (const at of ring.regions) {
      const state = states.find(({ region }) => region === at.region);
      if (state !== undefined) places.push({ ring, at, state });
    }
  }
  return places;
}

const POLL_MS = 2_000;

/** Stopping a ring takes seconds. */
const MAX_WAIT_MS = 5 * 60_000;

/** Rings that are at work, or whose tenants are: these end a little after the ring. */
async function placesAtWork(
  machines: ReleaseMachines,
  { name }: ReleaseExecution,
  places: readonly Place[],
): Promise<Place[]> {
  const atWork: Place[] = [];
  for (const place of places) {
    const { ring, at, state } = place;
    // A ring is looked at only after it was deployed to.
    const step = state.check === undefined ? 'deploy' : 'check';
    if (state[step] === 'running') atWork.push(place);
    if (!isCutOff(place)) continue;
    const executionArn = machines.ringExecution(step, at.region, name, ring.name);
    const { mapRuns = [] } = await machines.client(at.region).send(new ListMapRunsCommand({ executionArn }));
    if (mapRuns.some(({ stopDate }) => stopDate === undefined)) atWork.push(place);
  }
  return atWork;
}

/** Whether a ring ended in the middle, and nobody has brought its tenants back. */
function isCutOff({ state: { deploy, check, settle } }: Place): boolean {
  return settle === undefined && ['stopped', 'failed'].includes(check ?? deploy ?? '');
}

/** A later release would be brought to the tenants at the same time. */
async function assertNothingElseRuns(machines: ReleaseMachines, { name, input }: ReleaseExecution): Promise<void> {
  // Lists may lag behind what was stopped a moment ago.
  const own = new Set([
    `${name} in ${machines.homeRegion}`,
    ...input.rings.flatMap((ring) =>
      ring.regions.flatMap(({ region }) =>
        [ring.name, cutOffIn(ring.name)].map((each) => `${executionName(name, each)} in ${region}`),
      ),
    ),
  ]);
  const others = (await machines.running(regionsOf(input))).filter((running) => !own.has(running));
  if (others.length === 0) return;
  throw new OperationError(
    `release ${input.release} is stopped, but ${others.join(', ')} ${others.length === 1 ? 'is' : 'are'} still running, so that tenants it cut off were not brought back; once that has ended, run this again`,
  );
}

async function bringBack(
  machines: ReleaseMachines,
  { name, input: { release, commit } }: ReleaseExecution,
  { ring, at: { region, manifest, concurrency } }: Place,
): Promise<void> {
  await followRing(
    {
      execution: name,
      release,
      commit,
      ring: cutOffIn(ring.name),
      manifest,
      region,
      concurrency,
      // A tenant that is being brought back is not to be cut off because others cannot be.
      tolerated: ring.tenants,
      halted: true,
    },
    { client: machines.client(region), stateMachineArn: machines.ringMachine('check', region) },
  );
}

function notStill(places: readonly Place[]): OperationError {
  return new OperationError(
    `${places.map(describePlace).join(', ')}: stopped, and still at work five minutes later, so that tenants were not brought back; run this again`,
  );
}

function describePlace({ ring, at }: Place): string {
  return `${ring.name} in ${at.region}`;
}
