import type { StackView } from '../rule';
import { asObject, intrinsicOf, isChosen, isNoValue } from '../values/intrinsic';
import { type ParsedJson, parseJsonText } from '../values/json-text';
import { type Value, literal, unknown } from '../values/value';
import type {
  ConditionEntry,
  PolicyDocument,
  PolicyStatement,
  PrincipalElement,
  StatementOrigin,
} from './policy-statement';

/** Reads nodes of a policy: of the template itself, or of a text that holds JSON. */
interface Reader {
  readonly variants: (node: unknown) => readonly unknown[];
  readonly evaluate: (node: unknown) => Value;
  /** Path of what is inside; stays where it is inside of a text. */
  readonly inside: (path: string, key: string | number) => string;
}

type Problems = PolicyDocument['unreadable'][number][];

/**
 * Parses a policy: an object, a text that holds one, or an intrinsic function that gives one.
 *
 * @param path of the node in its resource
 */
export function parsePolicy(
  view: Pick<StackView, 'evaluate' | 'variants'>,
  node: unknown,
  path: string,
): PolicyDocument {
  const reader: Reader = {
    variants: view.variants,
    evaluate: view.evaluate,
    inside: (outer, key) => `${outer}.${key}`,
  };
  const unreadable: Problems = [];
  const statements: PolicyStatement[] = [];
  for (const variant of documentsOf(node, view)) {
    const object = asObject(variant);
    if (object !== undefined && intrinsicOf(variant) === undefined) {
      statements.push(...parseDocument(object, path, under(variant, reader), unreadable));
      continue;
    }
    for (const text of view.evaluate(variant)) {
      const json = parseJsonText(text);
      const content = asObject(json?.content);
      if (json === undefined || content === undefined) {
        unreadable.push({ path, why: 'the policy is not known before the deployment' });
        continue;
      }
      statements.push(...parseDocument(content, path, inText(view, json), unreadable));
    }
  }
  return { statements, path, unreadable };
}

/** Parses a policy that is a part of a text. */
export function parsePolicyInText(
  view: Pick<StackView, 'evaluate'>,
  json: ParsedJson,
  part: Readonly<Record<string, unknown>>,
  path: string,
): PolicyDocument {
  const unreadable: Problems = [];
  return { statements: parseDocument(part, path, inText(view, json), unreadable), path, unreadable };
}

function inText(view: Pick<StackView, 'evaluate'>, json: ParsedJson): Reader {
  return {
    variants: (inner) => [inner],
    evaluate: (inner) => (typeof inner === 'string' ? json.valueOf(inner) : view.evaluate(inner)),
    inside: (outer) => outer,
  };
}

/** Only the top is taken apart: variants of statements are told from each other one by one. */
function documentsOf(node: unknown, view: Pick<StackView, 'variants'>): readonly unknown[] {
  return intrinsicOf(node)?.name.match(/^Fn::(If|FindInMap|Select)$/) ? view.variants(node) : [node];
}

/** Whether an object looks like a policy. */
export function looksLikePolicy(node: unknown): boolean {
  const statement = property(asObject(node) ?? {}, 'Statement');
  const [first] = Array.isArray(statement) ? (statement as unknown[]) : [statement];
  const object = asObject(first);
  return object !== undefined && (property(object, 'Effect') !== undefined || intrinsicOf(first) !== undefined);
}

/** Inside of a structure that an intrinsic function chose, the path stays where the function is. */
function under(node: unknown, reader: Reader): Reader {
  return isChosen(node) ? { ...reader, inside: (outer) => outer } : reader;
}

function parseDocument(
  document: Readonly<Record<string, unknown>>,
  path: string,
  reader: Reader,
  problems: Problems,
): PolicyStatement[] {
  const name = keyOf(document, 'Statement');
  if (name === undefined) {
    problems.push({ path, why: 'the policy has no statements' });
    return [];
  }
  const node = document[name];
  const outer = reader.inside(path, name);
  if (!Array.isArray(node)) return parseStatements(node, outer, document, reader, problems);
  return node.flatMap((element, index) =>
    parseStatements(element, reader.inside(outer, index), document, reader, problems),
  );
}

function parseStatements(
  node: unknown,
  path: string,
  document: object,
  reader: Reader,
  problems: Problems,
): PolicyStatement[] {
  const variants = reader.variants(node);
  const origins: StatementOrigin[] = [];
  return variants.flatMap((variant) => {
    const list = Array.isArray(variant) ? (variant as unknown[]) : [variant];
    return list.flatMap((each, index) => {
      const origin = (origins[index] ??= { document, variants: variants.length });
      const object = intrinsicOf(each) === undefined ? asObject(each) : undefined;
      if (object !== undefined) return [parseStatement(object, path, origin, under(variant, reader))];
      // NoValue leaves the statement out.
      if (!isNoValue(each)) problems.push({ path, why: 'a statement is not known before the deployment' });
      return [];
    });
  });
}

