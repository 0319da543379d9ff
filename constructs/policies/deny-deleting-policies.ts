import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the given managed policies in place.
 *
 * @param policyArns policies to protect; a trailing `*` covers a name's rest
 */
export function denyDeletingPolicies(policyArns: readonly string[]): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyDeletingPolicies',
    effect: iam.Effect.DENY,
    actions: ['iam:DeletePolicy', 'iam:DeletePolicyVersion'],
    resources: [...policyArns],
  });
}
