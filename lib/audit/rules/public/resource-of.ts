import type { TemplateResource } from '../../assembly/audited-stack';
import type { StackView } from '../../rule';
import { soleResource } from '../../values/sole-resource';
import type { Value } from '../../values/value';

/** The resource of the same tenant's stacks that a value refers to, whatever is chosen at deployment; undefined if it refers to none. */
export function resourceOf({ fleet, stack }: StackView, value: Value): TemplateResource | undefined {
  const found = soleResource(value);
  return found && fleet.stackOf(stack.tenant, found.stack)?.template.Resources?.[found.logicalId];
}
