import { type Request, conditionHolds } from '../principals/condition-truth';
import { type Truth, and } from '../values/condition';
import { type Text, type Value, describeText, literalText } from '../values/value';
import type { PolicyDocument, PolicyStatement } from './policy-statement';

/** Whether a class of callers that a statement names may get what it allows: its conditions can hold, and nothing must deny it. */
export function isLetIn(statement: PolicyStatement, document: PolicyDocument, request: Request): boolean {
  if (conditionsHold(statement, request) === 'no') return false;
  const denying = document.statements.filter(
    (other) =>
      other.effect === 'Deny' &&
      other.origin.document === statement.origin.document &&
      mustName(other, request) &&
      conditionsHold(other, request) === 'yes' &&
      covers(other.actions, other.isNotAction, statement.actions, statement.isNotAction) &&
      covers(valuesOf(other), other.isNotResource, valuesOf(statement), statement.isNotResource),
  );
  // Of a statement's variants only one is deployed: each must deny.
  return !denying.some(({ origin }) => denying.filter((other) => other.origin === origin).length === origin.variants);
}

/** Whether all conditions of a statement hold. */
export function conditionsHold({ conditions }: PolicyStatement, request: Request): Truth {
  return conditions.map((entry) => conditionHolds(entry, request)).reduce(and, 'yes');
}

function valuesOf({ resources }: PolicyStatement): Value[] {
  return resources.map(({ value }) => value);
}

function mustName({ principals, isNotPrincipal }: PolicyStatement, { caller }: Request): boolean {
  // Whom an exception spares is left to the reader.
  if (isNotPrincipal) return false;
  return principals.some(({ kind, value }) => {
    const text = value.length === 1 ? literalText(value[0]!) : undefined;
    if (kind === 'Service') return text !== undefined && text === caller.service;
    if (text === '*') return kind === '*' || kind === 'AWS';
    if (kind !== 'AWS' || text === undefined) return false;
    return text === caller.arn || text === caller.account || text === `arn:aws:iam::${caller.account}:root`;
  });
}

/** Whether a deny reaches everything that is allowed. */
function covers(
  denied: readonly Value[],
  deniesOthers: boolean,
  allowed: readonly Value[],
  allowsOthers: boolean,
): boolean {
  if (deniesOthers) return false;
  const patterns = denied.flatMap((value) => (value.length === 1 ? [value[0]!] : []));
  if (patterns.some((pattern) => literalText(pattern) === '*')) return true;
  if (allowsOthers) return false;
  return allowed.flat().every((text) => patterns.some((pattern) => includes(pattern, text)));
}

function includes(pattern: Text, text: Text): boolean {
  // What could be anything is never surely denied.
  if ([...pattern, ...text].some(({ kind }) => kind === 'unknown')) return false;
  // A star in what is allowed is met only by one in what is denied.
  const expression = describeText(pattern)
    .replaceAll(/[\\^$.|+()[\]{}?]/g, String.raw`\$&`)
    .replaceAll('*', '.*');
  return new RegExp(`^${expression}$`, 'i').test(describeText(text));
}
