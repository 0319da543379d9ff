import {
  ExecutionAlreadyExists,
  StartExecutionCommand,
  StateMachineDoesNotExist,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { OperationError, UsageError } from '../../errors';
import type { ReleaseInput } from '../../rollout/release-input';
import { readExecution } from './release-executions';
import type { ReleaseMachines } from './release-machines';
import { STOPPED } from './release-phase';

/** A release that was started, now or before. */
export interface StartedRelease {
  /** Whether this call started it. */
  readonly started: boolean;
  /** ARN of the execution. */
  readonly execution: string;
}

/**
 * Says whether a release was started before, with the very same input.
 *
 * @param name name of the execution
 * @throws UsageError if it was started with another input, or for another release whose execution has the same name
 */
export async function isStarted(machines: ReleaseMachines, name: string, input: ReleaseInput): Promise<boolean> {
  const execution = await readExecution(machines, name);
  if (execution === undefined) return false;
  // Not as texts: somebody may have started it by hand, from a file with line breaks.
  if (JSON.stringify(execution.input) === JSON.stringify(input)) return true;
  const { release } = input;
  const other = execution.input.release;
  if (other !== release) {
    throw new UsageError(
      `release ${release} would be the execution ${name} of Step Functions, and release ${other} is: dots are underscores there; give this one another name with --release`,
    );
  }
  throw new UsageError(
    `release ${release} was started ${execution.seen.startDate?.toISOString() ?? 'before'} with other templates, tenants or numbers; give this one another name with --release`,
  );
}

/**
 * Makes sure that nothing is on its way already.
 *
 * @param regions regions the release goes to
 * @throws UsageError if a release, or a ring of one, is on its way: two would deploy to the same tenants
 */
export async function assertNothingRuns(machines: ReleaseMachines, regions: readonly string[]): Promise<void> {
  const running = await machines.running(regions);
  if (running.length === 0) return;
  throw new UsageError(
    `${running.join(', ')} ${running.length === 1 ? 'is' : 'are'} still running, and two releases would deploy to the same tenants; wait for the end, or stop it: tenantry rollout abort --engine step-functions`,
  );
}

/**
 * Starts the execution of a release. What it needs must be in the buckets already.
 *
 * Asked twice with the same input, it starts one. Looks again whether anything is on its way: publishing takes minutes, and two people may do it at once.
 *
 * @param name name of the execution
 * @throws UsageError if an execution of the name was started with another input, or something else is on its way
 * @throws OperationError if the state machine is not there, or another release was started in the same moment
 */
export async function startRelease(
  machines: ReleaseMachines,
  name: string,
  input: ReleaseInput,
): Promise<StartedRelease> {
  const execution = machines.releaseExecution(name);
  if (await isStarted(machines, name, input)) return { started: false, execution };
  await assertNothingRuns(machines, regionsOf(input));
  try {
    await machines
      .client(machines.homeRegion)
      .send(new StartExecutionCommand({ stateMachineArn: machines.releaseMachine, name, input: textOf(input) }));
  } catch (error) {
    if (error instanceof StateMachineDoesNotExist) throw machines.notDeployed(machines.homeRegion, error);
    // Another process was faster: it is the same release, or the refusal says that it is not.
    if (error instanceof ExecutionAlreadyExists && (await isStarted(machines, name, input))) {
      return { started: false, execution };
    }
    throw error;
  }
  await assertAlone(machines, name, input);
  return { started: true, execution };
}

/** Of two that looked at the same time and saw nothing, at least one sees the other, and stops. */
async function assertAlone(machines: ReleaseMachines, name: string, { release }: ReleaseInput): Promise<void> {
  const others = (await machines.running([])).filter((each) => each !== `${name} in ${machines.homeRegion}`);
  if (others.length === 0) return;
  const executionArn = machines.releaseExecution(name);
  const why = `${others.join(', ')} was started in the same moment`;
  await machines
    .client(machines.homeRegion)
    .send(new StopExecutionCommand({ executionArn, error: STOPPED.abort, cause: why }));
  throw new OperationError(
    `${why}, so that ${name} was stopped; once the other has ended: tenantry rollout abort --engine step-functions --release ${release}, then rollout resume`,
  );
}

/** Regions a release goes to, sorted. */
export function regionsOf({ rings }: ReleaseInput): string[] {
  return [...new Set(rings.flatMap(({ regions }) => regions.map(({ region }) => region)))].toSorted();
}

/** The most Step Functions takes for an input. */
const MAX_INPUT_BYTES = 256 * 1024;

/** The input as it is sent. */
function textOf(input: ReleaseInput): string {
  const text = JSON.stringify(input);
  if (Buffer.byteLength(text) <= MAX_INPUT_BYTES) return text;
  throw new OperationError(
    `release ${input.release} has an input of ${Buffer.byteLength(text)} bytes, Step Functions takes ${MAX_INPUT_BYTES}; it grows with rings and regions`,
  );
}
