import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/**
 * Lets a state machine assume roles in accounts of the organization; the roles' own trust still decides.
 *
 * Without `sts:TagSession`, which Step Functions does not use.
 *
 * @param roles names, with `*` for the rest of a name
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceorgid
 */
export function assumeRolesOfTenants(
  scope: IConstruct,
  organizationId: string,
  roles: readonly string[],
): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'AssumeRolesOfTenants',
    actions: ['sts:AssumeRole'],
    resources: roles.map((role) => `arn:${Stack.of(scope).partition}:iam::*:role/${role}`),
    conditions: { StringEquals: { 'aws:ResourceOrgID': organizationId } },
  });
}
