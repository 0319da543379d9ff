import { RemovalPolicy, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';

export interface DatabaseLogGroupsProps {
  /** What RDS calls the thing that logs, in the names of its log groups. */
  readonly kind: 'instance' | 'cluster';
  readonly identifier: string;
  /** Logs that are exported, by the names RDS has for them. */
  readonly exports: readonly ('postgresql' | 'upgrade')[];
  readonly retention: logs.RetentionDays;
  readonly encryptionKey: kms.IKey;
}

/**
 * Log groups that RDS would otherwise make itself, to be kept forever and encrypted with a key of AWS.
 *
 * They have to exist before the database does, hence its fixed identifier.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Procedural.UploadtoCloudWatch.html
 */
export class DatabaseLogGroups extends Construct {
  public constructor(scope: Construct, id: string, props: DatabaseLogGroupsProps) {
    super(scope, id);
    for (const name of props.exports) {
      new logs.LogGroup(this, CONSTRUCT_IDS[name], {
        logGroupName: `/aws/rds/${props.kind}/${props.identifier}/${name}`,
        retention: props.retention,
        encryptionKey: props.encryptionKey,
        // Logs outlive the database, but must not stand in the way of a second attempt to make it.
        removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
      });
    }
  }
}

const CONSTRUCT_IDS = { postgresql: 'Postgresql', upgrade: 'Upgrade' } as const;
