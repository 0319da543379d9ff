import { inspect } from 'node:util';
import type * as z from 'zod';
import type { Issue } from '../errors';
import { nearest, oneOf, suggestion } from './nearest';
import { knownKeys } from './schema/known-keys';

/**
 * What is wrong with a file's shape, in the file's order, each with what was received and what is expected.
 *
 * @param value what the file holds
 */
export function shapeIssues(file: string, schema: z.ZodType, value: unknown): Issue[] {
  const result = schema.safeParse(value);
  if (result.success) return [];
  const ofAnotherType = new Set(result.error.issues.filter(isOfType).map(({ path }) => path.join('.')));
  return (
    result.error.issues
      // A list has a length too: what is no text is not told that it is too short a one.
      .filter(
        (issue) => isOfType(issue) || issue.code === 'unrecognized_keys' || !ofAnotherType.has(issue.path.join('.')),
      )
      .flatMap((issue) => describe(issue, schema, value))
      .map((issue) => ({ issue, position: positionOf(value, issue.keys) }))
      .toSorted((one, other) => comparePositions(one.position, other.position))
      .map(({ issue: { keys, message } }) => ({ file, path: keys.map(String).join('.'), message }))
  );
}

function isOfType({ code }: z.core.$ZodIssue): boolean {
  return code === 'invalid_type';
}

interface Described {
  readonly keys: readonly PropertyKey[];
  readonly message: string;
}

function describe(issue: z.core.$ZodIssue, schema: z.ZodType, root: unknown): Described[] {
  const received = valueAt(root, issue.path);
  const at = (message: string): Described[] => [{ keys: issue.path, message }];

  switch (issue.code) {
    case 'unrecognized_keys': {
      const known = knownKeys(schema, issue.path);
      return issue.keys.map((key) => ({
        keys: [...issue.path, key],
        message: `unknown key; ${suggestion(key, known)}`,
      }));
    }
    case 'invalid_key':
      return at(
        `${show(issue.path.at(-1))} cannot be a name here; ${issue.issues.map(({ message }) => message).join('; ')}`,
      );
    case 'invalid_union':
      return at(`received ${show(received)}; expected ${oneOf(discriminators(issue))}`);
    case 'invalid_value': {
      if (received === undefined) return at(`missing; ${expectation(issue)}`);
      const near = typeof received === 'string' ? nearest(received, issue.values.map(String)) : undefined;
      return at(`received ${show(received)}; ${near === undefined ? expectation(issue) : `did you mean "${near}"?`}`);
    }
    case 'invalid_type':
      if (received === undefined) return at(`missing; ${expectation(issue)}`);
      if (issue.expected === 'string' && typeof received === 'number')
        return at(`received the number ${received}; ${quoted(received)}`);
      return at(`received ${show(received)}; ${expectation(issue)}`);
    default:
      return at(`received ${show(received)}; ${issue.message}`);
  }
}

/** A text that YAML or JSON read as a number, because it lacks its quotes. */
function quoted(received: number): string {
  const digits = String(received).length;
  const advice = `put it in quotes, or leading and trailing zeros are lost`;
  return Number.isInteger(received) && digits > 6 && digits <= 12
    ? `${advice}: an account id is "${String(received).padStart(12, '0')}"`
    : advice;
}

function expectation(issue: z.core.$ZodIssueInvalidType | z.core.$ZodIssueInvalidValue): string {
  if (issue.message.startsWith('expected')) return issue.message;
  if (issue.code === 'invalid_value') return `expected ${oneOf(issue.values.map(String))}`;
  return `expected ${WORDS[issue.expected] ?? issue.expected}`;
}

const WORDS: Readonly<Record<string, string>> = {
  array: 'a list',
  boolean: 'true or false',
  int: 'a whole number',
  number: 'a number',
  object: 'a group of settings',
  record: 'names with values',
  string: 'a text',
};

function discriminators(issue: z.core.$ZodIssueInvalidUnion): string[] {
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value: unknown = root;
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
  return value;
}

/** Where the file has a value: at each level the index of its key; what is missing comes last. */
function positionOf(root: unknown, path: readonly PropertyKey[]): number[] {
  return path.map((key, depth) => {
    const parent = valueAt(root, path.slice(0, depth));
    const index = typeof parent === 'object' && parent !== null ? Object.keys(parent).indexOf(String(key)) : -1;
    return index === -1 ? Number.MAX_SAFE_INTEGER : index;
  });
}

function comparePositions(one: readonly number[], other: readonly number[]): number {
  const level = one.findIndex((index, depth) => index !== other[depth]);
  return level === -1 ? 0 : (one[level] ?? 0) - (other[level] ?? 0);
}

/** A value in a sentence, long ones shortened. */
function show(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object' && value !== null)
    return Object.keys(value).length === 0 ? 'an empty group' : 'a group of settings';
  const text = typeof value === 'string' ? JSON.stringify(value) : inspect(value);
  return text.length > 80 ? `${text.slice(0, 77)}…"` : text;
}
