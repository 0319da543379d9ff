import { UsageError } from '../../errors';
import { executionsOf } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { releasePhase } from './release-phase';
import { assertNothingRuns, regionsOf } from './start-release';

/**
 * Says under which name a release goes on that has ended: the same input is started again. Tenants that have the release are left alone by the state
 * machines.
 *
 * @returns the next free name, e.g. `1_4_0-2`
 * @throws UsageError if there is no such release, it is on its way, or a ring of it is still at work in a region
 */
export async function planResume(machines: ReleaseMachines, release: string): Promise<string> {
  const { executions, free } = await executionsOf(machines, release);
  const latest = executions.at(-1);
  if (latest === undefined) throw new UsageError(`unknown release "${release}"; there is nothing to resume`);
  if (releasePhase(latest.seen).phase === 'running') {
    throw new UsageError(`release ${release} is on its way; there is nothing to resume`);
  }
  await assertNothingRuns(machines, regionsOf(latest.input));
  return free;
}
