import { OperationError } from '../../errors';
import { explainCredentials } from '../explain-credentials';
import { type CredentialProvider, type OperatorSessionRequest, operatorSession } from '../operator-session';
import { ReleaseMachines } from './release-machines';

/**
 * Does something with the state machines of the operator account, and ends the connections.
 *
 * @throws OperationError if the credentials cannot be used, or AWS refuses
 */
export async function withReleaseMachines<Result>(
  request: OperatorSessionRequest,
  work: (machines: ReleaseMachines, operator: CredentialProvider) => Promise<Result>,
): Promise<Result> {
  const { operatorAccountId, region: homeRegion } = request;
  const operator = await operatorSession(request);
  const machines = new ReleaseMachines({ operatorAccountId, homeRegion, operator });
  try {
    return await work(machines, operator);
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
