import type { TrustCondition } from '../../../config/audit';
import type { PolicyStatement } from '../../policies/policy-statement';
import { isLetIn } from '../../policies/access';
import { type Caller, namedPrincipals } from '../../principals/caller';
import type { Severity } from '../../finding';
import type { Rule, StackView, Violation } from '../../rule';
import { describeValue, literal } from '../../values/value';
import { grantsOf } from './grants';
import type { AttachedPolicy } from './policies-of';
import { trustPolicies } from './role-trust';

/** What the operator's principals are asked for. */
export const trustConditions: Rule = {
  id: 'reach-in/trust-conditions',
  severity: 'high',
  claim: "The operator's principals are let in only under the conditions that the organization's file asks for.",
  explanation:
    "The organization's id keeps a principal of the same name outside of the organization out, the external id keeps the operator from being tricked into acting on the wrong tenant, and MFA keeps a stolen key from being enough for break-glass.",
  fix: 'ask for it in the Condition of the statement, without IfExists',
  *checkStack(view) {
    for (const [logicalId, policy] of trustPolicies(view)) {
      for (const { statement, callers } of grantsOf(view, policy)) {
        // Where others are let in too, that is what is to be mended.
        if (callers.some(({ kind }) => kind !== 'operator principal')) continue;
        for (const caller of callers) yield* judge(view, logicalId, policy, statement, caller);
      }
    }
  },
};

/** Keys by which each condition is asked for, and what a caller without the right to come in would send. */
const KEYS: Readonly<
  Record<TrustCondition, { readonly keys: readonly string[]; readonly wrong: string; readonly what: string }>
> = {
  organization: {
    keys: ['aws:principalorgid', 'aws:principalorgpaths'],
    wrong: 'o-ofsomebodyelse',
    what: "the organization's id (aws:PrincipalOrgID)",
  },
  externalId: {
    keys: ['sts:externalid'],
    wrong: 'of somebody else',
    what: "the tenant's external id (sts:ExternalId)",
  },
  mfa: {
    keys: ['aws:multifactorauthpresent', 'aws:multifactorauthage'],
    wrong: 'false',
    what: 'MFA (aws:MultiFactorAuthPresent)',
  },
};

function* judge(
  view: StackView,
  logicalId: string,
  policy: AttachedPolicy,
  statement: PolicyStatement,
  caller: Caller,
): Generator<Violation> {
  const { organization } = view.fleet;
  const letsIn = (sends: Caller['sends']): boolean =>
    isLetIn(statement, policy, {
      caller: { ...caller, ...(sends && { sends }) },
      organization,
      ownAccount: view.stack.account,
    });
  for (const condition of namedPrincipals(view.fleet).get(caller.arn ?? '') ?? []) {
    const { keys, wrong, what } = KEYS[condition];
    const entries = statement.conditions.filter(({ key }) => keys.includes(key));
    const asked = !letsIn(sending(keys, wrong)) && !letsIn(sending(keys, 'absent'));
    if (!asked) {
      const how = entries.length > 0 ? `, although ${entries[0]!.operator} names it` : '';
      yield {
        logicalId,
        path: entries[0]?.path ?? statement.pathOf('Condition'),
        message: `${caller.name} is let in without being asked for ${what}${how}`,
      };
      continue;
    }
    if (condition !== 'externalId' || view.tenant === undefined) continue;
    if (letsIn(sending(keys, view.tenant.externalId))) continue;
    const entry = entries[0];
    yield {
      logicalId,
      path: entry?.path ?? statement.pathOf('Condition'),
      severity: severityOfId(view, entry?.values ?? []),
      message: `${caller.name} is asked for the external id ${(entry?.values ?? []).map(describeValue).join(' or ')}, expected ${view.tenant.externalId}`,
      fix: `ask for the tenant's external id, ${view.tenant.externalId}`,
    };
  }
}

function sending(keys: readonly string[], value: string): Caller['sends'] {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/** An external id that two tenants share lets the operator be tricked into the wrong one. */
function severityOfId({ fleet, tenant }: StackView, values: PolicyStatement['conditions'][number]['values']): Severity {
  const ids = new Set(values.map(literal));
  return fleet.tenants.some(({ id, externalId }) => id !== tenant?.id && ids.has(externalId)) ? 'critical' : 'high';
}
