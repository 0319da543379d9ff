import { type TemplateDiff, fullDiff } from '@aws-cdk/cloudformation-diff';
import type { AuditedStack, Template } from '../../audit/assembly/audited-stack';
import { differentPaths } from '../shapes/different-paths';
import { type StackAmong, dataChanges, dataOfRemovedStack } from './data-changes';
import type { Change } from './fleet-diff';
import { publicSurface } from './public-surface';
import { widenedAccess } from './widened-access';

/** A change of one tenant's templates, as it is written there. */
export interface TemplateChange extends Omit<Change, 'tenants'> {
  readonly kind: 'stateful' | 'access' | 'public' | 'other';
  /** Of one that could lose data: the name CloudFormation knows the stack by. */
  readonly stackName?: string;
}

/** Tells what lies between the stacks of one tenant, as they were and as they are. */
export function templateChanges(base: readonly AuditedStack[], head: readonly AuditedStack[]): TemplateChange[] {
  const before = new Map(base.map((stack) => [keyOf(stack), stack]));
  const after = new Map(head.map((stack) => [keyOf(stack), stack]));
  return [
    ...base.filter((stack) => !after.has(keyOf(stack))).flatMap((stack) => removedStack({ stack, all: base })),
    ...head.flatMap((stack) => {
      const earlier = before.get(keyOf(stack));
      return earlier === undefined
        ? addedStack(stack)
        : changedStack({ stack: earlier, all: base }, { stack, all: head });
    }),
  ];
}

/** What a stack is to CloudFormation: another region's is another stack. */
function keyOf({ stackName, region, name, parent }: AuditedStack): string {
  return JSON.stringify([region, parent === undefined ? stackName : name]);
}

function removedStack(removed: StackAmong): TemplateChange[] {
  const change = 'no longer in the assembly';
  return [
    { kind: 'other', stack: removed.stack.name, type: '', logicalId: '', change, path: '' },
    ...dataOfRemovedStack(removed),
  ];
}

function addedStack(stack: AuditedStack): TemplateChange[] {
  const { name, template } = stack;
  const diff = fullDiff({}, template);
  const resources = Object.keys(template.Resources ?? {}).length;
  return [
    ...widenedAccess(name, diff),
    ...publicSurface(name, {}, template),
    { kind: 'other', stack: name, type: '', logicalId: '', change: `added, with resources: ${resources}`, path: '' },
  ];
}

function changedStack(earlier: StackAmong, later: StackAmong): TemplateChange[] {
  const [base, head] = [earlier.stack, later.stack];
  const { name } = head;
  const diff = fullDiff(base.template, head.template);
  return [
    ...dataChanges(earlier, later, diff),
    ...widenedAccess(name, diff),
    ...publicSurface(name, base.template, head.template),
    ...(base.terminationProtection === head.terminationProtection
      ? []
      : [
          changedPart(
            name,
            'Stack',
            '',
            ['terminationProtection'],
            base.terminationProtection,
            head.terminationProtection,
          ),
        ]),
    ...resourceChanges(name, diff),
    ...sectionChanges(name, base.template, head.template),
  ];
}

function* resourceChanges(stack: string, diff: TemplateDiff): Generator<TemplateChange> {
  for (const [logicalId, { oldValue, newValue }] of Object.entries(diff.resources.changes)) {
    const type = newValue?.Type ?? oldValue?.Type ?? '';
    if (oldValue === undefined || newValue === undefined) {
      const change = oldValue === undefined ? 'added' : 'removed';
      yield { kind: 'other', stack, type, logicalId, change, path: '' };
    } else {
      for (const { path, one, other } of differentPaths(oldValue, newValue)) {
        // Where in the tree of constructs it is from: no matter to AWS.
        if (path.join('.').startsWith('Metadata.aws:')) continue;
        yield changedPart(stack, type, logicalId, path, one, other);
      }
    }
  }
}

/** Outputs, parameters, conditions and whatever else a template has beside resources. */
function* sectionChanges(stack: string, base: Template, head: Template): Generator<TemplateChange> {
  const [{ Resources: _, ...before }, { Resources: __, ...after }] = [base, head];
  for (const { path, one, other } of differentPaths(before, after)) {
    const [section = '', logicalId = '', ...rest] = path;
    yield changedPart(stack, section, logicalId, rest, one, other);
  }
}

function changedPart(
  stack: string,
  type: string,
  logicalId: string,
  path: readonly string[],
  before: unknown,
  after: unknown,
): TemplateChange {
  return {
    kind: 'other',
    stack,
    type,
    logicalId,
    change: before === undefined ? 'added' : after === undefined ? 'removed' : 'changed',
    path: path.join('.'),
    ...(before !== undefined && { before: JSON.stringify(before) }),
    ...(after !== undefined && { after: JSON.stringify(after) }),
  };
}
