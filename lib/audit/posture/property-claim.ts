import type { TemplateResource } from '../assembly/audited-stack';
import type { Severity } from '../finding';
import type { Rule, StackView, Violation } from '../rule';
import { asObject, intrinsicOf, isChosen } from '../values/intrinsic';
import { type Text, describeText, literalText } from '../values/value';

/** What a property of resources of some types must be. */
export interface PropertyClaim {
  readonly types: readonly string[];
  /** From `Properties` down, e.g. `BlockDeviceMappings[].Ebs.Encrypted`: `[]` after a name means each element of a list, `~` a dot in a name. */
  readonly property: string;
  /** Whether a value is as it must be; `undefined` for one that is not known before the deployment. */
  readonly isSafe: (value: string | undefined, text: Text) => boolean;
  /** What AWS does without it: as it must be, or not. */
  readonly absent: 'safe' | 'unsafe';
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
  };
}

/** What is wrong with a property of one resource. */
export function* judgeClaim(
  view: StackView,
  logicalId: string,
  { Properties: properties = {} }: TemplateResource,
  claim: PropertyClaim,
): Generator<Violation> {
  if (claim.except?.(properties, view) === true) return;
  const names = claim.property.split('.').map((name) => name.replace('~', '.'));
  const property = names.join('.').replaceAll('[]', '');
  const [first = ''] = names;
  const top = first.replace('[]', '');
  for (const variant of properties[top] === undefined ? [undefined] : view.variants(properties[top])) {
    yield* judge(variant, names, `Properties.${top}`);
  }

  function* judge(node: unknown, [name = '', ...rest]: readonly string[], path: string): Generator<Violation> {
    if (node === undefined || intrinsicOf(node)?.argument === 'AWS::NoValue') {
      if (claim.absent === 'safe') return;
      const severity = claim.severityIfAbsent ?? claim.severity;
      yield { logicalId, path, message: `${claim.wrong}: ${property} is not set`, ...(severity && { severity }) };
      return;
    }
    if (name.endsWith('[]') && Array.isArray(node)) {
      for (const [index, element] of node.entries())
        yield* judge(element, [name.slice(0, -2), ...rest], isChosen(node) ? path : `${path}.${index}`);
      return;
    }
    const [next] = rest;
    if (next === undefined) {
      yield* judgeValue(node, path);
      return;
    }
    const object = intrinsicOf(node) === undefined ? asObject(node) : undefined;
    if (object === undefined) yield* judgeValue(node, path);
    else {
      const key = next.replace('[]', '');
      yield* judge(object[key], rest, isChosen(node) ? path : `${path}.${key}`);
    }
  }

  function* judgeValue(node: unknown, path: string): Generator<Violation> {
    for (const text of view.evaluate(node)) {
      const value = literalText(text);
      if (claim.isSafe(value, text)) continue;
      const found =
        value === undefined ? `is ${describeText(text)}, which is not known before the deployment` : `is ${value}`;
      yield {
        logicalId,
        path,
        message: `${claim.wrong}: ${property} ${found}`,
        ...(claim.severity && { severity: claim.severity }),
      };
      return;
    }
  }
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
