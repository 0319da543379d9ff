import type { PolicyStatement, PrincipalElement } from '../../policies/policy-statement';
import { ownerOf } from '../../principals/account-of';
import type { Rule, StackView, Violation } from '../../rule';
import { describeText, literalText } from '../../values/value';
import { trustPolicies } from './role-trust';

/** Who signs in from elsewhere, and what of it is asked for. */
export const federatedTrust: Rule = {
  id: 'reach-in/federated-trust',
  severity: 'high',
  claim:
    "Whoever signs in with an identity provider is let in only by the tenant's own provider, for one audience and one subject.",
  explanation:
    'A provider such as Cognito, GitHub or Google signs for everybody. Without a condition on the audience (and, where the provider is shared, the subject) all of its users may assume the role.',
  fix: "use a provider of the tenant's own account, and ask for its :aud and :sub in the Condition of the statement",
  *checkStack(view) {
    for (const [logicalId, policy] of trustPolicies(view)) {
      for (const statement of policy.statements) {
        if (statement.effect === 'Deny') continue;
        for (const element of statement.principals.filter(({ kind }) => kind === 'Federated')) {
          yield* judge(view, logicalId, statement, element);
        }
      }
    }
  },
};

/** Providers that everybody shares: the audience is the same for all of their users. */
const SHARED =
  /token\.actions\.githubusercontent\.com|gitlab\.com|app\.terraform\.io|agent\.buildkite\.com|oidc\.circleci\.com/i;

/** Providers at which everybody can have an account: the audience is one, and its users are all of them. */
const OF_EVERYBODY =
  /(^|\/)(accounts\.google\.com|graph\.facebook\.com|www\.amazon\.com|login\.microsoftonline\.com\/common.*)$/i;

/** Keys that say who signed in, rather than where. */
const SUBJECT = /:(sub|amr|user_id|nameid|repository|repository_owner)$/;

/** A star for the owner, or in the owner's name: others' names begin alike. Some providers say first what the name is of. */
const NAMES_NOBODY = /^([a-z_]+:)?[^/:]*[*?]/;

function* judge(
  view: StackView,
  logicalId: string,
  statement: PolicyStatement,
  element: PrincipalElement,
): Generator<Violation> {
  for (const text of element.value) {
    const provider = describeText(text);
    const owner = ownerOf(text);
    if (owner.kind === 'account' && owner.account !== view.stack.account) {
      const tenant = view.fleet.tenantOfAccount(owner.account);
      yield {
        logicalId,
        path: element.path,
        severity: tenant === undefined ? 'high' : 'critical',
        message: `${provider} signs in whoever account ${owner.account}${tenant === undefined ? '' : ` of tenant ${tenant.id}`} lets in`,
      };
      continue;
    }
    if (owner.kind === 'unknown' || owner.kind === 'any' || literalText(text) === '*') {
      yield { logicalId, path: element.path, message: `${provider} may be anybody's identity provider` };
      continue;
    }
    yield* judgeConditions(logicalId, statement, provider);
  }
}

function* judgeConditions(
  logicalId: string,
  { conditions, pathOf }: PolicyStatement,
  provider: string,
): Generator<Violation> {
  const strict = conditions.filter(
    ({ operator }) => !/IfExists$|^ForAllValues:|Not(Equals|Like)|^Null$/i.test(operator),
  );
  const audience = strict.filter(({ key }) => /:(aud|app_id|oaud)$/.test(key));
  const subject = strict.filter(({ key }) => SUBJECT.test(key));
  const guests = subject.find(({ values }) => values.flat().some((text) => isGuest(literalText(text))));
  if (guests !== undefined) {
    yield { logicalId, path: guests.path, message: `${provider} lets in whoever has not signed in at all` };
    return;
  }
  if (SHARED.test(provider) || OF_EVERYBODY.test(provider) || conditions.some(({ key }) => SHARED.test(key))) {
    const open = subject.find(({ values }) =>
      values.flat().some((text) => NAMES_NOBODY.test(literalText(text) ?? '*')),
    );
    if (subject.length > 0 && open === undefined) return;
    const weak = conditions.find(({ key }) => SUBJECT.test(key));
    yield {
      logicalId,
      path: (open ?? weak)?.path ?? pathOf('Condition'),
      message: `${provider} signs for everybody, and the subject that is let in is not named`,
    };
    return;
  }
  if (audience.length > 0 || subject.length > 0) return;
  yield {
    logicalId,
    path: pathOf('Condition'),
    message: `all users of ${provider} are let in, whatever they signed in to`,
  };
}

/** How an identity pool calls callers that have not signed in. */
function isGuest(method: string | undefined): boolean {
  return method === 'unauthenticated' || method === '*';
}
