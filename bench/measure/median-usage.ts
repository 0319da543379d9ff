import { median } from './measure-in-turn';
import type { Usage } from './measure-process';

/** Median of each figure over all repetitions, of which there is at least one. */
export function medianUsage(usages: readonly Usage[]): Usage {
  const of = (figure: keyof Usage): number => median(usages.map((usage) => usage[figure]));
  return { wallMs: of('wallMs'), cpuMs: of('cpuMs'), peakRssMib: of('peakRssMib') };
}
