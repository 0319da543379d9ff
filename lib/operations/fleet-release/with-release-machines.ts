import { OperationError } from '../../errors';
import { explainCredentials } from '../explain-credentials';
import { ReleaseMachines, type ReleaseMachinesOptions } from './release-machines';

/**
 * Does something with the state machines of the operator account, and ends the connections.
 *
 * @throws OperationError if the credentials cannot be used, or AWS refuses
 */
export async function withReleaseMachines<Result>(
  options: ReleaseMachinesOptions,
  work: (machines: ReleaseMachines) => Promise<Result>,
): Promise<Result> {
  const machines = new ReleaseMachines(options);
  try {
    return await work(machines);
  } catch (error) {
    throw explainService(explainCredentials(error, 'the operator account'));
  } finally {
    machines.destroy();
  }
}

/** Says on one line what AWS answered; gives any other failure back as it is. */
function explainService(error: unknown): unknown {
  if (!(error instanceof Error) || !('$metadata' in error)) return error;
  return new OperationError(
    `AWS answered ${error.name}: ${error.message}; remove the cause, then run this again: nothing is done twice`,
    {
      cause: error,
    },
  );
}
