/** More ways than this a structure is not taken apart. */
const MAX_STRUCTURES = 64;

/** One of each choice, in every combination; where those are too many, each choice is still in one of them. */
export function products<Result>(
  choices: readonly (readonly unknown[])[],
  build: (chosen: readonly unknown[]) => Result,
): readonly Result[] {
  let combinations: unknown[][] = [[]];
  for (const choice of choices) {
    combinations =
      combinations.length * choice.length > MAX_STRUCTURES
        ? Array.from({ length: Math.max(combinations.length, choice.length) }, (_, index) => [
            ...combinations[index % combinations.length]!,
            choice[index % choice.length],
          ])
        : combinations.flatMap((combination) => choice.map((each) => [...combination, each]));
  }
  return combinations.map(build);
}
