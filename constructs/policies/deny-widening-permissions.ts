import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps what is deployed from being widened: no new version of a managed policy, no new trust of a role, no role without
 * the boundary it had. IAM offers no condition on the boundary for these actions, so they are left to deployments.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
export function denyWideningPermissions(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyWideningPermissions',
    effect: iam.Effect.DENY,
    actions: [
      'iam:CreatePolicyVersion',
      'iam:DeleteRolePermissionsBoundary',
      'iam:SetDefaultPolicyVersion',
      'iam:UpdateAssumeRolePolicy',
    ],
    resources: ['*'], // Roles and policies of any name; those of the boundary itself among them.
  });
}
