import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps new roles, and new permissions of existing ones, inside the boundary.
 *
 * @param boundaryArn policy every role must have as its permissions boundary
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate
 */
export function denyRolesWithoutBoundary(boundaryArn: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyRolesWithoutBoundary',
    effect: iam.Effect.DENY,
    actions: ['iam:AttachRolePolicy', 'iam:CreateRole', 'iam:PutRolePermissionsBoundary', 'iam:PutRolePolicy'],
    resources: ['*'], // The condition decides, for a role of any name.
    conditions: { StringNotEquals: { 'iam:PermissionsBoundary': boundaryArn } },
  });
}
