/** Most edits after which a name still counts as a slip of the other: one in three letters, at least one, at most three. */
const tolerance = (name: string): number => Math.min(3, Math.max(1, Math.floor(name.length / 3)));

/**
 * The candidate a person most likely meant, if any is near enough to be a slip of the keyboard.
 *
 * Case is ignored; of equally near candidates the first wins.
 */
export function nearest(name: string, candidates: readonly string[]): string | undefined {
  return nearestFirst(name, candidates).at(0);
}

/** All candidates near enough to be meant, nearest first. */
export function nearestFirst(name: string, candidates: readonly string[]): string[] {
  return candidates
    .map((candidate) => ({ candidate, distance: editDistance(name.toLowerCase(), candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= tolerance(name))
    .toSorted((one, other) => one.distance - other.distance)
    .map(({ candidate }) => candidate);
}

/** What to write instead: the nearest name or, if none is near, all of them (the first ten). */
export function suggestion(name: string, candidates: readonly string[]): string {
  const near = nearest(name, candidates);
  return near === undefined ? `expected ${oneOf(candidates)}` : `did you mean "${near}"?`;
}

/** Names in words: `"eu"`, or `one of "eu", "us"`; the first ten of a long list. */
export function oneOf(names: readonly string[]): string {
  if (names.length === 0) return 'none, as there is none';
  const shown = names.slice(0, 10).map((name) => `"${name}"`);
  if (shown.length === 1) return shown.join('');
  return `one of ${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}`;
}

/** Insertions, deletions, replacements and swaps of neighbours that turn one string into the other. */
function editDistance(from: string, to: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const edits = [at(previous, column) + 1, at(current, column - 1) + 1, at(previous, column - 1) + (same ? 0 : 1)];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (swapped) edits.push(at(beforePrevious, column - 2) + 1);
      current.push(Math.min(...edits));
    }
    beforePrevious = previous;
    previous = current;
  }
  return at(previous, to.length);
}

function at(numbers: readonly number[], index: number): number {
  return numbers[index] ?? Number.POSITIVE_INFINITY;
}
