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

/** More variants than this are not followed in every combination: the value could be anything. */
const MAX_VARIANTS = 128;
/** More texts than this are not looked at one by one. */
const MAX_TEXTS = 512;
const TOO_MANY = 'it has too many variants to follow';

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

/** Longer texts are put together of texts that refer to each other many times; CloudFormation takes none. */
const MAX_LENGTH = 1_000_000;

function lengthOf(text: Text): number {
  return text.reduce((sum, piece) => sum + (piece.kind === 'text' ? piece.text.length : 1), 0);
}

/** Values one after the other. */
export function concatenate(values: readonly Value[]): Value {
  let texts: Text[] = [[]];
  // Of a long text fewer variants are followed, so that it takes no longer.
  const most = Math.max(2, Math.floor(MAX_VARIANTS / (1 + values.length / 64)));
  for (const value of values) {
    if (texts.some((text) => lengthOf(text) > MAX_LENGTH)) return unknown('it is too long to follow');
    texts =
      texts.length * value.length > most
        ? paired(texts, value)
        : texts.flatMap((text) => value.map((more) => joined(text, more)));
  }
  return distinct(texts);
}

/** A value that is any of these. */
export function union(values: readonly Value[]): Value {
  const texts = distinct(values.flat());
  return texts.length > MAX_TEXTS ? [...texts.slice(0, MAX_TEXTS), ...unknown(TOO_MANY)] : texts;
}

/** Every text of either side once, where all combinations are too many to follow, and one that is not known for the rest. */
function paired(texts: readonly Text[], value: Value): Text[] {
  const isPaired = texts.some((text) => text.some((piece) => piece.kind === 'unknown' && piece.why === TOO_MANY));
  const pairs = Array.from({ length: Math.max(texts.length, value.length) }, (_, index) =>
    joined(texts[index % texts.length]!, value[index % value.length]!),
  );
  return isPaired ? pairs : [...pairs, ...unknown(TOO_MANY)];
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
