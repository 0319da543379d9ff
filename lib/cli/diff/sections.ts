import type { Change, FleetDiff } from '../../fleet/diff/fleet-diff';
import { counted, listed } from '../counted';

/** A part of the report, for people. */
export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What is said of the same tenants. */
export interface Block {
  /** Whom it concerns, e.g. `312 tenants: acme, globex and 310 more`. */
  readonly title: string;
  readonly lines: readonly string[];
}

/** The parts of a diff in the order in which they matter; those with nothing in them are left out. */
export function diffSections({
  stateful,
  access,
  publicSurface,
  cost,
  shapes,
  tenants,
  other,
}: FleetDiff): readonly Section[] {
  return [
    {
      title: 'Data could be lost',
      blocks: byTenants(stateful, ({ notAllowed, ...change }) => [
        describeChange(change),
        ...(notAllowed.length === 0 ? ['  allowed by name'] : [`  allow it: ${howToAllow(notAllowed)}`]),
      ]),
    },
    { title: 'Access is wider', blocks: byTenants(access, (change) => [describeChange(change)]) },
    { title: 'Open to everybody', blocks: byTenants(publicSurface, (change) => [describeChange(change)]) },
    { title: 'Cost a month while idle', blocks: costBlocks(cost, tenants) },
    { title: 'Shapes', blocks: shapeBlocks(shapes) },
    {
      title: 'Tenants',
      blocks: [
        ...(tenants.added.length > 0 ? [{ title: newTitle(tenants), lines: [] }] : []),
        ...(tenants.removed.length > 0 ? [{ title: goneTitle(tenants), lines: [] }] : []),
        ...(tenants.suspended.length > 0
          ? [{ title: `suspended, their stacks stay as they are: ${titleOf(tenants.suspended)}`, lines: [] }]
          : []),
      ],
    },
    {
      title: 'Everything else',
      blocks: byTenants(once(other), ({ places, ...change }) => [describeMany(change, places)]),
    },
  ].filter(({ blocks }) => blocks.length > 0);
}

/** One line at the end, e.g. `3 of 40 tenants change, 1 is new`. */
export function diffSummary({ tenants, stateful }: FleetDiff): string {
  const notAllowed = stateful.filter((change) => change.notAllowed.length > 0).length;
  return [
    `${tenants.changed.length} of ${counted(tenants.compared, 'tenant')} would change`,
    ...(tenants.added.length > 0 ? [`${tenants.added.length} new`] : []),
    ...(tenants.removed.length > 0 ? [`${tenants.removed.length} no longer there`] : []),
    ...(tenants.suspended.length > 0 ? [`${tenants.suspended.length} suspended`] : []),
    ...(notAllowed > 0
      ? [`${counted(notAllowed, 'change')} could lose data and ${notAllowed === 1 ? 'is' : 'are'} not allowed`]
      : []),
  ].join(', ');
}

function costBlocks(
  { beforeMonthlyUsd, afterMonthlyUsd, addedMonthlyUsd, removedMonthlyUsd, changes, unpriced }: FleetDiff['cost'],
  tenants: FleetDiff['tenants'],
): readonly Block[] {
  if (changes.length + unpriced.length === 0 && addedMonthlyUsd === 0 && removedMonthlyUsd === 0) return [];
  return [
    { title: `the fleet: ${dollars(beforeMonthlyUsd)} before, ${dollars(afterMonthlyUsd)} now`, lines: [] },
    ...changes.map(({ monthlyUsd, tenants: alike }) => ({
      title: titleOf(alike),
      lines: [
        `${difference(monthlyUsd)} each${alike.length > 1 ? `, ${difference(monthlyUsd * alike.length)} together` : ''}`,
      ],
    })),
    ...(addedMonthlyUsd > 0 ? [{ title: newTitle(tenants), lines: [`${difference(addedMonthlyUsd)} together`] }] : []),
    ...(removedMonthlyUsd > 0
      ? [{ title: goneTitle(tenants), lines: [`${difference(-removedMonthlyUsd)} together`] }]
      : []),
    ...unpriced.map(({ resource, tenants: having }) => ({
      title: titleOf(having),
      lines: [`has no price here, and is not counted before or after: ${resource}`],
    })),
  ];
}

