import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { type ComparedStack, NESTED_STACK, type StackAmong, parentOf, resourceName, stackKey } from './compared-stack';
import type { DataChange } from './data-change';
import { dataHolders } from './data-holders';
import { statefulChanges } from './stateful-changes';

/**
 * Tells what could be lost with a stack that is no longer there. A stack of its own is left behind with what is in it; a nested one is
 * deleted by its parent.
 *
 * @param head the stacks that are there
 */
export function removedData(removed: StackAmong, head: readonly ComparedStack[] = []): DataChange[] {
  const { template } = removed.stack;
  const holdsData = dataHolders(removed);
  const there = new Map(head.map((stack) => [stackKey(stack), stack]));
  const fate = fateOf(removed, there);
  // Its parent says what becomes of it.
  if (fate === 'not known') return [];
  const changes =
    fate === 'deleted'
      ? statefulChanges(fullDiff(template, {}), holdsData)
      : Object.entries(template.Resources ?? {})
          .filter(([logicalId, { Type }]) => holdsData(Type, logicalId))
          .map(([logicalId, { Type }]) => ({ logicalId, type: Type, change: 'would be left behind, with its stack' }));
  return changes.map((change) => ({ ...change, resource: resourceName(removed, change.logicalId) }));
}

/** What becomes of a stack that is no longer there; `not known` for a nested one that is, but cannot be read any more. */
function fateOf(removed: StackAmong, there: ReadonlyMap<string, ComparedStack>): 'deleted' | 'left' | 'not known' {
  const parent = parentOf(removed);
  const logicalId = removed.stack.parent?.logicalId;
  if (parent === undefined || logicalId === undefined) return 'left';
  const later = there.get(stackKey(parent.stack));
  if (later?.template.Resources?.[logicalId]?.Type === NESTED_STACK) return 'not known';
  const outer = later === undefined ? fateOf(parent, there) : 'deleted';
  const policy = String(parent.stack.template.Resources?.[logicalId]?.DeletionPolicy);
  return outer === 'deleted' && policy.startsWith('Retain') ? 'left' : outer;
}
