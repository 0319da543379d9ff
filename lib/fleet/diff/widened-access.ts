import type { TemplateDiff } from '@aws-cdk/cloudformation-diff';
import type { TemplateChange } from './template-changes';

/** Tells what somebody may do, or reach over the network, and could not before the change of a template. */
export function widenedAccess(stack: string, { iamChanges, securityGroupChanges }: TemplateDiff): TemplateChange[] {
  const statements = [
    ...iamChanges.statements.additions
      .filter((statement) => !statement.isNegativeStatement)
      .map((statement) => `may: ${describe(statement)}`),
    ...iamChanges.statements.removals
      .filter((statement) => statement.isNegativeStatement)
      .map((statement) => `no longer denied: ${describe(statement)}`),
  ];
  const policies = iamChanges.managedPolicies.additions.map(
    ({ identityArn, managedPolicyArn }) => `${identityArn} gets ${managedPolicyArn}`,
  );
  const { ingress, egress } = securityGroupChanges;
  const rules = [
    ...ingress.additions.map(
      (rule) => `${rule.groupId} is reached by ${rule.describePeer()}: ${rule.describeProtocol()}`,
    ),
    ...egress.additions
      .filter((rule) => rule.describePeer() !== NOBODY)
      .map((rule) => `${rule.groupId} reaches ${rule.describePeer()}: ${rule.describeProtocol()}`),
  ];
  return [
    ...[...statements, ...policies].map((change) => ({ type: 'IAM', change })),
    ...rules.map((change) => ({ type: 'network', change })),
  ].map(({ type, change }) => ({ kind: 'access', stack, type, logicalId: '', change, path: '' }));
}

/** What the CDK lets a security group reach that is to reach nothing, because without a rule AWS adds one for everything. */
const NOBODY = '255.255.255.255/32';

type Statement = TemplateDiff['iamChanges']['statements']['additions'][number];

/** In one line: who, what, on what, and when. */
function describe(statement: Statement): string {
  const { effect, principal, action, resource, condition } = statement.render();
  const parts = [
    principal,
    effect,
    action,
    resource === '' ? '' : `on ${resource}`,
    condition === '' ? '' : `if ${condition}`,
  ];
  return parts
    .filter((part) => part !== '')
    .join(' ')
    .replaceAll(/\s+/g, ' ');
}
