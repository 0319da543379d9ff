/** A piece of a text: known, a symbol for something of a resource of the same tenant, or anything at all. */
export type Piece =
  | { readonly kind: 'text'; readonly text: string }
  /** What `Ref` (`attribute` is `Ref`) or `Fn::GetAtt` gives of a resource of the stack `stack`. */
  | { readonly kind: 'resource'; readonly stack: string; readonly logicalId: string; readonly attribute: string }
  /** `source` is the text of a dynamic reference, which may name somebody else's secret. */
  | { readonly kind: 'unknown'; readonly why: string; readonly source?: string };

/** One text a value may have, as its pieces in order; neighbouring texts are joined. */
export type Text = readonly Piece[];

/** Every text a value may have at deploy time. Never empty: what is not known is one text of one unknown piece. */
export type Value = readonly Text[];

/** More variants than this are not followed: the value could be anything. */
const MAX_VARIANTS = 128;

/** A value that is one known text. */
export function known(text: string): Value {
  return [[{ kind: 'text', text }]];
}

/** A value that could be anything. */
export function unknown(why: string, source?: string): Value {
  return [[{ kind: 'unknown', why, ...(source !== undefined && { source }) }]];
}

/** The text if there is exactly one and all of it is known. */
export function literal(value: Value): string | undefined {
  const [only, ...others] = value;
  if (only === undefined || others.length > 0) return undefined;
  return literalText(only);
}

/** The text if all of it is known. */
export function literalText(text: Text): string | undefined {
  let all = '';
  for (const piece of text) {
    if (piece.kind !== 'text') return undefined;
    all += piece.text;
  }
  return all;
}

/** Values one after the other. */
export function concatenate(values: readonly Value[]): Value {
  let texts: Text[] = [[]];
  for (const value of values) {
    if (texts.length * value.length > MAX_VARIANTS) return unknown('it has too many variants to follow');
    texts = texts.flatMap((text) => value.map((more) => joined(text, more)));
  }
  return distinct(texts);
}

/** A value that is any of these. */
export function union(values: readonly Value[]): Value {
  const texts = values.flat();
  return texts.length > MAX_VARIANTS ? unknown('it has too many variants to follow') : distinct(texts);
}

/** For people: `arn:aws:iam::<any>:role/x`, `<Role.Arn>`. */
export function describeText(text: Text): string {
  return text
    .map((piece) => {
      if (piece.kind === 'text') return piece.text;
      return piece.kind === 'resource' ? `<${piece.logicalId}.${piece.attribute}>` : '<anything>';
    })
    .join('');
}

/** For people: all that a value may be. */
export function describeValue(value: Value): string {
  return value.map(describeText).join(' or ');
}

function joined(one: Text, other: Text): Text {
  const pieces: Piece[] = [...one];
  for (const piece of other) {
    const last = pieces.at(-1);
    if (piece.kind === 'text' && piece.text === '') continue;
    if (piece.kind === 'text' && last?.kind === 'text') {
      pieces[pieces.length - 1] = { kind: 'text', text: last.text + piece.text };
    } else {
      pieces.push(piece);
    }
  }
  return pieces.length === 0 ? [{ kind: 'text', text: '' }] : pieces;
}

function distinct(texts: readonly Text[]): Value {
  if (texts.length < 2) return texts;
  return [...new Map(texts.map((text) => [JSON.stringify(text), text])).values()];
}
