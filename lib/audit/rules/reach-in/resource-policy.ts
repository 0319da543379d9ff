import type { TrustCondition } from '../../../config/audit';
import { isLetIn } from '../../policies/access';
import { type Caller, namedPrincipals } from '../../principals/caller';
import type { Rule, StackView, Violation } from '../../rule';
import { type Grant, describeCallers, grantsOf, severityOf } from './grants';
import { type AttachedPolicy, policiesOf } from './policies-of';

/** Types with rules of their own. */
const OTHERS: ReadonlySet<string> = new Set(['AWS::IAM::Role', 'AWS::EC2::VPCEndpoint', 'AWS::Organizations::Policy']);

/** Whom policies of resources let in. */
export const resourcePolicy: Rule = {
  id: 'reach-in/resource-policy',
  severity: 'critical',
  claim:
    "No policy of a resource lets a principal from outside the tenant's account in, but the operator's named ones.",
  explanation:
    'A policy on a bucket, key, queue, topic, secret, function, repository or event bus lets a principal of another account in without any role. An organization-wide condition alone lets every other tenant in.',
  fix: "name principals of the tenant's own account, or narrow the statement with aws:PrincipalAccount",
  *checkStack(view) {
    for (const [logicalId, resource] of view.resources) {
      if (OTHERS.has(resource.Type)) continue;
      for (const policy of policiesOf(view, resource)) yield* judgePolicy(view, logicalId, policy);
    }
  },
};

/** What is wrong with whom a policy of a resource lets in. */
export function* judgePolicy(view: StackView, logicalId: string, policy: AttachedPolicy): Generator<Violation> {
  for (const { path, why } of policy.unreadable) {
    yield { logicalId, path, severity: 'high', message: `whom the policy lets in cannot be told: ${why}` };
  }
  for (const grant of grantsOf(view, policy)) {
    const { statement, element, principal, callers } = grant;
    const foreign = callers.filter(
      (caller) => !isForOrganization(view, principal, caller) && !isAllowed(view, policy, grant, caller),
    );
    if (foreign.length === 0) continue;
    yield {
      logicalId,
      path: element?.path ?? statement.principalPath,
      severity: severityOf(foreign),
      message: `the policy lets ${principal} in: ${describeCallers(foreign)}`,
    };
  }
}

/** What the operator has for all accounts of the organization, such as a sink for their metrics, names none of them. */
function isForOrganization({ stack, fleet }: StackView, principal: string, { inOrganization }: Caller): boolean {
  return stack.account === fleet.organization.operatorAccountId && principal === '*' && inOrganization === true;
}

/** A named principal, asked for what can be asked for outside of a role's trust. */
function isAllowed(view: StackView, policy: AttachedPolicy, { statement }: Grant, caller: Caller): boolean {
  if (caller.kind !== 'operator principal') return false;
  const { organization } = view.fleet;
  const conditions = namedPrincipals(view.fleet).get(caller.arn ?? '') ?? [];
  const letsIn = (sends: Caller['sends']): boolean =>
    isLetIn(statement, policy, {
      caller: { ...caller, ...(sends && { sends }) },
      organization,
      ownAccount: view.stack.account,
    });
  const asked: Readonly<Record<TrustCondition, boolean>> = {
    organization: !letsIn({ 'aws:principalorgid': 'o-ofsomebodyelse' }),
    // Only the calls of STS know one.
    externalId: true,
    mfa: !letsIn({ 'aws:multifactorauthpresent': 'false' }),
  };
  return conditions.every((condition) => asked[condition]);
}
