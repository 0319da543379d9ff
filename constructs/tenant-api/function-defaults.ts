import { aws_lambda as lambda } from 'aws-cdk-lib';
import { acknowledge } from '../support/acknowledge';

/** What the functions of the API have in common. */
export function functionDefaults() {
  return {
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    loggingFormat: lambda.LoggingFormat.JSON,
    applicationLogLevelV2: lambda.ApplicationLogLevel.INFO,
    // Below WARN the runtime writes three lines of its own for every request, which cost more than they tell.
    systemLogLevelV2: lambda.SystemLogLevel.WARN,
  } as const satisfies Partial<lambda.FunctionOptions & { runtime: lambda.Runtime }>;
}

/** Acknowledges what rule packs say of every function that API Gateway alone invokes. */
export function acknowledgeFunction(target: lambda.Function): void {
  acknowledge(
    target,
    'A new account may have as few as 10 concurrent executions, all of which must stay unreserved; the throttle of the API bounds the concurrency. In an account of its own, a tenant can exhaust no concurrency but its own.',
    ['HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency'],
  );
  acknowledge(
    target,
    'API Gateway invokes the function synchronously and gives errors to the caller; nothing is queued that a dead-letter queue could hold.',
    ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
  );
}
