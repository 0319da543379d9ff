import type { aws_iam as iam } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { OrganizationPolicy } from '../organization-policy/organization-policy';
import type { OrganizationTree } from '../organization-tree/organization-tree';
import { denyEverythingExcept } from '../policies/deny-everything-except';
import { denyConfusedDeputies, denyOtherOrganizations } from '../policies/deny-other-organizations';
import { denyOutsideRegions } from '../policies/deny-outside-regions';
import { accountGuardrails } from './account-guardrails';
import { regionFence } from './region-fence';

/** Props of {@link OrganizationGuardrails}. */
export interface OrganizationGuardrailsProps {
  /** Units the policies are attached to. */
  readonly tree: OrganizationTree;
  /** E.g. `o-a1b2c3d4e5`. */
  readonly organizationId: string;
  /** Regions of each jurisdiction. */
  readonly jurisdictions: Readonly<Record<string, readonly string[]>>;
  /**
   * Beginning of the names of the operator's roles.
   *
   * @default 'tenantry'
   */
  readonly namePrefix?: string;
}

/**
 * The fence around tenants' accounts, which holds whatever is deployed into them.
 *
 * - every account: baseline guardrails, and only principals of the organization reach its resources
 * - accounts of a region: the region alone; other regions of the jurisdiction for copies of backups
 * - accounts being set up: all jurisdictions' regions
 * - suspended accounts: nothing, but for the operator's auditors
 *
 * AWS refuses policies that are changed at the same time, so they are made one after the other.
 *
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_type-auth.html
 */
export class OrganizationGuardrails extends Construct {
  /** Every policy, in the order in which they are made. */
  public readonly policies: readonly OrganizationPolicy[];

  public constructor(scope: Construct, id: string, props: OrganizationGuardrailsProps) {
    super(scope, id);
    const { tree, organizationId, jurisdictions, namePrefix = 'tenantry' } = props;
    const allRegions = [...new Set(Object.values(jurisdictions).flat())].toSorted();

    this.policies = [
      this.serviceControl(
        'Baseline',
        'tenantry-baseline',
        'What nobody may do in the account of a tenant',
        accountGuardrails({ namePrefix }),
        [tree.tenants.ref, tree.onboarding.ref],
      ),
      this.serviceControl(
        'Onboarding',
        'tenantry-onboarding',
        'Regions in which accounts are set up',
        [denyOutsideRegions(allRegions)],
        [tree.onboarding.ref],
      ),
      this.serviceControl(
        'Suspended',
        'tenantry-suspended',
        'Accounts that rest',
        [denyEverythingExcept([`${namePrefix}-read-only`])],
        [tree.suspended.ref],
      ),
      ...[...tree.regions].map(([path, unit]) => {
        const [jurisdiction = '', region = ''] = path.split('/');
        const statements = regionFence(region, jurisdictions[jurisdiction] ?? []);
        return this.serviceControl(
          `Region-${jurisdiction}-${region}`,
          `tenantry-region-${jurisdiction}-${region}`,
          `Accounts of ${path} stay there`,
          statements,
          [unit.ref],
        );
      }),
      new OrganizationPolicy(this, 'Resources', {
        name: 'tenantry-resources',
        description: 'Only the organization reaches the resources of tenants',
        type: 'RESOURCE_CONTROL_POLICY',
        statements: [denyOtherOrganizations(organizationId), denyConfusedDeputies(organizationId)],
        targetIds: [tree.tenants.ref, tree.onboarding.ref, tree.suspended.ref],
      }),
    ];
    for (const [index, policy] of this.policies.entries()) {
      if (index > 0) policy.node.addDependency(this.policies[index - 1]!);
    }
  }

  private serviceControl(
    id: string,
    name: string,
    description: string,
    statements: readonly iam.PolicyStatement[],
    targetIds: readonly string[],
  ): OrganizationPolicy {
    return new OrganizationPolicy(this, id, {
      name,
      description,
      type: 'SERVICE_CONTROL_POLICY',
      statements,
      targetIds,
    });
  }
}
