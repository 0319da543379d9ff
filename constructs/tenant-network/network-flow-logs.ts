import { RemovalPolicy, Stack, aws_ec2 as ec2, aws_iam as iam, aws_logs as logs } from 'aws-cdk-lib';
import type { aws_kms as kms } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { acknowledgeOwnPolicy, acknowledgeServiceKey } from './acknowledgements';

export interface NetworkFlowLogsProps {
  /** Network whose traffic is logged. */
  readonly vpc: ec2.IVpc;

  /** How long a record is kept. */
  readonly retention: logs.RetentionDays;

  /**
   * Key that encrypts the records.
   *
   * @default - encrypted by CloudWatch Logs with a key of its own
   */
  readonly encryptionKey?: kms.IKey;
}

/** Records of all traffic of a network, accepted and rejected, in CloudWatch Logs. They outlive the stack. */
export class NetworkFlowLogs extends Construct {
  /** Where the records are. */
  public readonly logGroup: logs.ILogGroup;

  public constructor(scope: Construct, id: string, { vpc, retention, encryptionKey }: NetworkFlowLogsProps) {
    super(scope, id);
    const { account } = Stack.of(this);

    const role = new iam.Role(this, 'Role', {
      description: 'Writes flow logs of the network',
      assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', {
        // Any flow log, because the one that will use the role names the role and cannot be named by it.
        conditions: {
          StringEquals: { 'aws:SourceAccount': account },
          ArnLike: {
            'aws:SourceArn': Stack.of(this).formatArn({
              service: 'ec2',
              resource: 'vpc-flow-log',
              resourceName: '*',
            }),
          },
        },
      }),
    });
    this.logGroup = new logs.LogGroup(this, 'LogGroup', {
      retention,
      encryptionKey,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    acknowledgeOwnPolicy(role);
    if (encryptionKey === undefined) acknowledgeServiceKey(this.logGroup);
    new ec2.FlowLog(this, 'FlowLog', {
      resourceType: ec2.FlowLogResourceType.fromVpc(vpc),
      destination: ec2.FlowLogDestination.toCloudWatchLogs(this.logGroup, role),
      trafficType: ec2.FlowLogTrafficType.ALL,
      // Long intervals make fewer records, and records are what costs.
      maxAggregationInterval: ec2.FlowLogMaxAggregationInterval.TEN_MINUTES,
    });
  }
}
