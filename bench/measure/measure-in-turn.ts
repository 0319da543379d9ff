import type { Measurement } from './measure-app';

/** Something to measure, and what was measured. */
export interface Series<Subject> {
  readonly subject: Subject;
  /** Median of each figure over all repetitions. */
  readonly median: Measurement;
}

/**
 * Measures each subject once, then all of them again, and so on, so that a machine that slows down slows all alike.
 *
 * @param repetitions at least 1
 */
export async function measureInTurn<Subject>(
  subjects: readonly Subject[],
  repetitions: number,
  measure: (subject: Subject) => Promise<Measurement>,
): Promise<readonly Series<Subject>[]> {
  const series = subjects.map((subject): { subject: Subject; measured: Measurement[] } => ({ subject, measured: [] }));
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    for (const { subject, measured } of series) measured.push(await measure(subject));
  }
  return series.map(({ subject, measured }) => ({ subject, median: medians(measured) }));
}

function medians(measured: readonly Measurement[]): Measurement {
  const of = (figure: keyof Measurement): number => median(measured.map((measurement) => measurement[figure]));
  return {
    wallMs: of('wallMs'),
    cpuMs: of('cpuMs'),
    peakRssMib: of('peakRssMib'),
    stacks: of('stacks'),
    resources: of('resources'),
    templateBytes: of('templateBytes'),
  };
}

/** The value in the middle; of an even number of values, the mean of the two there. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  const [low = Number.NaN, high = Number.NaN] =
    sorted.length % 2 === 0 ? sorted.slice(middle - 1) : [sorted[middle], sorted[middle]];
  return (low + high) / 2;
}
