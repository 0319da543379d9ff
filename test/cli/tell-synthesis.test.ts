import { tellSynthesis } from '../../lib/cli/tell-synthesis';
import type { SynthesisProgress } from '../../lib/fleet/synthesize-fleet';

/** What is said of tasks that are done at these seconds. */
function said(kind: SynthesisProgress['kind'], ...seconds: readonly number[]): string[] {
  const lines: string[] = [];
  let time = 0;
  const tell = tellSynthesis(
    (line) => lines.push(line),
    () => time,
  );
  for (const [done, second] of seconds.entries()) {
    time = second * 1000;
    tell({ kind, done, total: seconds.length });
  }
  return lines;
}

describe('how far a synthesis is', () => {
  test('is said every five seconds', () => {
    expect(said('synthesize', 0, 1, 2, 5, 6, 9, 11)).toEqual(['synthesized 3 of 7', 'synthesized 6 of 7']);
  });

  test('is said of checks by groups of shapes', () => {
    expect(said('check', 6, 7, 12)).toEqual(['checked 0 of 3 groups of shapes', 'checked 2 of 3 groups of shapes']);
  });

  test('is not said of one that is over in a moment', () => {
    expect(said('synthesize', 0, 1, 2, 3, 4)).toEqual([]);
  });
});
