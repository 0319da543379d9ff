import { cutOffIn, executionName } from '../../../constructs/fleet-rollout/ring-handler/execution-name';
import { followRing } from '../../../constructs/fleet-rollout/ring-handler/follow-ring';
import { OperationError } from '../../errors';
import type { ReleaseExecution } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { type RingPlace, describePlace, isCutOff } from './ring-places';
import { regionsOf } from './start-release';

/**
 * Has those tenants brought back to what they had whose deployment was cut off when rings of a release were stopped, as a release does after a ring
 * that was halted. Waits for no tenant.
 *
 * Asked twice, it starts nothing twice.
 *
 * @param places the rings of the release, none of which is at work
 * @returns the rings in which tenants are being brought back, as `ring in region`
 * @throws OperationError if something else is on its way, which may be at work on the same tenants
 */
export async function bringBackCutOff(
  machines: ReleaseMachines,
  execution: ReleaseExecution,
  places: readonly RingPlace[],
): Promise<string[]> {
  const cutOff = places.filter(isCutOff);
  if (cutOff.length > 0) await assertNothingElseRuns(machines, execution);
  for (const place of cutOff) await bringBack(machines, execution, place);
  return [...cutOff, ...places.filter(({ state }) => state.settle === 'running')].map(describePlace).toSorted();
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
  { ring, at: { region, manifest, concurrency } }: RingPlace,
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
