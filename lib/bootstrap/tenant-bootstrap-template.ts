import { DEPLOYMENTS_POLICY, DEPLOYMENTS_POLICY_NAME } from './deployments-policy';
import { ROLES_OF_RELEASES, TRUST_RELEASES } from './trust-releases';

/** A CloudFormation template, as far as it is changed here. */
export interface BootstrapTemplate {
  readonly Description?: string;
  readonly Parameters: Readonly<Record<string, object>>;
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: object }>>;
}

/** Logical id of the role CloudFormation deploys with, in CDK's template. */
const EXECUTION_ROLE = 'CloudFormationExecutionRole';

/**
 * CDK's own bootstrap template with the policy and permissions boundary of deployments in it, and roles that trust releases too; everything else stays
 * as `cdk` knows it.
 *
 * @param template the template CDK ships
 * @throws Error if CDK's template has one of these roles no more
 */
export function tenantBootstrapTemplate(template: BootstrapTemplate): BootstrapTemplate {
  const { [EXECUTION_ROLE]: role, ...others } = template.Resources;
  if (role === undefined) throw new Error(`the bootstrap template has no ${EXECUTION_ROLE}; its new name goes here`);
  const policy = { 'Fn::Sub': `arn:\${AWS::Partition}:iam::\${AWS::AccountId}:policy/${DEPLOYMENTS_POLICY_NAME}` };
  return {
    ...template,
    Resources: {
      ...others,
      ...Object.fromEntries(ROLES_OF_RELEASES.map((id) => [id, trustingReleases(id, others[id])])),
      DeploymentsPolicy: {
        Type: 'AWS::IAM::ManagedPolicy',
        Properties: {
          ManagedPolicyName: { 'Fn::Sub': DEPLOYMENTS_POLICY_NAME },
          Description: "What CloudFormation may do when it deploys a tenant's stacks",
          PolicyDocument: DEPLOYMENTS_POLICY,
        },
      },
      [EXECUTION_ROLE]: {
        ...role,
        Properties: {
          ...role.Properties,
          ManagedPolicyArns: [policy],
          PermissionsBoundary: policy,
        },
        // The policy's ARN is written out, so that CloudFormation does not see the order by itself.
        DependsOn: ['DeploymentsPolicy'],
      } as BootstrapTemplate['Resources'][string],
    },
  };
}

function trustingReleases(id: string, role: BootstrapTemplate['Resources'][string] | undefined): typeof role & object {
  const { AssumeRolePolicyDocument: trust } = (role?.Properties ?? {}) as { AssumeRolePolicyDocument?: TrustPolicy };
  if (role === undefined || trust === undefined) {
    throw new Error(`the bootstrap template has no ${id}; its new name goes here`);
  }
  const extended = { ...trust, Statement: [...trust.Statement, TRUST_RELEASES] };
  return { ...role, Properties: { ...role.Properties, AssumeRolePolicyDocument: extended } };
}

interface TrustPolicy {
  readonly Statement: readonly object[];
}
