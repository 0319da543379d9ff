import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import type { ReleaseExecution } from './release-executions';
import type { ReleaseMachines, RingStep } from './release-machines';
import { STOPPED, releasePhase } from './release-phase';
import { readRing } from './ring-executions';
import { type SettleRingsContext, settleRings } from './settle-rings';

/** How a release was stopped. */
export interface StoppedRelease {
  /** Whether the release itself was running. */
  readonly stopped: boolean;
  /** Rings that were at work, as `ring in region`: they go on after `pause`, and were stopped by `abort`. */
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
 * @throws OperationError if tenants that were cut off cannot be brought back now
 */
export async function stopRelease(
  machines: ReleaseMachines,
  execution: ReleaseExecution,
  request: 'pause' | 'abort',
  context: SettleRingsContext,
): Promise<StoppedRelease> {
  const { name, arn, input, seen } = execution;
  const reason = { error: STOPPED[request], cause: CAUSES[request] };
  const stopped = releasePhase(seen).phase === 'running';
  if (stopped) {
    await machines.client(machines.homeRegion).send(new StopExecutionCommand({ executionArn: arn, ...reason }));
  }
  const rings: string[] = [];
  for (const ring of input.rings) {
    for (const { region, ...states } of await readRing(machines, name, ring)) {
      for (const step of ['deploy', 'check'] satisfies RingStep[]) {
        if (states[step] !== 'running') continue;
        rings.push(`${ring.name} in ${region}`);
        if (request === 'pause') continue;
        const executionArn = machines.ringExecution(step, region, name, ring.name);
        await machines.client(region).send(new StopExecutionCommand({ executionArn, ...reason }));
      }
    }
  }
  const settling = request === 'abort' ? await settleRings(machines, execution, context) : [];
  return { stopped, rings, settling };
}

const CAUSES = {
  pause: 'tenantry rollout pause: no further ring is started',
  abort: 'tenantry rollout abort: no further tenant is begun',
} as const;
