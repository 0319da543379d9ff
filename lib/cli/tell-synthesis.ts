import type { SynthesisProgress } from '../fleet/synthesize-fleet';

/** Between two lines: often enough to see that something is being done, and seldom enough for the log of a pipeline. */
const EVERY_MS = 5000;

/** Says every few seconds how far a synthesis is; one that takes no longer goes without a line. */
export function tellSynthesis(
  say: (line: string) => void,
  now: () => number = Date.now,
): (progress: SynthesisProgress) => void {
  let toldAt = now();
  return ({ kind, done, total }) => {
    if (now() - toldAt < EVERY_MS) return;
    toldAt = now();
    say(kind === 'synthesize' ? `synthesized ${done} of ${total}` : `checked ${done} of ${total} groups of shapes`);
  };
}
