import type { PolicyStatement } from '../policies/policy-statement';
import type { Caller } from '../principals/caller';
import type { StackView } from '../rule';
import { describeCallers, grantsOf } from '../rules/reach-in/grants';
import { policiesOf } from '../rules/reach-in/policies-of';
import { trustPolicies } from '../rules/reach-in/role-trust';
import { describeValue } from '../values/value';

/** A way into a tenant's account: a statement of a policy that somebody outside of it matches. */
export interface Entrance {
  readonly stack: string;
  readonly template: string;
  readonly logicalId: string;
  /** Type of the resource, e.g. `AWS::IAM::Role`. */
  readonly type: string;
  /** Path of the principal. */
  readonly path: string;
  /** As the template names it. */
  readonly principal: string;
  /** Who that is, for people. */
  readonly callers: string;
  /** The worst of them. */
  readonly kind: Caller['kind'];
  /** Accounts they are of, where these are known. */
  readonly accounts: readonly string[];
  /** What it lets them do, e.g. `sts:AssumeRole`. */
  readonly actions: readonly string[];
  /** What they are asked for, e.g. `aws:PrincipalOrgID is o-a1b2c3d4e5`. */
  readonly conditions: readonly string[];
}

/** Every way into the account of a stack, those that are legitimate too; what AWS services are let in for is not among them. */
export function* entrancesOf(view: StackView): Generator<Entrance> {
  const { stack } = view;
  const roles = [...trustPolicies(view)];
  const policies = [
    ...roles,
    ...view.resources
      .filter(([, { Type: type }]) => !WITHOUT_ENTRANCES.has(type))
      .flatMap(([logicalId, resource]) => policiesOf(view, resource).map((policy) => [logicalId, policy] as const)),
  ];
  const types = new Map(view.resources.map(([logicalId, { Type: type }]) => [logicalId, type]));
  for (const [logicalId, policy] of policies) {
    for (const { statement, element, principal, callers } of grantsOf(view, policy)) {
      yield {
        stack: stack.name,
        template: stack.templateFile,
        logicalId,
        type: types.get(logicalId) ?? '',
        path: element?.path ?? statement.principalPath,
        principal,
        callers: describeCallers(callers),
        kind: callers[0]!.kind,
        accounts: [...new Set(callers.flatMap(({ account }) => account ?? []))],
        actions: statement.isNotAction
          ? [`everything but ${statement.actions.map(describeValue).join(', ')}`]
          : statement.actions.map(describeValue),
        conditions: conditionsOf(statement),
      };
    }
  }
}

/** Roles are read by their trust; what an endpoint lets through, and a policy of the organization, lets nobody into the account. */
const WITHOUT_ENTRANCES: ReadonlySet<string> = new Set([
  'AWS::IAM::Role',
  'AWS::EC2::VPCEndpoint',
  'AWS::Organizations::Policy',
]);

/** How people call the keys of conditions. */
const KEYS: Readonly<Record<string, string>> = {
  'aws:principalorgid': 'aws:PrincipalOrgID',
  'aws:multifactorauthpresent': 'aws:MultiFactorAuthPresent',
  'aws:multifactorauthage': 'aws:MultiFactorAuthAge',
  'sts:externalid': 'sts:ExternalId',
  'sts:rolesessionname': 'sts:RoleSessionName',
  'aws:requesttag/tenantry:ticket': 'aws:RequestTag/tenantry:ticket',
};

function conditionsOf({ conditions }: PolicyStatement): string[] {
  return conditions.map(({ operator, key, values }) => {
    const said = /^(StringEquals|Bool)$/i.test(operator) ? 'is' : operator;
    return `${KEYS[key] ?? key} ${said} ${values.map(describeValue).join(' or ')}`;
  });
}
