import type { Usage } from '../measure/measure-process';
import type { Row } from '../measure/report';
import type { Subject } from './subjects';

/** Fleets of this size and more have all workers at their full size. */
const FULL_SIZE = 100;

/** With one tenant, measured beside every fleet. */
export const FLOORS = [
  'hand-written',
  'hand-written-packs',
  'hand-written-unchecked',
] as const satisfies readonly Subject[];

/** What was measured of a fleet. */
export interface FleetUsages {
  readonly subjects: ReadonlyMap<Subject, Usage>;
  /** With one tenant, at the same time; the command that reads no other tenant too. */
  readonly floors: ReadonlyMap<Subject, Usage>;
}

/**
 * One row for each subject and size of fleet, with its ratios:
 *
 * - `wallATenantToHandWritten`: of the wall time a tenant, to that of the hand-written app with packs and validation (at its largest
 *   size, for fleets beyond); `…Unchecked`: to that of one with neither;
 * - `wallToFloor`: to the hand-written app with one tenant; `…Packs`: to that with packs, without validation, as `cdk -c tenant=` runs here;
 *   `…Unchecked`: to that with neither packs nor validation;
 * - `wallToOneTenant`: to the same subject with one tenant, where that is a floor; `peakRssTo100`: to that with 100.
 */
export function synthRows(measured: ReadonlyMap<number, FleetUsages>): Row[] {
  const at = (count: number, subject: Subject): Usage | undefined => measured.get(count)?.subjects.get(subject);
  const byHand = (count: number, subject: Subject): number | undefined => {
    const largest = [...measured.keys()]
      .filter((size) => size <= count && at(size, subject))
      .toSorted((a, b) => b - a)[0];
    return largest === undefined ? undefined : at(largest, subject)!.wallMs / largest;
  };
  return [...measured].flatMap(([count, { subjects, floors }]) =>
    [...subjects].map(([subject, { wallMs, cpuMs, peakRssMib }]) => ({
      tenants: count,
      subject,
      wallMs,
      cpuMs,
      peakRssMib,
      wallMsATenant: wallMs / count,
      wallATenantToHandWritten: ratio(wallMs / count, byHand(count, 'hand-written')),
      wallATenantToHandWrittenUnchecked: ratio(wallMs / count, byHand(count, 'hand-written-unchecked')),
      wallToFloor: ratio(wallMs, floors.get('hand-written')?.wallMs),
      wallToFloorPacks: ratio(wallMs, floors.get('hand-written-packs')?.wallMs),
      wallToFloorUnchecked: ratio(wallMs, floors.get('hand-written-unchecked')?.wallMs),
      wallToOneTenant: ratio(wallMs, floors.get(subject)?.wallMs),
      peakRssTo100: ratio(peakRssMib, at(FULL_SIZE, subject)?.peakRssMib),
    })),
  );
}

function ratio(value: number, base: number | undefined): number | null {
  return base === undefined ? null : value / base;
}
