import type { DescribeExecutionCommandOutput } from '@aws-sdk/client-sfn';
import { OperationError } from '../../errors';
import type { ReleaseInput } from '../../rollout/release-input';
import type { ReleaseMachines } from './release-machines';

/** One execution of a release: the first, or one that went on with it. */
export interface ReleaseExecution {
  /** Name of the execution: that of the release with underscores for dots, e.g. `1_4_0`, or `1_4_0-2` and so on. */
  readonly name: string;
  readonly arn: string;
  readonly input: ReleaseInput;
  readonly seen: DescribeExecutionCommandOutput;
}

/**
 * The execution with a name.
 *
 * @returns undefined if there is none, or Step Functions has forgotten it, 90 days after its end
 * @throws OperationError if its input is not that of a release
 */
export async function readExecution(machines: ReleaseMachines, name: string): Promise<ReleaseExecution | undefined> {
  const arn = machines.releaseExecution(name);
  const seen = await machines.describe(arn);
  if (seen === undefined) return undefined;
  return { name, arn, input: parseInput(arn, seen.input ?? ''), seen };
}

/**
 * All executions of a release in the order in which they were started, and the first name that is free.
 *
 * A name between them may belong to a release of its own, e.g. one that was called `1.4.0-2` or `1_4_0` from the start.
 */
export async function executionsOf(
  machines: ReleaseMachines,
  release: string,
): Promise<{ readonly executions: readonly ReleaseExecution[]; readonly free: string }> {
  const executions: ReleaseExecution[] = [];
  for (let number = 1; ; number++) {
    const name = nameOfExecution(release, number);
    const execution = await readExecution(machines, name);
    if (execution === undefined) return { executions, free: name };
    if (execution.input.release === release) executions.push(execution);
  }
}

/**
 * Name of the first, second, … execution of a release. It has no dots: Step Functions may write no log of an execution whose name has any.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html
 */
export function nameOfExecution(release: string, number = 1): string {
  const name = release.replaceAll('.', '_');
  return number === 1 ? name : `${name}-${number}`;
}

function parseInput(arn: string, text: string): ReleaseInput {
  try {
    const input: ReleaseInput = JSON.parse(text);
    if (typeof input.release === 'string' && Array.isArray(input.rings)) return input;
  } catch {
    // Told below, as any other input that is no release.
  }
  throw new OperationError(`the input of ${arn} is not that of a release; it was not started by tenantry`);
}
