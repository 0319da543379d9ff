import { type TemplateDiff, fullDiff } from '@aws-cdk/cloudformation-diff';
import type { AuditedStack, Template } from '../../audit/assembly/audited-stack';
import { changedData } from '../../data-loss/changed-data';
import { type StackAmong, stackKey } from '../../data-loss/compared-stack';
import type { DataChange } from '../../data-loss/data-change';
import { removedData } from '../../data-loss/removed-data';
import { differentPaths } from '../shapes/different-paths';
import type { Change } from './fleet-diff';
import { publicSurface } from './public-surface';
import { stackLeftBehind } from './stack-left-behind';
import { widenedAccess } from './widened-access';

/** A change of one tenant's templates, as it is written there. */
export interface TemplateChange extends Omit<Change, 'tenants'> {
  readonly kind: 'stateful' | 'access' | 'public' | 'other';
  /** Of one that could lose data: what `--allow-replacement` takes, see {@link DataChange.resource}; the name of a stack that is left behind. */
  readonly resource?: string;
}

/** Tells what lies between the stacks of one tenant, as they were and as they are. */
export function templateChanges(base: readonly AuditedStack[], head: readonly AuditedStack[]): TemplateChange[] {
  const before = new Map(base.map((stack) => [stackKey(stack), stack]));
  const after = new Map(head.map((stack) => [stackKey(stack), stack]));
  return [
    ...base.filter((stack) => !after.has(stackKey(stack))).flatMap((stack) => removedStack({ stack, all: base }, head)),
    ...head.flatMap((stack) => {
      const earlier = before.get(stackKey(stack));
      return earlier === undefined
        ? addedStack(stack)
        : changedStack({ stack: earlier, all: base }, { stack, all: head });
    }),
  ];
}

/** Tells what could be lost with stacks none of which is in the assembly any more. */
export function dataLeft(removed: readonly AuditedStack[]): TemplateChange[] {
  return removed.flatMap((stack) => lostWith({ stack, all: removed }, []));
}

/** A stack of one side of the comparison. */
interface AuditedAmong extends StackAmong {
  readonly stack: AuditedStack;
}

function removedStack(removed: AuditedAmong, head: readonly AuditedStack[]): TemplateChange[] {
  const { name } = removed.stack;
  const change = 'no longer in the assembly';
  return [{ kind: 'other', stack: name, type: '', logicalId: '', change, path: '' }, ...lostWith(removed, head)];
}

/** What could be lost with a stack that is no longer there: one that is left behind is told as a whole, with the nested ones in it. */
function lostWith(removed: AuditedAmong, head: readonly AuditedStack[]): TemplateChange[] {
  const { name, parent } = removed.stack;
  if (parent === undefined) {
    const change = stackLeftBehind(removed);
    if (change === undefined) return [];
    return [{ kind: 'stateful', stack: name, type: '', logicalId: '', change, path: '', resource: name }];
  }
  const outermost = stackKey({ ...removed.stack, parent: undefined });
  return head.some((stack) => stackKey(stack) === outermost) ? stateful(name, removedData(removed, head)) : [];
}

function stateful(name: string, changes: readonly DataChange[]): TemplateChange[] {
  return changes.map(({ resource, type, logicalId, change }) => ({
    kind: 'stateful',
    stack: name,
    type,
    logicalId,
    change,
    path: '',
    resource,
  }));
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

function changedStack(earlier: AuditedAmong, later: AuditedAmong): TemplateChange[] {
  const [base, head] = [earlier.stack, later.stack];
  const { name } = head;
  const diff = fullDiff(base.template, head.template);
  return [
    ...stateful(name, changedData(earlier, later, diff)),
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