function parseStatement(
  statement: Readonly<Record<string, unknown>>,
  path: string,
  origin: StatementOrigin,
  reader: Reader,
): PolicyStatement {
  const effect = literal(reader.evaluate(property(statement, 'Effect') ?? ''))?.toLowerCase();
  const principalKey = keyOf(statement, 'Principal') ?? keyOf(statement, 'NotPrincipal');
  const actionKey = keyOf(statement, 'Action') ?? keyOf(statement, 'NotAction');
  const resourceKey = keyOf(statement, 'Resource') ?? keyOf(statement, 'NotResource');
  const pathOf = (element: string): string => reader.inside(path, keyOf(statement, element) ?? element);
  const principalPath = pathOf(principalKey ?? 'Principal');
  return {
    origin,
    effect: effect === 'allow' ? 'Allow' : effect === 'deny' ? 'Deny' : 'unknown',
    principals: principalKey === undefined ? [] : parsePrincipals(statement[principalKey], principalPath, reader),
    isNotPrincipal: principalKey?.toLowerCase() === 'notprincipal',
    actions: actionKey === undefined ? [] : valuesOf(statement[actionKey], reader),
    isNotAction: actionKey?.toLowerCase() === 'notaction',
    resources: elements(
      resourceKey === undefined ? '*' : statement[resourceKey],
      pathOf(resourceKey ?? 'Resource'),
      reader,
    ),
    isNotResource: resourceKey?.toLowerCase() === 'notresource',
    conditions: parseConditions(property(statement, 'Condition'), pathOf('Condition'), reader),
    path,
    pathOf,
    principalPath,
  };
}

function parsePrincipals(node: unknown, path: string, outer: Reader): PrincipalElement[] {
  const reader = under(node, outer);
  const object = intrinsicOf(node) === undefined ? asObject(node) : undefined;
  if (object === undefined) {
    return elements(node, path, reader).map(({ value, path: at }) => ({
      kind: literal(value) === '*' ? '*' : 'unknown',
      value,
      path: at,
    }));
  }
  return Object.entries(object).flatMap(([key, inner]) =>
    elements(inner, reader.inside(path, key), reader).map(({ value, path: at }): PrincipalElement => ({
      kind: principalKind(key),
      value,
      path: at,
    })),
  );
}

const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

function principalKind(key: string): PrincipalElement['kind'] {
  return KINDS.find((kind) => kind.toLowerCase() === key.toLowerCase()) ?? 'unknown';
}

function parseConditions(node: unknown, path: string, outer: Reader): ConditionEntry[] {
  if (node === undefined) return [];
  const object = intrinsicOf(node) === undefined ? asObject(node) : undefined;
  if (object === undefined) return [{ operator: 'unknown', key: '', values: [], path }];
  const reader = under(node, outer);
  return Object.entries(object).flatMap(([operator, keys]) => {
    const inner = under(keys, reader);
    const at = reader.inside(path, operator);
    return Object.entries(asObject(keys) ?? { '': keys }).map(([key, given]): ConditionEntry => ({
      operator,
      key: (literal(reader.evaluate(key)) ?? '').toLowerCase(),
      values: valuesOf(given, inner),
      path: inner.inside(at, key),
    }));
  });
}

function valuesOf(node: unknown, reader: Reader): Value[] {
  return elements(node, '', reader).map(({ value }) => value);
}

/** Elements of a list, or the one there is, each with its path. */
function elements(node: unknown, path: string, reader: Reader): { readonly value: Value; readonly path: string }[] {
  if (Array.isArray(node)) {
    const inner = under(node, reader);
    return node.flatMap((element, index) => elements(element, inner.inside(path, index), inner));
  }
  if (isNoValue(node)) return [];
  if (intrinsicOf(node) === undefined && asObject(node) !== undefined)
    return [{ value: unknown('it is no text'), path }];
  return [{ value: reader.evaluate(node), path }];
}

function property(object: Readonly<Record<string, unknown>>, name: string): unknown {
  const key = keyOf(object, name);
  return key === undefined ? undefined : object[key];
}

/** Names of a policy's elements ignore case. */
function keyOf(object: Readonly<Record<string, unknown>>, name: string): string | undefined {
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}
