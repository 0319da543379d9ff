import { conditionsLimitToOwn } from '../../policies/limits-to-own';
import type { Rule, StackView } from '../../rule';
import { literalText } from '../../values/value';
import { ownerOf } from '../../principals/account-of';
import { policiesOf } from '../reach-in/policies-of';

/** Permission to become somebody elsewhere. */
export const assumeAnyRole: Rule = {
  id: 'reach-out/assume-any-role',
  severity: 'high',
  claim: 'No principal of a tenant may assume a role in an account that is not named.',
  explanation:
    'With sts:AssumeRole on any role, all that keeps a tenant out of another account is the trust policy there.',
  fix: "name the role's ARN, with its account",
  *checkStack(view) {
    if (view.tenant === undefined) return;
    const boundaries = boundariesOf(view);
    for (const [logicalId, resource] of view.resources) {
      if (boundaries.has(logicalId)) continue;
      for (const policy of policiesOf(view, resource)) {
        for (const {
          effect,
          principals,
          isNotPrincipal,
          actions,
          isNotAction,
          resources,
          isNotResource,
          conditions,
          pathOf,
        } of policy.statements) {
          if (effect === 'Deny' || principals.length > 0 || isNotPrincipal) continue;
          const assuming = actions.flat().map((text) => literalText(text)?.toLowerCase() ?? 'sts:*');
          const explicit = assuming.some((action) => action.startsWith('sts:') && mayBeAssume(action));
          if (isNotAction ? assuming.some((action) => mayBeAssume(action)) : !assuming.some(mayBeAssume)) continue;
          if (conditionsLimitToOwn(conditions, view.stack.account)) continue;
          const open = resources.flat().find((text) => {
            const owner = ownerOf(text);
            return literalText(text) === '*' || owner.kind === 'any' || owner.kind === 'unknown';
          });
          if (open === undefined && !isNotResource) continue;
          yield {
            logicalId,
            path: pathOf(isNotResource ? 'NotResource' : 'Resource'),
            // A star for all actions is a star for this one too, but not what it was written for.
            severity: explicit ? 'high' : 'medium',
            message: 'it may assume roles of any account',
          };
        }
      }
    }
  },
};

/** Policies that bound what others allow, and allow nothing themselves. */
function boundariesOf(view: StackView): ReadonlySet<string> {
  const [boundaries, attached] = [new Set<string>(), new Set<string>()];
  for (const [logicalId] of view.resources) {
    for (const { properties, value } of view.leaves(logicalId)) {
      const pieces = value.flat().flatMap((piece) => (piece.kind === 'resource' ? [piece.logicalId] : []));
      const into =
        properties[0] === 'PermissionsBoundary'
          ? boundaries
          : properties[0] === 'ManagedPolicyArns'
            ? attached
            : undefined;
      for (const piece of pieces) into?.add(piece);
    }
  }
  return new Set([...boundaries].filter((id) => !attached.has(id)));
}

function mayBeAssume(action: string): boolean {
  const expression = action
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity', 'sts:assumeroot'].some((each) =>
    new RegExp(`^${expression}$`).test(each),
  );
}
