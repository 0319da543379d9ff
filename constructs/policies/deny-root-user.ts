import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the root user of an account from doing anything.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export function denyRootUser(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyRootUser',
    effect: iam.Effect.DENY,
    actions: ['*'], // The root user is for nothing; what only it can do is asked of AWS Support.
    resources: ['*'],
    conditions: { ArnLike: { 'aws:PrincipalArn': `arn:${Aws.PARTITION}:iam::*:root` } },
  });
}
