import type { Leaf, StackView, Violation } from '../../rule';

/** Policies of identities that are known only at deployment, in whole or in part: they can permit everything. */
export function* unknownPermissions(view: StackView): Generator<Violation> {
  for (const [logicalId, { Type: type }] of view.resources) {
    if (!type.startsWith('AWS::IAM::')) continue;
    for (const leaf of view.leaves(logicalId)) {
      const unknown = isPolicy(leaf) ? leaf.value.flat().find(({ kind }) => kind === 'unknown') : undefined;
      if (unknown?.kind !== 'unknown') continue;
      yield { logicalId, path: leaf.path, message: `what it permits cannot be told: ${unknown.why}` };
    }
  }
}

/** Whether a leaf is in the place of a policy or of a statement; who may assume a role, the rules on reaching in judge. */
function isPolicy({ properties }: Leaf): boolean {
  const [last = '', before = ''] = properties.toReversed();
  return /^PolicyDocument$/i.test(last) || (/^Statement$/i.test(last) && /^PolicyDocument$/i.test(before));
}
