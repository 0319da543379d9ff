import type { NotAnalysed } from '../../finding';
import type { Leaf, StackView } from '../../rule';
import { isFreeText } from '../../sweep/free-text';
import { isImageId, isPhysicalId, isZoneId } from '../../sweep/physical-id';
import { type Text, describeText, literalText } from '../../values/value';
import { isLink } from './network-link';

/** Properties that are such an id. */
const IDS =
  /(vpc|subnet|security_?group|snapshot|image|hosted_?zone|volume|file_?system|network_?interface|route_?table)_?(ids?|identifier)$/i;

/**
 * Ids that AWS gives out, written out or known only at deployment: they do not say in which account they are. AWS takes one of another account only
 * where that shares it, so it is no finding; but whose it is cannot be told.
 */
export function* idsOfNobody(view: StackView): Generator<NotAnalysed> {
  const stack = view.stack.name;
  for (const [logicalId, { Type: type }] of view.resources) {
    for (const leaf of view.leaves(logicalId)) {
      const { path, properties, value, isDenied } = leaf;
      const id = value.find((text) => isOfNobody(text, leaf));
      if (id === undefined || isDenied === true || isFreeText(properties) || isLink(type, properties)) continue;
      yield { stack, logicalId, type, why: `${path}: ${describeText(id)} does not say whose it is` };
    }
  }
}

function isOfNobody(text: Text, { properties }: Leaf): boolean {
  const property = properties.at(-1) ?? '';
  const known = literalText(text);
  if (known === undefined) return IDS.test(property) && text.length === 1 && text[0]?.kind === 'unknown';
  if (isPhysicalId(known) || isImageId(known)) return true;
  // Zones that aliases lead to are those of AWS's services.
  return isZoneId(known) && /hosted_?zone_?id$/i.test(property) && !properties.includes('AliasTarget');
}
