import type { Template } from '../audit/assembly/audited-stack';

/** A stack on one side of a comparison. A stack of a cloud assembly is one, as it is. */
export interface ComparedStack {
  /** Hierarchical name, e.g. `acme/Web`; a nested stack has its parent's name and its logical id, e.g. `acme/Web/Nested`. */
  readonly name: string;
  /** Name CloudFormation knows it by, e.g. `acme-Web`; of a nested stack: that of the outermost one. */
  readonly stackName: string;
  /** @default - an account that nobody names, the same on both sides */
  readonly account?: string | undefined;
  readonly region: string | undefined;
  readonly template: Template;
  /** Of a nested stack: the name of its parent, and what it is called there. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

/** A stack among the others of its side, its parent and its nested stacks for instance. */
export interface StackAmong {
  readonly stack: ComparedStack;
  readonly all: readonly ComparedStack[];
}

/** Type of a nested stack in its parent. */
export const NESTED_STACK = 'AWS::CloudFormation::Stack';

/** What a stack is to CloudFormation, the same on both sides: another account's or region's is another stack. */
export function stackKey({ stackName, account, region, name, parent }: Omit<ComparedStack, 'template'>): string {
  return JSON.stringify([account, region, parent === undefined ? stackName : name]);
}

/** The parent of a nested stack; undefined for a stack of its own. */
export function parentOf({ stack, all }: StackAmong): StackAmong | undefined {
  const parent = all.find(({ name }) => name === stack.parent?.stack);
  return parent === undefined ? undefined : { stack: parent, all };
}

/** What `--allow-replacement` takes: names of the stack, of the nested ones, and of the resource, e.g. `acme-Web/Nested/Database`. */
export function resourceName(among: StackAmong, logicalId: string): string {
  const { stackName, parent } = among.stack;
  const outer = parentOf(among);
  if (parent === undefined || outer === undefined) return `${stackName}/${logicalId}`;
  return `${resourceName(outer, parent.logicalId)}/${logicalId}`;
}
