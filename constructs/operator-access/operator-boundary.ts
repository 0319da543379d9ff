import { Aws, aws_iam as iam } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { acknowledge } from '../support/acknowledge';
import { denyChangingRoles } from '../policies/deny-changing-roles';
import { denyDeletingPolicies } from '../policies/deny-deleting-policies';
import { denyDestroyingKeysAndBackups } from '../policies/deny-destroying-keys-and-backups';
import { denyLeavingOrganization } from '../policies/deny-leaving-organization';
import { denyLongLivedIdentities } from '../policies/deny-long-lived-identities';
import { denyOutsideRegions } from '../policies/deny-outside-regions';
import { denyRolesWithoutBoundary } from '../policies/deny-roles-without-boundary';
import { denySharingOutside } from '../policies/deny-sharing-outside';
import { denySilencingAlarm } from '../policies/deny-silencing-alarm';
import { denyStackUpdates } from '../policies/deny-stack-updates';
import { denyStoppingAudit } from '../policies/deny-stopping-audit';
import { denyUsingRoles } from '../policies/deny-using-roles';
import { denyWideningPermissions } from '../policies/deny-widening-permissions';

/**
 * Roles that administer the account without a boundary: CDK's bootstrap roles, the one Organizations makes, the
 * one of Control Tower and those of service-managed StackSets.
 */
const ADMINISTRATOR_ROLES = ['AWSControlTowerExecution', 'OrganizationAccountAccessRole', 'cdk-*', 'stacksets-exec-*'];

/** Props of {@link OperatorBoundary}. */
export interface OperatorBoundaryProps {
  /** Beginning of the names of the operator's roles and policies, and of the break-glass alarm. */
  readonly namePrefix: string;
  /**
   * Regions the operator may work in.
   *
   * @default - the boundary sets no limit; the organization's policies do
   */
  readonly allowedRegions?: readonly string[];
}

/**
 * The permissions boundary of the operator's roles: what nobody may do in a tenant's account, not even in an emergency.
 *
 * It binds the role and every role made with it. It does not bind functions that are already there, whose code break-glass can
 * change: what must hold against these too belongs into a service control policy of the tenant's organizational unit.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
export class OperatorBoundary extends iam.ManagedPolicy {
  public constructor(scope: Construct, id: string, { namePrefix, allowedRegions }: OperatorBoundaryProps) {
    const account = `arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}`;
    const name = `${namePrefix}-operator-boundary`;
    const administrators = ADMINISTRATOR_ROLES.map((role) => `${account}:role/${role}`);

    super(scope, id, {
      managedPolicyName: name,
      description: 'What the operator may not do in this account, not even in an emergency',
      statements: [
        // A boundary grants nothing: it allows what the role's own policies may allow, so that the denies are what it says.
        new iam.PolicyStatement({ sid: 'AllowWithinBoundary', actions: ['*'], resources: ['*'] }),
        denyLeavingOrganization(),
        denyChangingRoles([`${account}:role/${namePrefix}-*`, ...administrators]),
        denyUsingRoles(administrators),
        denyDeletingPolicies([`${account}:policy/${namePrefix}-*`]),
        denyRolesWithoutBoundary(`${account}:policy/${name}`),
        denyWideningPermissions(),
        denyLongLivedIdentities(),
        denyStackUpdates(),
        denyStoppingAudit(),
        denySilencingAlarm(`${namePrefix}-break-glass`),
        denyDestroyingKeysAndBackups(),
        denySharingOutside(),
        ...(allowedRegions === undefined ? [] : [denyOutsideRegions(allowedRegions)]),
      ],
    });

    acknowledge(
      this,
      'A permissions boundary grants nothing; it allows everything so that its denies alone set the limit.',
      [
        'AwsSolutions-IAM5[Action::*]',
        'AwsSolutions-IAM5[Resource::*]',
        'HIPAA.Security-IAMPolicyNoStatementsWithAdminAccess',
        'HIPAA.Security-IAMPolicyNoStatementsWithFullAccess',
        'NIST.800.53.R5-IAMPolicyNoStatementsWithAdminAccess',
        'NIST.800.53.R5-IAMPolicyNoStatementsWithFullAccess',
        'PCI.DSS.321-IAMPolicyNoStatementsWithAdminAccess',
        'PCI.DSS.321-IAMPolicyNoStatementsWithFullAccess',
      ],
    );
  }
}
