import { Aws, type aws_iam as iam } from 'aws-cdk-lib';
import { denyChangingBootstrap } from '../policies/deny-changing-bootstrap';
import { denyChangingRoles } from '../policies/deny-changing-roles';
import { denyDeletingPolicies } from '../policies/deny-deleting-policies';
import { denyDisablingDetection } from '../policies/deny-disabling-detection';
import { denyLeavingOrganization } from '../policies/deny-leaving-organization';
import { denyLongLivedIdentities } from '../policies/deny-long-lived-identities';
import { denyRootUser } from '../policies/deny-root-user';
import { denySharingOutside } from '../policies/deny-sharing-outside';
import { denySilencingAlarm } from '../policies/deny-silencing-alarm';
import { denyStoppingAudit } from '../policies/deny-stopping-audit';
import { denyUnencryptedStorage } from '../policies/deny-unencrypted-storage';

/**
 * Roles by which the account itself is set up and deployed to: CloudFormation's under CDK, the functions it calls to set up the
 * account, those of StackSets, and the one Organizations makes.
 */
const DEPLOYMENT_ROLES = [
  'OrganizationAccountAccessRole',
  'cdk-*-cfn-exec-role-*',
  // CloudFormation makes up the name from the stack's and this, of which it may cut the stack's end.
  '*-AWS679f53fac*',
  'stacksets-exec-*',
];

/** What protects what Tenantry itself puts into an account. */
export interface AccountGuardrailsOptions {
  /** Beginning of the names of the operator's roles and policies, and of the alarm on their use. */
  readonly namePrefix: string;
}

/**
 * What nobody may do in a tenant's account. Setting the account up and deploying to it stay possible for the roles made for that.
 *
 * A service control policy is not for service-linked roles, nor for the management account.
 */
export function accountGuardrails({ namePrefix }: AccountGuardrailsOptions): readonly iam.PolicyStatement[] {
  const anyAccount = `arn:${Aws.PARTITION}:iam::*`;
  const protectedRoles = [`${namePrefix}-*`, 'cdk-*', 'OrganizationAccountAccessRole'];
  return [
    denyLeavingOrganization(),
    denyRootUser(),
    denyLongLivedIdentities(),
    denyDisablingDetection(),
    ...denyUnencryptedStorage(),
    ...[
      denyStoppingAudit(),
      denyChangingBootstrap(),
      denySharingOutside(),
      denySilencingAlarm(`${namePrefix}-break-glass`, '*'),
      denyChangingRoles(protectedRoles.map((name) => `${anyAccount}:role/${name}`)),
      denyDeletingPolicies([`${anyAccount}:policy/${namePrefix}-*`]),
    ].map(exceptForDeployment),
  ];
}

function exceptForDeployment(statement: iam.PolicyStatement): iam.PolicyStatement {
  const roles = DEPLOYMENT_ROLES.map((name) => `arn:${Aws.PARTITION}:iam::*:role/${name}`);
  statement.addCondition('ArnNotLike', { 'aws:PrincipalArn': roles });
  return statement;
}
