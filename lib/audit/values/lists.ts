import { intrinsicOf } from './intrinsic';
import { splitValue } from './split-value';
import { type Value, concatenate, known, literal, union, unknown } from './value';

/** Reads nodes of one template. */
export interface ListReader {
  readonly evaluate: (node: unknown) => Value;
  readonly variants: (node: unknown) => readonly unknown[];
  /** Of the stack. */
  readonly region: Value;
}

/** What `Fn::Join` gives. */
export function joinedValue(argument: unknown, reader: ListReader): Value {
  const [separator, list] = Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof separator !== 'string') return unknown('Join without a separator');
  const lists = listsOf(list, reader);
  if (lists === undefined) return unknown('the list to join is not known');
  return union(
    lists.map((elements) =>
      concatenate(elements.flatMap((element, index) => (index === 0 ? [element] : [known(separator), element]))),
    ),
  );
}

/** What `Fn::Select` gives. */
export function selectedValue(argument: unknown, reader: ListReader): Value {
  const [index, list] = Array.isArray(argument) ? (argument as unknown[]) : [];
  const position = Number(literal(reader.evaluate(index)));
  const lists = listsOf(list, reader, position + 1);
  if (lists === undefined) return unknown('what is selected is not known');
  // Where the position is not known it can be any.
  if (!Number.isInteger(position)) return union(lists.flat());
  return union(lists.map((elements) => elements[position] ?? unknown('the list is shorter')));
}

/** The zones of a region, any of which the template may mean; without a region it is the stack's. */
export function zonesOf(argument: unknown, { evaluate, region }: ListReader): Value {
  const where = argument === '' ? region : evaluate(argument);
  return concatenate([where, unknown('the letter of a zone is known at deployment')]);
}

/**
 * Every list a node may be, as values; undefined if it is not known.
 *
 * @param count as many parts of a text as are asked for; 0 for all
 */
function listsOf(node: unknown, reader: ListReader, count = 0): readonly (readonly Value[])[] | undefined {
  const lists: (readonly Value[])[] = [];
  for (const variant of reader.variants(node)) {
    const found = Array.isArray(variant)
      ? [variant.map((element) => reader.evaluate(element))]
      : madeList(variant, reader, count);
    if (found === undefined) return undefined;
    lists.push(...found);
  }
  return lists;
}

/** Lists that an intrinsic function makes. */
function madeList(node: unknown, reader: ListReader, count: number): readonly (readonly Value[])[] | undefined {
  const { name, argument } = intrinsicOf(node) ?? {};
  // No region has more zones.
  if (name === 'Fn::GetAZs') return [Array.from({ length: 8 }, () => zonesOf(argument, reader))];
  const [separator, text] = name === 'Fn::Split' && Array.isArray(argument) ? (argument as unknown[]) : [];
  if (typeof separator !== 'string' || separator === '') return undefined;
  return splitValue(reader.evaluate(text), separator, count);
}
