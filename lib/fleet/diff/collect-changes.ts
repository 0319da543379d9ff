import { isDeepStrictEqual } from 'node:util';
import type { Change, StatefulFleetChange } from './fleet-diff';
import type { TemplateChange } from './template-changes';
import type { GroupMember, GroupTexts } from './tenant-group';

/** Changes of the whole fleet, each once. */
export interface CollectedChanges {
  readonly stateful: readonly StatefulFleetChange[];
  readonly access: readonly Change[];
  readonly publicSurface: readonly Change[];
  readonly other: readonly Change[];
}

/** Puts changes of tenants together that are the same. */
export interface ChangeCollector {
  /** Takes the changes of the first tenant of a group, or of stacks of no tenant. */
  readonly add: (
    changes: readonly TemplateChange[],
    group?: { readonly members: readonly GroupMember[]; readonly texts: GroupTexts },
  ) => void;
  /** What has been collected: what concerns most tenants first, otherwise in the order of the templates. */
  readonly collected: () => CollectedChanges;
}

interface Entry {
  readonly kind: TemplateChange['kind'];
  /** As it is for all of the tenants. */
  forAll: Texts;
  /** As it is for the first of the tenants, which is all there is to say if there is no other. */
  readonly forFirst: Texts;
  readonly tenants: Set<string>;
  readonly notAllowed: Set<string>;
}

type Texts = Omit<Change, 'tenants'>;

/** Makes a collector that knows which stateful resources may be replaced or removed. */
export function changeCollector(allowReplacement: ReadonlySet<string>): ChangeCollector {
  const entries = new Map<string, Entry>();
  const isAllowed = (resource: string): boolean =>
    allowReplacement.has(resource) || allowReplacement.has(resource.slice(resource.indexOf('/') + 1));
  return {
    add: (changes, group) => {
      const seen = new Map<string, number>();
      for (const { kind, resource, ...forFirst } of changes) {
        const alike = group === undefined ? forFirst : translate(forFirst, group.texts.forAnyGroup);
        const forAll = group === undefined ? forFirst : translate(forFirst, group.texts.forAll);
        const text = JSON.stringify([kind, alike, group === undefined]);
        // Changes of one template are different ones, even if nothing but unique digits tells their resources apart.
        const count = seen.get(text) ?? 0;
        seen.set(text, count + 1);
        const key = `${text} ${count}`;
        const entry = entries.get(key) ?? { kind, forAll, forFirst, tenants: new Set(), notAllowed: new Set() };
        entries.set(key, entry);
        if (!isDeepStrictEqual(entry.forAll, forAll)) entry.forAll = alike;
        for (const { tenant } of group?.members ?? []) entry.tenants.add(tenant.id);
        if (resource === undefined) continue;
        const resources = group?.members.map((member) => group.texts.ofMember(resource, member)) ?? [resource];
        for (const name of resources) if (!isAllowed(name)) entry.notAllowed.add(name);
      }
    },
    collected: () => {
      const sorted = [...entries.values()].toSorted((one, other) => other.tenants.size - one.tenants.size);
      const of = (kind: TemplateChange['kind']): Entry[] => sorted.filter((entry) => entry.kind === kind);
      return {
        stateful: of('stateful').map((entry) => ({ ...toChange(entry), notAllowed: [...entry.notAllowed].toSorted() })),
        access: of('access').map(toChange),
        publicSurface: of('public').map(toChange),
        other: of('other').map(toChange),
      };
    },
  };
}

function toChange({ forAll, forFirst, tenants }: Entry): Change {
  return { ...(tenants.size > 1 ? forAll : forFirst), tenants: [...tenants].toSorted() };
}

function translate(
  { stack, type, logicalId, change, path, before, after }: Texts,
  text: (text: string) => string,
): Texts {
  return {
    stack: text(stack),
    type,
    logicalId: text(logicalId),
    change: text(change),
    path: text(path),
    ...(before !== undefined && { before: text(before) }),
    ...(after !== undefined && { after: text(after) }),
  };
}
