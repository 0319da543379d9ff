import type { Piece, Value } from './value';

/** The resource that a value refers to whatever is chosen at deployment; undefined where it is none, or one of several. */
export function soleResource(value: Value): (Piece & { readonly kind: 'resource' }) | undefined {
  const [first] = value[0] ?? [];
  if (first?.kind !== 'resource') return undefined;
  const isSame = value.every(
    ([piece]) => piece?.kind === 'resource' && piece.stack === first.stack && piece.logicalId === first.logicalId,
  );
  return isSame ? first : undefined;
}
