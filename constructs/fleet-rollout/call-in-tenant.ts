import { Duration, Stack, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { retried } from './retried';

/** A call of AWS in a tenant's account. */
export interface CallInTenant {
  /** Service and action as Step Functions writes them, e.g. `cloudformation:createChangeSet`. */
  readonly call: string;
  /** Path of the role in the tenant's account, e.g. `$.deployRole`. */
  readonly rolePath: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** @default - all of the answer */
  readonly resultSelector?: Readonly<Record<string, unknown>>;
  /** @default - the answer is thrown away */
  readonly resultPath?: string;
  /** @default true */
  readonly retried?: boolean;
}

/**
 * A state that calls AWS in a tenant's account as a role there, which Step Functions assumes (`Credentials`).
 *
 * Written out, because CDK's own task would let the state machine assume any role of any account, and make the same call at home.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html
 */
export function callInTenant(
  scope: Construct,
  id: string,
  { call, rolePath, parameters, resultSelector, resultPath, retried: isRetried = true }: CallInTenant,
): sfn.CustomState {
  const state = new sfn.CustomState(scope, id, {
    stateJson: {
      Type: 'Task',
      Resource: `arn:${Stack.of(scope).partition}:states:::aws-sdk:${call}`,
      Credentials: { 'RoleArn.$': rolePath },
      Parameters: parameters,
      ...(resultSelector && { ResultSelector: resultSelector }),
      // A task that takes longer hangs; the longest of these calls takes seconds.
      TimeoutSeconds: 60,
      ResultPath: resultPath ?? null,
    },
  });
  // Throttling and a wrong parameter have one name, so that both are tried again.
  return isRetried ? retried(state, { interval: Duration.seconds(2) }) : state;
}
