import { asObject } from '../../audit/values/intrinsic';

/** A part of two values in which they differ. */
export interface DifferentPart {
  /** E.g. `['Properties', 'Tags', '0', 'Value']`. */
  readonly path: readonly string[];
  /** Undefined where only the other has it. */
  readonly one: unknown;
  readonly other: unknown;
}

/** The smallest parts in which two values differ; of lists that differ in length, the lists; of tags, the tags. */
export function* differentPaths(one: unknown, other: unknown, path: readonly string[] = []): Generator<DifferentPart> {
  if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
    for (const [index, item] of one.entries()) yield* differentPaths(item, other[index], [...path, String(index)]);
    return;
  }
  const [first, second] = [asObject(one), asObject(other)];
  if (first !== undefined && second !== undefined && !(isTag(first) && isTag(second))) {
    for (const key of new Set([...Object.keys(first), ...Object.keys(second)]))
      yield* differentPaths(first[key], second[key], [...path, key]);
  } else if (JSON.stringify(one) !== JSON.stringify(other)) yield { path, one, other };
}

/** What a tag's value means is said by its key. */
function isTag(value: Readonly<Record<string, unknown>>): boolean {
  return Object.keys(value).length === 2 && 'Key' in value && 'Value' in value;
}
