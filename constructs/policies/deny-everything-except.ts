import { Aws, aws_iam as iam } from 'aws-cdk-lib';

/**
 * Stops everything in an account but for some roles.
 *
 * @param roleNames roles that go on working, such as that of the auditor
 */
export function denyEverythingExcept(roleNames: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyEverything',
    effect: iam.Effect.DENY,
    actions: ['*'], // A suspended account does nothing.
    resources: ['*'],
    conditions: {
      ArnNotLike: { 'aws:PrincipalArn': roleNames.map((name) => `arn:${Aws.PARTITION}:iam::*:role/${name}`) },
    },
  });
}
