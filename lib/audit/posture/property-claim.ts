import type { TemplateResource } from '../assembly/audited-stack';
import type { Severity } from '../finding';
import type { Rule, StackView, Violation } from '../rule';
import { asObject, intrinsicOf, isChosen, isNoValue } from '../values/intrinsic';
import { products } from '../values/products';
import { type Text, type Value, describeText, describeValue, literalText } from '../values/value';

/** What a property of resources of some types must be. */
export interface PropertyClaim {
  readonly types: readonly string[];
  /**
   * From `Properties` down, e.g. `BlockDeviceMappings[].Ebs.Encrypted`: `[]` after a name means each element of a list, `[Key=x]` those
   * elements whose `Key` is `x`, `~` a dot in a name.
   */
  readonly property: string;
  /** Whether a value is as it must be; `undefined` for one that is not known before the deployment. */
  readonly isSafe: (value: string | undefined, text: Text) => boolean;
  /** What AWS does without it: as it must be, or not; or not where there is what it is a part of, e.g. `Ebs` of an element. */
  readonly absent: 'safe' | 'unsafe' | 'unsafe-in-parent';
  /** What is wrong, e.g. `the database is not encrypted`. */
  readonly wrong: string;
  /** @default - the rule's */
  readonly severity?: Severity;
  /** Of a property that is absent. @default - that of a wrong value */
  readonly severityIfAbsent?: Severity;
  /** Resources it is not about. */
  readonly except?: (properties: Readonly<Record<string, unknown>>, view: StackView) => boolean;
}

/** A rule that is a list of claims on properties. */
export function propertyRule(texts: Omit<Rule, 'checkStack' | 'checkFleet'>, claims: readonly PropertyClaim[]): Rule {
  const byType = new Map<string, PropertyClaim[]>();
  for (const claim of claims) {
    for (const type of claim.types) byType.set(type, [...(byType.get(type) ?? []), claim]);
  }
  return {
    ...texts,
    *checkStack(view) {
      if (view.tenant === undefined) return;
      for (const [logicalId, resource] of view.resources) {
        for (const claim of byType.get(resource.Type) ?? []) yield* judgeClaim(view, logicalId, resource, claim);
      }
    },
    *evidence(view) {
      for (const [logicalId, { Type: type, Properties: properties = {} }] of view.resources) {
        for (const claim of byType.get(type) ?? []) {
          if (isExcepted(view, properties, claim)) continue;
          for (const { path, value } of propertyValues(view, properties, claim.property)) {
            yield { logicalId, path, value: value === undefined ? 'not set' : describeValue(value) };
          }
        }
      }
    },
  };
}

/** What is wrong with a property of one resource. */
export function* judgeClaim(
  view: StackView,
  logicalId: string,
  { Properties: properties = {} }: TemplateResource,
  claim: PropertyClaim,
): Generator<Violation> {
  if (isExcepted(view, properties, claim)) return;
  const property = namesIn(claim.property)
    .map((name) => name.replace(LIST, ''))
    .join('.');
  for (const { path, value, hasParent } of propertyValues(view, properties, claim.property)) {
    if (value === undefined) {
      if (claim.absent === 'safe' || (claim.absent === 'unsafe-in-parent' && !hasParent)) continue;
      const severity = claim.severityIfAbsent ?? claim.severity;
      yield { logicalId, path, message: `${claim.wrong}: ${property} is not set`, ...(severity && { severity }) };
      continue;
    }
    const unsafe = value.find((text) => !claim.isSafe(literalText(text), text));
    if (unsafe === undefined) continue;
    const known = literalText(unsafe);
    const found =
      known === undefined ? `is ${describeText(unsafe)}, which is not known before the deployment` : `is ${known}`;
    yield {
      logicalId,
      path,
      message: `${claim.wrong}: ${property} ${found}`,
      ...(claim.severity && { severity: claim.severity }),
    };
  }
}

/** A property that a claim is about: where it is, and all it may be; undefined if it is not set. */
interface PropertyValue {
  readonly path: string;
  readonly value: Value | undefined;
  /** Whether there is what it is a part of. */
  readonly hasParent: boolean;
}

