import type { Definition } from './state-machines';

type Json = Record<string, unknown>;

/** What happens outside of the states. */
export interface Surroundings {
  /** Does what a task says; a {@link StateError} is the failure of the call. */
  readonly call: (resource: string, parameters: Json) => unknown;
  /** Is told of every state that is entered; what it throws ends the execution as if it was stopped. */
  readonly enter: (state: string) => void;
}

/** A failure that states can catch. */
export class StateError extends Error {
  public constructor(
    public readonly error: string,
    /** A call that takes too long has none. */
    public readonly reason?: string,
  ) {
    super(reason ?? error);
  }
}

/**
 * Runs states to their end as Step Functions does, as far as this project's states go: without waiting, and without trying again.
 *
 * @throws StateError where Step Functions would fail the execution
 */
export function runStates({ StartAt, States }: Definition, input: unknown, around: Surroundings, context: Json = {}) {
  let name: string | undefined = StartAt;
  let data = input;
  while (name !== undefined) {
    around.enter(name);
    const state = States[name] as unknown as State;
    ({ data, next: name } = step(state, data, around, { ...context, State: { EnteredTime: '2026-01-01T00:00:00Z' } }));
  }
  return data;
}

interface State {
  readonly Type: 'Choice' | 'Fail' | 'Map' | 'Pass' | 'Succeed' | 'Task' | 'Wait';
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly (Condition & { readonly Next: string })[];
  readonly InputPath?: string;
  readonly Parameters?: Json;
  readonly Result?: unknown;
  readonly ResultSelector?: Json;
  readonly ResultPath?: string | null;
  readonly Resource?: string;
  readonly Catch?: readonly {
    readonly ErrorEquals: readonly string[];
    readonly Next: string;
    readonly ResultPath: string;
  }[];
  readonly ItemsPath?: string;
  readonly ItemSelector?: Json;
  readonly ItemProcessor?: Definition;
  readonly Error?: string;
  readonly ErrorPath?: string;
  readonly CausePath?: string;
}

interface Step {
  readonly data: unknown;
  readonly next: string | undefined;
}

function step(state: State, data: unknown, around: Surroundings, context: Json): Step {
  const { Type: type, Next: next } = state;
  if (type === 'Wait' || type === 'Succeed') return { data, next };
  if (type === 'Choice') {
    const choice = state.Choices!.find((each) => holds(each, data));
    return { data, next: choice?.Next ?? state.Default! };
  }
  if (type === 'Fail') {
    const text = (path: string | undefined): string => String(valueOf(path!, data, context));
    throw new StateError(state.Error ?? text(state.ErrorPath), text(state.CausePath));
  }
  try {
    return { data: placed(state.ResultPath, data, outcome(state, data, around, context)), next };
  } catch (error) {
    if (!(error instanceof StateError)) throw error;
    const handler = state.Catch?.find(({ ErrorEquals: [name] }) => name === 'States.ALL' || name === error.error);
    if (handler === undefined) throw error;
    return { data: placed(handler.ResultPath, data, { Error: error.error, Cause: error.reason }), next: handler.Next };
  }
}

function outcome(state: State, data: unknown, around: Surroundings, context: Json): unknown {
  const { Type: type, InputPath: path = '$', Parameters: parameters, ResultSelector: selector } = state;
  if (type === 'Map') {
    const items = valueOf(state.ItemsPath!, data, context) as unknown[];
    return items.map((Value) => {
      const inItem = { ...context, Map: { Item: { Value } } };
      return runStates(state.ItemProcessor!, rendered(state.ItemSelector, data, inItem), around, inItem);
    });
  }
  const input = valueOf(path, data, context);
  const given = parameters === undefined ? input : rendered(parameters, input, context);
  if (type === 'Pass') return state.Result ?? given;
  const answer = around.call(state.Resource!, given as Json);
  return selector === undefined ? answer : rendered(selector, answer, context);
}

interface Condition {
  readonly And?: readonly Condition[];
  readonly Or?: readonly Condition[];
  readonly Not?: Condition;
  readonly Variable?: string;
  readonly IsPresent?: boolean;
  readonly BooleanEquals?: boolean;
  readonly StringEquals?: string;
  readonly StringEqualsPath?: string;
  readonly StringMatches?: string;
}

function holds(condition: Condition, data: unknown): boolean {
  if (condition.And) return condition.And.every((each) => holds(each, data));
  if (condition.Or) return condition.Or.some((each) => holds(each, data));
  if (condition.Not) return !holds(condition.Not, data);
  const path = condition.Variable!;
  if (condition.IsPresent !== undefined) return (lookUp(path, data) !== undefined) === condition.IsPresent;
  const value = valueOf(path, data, {});
  if (condition.BooleanEquals !== undefined) return value === condition.BooleanEquals;
  if (condition.StringEquals !== undefined) return value === condition.StringEquals;
  if (condition.StringEqualsPath !== undefined) return value === valueOf(condition.StringEqualsPath, data, {});
  const parts = condition
    .StringMatches!.split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(String(value));
}

/** A template with the values its paths name. */
function rendered(template: unknown, data: unknown, context: Json): unknown {
  if (Array.isArray(template)) return template.map((each) => rendered(each, data, context));
  if (typeof template !== 'object' || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) =>
      key.endsWith('.$')
        ? [key.slice(0, -2), valueOf(String(value), data, context)]
        : [key, rendered(value, data, context)],
    ),
  );
}

/** The value of a path or of an intrinsic function; what is not there fails the execution, and cannot be caught. */
function valueOf(path: string, data: unknown, context: Json): unknown {
  const call = /^States\.(\w+)\((.*)\)$/s.exec(path);
  if (call === null) {
    const value = path.startsWith('$$') ? lookUp(path.slice(1), context) : lookUp(path, data);
    if (value === undefined) throw new Error(`nothing is at ${path} of ${JSON.stringify(data)}`);
    return value;
  }
  const [, name, list = ''] = call;
  const args = (list.match(/'[^']*'|[^,\s]+/g) ?? []).map((arg) =>
    arg.startsWith("'") ? arg.slice(1, -1) : valueOf(arg, data, context),
  );
  if (name === 'Array') return args;
  if (name === 'JsonToString') return JSON.stringify(args[0]);
  if (name === 'UUID') return 'uuid';
  if (name === 'Format')
    return args.slice(1).reduce<string>((text, arg) => text.replace('{}', String(arg)), String(args[0]));
  throw new Error(`States.${name} is not known here`);
}

function lookUp(path: string, data: unknown): unknown {
  const keys = path.match(/[^$.[\]]+/g) ?? [];
  return keys.reduce<unknown>((value, key) => (value as Json | undefined)?.[key], data);
}

function placed(path: string | null | undefined, data: unknown, result: unknown): unknown {
  if (path === null) return data;
  const keys = (path ?? '$').match(/[^$.]+/g) ?? [];
  return keys.reduceRight<(inner: unknown) => unknown>(
    (place, key) => (inner) => ({ ...(inner as Json), [key]: place((inner as Json | undefined)?.[key]) }),
    () => result,
  )(data);
}
