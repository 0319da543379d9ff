import type { TrustCondition } from '../../../config/audit';
import type { PolicyStatement } from '../../policies/policy-statement';
import { isLetIn } from '../../policies/access';
import { type Caller, namedPrincipals } from '../../principals/caller';
import type { Severity } from '../../finding';
import type { Rule, StackView, Violation } from '../../rule';
import { describeValue, literal, literalText } from '../../values/value';
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
      for (const statement of policy.statements) yield* judgeOrganization(view, logicalId, statement);
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
  const ours = organization.organizationId;
  for (const condition of namedPrincipals(view.fleet).get(caller.arn ?? '') ?? []) {
    const { keys, wrong, what } = KEYS[condition];
    const entries = statement.conditions.filter(({ key }) => keys.includes(key));
    const wrongs = [wrong, 'absent', ...(condition === 'organization' ? valuesOf(entries, keys[0]!, ours) : [])];
    const asked = wrongs.every((value) => !letsIn(sending(keys, value)));
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
    const others = valuesOf(entries, keys[0]!, view.tenant.externalId).filter((value) => letsIn(sending(keys, value)));
    if (others.length === 0 && letsIn(sending(keys, view.tenant.externalId))) continue;
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

/** A named principal that is asked for another organization than its own: what was meant is not what is asked for. */
function* judgeOrganization(
  view: StackView,
  logicalId: string,
  { effect, principals, conditions }: PolicyStatement,
): Generator<Violation> {
  const ours = view.fleet.organization.organizationId;
  const entries = conditions.filter(({ key, operator }) => key === 'aws:principalorgid' && !/not|null/i.test(operator));
  const isOurs = entries.some(({ values }) => values.flat().some((text) => (literalText(text) ?? ours) === ours));
  const [entry] = entries;
  if (effect === 'Deny' || entry === undefined || isOurs) return;
  const named = principals
    .flatMap(({ value }) => literal(value) ?? [])
    .filter((arn) => namedPrincipals(view.fleet).has(arn));
  if (named.length === 0) return;
  yield {
    logicalId,
    path: entry.path,
    message: `${named.join(', ')} is asked for the organization ${entry.values.map(describeValue).join(' or ')}, expected ${ours}`,
    fix: `ask for the organization's id, ${ours}`,
  };
}

/** Other values than the right one that conditions on a key name, one for each pattern. */
function valuesOf(entries: PolicyStatement['conditions'], key: string, right: string): string[] {
  return entries
    .filter((entry) => entry.key === key)
    .flatMap(({ values }) => values.flat())
    .flatMap((text) => literalText(text)?.replaceAll(/[*?]/g, 'x') ?? [])
    .filter((value) => value !== right);
}

function sending(keys: readonly string[], value: string): Caller['sends'] {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/** An external id that two tenants share lets the operator be tricked into the wrong one. */
function severityOfId({ fleet, tenant }: StackView, values: PolicyStatement['conditions'][number]['values']): Severity {
  const ids = new Set(values.map(literal));
  return fleet.tenants.some(({ id, externalId }) => id !== tenant?.id && ids.has(externalId)) ? 'critical' : 'high';
}
