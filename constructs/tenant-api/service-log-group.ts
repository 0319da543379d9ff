import { RemovalPolicy, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** How logs are kept. */
export interface LogOptions {
  /** How long a line is kept. */
  readonly logRetention: logs.RetentionDays;

  /** Key that encrypts the logs, and what else belongs to the API. Its policy must let CloudWatch Logs use it. */
  readonly encryptionKey: kms.IKey;
}

/** Encrypted logs that outlive the stack, under a name that is never used twice. */
export function serviceLogGroup(scope: Construct, id: string, options: LogOptions): logs.LogGroup {
  return new logs.LogGroup(scope, id, { ...logGroupProps(options), removalPolicy: RemovalPolicy.RETAIN });
}

/**
 * Encrypted logs under a name that AWS dictates.
 *
 * They go with the stack: a group that stayed would make the next deployment under the same name fail.
 */
export function namedLogGroup(scope: Construct, id: string, logGroupName: string, options: LogOptions): logs.LogGroup {
  return new logs.LogGroup(scope, id, {
    ...logGroupProps(options),
    logGroupName,
    removalPolicy: RemovalPolicy.DESTROY,
  });
}

function logGroupProps({ logRetention, encryptionKey }: LogOptions): logs.LogGroupProps {
  return { retention: logRetention, encryptionKey };
}
