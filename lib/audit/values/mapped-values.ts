import type { Template } from '../assembly/audited-stack';
import { asObject } from './intrinsic';
import { type Value, literal } from './value';

/** What is looked up in the mappings of a template. */
export interface Lookup {
  readonly map: Value;
  readonly top: Value;
  readonly second: Value;
  /** What is taken where the mapping has no such key; undefined for none. */
  readonly fallback: unknown;
}

/** What a mapping has for keys, any of which may be meant where they are not known; undefined if it has nothing. */
export function mappedValues(
  { Mappings = {} }: Template,
  { map, top, second, fallback }: Lookup,
): unknown[] | undefined {
  const name = literal(map);
  const maps = name === undefined ? Object.values(Mappings) : [Mappings[name]];
  const rows = maps.flatMap((each) => Object.entries(asObject(each) ?? {}));
  const found: unknown[] = [];
  for (const [one, other] of pairs(top, second)) {
    const [row, column] = [literal([one]), literal([other])];
    // A key that is not known can be any of those the mapping has.
    const candidates = rows.filter(([key]) => row === undefined || key === row);
    const values = candidates.flatMap(([, columns]) =>
      Object.entries(asObject(columns) ?? {}).flatMap(([key, value]) =>
        column === undefined || key === column ? [value] : [],
      ),
    );
    if (values.length === 0 && fallback === undefined) return undefined;
    found.push(...values);
    if (fallback !== undefined && (values.length === 0 || row === undefined || column === undefined))
      found.push(fallback);
  }
  return found;
}

function pairs(one: Value, other: Value): readonly (readonly [Value[number], Value[number]])[] {
  return one.flatMap((first) => other.map((second) => [first, second] as const));
}
