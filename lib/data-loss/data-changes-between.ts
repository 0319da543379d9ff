import { changedData } from './changed-data';
import { type ComparedStack, stackKey } from './compared-stack';
import type { DataChange } from './data-change';
import { removedData } from './removed-data';

/** Tells what could be lost between stacks as they were and as they will be, nested ones included, in the order of the former. */
export function dataChangesBetween(base: readonly ComparedStack[], head: readonly ComparedStack[]): DataChange[] {
  const later = new Map(head.map((stack) => [stackKey(stack), stack]));
  return base.flatMap((stack) => {
    const [was, is] = [{ stack, all: base }, later.get(stackKey(stack))];
    return is === undefined ? removedData(was, head) : changedData(was, { stack: is, all: head });
  });
}
