import type { Rule } from '../../rule';
import { literalText } from '../../values/value';
import { ownerOf } from '../../principals/account-of';
import { permissionsOf } from './permissions';

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
    for (const { logicalId, statement } of permissionsOf(view)) {
      const { actions, isNotAction, resources, isNotResource, pathOf } = statement;
      const assuming = actions.flat().map((text) => literalText(text)?.toLowerCase() ?? 'sts:*');
      const explicit = assuming.some((action) => action.startsWith('sts:') && mayBeAssume(action));
      if (isNotAction ? assuming.some((action) => mayBeAssume(action)) : !assuming.some(mayBeAssume)) continue;
      const open = resources
        .flatMap(({ value }) => value)
        .find((text) => {
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
  },
};

function mayBeAssume(action: string): boolean {
  const expression = action
    .replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return ['sts:assumerole', 'sts:assumerolewithsaml', 'sts:assumerolewithwebidentity', 'sts:assumeroot'].some((each) =>
    new RegExp(`^${expression}$`).test(each),
  );
}