/** Whether a claim is not about a resource, whatever is chosen at deployment. */
function isExcepted(
  view: StackView,
  properties: Readonly<Record<string, unknown>>,
  { except }: PropertyClaim,
): boolean {
  if (except === undefined) return false;
  const names = Object.keys(properties);
  const isChoice = (name: string): boolean => intrinsicOf(properties[name]) !== undefined;
  return products(
    names.map((name) => (isChoice(name) ? view.variants(properties[name]) : [properties[name]])),
    (values) =>
      Object.fromEntries(names.flatMap((name, index) => (isNoValue(values[index]) ? [] : [[name, values[index]]]))),
  ).every((chosen) => except(chosen, view));
}

/** Every place where a property of a resource is, or would be. */
function* propertyValues(
  view: StackView,
  properties: Readonly<Record<string, unknown>>,
  property: string,
): Generator<PropertyValue> {
  const names = namesIn(property);
  const top = names[0]!.replace(LIST, '');
  for (const variant of properties[top] === undefined ? [undefined] : view.variants(properties[top])) {
    yield* search(variant, names, `Properties.${top}`);
  }

  function* search(
    node: unknown,
    [name = '', ...rest]: readonly string[],
    path: string,
    outside = false,
  ): Generator<PropertyValue> {
    if (node === undefined || isNoValue(node)) {
      yield { path, value: undefined, hasParent: rest.length === 0 };
      return;
    }
    // In what an intrinsic function chose, the path stays where the function is.
    const inside = outside || isChosen(node);
    const pathOf = (part: string | number): string => (inside ? path : `${path}.${part}`);
    const [, key, wanted] = LIST.exec(name) ?? [];
    if (LIST.test(name) && Array.isArray(node)) {
      const elements = [...node.entries()].filter(
        ([, element]) => key === undefined || mayBe(asObject(element)?.[key], wanted!),
      );
      if (elements.length === 0) yield { path, value: undefined, hasParent: false };
      for (const [index, element] of elements)
        yield* search(element, [name.replace(LIST, ''), ...rest], pathOf(index), inside);
      return;
    }
    const [next] = rest;
    const object = next === undefined || intrinsicOf(node) !== undefined ? undefined : asObject(node);
    if (next === undefined || object === undefined) yield { path, value: view.evaluate(node), hasParent: true };
    else {
      const part = next.replace(LIST, '');
      yield* search(object[part], rest, pathOf(part), inside);
    }
  }

  function mayBe(node: unknown, wanted: string): boolean {
    return view.evaluate(node).some((text) => (literalText(text) ?? wanted) === wanted);
  }
}

/** What follows the name of a list. */
const LIST = /\[(?:(\w+)=(.+))?\]$/;

function namesIn(property: string): string[] {
  return property.split('.').map((name) => name.replaceAll('~', '.'));
}

/** The value must be `true`. */
export const isTrue: PropertyClaim['isSafe'] = (value) => value?.toLowerCase() === 'true';

/** The value must be `false`. */
export const isFalse: PropertyClaim['isSafe'] = (value) => value?.toLowerCase() === 'false';

/** The value must be one of these, whatever the case. */
export function isOneOf(...allowed: readonly string[]): PropertyClaim['isSafe'] {
  const lower = new Set(allowed.map((each) => each.toLowerCase()));
  return (value) => value !== undefined && lower.has(value.toLowerCase());
}

/** The value must match. */
export function isLike(pattern: RegExp): PropertyClaim['isSafe'] {
  return (value) => value !== undefined && pattern.test(value);
}

/** The value must be something of the tenant's own stacks, or say by an ARN that it is of no AWS-managed key. */
export const isOwnKey: PropertyClaim['isSafe'] = (value, text) => {
  if (text.some(({ kind }) => kind === 'unknown')) return false;
  // Whose key an ARN names is judged by the rules on reaching out.
  return value === undefined || (!/alias\/aws\//.test(value) && value !== '');
};
