import type { TemplateResource } from '../../assembly/audited-stack';
import type { StackView } from '../../rule';

/** The resource of the same tenant's stacks that a node refers to; undefined if it refers to none. */
export function resourceOf({ evaluate, fleet, stack }: StackView, node: unknown): TemplateResource | undefined {
  const [piece] = node === undefined ? [] : (evaluate(node)[0] ?? []);
  if (piece?.kind !== 'resource') return undefined;
  const owner = fleet.stackOf(stack.tenant, piece.stack);
  return owner?.template.Resources?.[piece.logicalId];
}
