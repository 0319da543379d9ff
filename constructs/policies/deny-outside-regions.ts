import { aws_iam as iam } from 'aws-cdk-lib';

/** Services whose calls go to one region of the partition, wherever their effect is. */
const GLOBAL_SERVICES = [
  'account:*',
  'aws-portal:*',
  'billing:*',
  'budgets:*',
  'ce:*',
  'cloudfront:*',
  'cur:*',
  'globalaccelerator:*',
  'health:*',
  'iam:*',
  'organizations:*',
  'route53:*',
  'route53domains:*',
  's3:GetAccountPublicAccessBlock',
  's3:GetBucketLocation',
  's3:ListAllMyBuckets',
  'shield:*',
  'sts:*',
  'support:*',
  'tax:*',
  'trustedadvisor:*',
];

/**
 * Keeps requests inside the given regions. Services without a regional endpoint stay usable.
 *
 * @param regions regions that stay usable; at least one
 * @param exempt further actions that stay usable everywhere, e.g. `backup:*`
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_examples_general.html#example-scp-deny-region
 */
export function denyOutsideRegions(regions: readonly string[], exempt: readonly string[] = []): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyOutsideRegions',
    effect: iam.Effect.DENY,
    notActions: [...GLOBAL_SERVICES, ...exempt].toSorted(),
    resources: ['*'], // A fence that named resources would have holes.
    conditions: { StringNotEquals: { 'aws:RequestedRegion': [...regions] } },
  });
}
