import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the given roles as they were deployed.
 *
 * @param roleArns roles to protect; a trailing `*` covers a name's rest
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function denyChangingRoles(roleArns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyChangingRoles',
    effect: iam.Effect.DENY,
    actions: [
      'iam:AttachRolePolicy',
      'iam:DeleteRole',
      'iam:DeleteRolePolicy',
      'iam:DetachRolePolicy',
      'iam:PutRolePolicy',
      'iam:TagRole',
      'iam:UntagRole',
      'iam:UpdateRole',
      'iam:UpdateRoleDescription',
    ],
    resources: [...roleArns],
  });
}
