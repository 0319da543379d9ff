import { type Duration, type aws_kms as kms, aws_lambda as lambda, aws_logs as logs } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledgeOutsideNetwork } from '../support/acknowledge-function';
import { handlerCode } from '../support/handler-code';
import { LoggingRole } from '../support/logging-role';
import { acknowledgeStepFunction } from './acknowledge-step-function';

/** Props of {@link stepFunction}. */
export interface StepFunctionProps {
  /** Folder of the code, in that of this construct. */
  readonly handler: string;
  /**
   * Name of what the code exports.
   *
   * @default 'handler'
   */
  readonly exported?: string;
  readonly description: string;
  readonly timeout: Duration;
  /** Key of the log. */
  readonly encryptionKey: kms.IKey;
}

/** A function that is a step of a state machine. It may write its log and do nothing else. */
export function stepFunction(
  scope: Construct,
  id: string,
  { handler, exported = 'handler', description, timeout, encryptionKey }: StepFunctionProps,
): lambda.Function {
  const { role, logGroup } = new LoggingRole(scope, `${id}Role`, {
    description,
    logRetention: logs.RetentionDays.ONE_YEAR,
    encryptionKey,
  });
  const step = new lambda.Function(scope, id, {
    description,
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    handler: `index.${exported}`,
    memorySize: 128,
    code: handlerCode('fleet-rollout', handler),
    timeout,
    role,
    logGroup,
  });
  acknowledgeStepFunction(step);
  acknowledgeOutsideNetwork(step);
  return step;
}
