import { aws_iam as iam } from 'aws-cdk-lib';

/**
 * Keeps the account in its organization, and its set of regions as the operator chose it.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html
 */
export function denyLeavingOrganization(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyLeavingOrganization',
    effect: iam.Effect.DENY,
    actions: [
      'account:CloseAccount',
      'account:DisableRegion',
      'account:EnableRegion',
      'organizations:LeaveOrganization',
    ],
    resources: ['*'], // The account itself is the resource.
  });
}
