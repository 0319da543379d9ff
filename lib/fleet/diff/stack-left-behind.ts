import type { StackAmong } from '../../data-loss/compared-stack';
import { dataHolders } from '../../data-loss/data-holders';
import { groupBy } from '../../group-by';

/**
 * Says of a stack of its own that is no longer there, and so is left behind, what holds data in it and in its nested stacks; undefined where
 * nothing does.
 */
export function stackLeftBehind(removed: StackAmong): string | undefined {
  const types = groupBy(typesWithData(removed).toSorted(), (type) => type);
  if (types.size === 0) return undefined;
  const held = [...types].map(([type, { length }]) => (length === 1 ? type : `${type} (${length})`));
  return `would be left behind, with data: ${held.join(', ')}`;
}

function typesWithData(among: StackAmong): string[] {
  const { stack, all } = among;
  const holdsData = dataHolders(among);
  const own = Object.entries(stack.template.Resources ?? {}).flatMap(([logicalId, { Type }]) =>
    holdsData(Type, logicalId) ? [Type] : [],
  );
  const nested = all.filter(({ parent }) => parent?.stack === stack.name);
  return [...own, ...nested.flatMap((each) => typesWithData({ stack: each, all }))];
}
