import type { PolicyStatement } from '../../policies/policy-statement';
import type { StackView, Violation } from '../../rule';
import { describeValue, literalText } from '../../values/value';
import { describeOpen, isOpen } from './open-target';
import { permissionsOf } from './permissions';

/** Permissions on what is not known before the deployment: it can be of another tenant that lets everybody in. */
export function* openPermissions(view: StackView): Generator<Violation> {
  for (const { logicalId, statement } of permissionsOf(view)) {
    // Becoming somebody is judged by a rule of its own.
    if (statement.isNotResource || isAboutRoles(statement)) continue;
    for (const { value, path } of statement.resources) {
      const open = value.find(isOpen);
      if (open === undefined) continue;
      const message = `it permits ${describeActions(statement)} on ${describeOpen(open, ", which can be anybody's")}`;
      yield { logicalId, path, message };
    }
  }
}

function isAboutRoles({ actions, isNotAction }: PolicyStatement): boolean {
  return !isNotAction && actions.flat().every((text) => /^sts:/i.test(literalText(text) ?? ''));
}

function describeActions({ actions, isNotAction }: PolicyStatement): string {
  const [first = [], ...others] = actions;
  const named = others.length === 0 ? describeValue(first) : `${describeValue(first)} and ${others.length} more`;
  return isNotAction ? `everything but ${named}` : named;
}
