import { isDeepStrictEqual } from 'node:util';
import type { AuditedStack } from '../../audit/assembly/audited-stack';
import { textOf } from '../../audit/assembly/template-file';
import { type TenantShapes, tenantShape, tenantShapes } from '../shapes/tenant-shape';
import type { Tenant } from '../../config/tenant';
import type { StackPairs } from './pair-stacks';
import type { GroupMember } from './tenant-group';

/** Tenants whose templates were the same and are the same, their own values aside. */
export interface TenantGroup {
  readonly members: readonly [TenantOfGroup, ...TenantOfGroup[]];
  /** Shapes before and after. */
  readonly shapes: { readonly base: string; readonly head: string };
  readonly isChanged: boolean;
}

interface TenantOfGroup extends GroupMember {
  readonly pairs: StackPairs;
}

/** Groups tenants by what their templates were and what they are, in the order of the first of each group. */
export function groupTenants(all: readonly StackPairs[]): readonly TenantGroup[] {
  const groups = new Map<
    string,
    Omit<TenantGroup, 'members'> & { readonly members: [TenantOfGroup, ...TenantOfGroup[]] }
  >();
  for (const pairs of all) {
    const { tenant, base: before, head: after } = pairs;
    if (tenant === undefined) continue;
    const isChanged = !isSame(before, after);
    const { base, head, change, values } = isChanged ? tenantShapes(tenant, before, after) : unchanged(tenant, before);
    const member: TenantOfGroup = { tenant, pairs, values };
    const key = JSON.stringify([change, isChanged]);
    const group = groups.get(key);
    if (group === undefined) {
      groups.set(key, { members: [member], shapes: { base: base.digest, head: head.digest }, isChanged });
    } else group.members.push(member);
  }
  return [...groups.values()];
}

function unchanged(tenant: Tenant, stacks: readonly AuditedStack[]): TenantShapes {
  const { values, ...shape } = tenantShape(tenant, stacks);
  return { base: shape, head: shape, change: shape.digest, values };
}

function isSame(before: readonly AuditedStack[], after: readonly AuditedStack[]): boolean {
  return (
    before.length === after.length &&
    before.every((stack, index) => {
      const other = after[index];
      return (
        other !== undefined &&
        (['name', 'stackName', 'account', 'region', 'terminationProtection'] as const).every(
          (key) => stack[key] === other[key],
        ) &&
        (textOf(stack) === textOf(other) || isSameTemplate(stack, other))
      );
    })
  );
}

/** Whether templates are the same, and only written in another way. They are parsed for it, and let go: of those that differ, few are looked at again. */
function isSameTemplate(stack: AuditedStack, other: AuditedStack): boolean {
  const isSameContent = isDeepStrictEqual(stack.template, other.template);
  for (const { file } of [stack, other]) file?.letGo();
  return isSameContent;
}
