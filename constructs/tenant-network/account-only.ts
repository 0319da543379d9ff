import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * An endpoint policy statement that keeps a network's AWS calls inside the account: its own principals reach
 * its own resources.
 *
 * Closes the way out that credentials brought from elsewhere would open, which security groups cannot see. It
 * closes what AWS itself keeps in accounts of its own too, such as package repositories in S3.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_data-perimeters.html
 */
export function accountOnly(scope: IConstruct): iam.PolicyStatement {
  const { account } = Stack.of(scope);
  return new iam.PolicyStatement({
    sid: 'AccountOnly',
    principals: [new iam.StarPrincipal()], // The conditions name the account.
    actions: ['*'], // An endpoint grants nothing: what a principal may do is said in its own policies.
    resources: ['*'], // Ditto; the conditions name the account.
    conditions: { StringEquals: { 'aws:PrincipalAccount': account, 'aws:ResourceAccount': account } },
  });
}
