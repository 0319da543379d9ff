import { createHash } from 'node:crypto';
import type { AuditedStack } from '../../audit/assembly/audited-stack';
import { textOf } from '../../audit/assembly/template-file';
import type { Tenant } from '../../config/tenant';
import { canonicalizer } from '../../shapes/canonicalize';
import { numberAnew } from '../../shapes/placeholder';

/** A stack of a tenant with placeholders in the places of what is the tenant's own. */
export interface StackShape {
  /** E.g. `«id»/Data`. */
  readonly name: string;
  readonly region: string | undefined;
  readonly terminationProtection: boolean;
  /** The template as it is written. */
  readonly template: string;
}

/** All stacks of a tenant in canonical form. */
export interface TenantShape {
  /** 12 hexadecimal digits; the same for tenants whose stacks differ in nothing but the tenant's own. */
  readonly digest: string;
  readonly stacks: readonly StackShape[];
}

/** Stacks of a tenant as they were and as they are: the same placeholder stands for the same value in both. */
export interface TenantShapes {
  readonly base: TenantShape;
  readonly head: TenantShape;
  /** The same for tenants whose stacks were the same, are the same, and changed in the same way. */
  readonly change: string;
  /** What the placeholders stand for. */
  readonly values: Readonly<Record<string, string>>;
}

/** Gives the shape of a tenant from its stacks, in the order of the assembly. */
export function tenantShape(
  tenant: Tenant,
  stacks: readonly AuditedStack[],
): TenantShape & Pick<TenantShapes, 'values'> {
  const { base, values } = tenantShapes(tenant, stacks, []);
  return { ...base, values };
}

/** Gives the shapes of a tenant before and after a change. */
export function tenantShapes(
  tenant: Tenant,
  before: readonly AuditedStack[],
  after: readonly AuditedStack[],
): TenantShapes {
  const { shapeOf, values } = canonicalizer(tenant);
  // Most templates are the same before and after.
  const known = new Map<string, string>();
  const shapesOf = (stacks: readonly AuditedStack[]): readonly StackShape[] =>
    stacks.map((stack) => {
      const text = textOf(stack);
      const template = known.get(text) ?? shapeOf(text);
      known.set(text, template);
      const { region, terminationProtection } = stack;
      return { name: shapeOf(stack.name), region, terminationProtection, template };
    });
  const digests = new Map<string, string>();
  const digestOf = (text: string): string => {
    const digest = digests.get(text) ?? createHash('sha256').update(text).digest('hex');
    digests.set(text, digest);
    return digest;
  };
  const digestOfAll = (stacks: readonly StackShape[]): string =>
    digestOf(JSON.stringify(stacks.map((stack) => ({ ...stack, template: digestOf(stack.template) }))));

  const [base, head] = [shapesOf(before), shapesOf(after)];
  const renumber = numberAnew();
  const renumbered = head.map((stack) => ({ ...stack, template: renumber(stack.template) }));
  return {
    base: { digest: digestOfAll(base).slice(0, 12), stacks: base },
    head: { digest: digestOfAll(renumbered).slice(0, 12), stacks: head },
    change: digestOf(JSON.stringify([digestOfAll(base), digestOfAll(head)])),
    values: values(),
  };
}
