import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/** Lets on-call hand AWS Backup the role it backs up and restores with. */
export function allowPassingBackupRole(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'PassBackupRole',
    actions: ['iam:PassRole'],
    // The backup plan's role is made by a later stack, with a generated name. Only AWS Backup can be handed one, and
    // only a role that trusts AWS Backup is of any use to it.
    resources: [`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:role/*`],
    conditions: { StringEquals: { 'iam:PassedToService': 'backup.amazonaws.com' } },
  });
}
