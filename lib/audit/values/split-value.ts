import { type Piece, type Value, concatenate, known } from './value';

/**
 * Parts of a text that a separator keeps apart: a list for each variant of the text.
 *
 * @param count as many parts as are asked for; 0 for all
 * @returns undefined if it is not known how many there are
 */
export function splitValue(value: Value, separator: string, count: number): readonly (readonly Value[])[] | undefined {
  const lists: Value[][] = [];
  for (const variant of value) {
    const elements: Value[] = [[[]]];
    for (const piece of variant) {
      // An unknown text may hold separators of its own: how many elements there are is not known.
      if (piece.kind === 'unknown') {
        if (!(count > 0)) return undefined;
        elements.push(concatenate([elements.pop()!, [[piece]]]));
        while (elements.length < count) elements.push([[piece]]);
        break;
      }
      const parts = piece.kind === 'text' ? piece.text.split(separator).map(known) : partsOf(piece, separator);
      elements.push(concatenate([elements.pop()!, parts[0]!]), ...parts.slice(1));
    }
    lists.push(elements);
  }
  return lists;
}

/** Parts of an ARN of an own resource are the resource's own too, however many there are; other attributes have no parts. */
function partsOf(piece: Piece & { readonly kind: 'resource' }, separator: string): Value[] {
  const isArn = piece.attribute.endsWith('Arn') || piece.attribute === 'Ref';
  return Array.from({ length: isArn && /^[:/]$/.test(separator) ? 16 : 1 }, () => [[piece]]);
}
