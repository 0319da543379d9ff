import type { Template, TemplateResource } from '../../../lib/audit/assembly/audited-stack';

/** A template that may be changed. */
export type MutableTemplate = { -readonly [Key in keyof Template]: Template[Key] } & {
  Resources: Record<string, TemplateResource>;
};

/** Where a mutation must be found. */
export interface Place {
  readonly logicalId: string;
  readonly path: string;
}

/** Changes a template for the worse, or in a way that only looks so; says where. */
export type Mutate = (template: MutableTemplate) => Place;

/** A template of the sample fleet that is changed. */
export interface Mutation {
  readonly name: string;
  /** Stack, e.g. `acme/Data`. */
  readonly stack: string;
  readonly mutate: Mutate;
  /** Rule that must find it; undefined if none may. */
  readonly rule?: string;
  readonly severity?: string;
}

/** A group of mutations of one stack that one rule must find. */
export function group(
  rule: string,
  stack: string,
  mutations: Readonly<Record<string, Mutate>>,
  severity?: string,
): Mutation[] {
  return Object.entries(mutations).map(([name, mutate]) => ({
    name,
    stack,
    mutate,
    rule,
    ...(severity && { severity }),
  }));
}

/** Mutations that no rule may find. */
export function benign(stack: string, mutations: Readonly<Record<string, Mutate>>): Mutation[] {
  return Object.entries(mutations).map(([name, mutate]) => ({ name, stack, mutate }));
}

/** The first resource of a type that has these words in its logical id. */
export function first(template: MutableTemplate, type: string, words = ''): readonly [string, TemplateResource] {
  const found = Object.entries(template.Resources).find(
    ([id, resource]) => resource.Type === type && id.includes(words),
  );
  if (found === undefined) throw new Error(`no ${type} ${words}`);
  return found;
}

/** Sets a property of the first resource of a type; `undefined` takes it out. */
export function set(type: string, path: string, value: unknown, found?: string, words?: string): Mutate {
  return (template) => {
    const [logicalId, resource] = first(template, type, words);
    write(resource as unknown as Record<string, unknown>, path.split('.'), value);
    return { logicalId, path: found ?? path };
  };
}

/** Adds a resource. */
export function add(
  Type: string,
  Properties: Readonly<Record<string, unknown>>,
  path: string,
  rest: Partial<Template> & { readonly resource?: object } = {},
): Mutate {
  return (template) => {
    const { resource, ...parts } = rest;
    template.Resources.Added = {
      Type,
      Properties,
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      ...resource,
    };
    for (const [name, content] of Object.entries(parts)) {
      Object.assign(template, { [name]: { ...(template[name as keyof Template] as object), ...(content as object) } });
    }
    return { logicalId: 'Added', path };
  };
}

/** Adds a statement to the trust policy of the operator's role. */
export function trust(statement: Readonly<Record<string, unknown>>, path: string): Mutate {
  return (template) => {
    const [logicalId, role] = first(template, 'AWS::IAM::Role', 'Operator');
    const { Statement: statements } = (role.Properties as { AssumeRolePolicyDocument: { Statement: unknown[] } })
      .AssumeRolePolicyDocument;
    statements.push({ Effect: 'Allow', Action: 'sts:AssumeRole', ...statement });
    return { logicalId, path: `Properties.AssumeRolePolicyDocument.Statement.${statements.length - 1}.${path}` };
  };
}

// oxlint-disable typescript/no-explicit-any -- a mutation reaches into whatever a template holds
/** Changes a statement of the trust of a role that lets the operator in. */
export function changeTrust(words: string, change: (statement: Record<string, any>) => string): Mutate {
  return (template) => {
    const [logicalId, role] = first(template, 'AWS::IAM::Role', words);
    const [statement] = (role.Properties as { AssumeRolePolicyDocument: { Statement: Record<string, any>[] } })
      .AssumeRolePolicyDocument.Statement;
    return { logicalId, path: `Properties.AssumeRolePolicyDocument.Statement.0.${change(statement!)}` };
  };
}

function write(node: Record<string, unknown>, [name = '', ...rest]: readonly string[], value: unknown): void {
  const key = name.replaceAll('~', '.');
  if (rest.length === 0) {
    if (value === undefined) delete node[key];
    else node[key] = value;
    return;
  }
  node[key] ??= {};
  write(node[key] as Record<string, unknown>, rest, value);
}
