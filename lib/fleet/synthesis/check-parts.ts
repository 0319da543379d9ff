import { type FleetPart, ORGANIZATION_PART } from './fleet-part';
import { type ReportFile, isClean } from './merge-reports';
import type { KeyedPart, Work } from './work';

/** A part whose templates are there. */
export interface ShapedPart extends KeyedPart {
  /** Digest of what the verdict depends on. */
  readonly shape: string;
}

/**
 * Parts that are checked in one app, where CDK's validation is set up once for all of their types of resources. It takes 500 MB whether
 * for one part or for these, so that most fleets are better checked by one process.
 */
const PARTS_AN_APP = 32;

/**
 * Checks parts with the rule packs and CDK's validation: one part of each shape, and the others of the shape only if something was
 * found there. Nothing found in one part of a shape is nothing found in any.
 *
 * @returns the reports, in the order of the parts, of those where something was found, acknowledged or not
 */
export async function checkParts(parts: readonly ShapedPart[], work: Work): Promise<readonly ReportFile[]> {
  const { cache } = work;
  const firstOfShape = new Map<string, ShapedPart>();
  for (const part of parts) if (!firstOfShape.has(part.shape)) firstOfShape.set(part.shape, part);
  const unknown = [...firstOfShape.values()].filter(({ shape }) => cache?.isCleanShape(shape) !== true);
  const clean = await findCleanShapes(unknown, work);
  for (const shape of clean) cache?.storeCleanShape(shape);

  const suspects = new Set(unknown.flatMap(({ shape }) => (clean.has(shape) ? [] : [shape])));
  const reports = await checkEach(
    parts.filter(({ shape }) => suspects.has(shape)),
    work,
  );
  return reports.filter((report) => !isClean(report));
}

/** Shapes that are clean because the one app they are checked in is. */
async function findCleanShapes(parts: readonly ShapedPart[], { cache, run }: Work): Promise<ReadonlySet<string>> {
  const toCheck = parts.filter(({ key }) => cache?.report(key) === undefined);
  const groups = [
    ...inGroups(toCheck.filter(({ part }) => part.id !== ORGANIZATION_PART)),
    ...toCheck.filter(({ part }) => part.id === ORGANIZATION_PART).map((part) => [part]),
  ];
  const clean = new Set<string>();
  await run(
    'check',
    groups.map((group) => together(group.map(({ part }) => part))),
    ({ report }, index) => {
      if (report === undefined || !isClean(report)) return;
      for (const { shape } of groups[index]!) clean.add(shape);
    },
  );
  return clean;
}

/** Checks each part by itself; what is known of it from an earlier run is not asked again. */
async function checkEach(parts: readonly ShapedPart[], { cache, run }: Work): Promise<readonly ReportFile[]> {
  const reports = parts.map(({ key }) => cache?.report(key));
  const missing = parts.flatMap((part, index) => (reports[index] === undefined ? [{ ...part, index }] : []));
  // Parts of one shape have the same types of resources, for which CDK's validation is set up anew.
  const inOrder = missing.toSorted((one, other) => (one.shape < other.shape ? -1 : 1));
  await run(
    'check',
    inOrder.map(({ part }) => part),
    ({ report }, at) => {
      const { key, index } = inOrder[at]!;
      if (report === undefined) return;
      reports[index] = report;
      cache?.storeReport(key, report);
    },
  );
  return reports.filter((report) => report !== undefined);
}

function inGroups(parts: readonly ShapedPart[]): ShapedPart[][] {
  const groups = Math.ceil(parts.length / PARTS_AN_APP);
  return Array.from({ length: groups }, (_, group) => parts.filter((__, index) => index % groups === group));
}

function together(parts: readonly FleetPart[]): FleetPart {
  const [first, ...others] = parts;
  if (first === undefined) throw new Error('a group has at least one part');
  if (others.length === 0) return first;
  return {
    id: parts.map(({ id }) => id).join(','),
    registry: { ...first.registry, tenants: parts.flatMap(({ registry }) => registry.tenants) },
  };
}
