import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { PrepareFailure, PrepareRequest, PrepareResult } from '../prepare-handler/event';
import type { FirstLoginProperties } from './event';

/** Clients, and what must not be waited for in tests. */
export interface FirstLoginContext {
  readonly secrets: SecretsManagerClient;
  readonly lambda: LambdaClient;
  readonly pause: (ms: number) => Promise<void>;
}

/** With the pauses between them and 35 seconds for each, less than the time the function has. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Errors of AWS that pass: permissions and functions made seconds ago, and throttling.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_Errors
 */
const TRANSIENT_ERRORS: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'EC2ThrottledException',
  'InternalServiceError',
  'KMSAccessDeniedException',
  'ResourceConflictException',
  'ResourceNotReadyException',
  'ServiceException',
  'ThrottlingException',
  'TooManyRequestsException',
]);

/**
 * Has the database prepared by the function inside the network.
 *
 * Hands it the master user's password, read anew for each attempt because RDS rotates it. Safe to repeat.
 *
 * @throws Error with the reason of the last attempt, without secrets
 */
export async function firstLogin(properties: FirstLoginProperties, context: FirstLoginContext): Promise<void> {
  let pauseMs = FIRST_PAUSE_MS;
  for (let attempt = 1; ; attempt += 1) {
    const result = await tryOnce(properties, context);
    if (result.prepared) return;
    if (result.step === 'prepare' || attempt === ATTEMPTS) {
      throw new Error(
        `database "${properties.DatabaseName}" on ${properties.Host} could not be prepared (step ${result.step}, attempt ${attempt} of ${ATTEMPTS}): ${result.reason}`,
      );
    }
    await context.pause(pauseMs);
    pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
  }
}

async function tryOnce(
  properties: FirstLoginProperties,
  { secrets, lambda }: FirstLoginContext,
): Promise<PrepareResult> {
  try {
    const { SecretString } = await secrets.send(new GetSecretValueCommand({ SecretId: properties.MasterSecretArn }));
    const master = parseMaster(SecretString);
    const request: PrepareRequest = {
      host: properties.Host,
      port: Number(properties.Port),
      database: properties.DatabaseName,
      ...master,
      serviceUser: properties.ServiceUser,
      idleSessionTimeoutSeconds: Number(properties.IdleSessionTimeoutSeconds),
    };
    const { FunctionError, Payload } = await lambda.send(
      new InvokeCommand({
        FunctionName: properties.PrepareFunctionName,
        InvocationType: 'RequestResponse',
        LogType: 'None',
        Payload: JSON.stringify(request),
      }),
    );
    const answer = JSON.parse(Payload?.transformToString() ?? 'null') as PrepareResult | { errorType?: string } | null;
    if (FunctionError === undefined && answer !== null && 'prepared' in answer) return answer;
    // A crash or a time-out. Its message is not ours, so it is not trusted to be without secrets.
    const type = answer !== null && 'errorType' in answer ? answer.errorType : FunctionError;
    return failed('connect', `function ${properties.PrepareFunctionName} failed with ${type ?? 'no answer'}`);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return failed(TRANSIENT_ERRORS.has(error.name) ? 'connect' : 'prepare', `${error.name}: ${error.message}`);
  }
}

/** Never repeats what it could not read: it may be half a password. */
function parseMaster(text: string | undefined): { readonly user: string; readonly password: string } {
  try {
    const { username, password } = JSON.parse(text ?? '') as Record<string, unknown>;
    if (typeof username === 'string' && typeof password === 'string') return { user: username, password };
  } catch {
    // Told below, without the text that JSON.parse puts into its message.
  }
  throw new Error('the master secret has no username and password');
}

function failed(step: PrepareFailure['step'], reason: string): PrepareFailure {
  return { prepared: false, step, reason };
}
