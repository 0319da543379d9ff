import { aws_iam as iam } from 'aws-cdk-lib';

/** Services whose resources a resource control policy guards here. */
const GUARDED = ['kms:*', 's3:*', 'secretsmanager:*', 'sqs:*'];

/**
 * Keeps principals of other organizations, and strangers, from the resources of an account.
 *
 * AWS services that act in their own name are let in here; for whom they act is the matter of {@link denyConfusedDeputies}. Of STS, only
 * what takes AWS credentials is guarded: a token of an identity provider comes from no organization.
 *
 * @param organizationId e.g. `o-a1b2c3d4e5`
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 */
export function denyOtherOrganizations(organizationId: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyOtherOrganizations',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()], // A resource control policy is for all principals; the condition says which.
    actions: [...GUARDED, 'sts:AssumeRole', 'sts:SetContext'],
    resources: ['*'], // Resources of any name.
    conditions: {
      StringNotEqualsIfExists: { 'aws:PrincipalOrgID': organizationId },
      BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
    },
  });
}

/**
 * Keeps AWS services from reaching the resources of an account on behalf of other organizations (the confused deputy).
 *
 * @param organizationId e.g. `o-a1b2c3d4e5`
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_examples.html
 */
export function denyConfusedDeputies(organizationId: string): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'DenyConfusedDeputies',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()], // As above.
    actions: [...GUARDED, 'sts:AssumeRole'],
    resources: ['*'], // Resources of any name.
    conditions: {
      StringNotEqualsIfExists: { 'aws:SourceOrgID': organizationId },
      // Only where the service says for whom it acts.
      Null: { 'aws:SourceAccount': 'false' },
      Bool: { 'aws:PrincipalIsAWSService': 'true' },
    },
  });
}
