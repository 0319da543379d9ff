import type { Leaf, StackView } from '../rule';
import type { Text } from '../values/value';
import { isAboutCallers, isFreeText } from './free-text';
import { type Mention, mentionsIn } from './mentions';

/** A mention, and where it is. */
export interface SweptMention extends Mention {
  readonly logicalId: string;
  readonly type: string;
  readonly leaf: Leaf;
  readonly text: Text;
}

/** Types that are about the whole organization: they name its accounts and regions by design. */
const OF_THE_ORGANIZATION = /^AWS::Organizations::/;

/** Everything in a stack that names an account or a region, free text and what is about callers left out. */
export function sweep(view: StackView): readonly SweptMention[] {
  return view.once('sweep', () => [...mentionsOf(view)]);
}

function* mentionsOf(view: StackView): Generator<SweptMention> {
  const { organization, tenantOfAccount } = view.fleet;
  const isKnown = (account: string): boolean =>
    account === organization.operatorAccountId ||
    account === organization.managementAccountId ||
    tenantOfAccount(account) !== undefined;
  for (const [logicalId, { Type: type }] of view.resources) {
    if (OF_THE_ORGANIZATION.test(type)) continue;
    for (const leaf of view.leaves(logicalId)) {
      if (leaf.isDenied === true || isFreeText(leaf.properties) || isAboutCallers(leaf.properties)) continue;
      for (const text of leaf.value) {
        for (const mention of mentionsIn(text, leaf, isKnown)) yield { ...mention, logicalId, type, leaf, text };
      }
    }
  }
}
