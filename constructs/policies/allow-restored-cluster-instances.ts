import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/** Lets on-call put an instance into a restored Aurora cluster, which comes back without any. */
export function allowRestoredClusterInstances(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AddClusterInstances',
    actions: ['rds:CreateDBInstance'],
    // Names the new instance, its cluster and its groups, all of which a restore makes or finds under any name.
    resources: [`arn:${Aws.PARTITION}:rds:*:${Aws.ACCOUNT_ID}:*`],
    conditions: { StringEquals: { 'rds:DatabaseEngine': 'aurora-postgresql' } },
  });
}
