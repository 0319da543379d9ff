import type { StackOnRecord, StackOnWayBack, VersionRecord, WayBack, WayBackEvent } from './event';

/** A tenant as the list of a release had it. */
interface ItemOnRecord {
  readonly deployRole: string;
  readonly stacks: readonly StackOnRecord[];
}

/** What ran before, and which stacks may not be so. */
interface Before {
  readonly release: string;
  readonly commit: string;
  readonly item: string;
  readonly changed: readonly string[];
}

/**
 * Says how a tenant that a release failed is brought back to what ran before: the stacks that were changed, in the reverse of the order in which they were deployed.
 *
 * Stacks the release brought come last, by name alone: one that holds nothing needs no way back, and one that came to be is nobody's to delete.
 */
export function planWayBack({ release, deployRole, record }: WayBackEvent): WayBack {
  const { changed, item, ...to } = beforeOf(release, record);
  if (changed.length === 0) return { way: 'untouched' };
  if (item === '') return { way: 'none', reason: 'no release before this one is on record' };
  const { deployRole: roleBefore, stacks } = JSON.parse(item) as ItemOnRecord;
  if (accountOf(roleBefore) !== accountOf(deployRole)) {
    return { way: 'none', reason: `release ${to.release}, which ran before, is in account ${accountOf(roleBefore)}` };
  }
  const known = new Set(stacks.map(({ name }) => name));
  const back = stacks
    .filter(({ name }) => changed.includes(name))
    .toReversed()
    // What the release before may have lost, it has lost: on the way back nothing may be.
    .map((stack): StackOnWayBack => ({ ...stack, allowed: [] }));
  const brought = changed.filter((name) => !known.has(name)).map((name): StackOnWayBack => ({ name }));
  return { way: 'back', to: { ...to, item }, changed, stacks: [...back, ...brought] };
}

/**
 * A release that was completed, and is not well, is on record itself; the one before it is beside it. One that fails in a further try is on record too,
 * and what the tenant has.
 */
function beforeOf(release: string, record: VersionRecord): Before {
  const changed = record.changed?.SS ?? [];
  const item = record.item?.S ?? '';
  if (record.release?.S !== release || record.status?.S !== 'deployed') {
    return { release: record.release?.S ?? '', commit: record.commit?.S ?? '', item, changed: changed.toSorted() };
  }
  const before = record.itemBefore?.S ?? '';
  return {
    release: record.releaseBefore?.S ?? '',
    commit: record.commitBefore?.S ?? '',
    item: before,
    changed: [...new Set([...changed, ...differences(item, before)])].toSorted(),
  };
}

/**
 * Names of stacks that may not be what they were before a release. One that the release does not have is among them: an earlier try of the release, which
 * was cut off, may have had it.
 */
function differences(item: string, before: string): string[] {
  const [is, was] = [fingerprintsOf(item), fingerprintsOf(before)];
  return [...is.keys(), ...was.keys()].filter((name) => is.get(name) !== was.get(name));
}

function fingerprintsOf(item: string): ReadonlyMap<string, string> {
  return new Map(stacksOf(item).map((stack) => [stack.name, fingerprint(stack)]));
}

function stacksOf(item: string): readonly StackOnRecord[] {
  return item === '' ? [] : (JSON.parse(item) as ItemOnRecord).stacks;
}

/** All of a stack that CloudFormation is told; templates are named after their content. */
function fingerprint({ templateUrl, tags }: StackOnRecord): string {
  return JSON.stringify([templateUrl, tags.map(({ Key, Value }) => [Key, Value])]);
}

/** Account of the ARN of a role. */
function accountOf(role: string): string {
  return role.split(':')[4] ?? '';
}
