import { RemovalPolicy, aws_cloudformation as cloudformation } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';

/** Units whose accounts are bootstrapped in one region. */
export interface BootstrapTarget {
  /** Id of the organizational unit; a reference to one of the same stack. */
  readonly unitId: string;
  readonly region: string;
}

/** Props of {@link BootstrapStackSet}. */
export interface BootstrapStackSetProps {
  /** Account that deploys, and is trusted by the bootstrap; no other is. */
  readonly operatorAccountId: string;

  /** Template of the bootstrap; `lib/bootstrap/template.json` in Tenantry. */
  readonly template: object;

  /** Where accounts are bootstrapped. */
  readonly targets: readonly BootstrapTarget[];

  /**
   * Name of the stack set.
   *
   * @default 'tenantry-bootstrap'
   */
  readonly stackSetName?: string;
}

/** Bytes of a template in a request; a larger one must lie in a bucket. @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MAX_TEMPLATE_BYTES = 51_200;

/**
 * Gives every account that enters a unit CDK's bootstrap in the unit's region, without anybody's doing.
 *
 * A stack set with permissions of the service: AWS Organizations' trusted access for StackSets must be on (`aws cloudformation
 * activate-organizations-access`). An account that leaves its unit, to be suspended or moved, keeps its bootstrap. One account that fails
 * stops no other.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-manage-auto-deployment.html
 */
export class BootstrapStackSet extends Construct {
  public constructor(scope: Construct, id: string, props: BootstrapStackSetProps) {
    super(scope, id);
    assertProps(this, props, [templateFits]);
    const { operatorAccountId, template, targets, stackSetName = 'tenantry-bootstrap' } = props;
    const set = new cloudformation.CfnStackSet(this, 'Resource', {
      stackSetName,
      description: "CDK's bootstrap in the accounts of tenants, trusting the operator alone",
      permissionModel: 'SERVICE_MANAGED',
      callAs: 'SELF',
      capabilities: ['CAPABILITY_NAMED_IAM'],
      templateBody: JSON.stringify(template),
      autoDeployment: { enabled: true, retainStacksOnAccountRemoval: true },
      managedExecution: { active: true },
      parameters: [
        { parameterKey: 'TrustedAccounts', parameterValue: operatorAccountId },
        // The template makes the policy itself.
        { parameterKey: 'CloudFormationExecutionPolicies', parameterValue: '' },
      ],
      operationPreferences: {
        // Accounts fail for reasons of their own: a quota, a role that is there already.
        failureTolerancePercentage: 100,
        maxConcurrentPercentage: 25,
        concurrencyMode: 'SOFT_FAILURE_TOLERANCE',
        regionConcurrencyType: 'PARALLEL',
      },
      stackInstancesGroup: targets.map(({ unitId, region }) => ({
        regions: [region],
        deploymentTargets: { organizationalUnitIds: [unitId] },
      })),
    });
    // Without their bootstrap, accounts can no longer be deployed to.
    set.applyRemovalPolicy(RemovalPolicy.RETAIN);
  }
}

const templateFits: PropsRule<BootstrapStackSetProps> = ({ template }) => {
  const { length } = Buffer.from(JSON.stringify(template));
  return length <= MAX_TEMPLATE_BYTES
    ? undefined
    : `template must have at most ${MAX_TEMPLATE_BYTES} bytes, got ${length}`;
};
