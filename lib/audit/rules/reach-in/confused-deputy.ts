import { isLetIn } from '../../policies/access';
import type { PolicyDocument, PolicyStatement, PrincipalElement } from '../../policies/policy-statement';
import type { Rule, StackView, Violation } from '../../rule';
import { describeValue, literal } from '../../values/value';
import { servicesFor } from './grants';
import { policiesOf } from './policies-of';

/** Keys that say for whom a service works. */
const SOURCE_KEYS = /^(aws:source(account|arn|owner|orgid|orgpaths)|kms:calleraccount|kms:encryptioncontext:.*)$/;

/** For whom AWS services work when they are let in. */
export const confusedDeputy: Rule = {
  id: 'reach-in/confused-deputy',
  severity: 'medium',
  claim: "An AWS service that a policy lets in works for the tenant's own account alone.",
  explanation:
    'A service principal is the same for all of its customers. Without aws:SourceAccount or aws:SourceArn anybody can have the service act on the resource (the confused deputy problem).',
  fix: "ask for aws:SourceAccount (the tenant's account) or aws:SourceArn (the resource that sends) in the Condition of the statement",
  *checkStack(view) {
    for (const [logicalId, resource] of view.resources) {
      if (resource.Type === 'AWS::Organizations::Policy') continue;
      for (const policy of policiesOf(view, resource)) {
        for (const statement of policy.statements) {
          if (statement.effect === 'Deny') continue;
          // Most services cannot be told for whom they assume a role; where it is said, it must be right.
          if (resource.Type === 'AWS::IAM::Role' && sourceOf(statement) === undefined) continue;
          for (const element of statement.principals.filter(({ kind }) => kind === 'Service')) {
            yield* judge(view, logicalId, policy, statement, element);
          }
        }
      }
    }
  },
};

function* judge(
  view: StackView,
  logicalId: string,
  document: PolicyDocument,
  statement: PolicyStatement,
  element: PrincipalElement,
): Generator<Violation> {
  const { organization } = view.fleet;
  // The operator keeps what services record for all accounts of the organization.
  const isOperators = view.stack.account === organization.operatorAccountId;
  const letIn = servicesFor(view, literal(element.value)).filter(
    (caller) =>
      !(isOperators && caller.inOrganization === true) &&
      isLetIn(statement, document, { caller, organization, ownAccount: view.stack.account }),
  );
  if (letIn.length === 0) return;
  const source = sourceOf(statement);
  const service = describeValue(element.value);
  yield {
    logicalId,
    path: source?.path ?? statement.pathOf('Condition'),
    // Narrowed, but to somebody else.
    ...(source !== undefined && { severity: 'high' as const }),
    message:
      source === undefined
        ? `${service} is let in for whomever it works`
        : `${service} is let in where ${source.key} is ${source.values.map(describeValue).join(' or ')}, which is not the tenant's own`,
  };
}

function sourceOf({ conditions }: PolicyStatement) {
  return conditions.find(({ key }) => SOURCE_KEYS.test(key));
}
