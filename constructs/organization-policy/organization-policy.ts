import { Stack, type aws_iam as iam, aws_organizations as organizations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assertProps } from '../support/assert-props';

/**
 * Characters a policy may have, without white space.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html
 */
export const MAX_POLICY_CHARACTERS = { SERVICE_CONTROL_POLICY: 10_240, RESOURCE_CONTROL_POLICY: 5_120 } as const;

/** Props of {@link OrganizationPolicy}. */
export interface OrganizationPolicyProps {
  /** Name of the policy in the organization. */
  readonly name: string;
  readonly description: string;
  /** `SERVICE_CONTROL_POLICY` limits the principals of accounts, `RESOURCE_CONTROL_POLICY` who reaches their resources. */
  readonly type: keyof typeof MAX_POLICY_CHARACTERS;
  readonly statements: readonly iam.PolicyStatement[];
  /** Ids of the units, accounts or the root it is attached to. */
  readonly targetIds: readonly string[];
}

/**
 * A policy of AWS Organizations, attached to its targets. Too large a policy is refused at synthesis and not by AWS, half-way through a
 * deployment.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies.html
 */
export class OrganizationPolicy extends Construct {
  public readonly policy: organizations.CfnPolicy;

  /** Size as AWS counts it. */
  public readonly characters: number;

  public constructor(scope: Construct, id: string, props: OrganizationPolicyProps) {
    super(scope, id);
    const { name, description, type, statements, targetIds } = props;
    const content: unknown = Stack.of(this).resolve({
      Version: '2012-10-17',
      Statement: statements.map((statement) => statement.toStatementJson()),
    });
    this.characters = JSON.stringify(content).length;
    const limit = MAX_POLICY_CHARACTERS[type];
    assertProps(this, props, [
      () =>
        this.characters > limit
          ? `statements must have at most ${limit} characters, got ${this.characters}; move some into another policy`
          : undefined,
    ]);
    this.policy = new organizations.CfnPolicy(this, 'Resource', {
      name,
      description,
      type,
      content,
      targetIds: [...targetIds],
    });
  }
}
