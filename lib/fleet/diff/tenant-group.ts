import type { Tenant } from '../../config/tenant';
import { canonicalizer } from '../../shapes/canonicalize';
import { isNumbered, restore, withoutNumbers } from '../../shapes/placeholder';

/** A tenant of a group, and what the placeholders of its shapes stand for. */
export interface GroupMember {
  readonly tenant: Tenant;
  readonly values: Readonly<Record<string, string>>;
}

/** Texts of tenants whose templates changed in the same way, known from the templates of the first. */
export interface GroupTexts {
  /** A text of the first tenant as it may be of a tenant of another group: with placeholders wherever tenants may differ. */
  readonly forAnyGroup: (text: string) => string;
  /** A text of the first tenant as it is for all of the group: with placeholders where they differ. */
  readonly forAll: (text: string) => string;
  /** A text of the first tenant as it is of another of the group. */
  readonly ofMember: (text: string, member: GroupMember) => string;
}

/** Translates what is said of the first tenant of a group; see {@link GroupTexts}. */
export function groupTexts(members: readonly [GroupMember, ...GroupMember[]]): GroupTexts {
  const [first] = members;
  const { shapeOf, values } = canonicalizer(first.tenant);
  const nameOf = new Map(Object.entries(first.values).map(([name, value]) => [value, name]));
  const inMember = (value: string, member: GroupMember): string | undefined => member.values[nameOf.get(value) ?? ''];
  const common = new Map<string, boolean>();
  const isCommon = (value: string): boolean => {
    const known = common.get(value) ?? members.every((member) => inMember(value, member) === value);
    common.set(value, known);
    return known;
  };
  const restoreWith = (text: string, valueOf: (name: string, value: string) => string | undefined): string => {
    const shape = shapeOf(text);
    const known = Object.entries(values()).flatMap(([name, value]): [string, string][] => {
      const other = shape.includes(name) ? valueOf(name, value) : undefined;
      return other === undefined ? [] : [[name, other]];
    });
    return restore(shape, Object.fromEntries(known));
  };
  return {
    forAnyGroup: (text) => withoutNumbers(shapeOf(text)),
    forAll: (text) =>
      withoutNumbers(restoreWith(text, (name, value) => (isNumbered(name) && isCommon(value) ? value : undefined))),
    ofMember: (text, member) =>
      member === first
        ? text
        : restoreWith(text, (name, value) => (isNumbered(name) ? inMember(value, member) : member.values[name])),
  };
}
