import type { AuditedStack } from '../assembly/audited-stack';
import { isOwn } from '../principals/account-of';
import { type Value, describeValue, literal, unknown } from './value';

/** What a template may learn of others. */
export interface Surroundings {
  /** Value of an export, in the account and region of a stack; undefined if none of the tenant's stacks exports it. */
  readonly importValue: (stack: AuditedStack, name: string) => Value | undefined;
  /** Value of an output of a stack with that name in the same account; undefined if the tenant has none. */
  readonly stackOutput: (stack: AuditedStack, stackName: string, output: string, region?: string) => Value | undefined;
  /** Value of an output of a nested stack. */
  readonly nestedOutput: (stack: AuditedStack, logicalId: string, output: string) => Value | undefined;
  /** What the parent of a nested stack passes in as a parameter. */
  readonly passedIn: (stack: AuditedStack, parameter: string) => Value | undefined;
}

/** What `Fn::GetStackOutput` names. */
export interface StackOutput {
  readonly stackName: Value;
  readonly output: Value;
  /** Undefined for the stack's own. */
  readonly region: Value | undefined;
  /** By which it is looked up; undefined for the stack's own. */
  readonly role: Value | undefined;
}

/** What a stack imports by a name. */
export function importedValue(stack: AuditedStack, exported: Value, { importValue }: Surroundings): Value {
  const name = literal(exported);
  const value = name === undefined ? undefined : importValue(stack, name);
  return value ?? unknown(`${OF_NOBODY} in the assembly exports ${name ?? 'it'}`);
}

/** What a stack takes of another one's outputs. */
export function stackOutputValue(
  stack: AuditedStack,
  { stackName, output, region, role }: StackOutput,
  { stackOutput }: Surroundings,
): Value {
  const [name, key, where] = [stackName, output, region ?? []].map(literal);
  const what = `output ${key ?? ''} of ${name ?? 'that name'}`;
  if (region !== undefined && where === undefined)
    return unknown(`${OF_NOBODY} in the assembly has ${what} in a region that is known`);
  const value = name === undefined || key === undefined ? undefined : stackOutput(stack, name, key, where);
  // A role of another account looks into that account, whatever the tenant has under the name.
  if (role?.every((text) => isOwn(text, stack.account)) === false && !isOfNobody(value))
    return unknown(`${OF_NOBODY} gives ${what} to role ${describeValue(role)}`);
  return value ?? unknown(`${OF_NOBODY} in the assembly has ${what}`);
}

/** How the reason begins why what is taken in from elsewhere is not known. */
export const OF_NOBODY = 'no stack of the tenant';

function isOfNobody([text]: Value = []): boolean {
  return text?.some((piece) => piece.kind === 'unknown' && piece.why.startsWith(OF_NOBODY)) === true;
}
