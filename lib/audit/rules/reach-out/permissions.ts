import { conditionsLimitToOwn } from '../../policies/limits-to-own';
import type { PolicyStatement } from '../../policies/policy-statement';
import type { StackView } from '../../rule';
import { policiesOf } from '../reach-in/policies-of';

/** A statement that gives principals of the tenant's own permissions, which may reach out of its account. */
export interface Permission {
  readonly logicalId: string;
  readonly statement: PolicyStatement;
}

/** Every permission of a stack; those that conditions limit to resources of the own account are left out. */
export function permissionsOf(view: StackView): readonly Permission[] {
  return view.once('permissions', () => [...search(view)]);
}

function* search(view: StackView): Generator<Permission> {
  const boundaries = boundariesOf(view);
  for (const [logicalId, resource] of view.resources) {
    if (boundaries.has(logicalId)) continue;
    for (const policy of policiesOf(view, resource)) {
      for (const statement of policy.statements) {
        const { effect, principals, isNotPrincipal, conditions } = statement;
        if (effect === 'Deny' || principals.length > 0 || isNotPrincipal) continue;
        if (!conditionsLimitToOwn(conditions, view.stack.account)) yield { logicalId, statement };
      }
    }
  }
}

/** Policies that bound what others allow, and allow nothing themselves. */
function boundariesOf(view: StackView): ReadonlySet<string> {
  const [boundaries, attached] = [new Set<string>(), new Set<string>()];
  for (const [logicalId, { Properties: own = {} }] of view.resources) {
    if ([own.Roles, own.Users, own.Groups].some((named) => named !== undefined)) attached.add(logicalId);
    for (const { properties, value } of view.leaves(logicalId)) {
      const pieces = value.flat().flatMap((piece) => (piece.kind === 'resource' ? [piece.logicalId] : []));
      const into =
        properties[0] === 'PermissionsBoundary'
          ? boundaries
          : properties[0] === 'ManagedPolicyArns'
            ? attached
            : undefined;
      for (const piece of pieces) into?.add(piece);
    }
  }
  return new Set([...boundaries].filter((id) => !attached.has(id)));
}
