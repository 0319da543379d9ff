import { isRecord } from './cloudformation-template';

/*
 * What a property may turn out to be. A branch of `Fn::If` is as good as the other, so the dearest counts;
 * what only a deployment knows (a parameter, an import) is undefined, and the caller says that it has no price.
 */

/** The highest number a property can have. */
export function highestNumber(value: unknown): number | undefined {
  const numbers = branches(value).map((branch) =>
    typeof branch === 'string' && branch.trim() !== '' ? Number(branch) : branch,
  );
  return everyOne(
    numbers,
    (number): number is number => typeof number === 'number' && Number.isFinite(number),
    (all) => Math.max(...all),
  );
}

/** The most elements a list can have. */
export function longestList(value: unknown): readonly unknown[] | undefined {
  return everyOne(
    branches(value),
    (list): list is readonly unknown[] => Array.isArray(list),
    (all) => all.reduce((longest, list) => (list.length > longest.length ? list : longest)),
  );
}

/** Every text a property can be. */
export function possibleTexts(value: unknown): readonly string[] | undefined {
  return everyOne(
    branches(value),
    (text): text is string => typeof text === 'string',
    (all) => all,
  );
}

/** Whether a property can be true; true too if only the deployment knows. */
export function mayBeTrue(value: unknown): boolean {
  return branches(value).some((branch) => branch !== undefined && branch !== false && branch !== 'false');
}

function branches(value: unknown): readonly unknown[] {
  if (isRecord(value) && value['Ref'] === 'AWS::NoValue') return [];
  const condition = isRecord(value) ? value['Fn::If'] : undefined;
  return Array.isArray(condition) ? condition.slice(1).flatMap(branches) : [value];
}

function everyOne<Wanted, Result>(
  values: readonly unknown[],
  isWanted: (value: unknown) => value is Wanted,
  combine: (all: readonly Wanted[]) => Result,
): Result | undefined {
  return values.length > 0 && values.every(isWanted) ? combine(values) : undefined;
}
