import type { AuditedStack } from '../../audit/assembly/audited-stack';
import { estimateIdleCost } from '../../cost/estimate-idle-cost';

/** US dollars a month that stacks cost while idle; worked out once a shape. */
export type StackCosts = (shape: string, stacks: readonly AuditedStack[]) => number;

/** Makes a {@link StackCosts}. Stacks without a region cost nothing: their prices are not known. */
export function stackCosts(): StackCosts {
  const known = new Map<string, number>();
  return (shape, stacks) => {
    const cost = known.get(shape) ?? costOf(stacks);
    known.set(shape, cost);
    return cost;
  };
}

function costOf(stacks: readonly AuditedStack[]): number {
  const regions = new Set(stacks.flatMap(({ region }) => region ?? []));
  return [...regions].reduce((sum, region) => {
    const templates = stacks.filter((stack) => stack.region === region).map(({ template }) => template);
    return sum + estimateIdleCost(templates, region).monthlyUsd;
  }, 0);
}
