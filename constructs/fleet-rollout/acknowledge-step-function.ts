import type { aws_lambda as lambda } from 'aws-cdk-lib';
import { acknowledge } from '../support/acknowledge';

/** Accepts what rule packs miss in a function that is a step of a state machine. */
export function acknowledgeStepFunction(handler: lambda.Function): void {
  acknowledge(
    handler,
    'Called by a state machine, which bounds how many tenants are worked on at once; a limit of its own would fail tenants rather than protect anything.',
    ['HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency'],
  );
  acknowledge(
    handler,
    'Called synchronously: a failure is answered to the state machine, which tries again. Nothing is queued that a dead letter queue could take.',
    ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
  );
}
