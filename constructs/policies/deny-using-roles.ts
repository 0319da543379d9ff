import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the given roles, which no boundary binds, from being assumed or handed to a service.
 *
 * @param roleArns roles to protect; a trailing `*` covers a name's rest
 */
export function denyUsingRoles(roleArns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyUsingRoles',
    effect: iam.Effect.DENY,
    actions: ['iam:PassRole', 'sts:AssumeRole'],
    resources: [...roleArns],
  });
}