function shapeBlocks({ before, after, gained, lost }: FleetDiff['shapes']): readonly Block[] {
  if (gained.length === 0 && lost.length === 0) return [];
  const lines = gained.map(({ shape, tenants }) => `new: ${shape}, ${titleOf(tenants)}`);
  const gone = lost.map(({ shape, tenants }) => `gone: ${shape}, ${titleOf(tenants)}`);
  return [{ title: `${before} before, ${after} now`, lines: [...lines, ...gone] }];
}

/** Changes of the same tenants, one after the other. */
function byTenants<Kind extends Change>(
  changes: readonly Kind[],
  describe: (change: Kind) => readonly string[],
): readonly Block[] {
  const blocks = new Map<string, { readonly title: string; readonly lines: string[] }>();
  for (const change of changes) {
    const key = change.tenants.join('\n');
    const block = blocks.get(key) ?? { title: titleOf(change.tenants), lines: [] };
    block.lines.push(...describe(change));
    blocks.set(key, block);
  }
  return [...blocks.values()];
}

/** The same change of many resources of the same tenants, of tags for instance, is told once. */
function once(changes: readonly Change[]): readonly (Change & { readonly places: number })[] {
  const found = new Map<string, { readonly change: Change; places: number }>();
  for (const change of changes) {
    const { tenants, before, after, path } = change;
    const isValue = before !== undefined || after !== undefined;
    // The place in a list says nothing that the value does not say.
    const key = JSON.stringify(isValue ? [tenants, before, after, path.replaceAll(/\d+/g, '')] : change);
    const known = found.get(key);
    if (known === undefined) found.set(key, { change, places: 1 });
    else known.places += 1;
  }
  return [...found.values()].map(({ change, places }) => ({ ...change, places }));
}

function describeMany(change: Change, places: number): string {
  return `${describeChange(change)}${places === 1 ? '' : ` (and ${counted(places - 1, 'other place')})`}`;
}

function newTitle({ added }: FleetDiff['tenants']): string {
  return `new: ${titleOf(added)}`;
}

function goneTitle({ removed }: FleetDiff['tenants']): string {
  return `no longer there: ${titleOf(removed)}`;
}

function titleOf(tenants: readonly string[]): string {
  if (tenants.length === 0) return 'no tenant';
  return `${counted(tenants.length, 'tenant')}: ${listed(tenants, MOST_NAMES)}`;
}

function describeChange({ stack, type, logicalId, change, path, before, after }: Change): string {
  const place = [stack, logicalId, type === '' ? '' : `(${type})`, path].filter((part) => part !== '').join(' ');
  if (before === undefined && after === undefined) return `${place} ${change}`;
  const alike = before === undefined || after === undefined ? 0 : Math.max(0, commonStart(before, after) - CONTEXT);
  return `${place}: ${short(before, alike)} → ${short(after, alike)}`;
}

/** Without the name of the stack for all tenants, where the rest is the same for all. */
function howToAllow(notAllowed: readonly string[]): string {
  const [within, ...others] = new Set(notAllowed.map((name) => name.slice(name.indexOf('/') + 1)));
  const names = notAllowed.length > 1 && within !== undefined && others.length === 0 ? [within] : notAllowed;
  return listed(
    names.map((name) => `--allow-replacement ${name}`),
    MOST_NAMES,
  );
}

/** Enough of a value to know it by, from where it differs on; `--json` has all of it. */
function short(value: string | undefined, alike: number): string {
  if (value === undefined) return 'nothing';
  if (value.length <= LONGEST_VALUE) return value;
  const end = alike + LONGEST_VALUE;
  return `${alike > 0 ? '…' : ''}${value.slice(alike, end)}${end < value.length ? '…' : ''}`;
}

function commonStart(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
}

function difference(usd: number): string {
  return `${usd < 0 ? '-' : '+'}${dollars(Math.abs(usd))}`;
}

function dollars(usd: number): string {
  return `$${usd.toFixed(2)}`;
}

const MOST_NAMES = 3;
const LONGEST_VALUE = 80;

/** Characters before the first that differs. */
const CONTEXT = 20;
