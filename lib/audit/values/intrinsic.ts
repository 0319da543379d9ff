/** An intrinsic function of CloudFormation, as a template in JSON writes it. */
export interface Intrinsic {
  /** E.g. `Ref` or `Fn::GetAtt`. */
  readonly name: string;
  readonly argument: unknown;
}

/** Names without `Fn::` that are intrinsic functions too. */
const PLAIN: ReadonlySet<string> = new Set(['Ref', 'Condition']);

/** The intrinsic function a node is; undefined for any other node. */
export function intrinsicOf(node: unknown): Intrinsic | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined;
  const keys = Object.keys(node);
  const [name] = keys;
  if (keys.length !== 1 || name === undefined) return undefined;
  if (!name.startsWith('Fn::') && !PLAIN.has(name)) return undefined;
  const argument = (node as Record<string, unknown>)[name];
  // A policy may have a property of that name: a condition in a template is named by a text.
  if (name === 'Condition' && typeof argument !== 'string') return undefined;
  return { name, argument };
}

/** Whether a node is `Ref: AWS::NoValue`, by which a property is left out. */
export function isNoValue(node: unknown): boolean {
  const intrinsic = intrinsicOf(node);
  return intrinsic?.name === 'Ref' && intrinsic.argument === 'AWS::NoValue';
}

/** A node that is an object with properties; undefined for lists, texts and intrinsic functions. */
export function asObject(node: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return undefined;
  return node as Readonly<Record<string, unknown>>;
}

const CHOSEN = Symbol('chosen');

/** Marks a structure as the choice of an intrinsic function: paths end at the property that holds the function. */
export function markChosen<Node>(node: Node): Node {
  if (typeof node === 'object' && node !== null && intrinsicOf(node) === undefined) {
    Object.defineProperty(node, CHOSEN, { value: true, configurable: true });
  }
  return node;
}

/** Whether a structure is the choice of an intrinsic function. */
export function isChosen(node: unknown): boolean {
  return typeof node === 'object' && node !== null && CHOSEN in node;
}
