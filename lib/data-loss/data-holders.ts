import { STATEFUL_RESOURCE_TYPES } from '../../constructs/fleet-rollout/guard-handler/stateful-resources';
import { type ComparedStack, NESTED_STACK, type StackAmong } from './compared-stack';

/** Whether a resource of a stack holds data, by type and logical id. */
export type HoldsData = (type: string, logicalId: string) => boolean;

/**
 * Which resources of a stack hold data: those of stateful types, and nested stacks whose contents are not known on both sides.
 *
 * @param head what the stack becomes; without it, it is what is no longer there
 */
export function dataHolders(base: StackAmong, head?: StackAmong): HoldsData {
  const before = readableIn(base);
  const after = head === undefined ? before : readableIn(head);
  // One that is no longer there need not be readable: what is lost was in the one before.
  const isThere = (logicalId: string): boolean => head?.stack.template.Resources?.[logicalId]?.Type === NESTED_STACK;
  return (type, logicalId) =>
    STATEFUL_RESOURCE_TYPES.has(type) ||
    (type === NESTED_STACK && !(before.has(logicalId) && (after.has(logicalId) || !isThere(logicalId))));
}

/** Whether a nested stack whose contents are known holds data, somewhere. */
export function nestedHoldsData({ stack, all }: StackAmong, logicalId: string): boolean {
  const nested = all.find(({ parent }) => parent?.stack === stack.name && parent.logicalId === logicalId);
  return nested !== undefined && stackHoldsData({ stack: nested, all });
}

function stackHoldsData(among: StackAmong): boolean {
  const holdsData = dataHolders(among);
  return Object.entries(among.stack.template.Resources ?? {}).some(
    ([logicalId, { Type }]) => holdsData(Type, logicalId) || nestedHoldsData(among, logicalId),
  );
}

/** Logical ids of nested stacks whose contents are known. */
function readableIn({ stack, all }: StackAmong): ReadonlySet<string> {
  const nested = ({ parent }: ComparedStack): string[] => (parent?.stack === stack.name ? [parent.logicalId] : []);
  return new Set(all.flatMap(nested));
}
