import type { AuditedStack } from '../../audit/assembly/audited-stack';
import { estimateIdleCost } from '../../cost/estimate-idle-cost';

/** What stacks cost while idle. */
export interface StackCost {
  /** US dollars. */
  readonly monthlyUsd: number;
  /** What may cost something and has no price here, so that it is not part of the sum; in alphabetical order. */
  readonly unpriced: readonly string[];
}

/** What stacks cost a month; worked out once a shape. */
export type StackCosts = (shape: string, stacks: readonly AuditedStack[]) => StackCost;

/** Makes a {@link StackCosts}. Stacks without a region cost nothing: their prices are not known. */
export function stackCosts(): StackCosts {
  const known = new Map<string, StackCost>();
  return (shape, stacks) => {
    const cost = known.get(shape) ?? costOf(stacks);
    known.set(shape, cost);
    return cost;
  };
}

function costOf(stacks: readonly AuditedStack[]): StackCost {
  const regions = [...new Set(stacks.flatMap(({ region }) => region ?? []))];
  const estimates = regions.map((region) => {
    const templates = stacks.filter((stack) => stack.region === region).map(({ template }) => template);
    return estimateIdleCost(templates, region);
  });
  return {
    monthlyUsd: estimates.reduce((sum, { monthlyUsd }) => sum + monthlyUsd, 0),
    unpriced: [...new Set(estimates.flatMap(({ unpriced }) => unpriced))].toSorted(),
  };
}
