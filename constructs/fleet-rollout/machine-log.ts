import { RemovalPolicy, type aws_kms as kms, aws_logs as logs, aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Logs of a state machine: each state that is entered and left, without what it was given. */
export function machineLog(scope: Construct, stateMachineName: string, encryptionKey: kms.IKey): sfn.LogOptions {
  const destination = new logs.LogGroup(scope, 'LogGroup', {
    // Under this prefix, AWS lets Step Functions write without a line for each machine in a policy of limited length.
    logGroupName: `/aws/vendedlogs/states/${stateMachineName}`,
    retention: logs.RetentionDays.ONE_YEAR,
    encryptionKey,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  return { destination, level: sfn.LogLevel.ALL, includeExecutionData: false };
}
