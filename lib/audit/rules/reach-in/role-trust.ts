import type { Rule, StackView, Violation } from '../../rule';
import type { PolicyStatement } from '../../policies/policy-statement';
import { describeText, literalText } from '../../values/value';
import { describeCallers, grantsOf, severityOf } from './grants';
import { policiesOf } from './policies-of';
import type { AttachedPolicy } from './policies-of';

/** Who may assume a tenant's roles. */
export const roleTrust: Rule = {
  id: 'reach-in/role-trust',
  severity: 'critical',
  claim: "Only the operator's named principals may assume a role of a tenant from outside its account.",
  explanation:
    "Whoever may assume a role does what the role may do. A principal of another tenant, a whole account or a principal that is not known before the deployment opens the tenant's account to people nobody has named.",
  fix: "name principals of the tenant's own account, or one of the operator's principals in the organization's file, with the conditions it must be asked for",
  *checkStack(view) {
    for (const [logicalId, policy] of trustPolicies(view)) yield* judge(view, logicalId, policy);
  },
};

/** Trust policies of the roles of a stack. */
export function* trustPolicies(view: StackView): Generator<readonly [logicalId: string, policy: AttachedPolicy]> {
  for (const [logicalId, resource] of view.resources) {
    if (resource.Type !== 'AWS::IAM::Role') continue;
    for (const policy of policiesOf(view, resource)) {
      if (!/^AssumeRolePolicyDocument$/i.test(policy.properties[0] ?? '')) continue;
      yield [logicalId, { ...policy, statements: policy.statements.filter(mayAssume) }];
    }
  }
}

/** How AWS names its services. */
const SERVICE = /^[\w.-]+\.(amazonaws\.com(\.cn)?|aws\.internal|api\.aws)$/;

function* judge(view: StackView, logicalId: string, policy: AttachedPolicy): Generator<Violation> {
  for (const { effect, principals } of policy.statements) {
    for (const { kind, value, path } of principals) {
      if (effect === 'Deny' || kind !== 'Service') continue;
      const unknown = value.find((text) => !SERVICE.test(literalText(text) ?? ''));
      if (unknown === undefined) continue;
      yield { logicalId, path, severity: 'high', message: `${describeText(unknown)} is no service of AWS` };
    }
  }
  for (const { path, why } of policy.unreadable) {
    yield { logicalId, path, message: `who may assume the role cannot be told: ${why}` };
  }
  for (const { statement, element, principal, callers } of grantsOf(view, policy)) {
    const foreign = callers.filter(({ kind }) => kind !== 'operator principal');
    if (foreign.length === 0) continue;
    yield {
      logicalId,
      path: element?.path ?? statement.principalPath,
      severity: severityOf(foreign),
      message: `${principal} may assume the role: ${describeCallers(foreign)}`,
    };
  }
}

/** Tagging a session alone lets nobody in. */
function mayAssume({ actions, isNotAction, effect }: PolicyStatement): boolean {
  if (isNotAction || effect !== 'Allow') return true;
  return actions.flat().some((text) => {
    const action = literalText(text)?.toLowerCase();
    return action === undefined || action.includes('*') || action.includes('?') || action.startsWith('sts:assumerole');
  });
}
