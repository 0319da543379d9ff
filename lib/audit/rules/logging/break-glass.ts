import type { AuditedStack, TemplateResource } from '../../assembly/audited-stack';
import type { Fleet, Rule, StackView, Violation } from '../../rule';
import { literal, literalText } from '../../values/value';
import { grantsOf } from '../reach-in/grants';
import { trustPolicies } from '../reach-in/role-trust';

/** Longest session of a role for emergencies, seconds. */
const LONGEST_SESSION = 3600;

/** Whether the use of break-glass is short, and seen. */
export const breakGlass: Rule = {
  id: 'logging/break-glass',
  severity: 'high',
  claim: 'The use of a break-glass role lasts an hour at most, and raises an alarm.',
  explanation: 'Break-glass is for emergencies: nobody should use it unseen, or for a day.',
  fix: 'define a rule on AssumeRole of the role with a target that tells people, and a MaxSessionDuration of 3600',
  *checkTenant(fleet, stacks) {
    const principals = new Set(fleet.organization.operators.breakGlass);
    if (principals.size === 0) return;
    for (const stack of stacks) {
      const view = fleet.view(stack);
      for (const [logicalId, policy] of trustPolicies(view)) {
        const isBreakGlass = grantsOf(view, policy).some(({ callers }) =>
          callers.some(({ arn }) => arn !== undefined && principals.has(arn)),
        );
        if (!isBreakGlass) continue;
        for (const violation of judgeRole(view, logicalId)) yield { stack, ...violation };
        yield* judgeAlarm(fleet, stack, logicalId);
      }
    }
  },
};

function* judgeRole({ stack, evaluate }: StackView, logicalId: string): Generator<Violation> {
  const given = stack.template.Resources?.[logicalId]?.Properties?.MaxSessionDuration;
  const seconds = given === undefined ? LONGEST_SESSION : Number(literal(evaluate(given)));
  if (seconds <= LONGEST_SESSION) return;
  yield {
    logicalId,
    path: 'Properties.MaxSessionDuration',
    severity: 'medium',
    message: `a session lasts up to ${Number.isNaN(seconds) ? 'nobody knows how many' : seconds} seconds, expected at most ${LONGEST_SESSION}`,
  };
}

/** A rule of EventBridge in the tenant's stacks that is about the role, is on and tells somebody. */
function* judgeAlarm(
  fleet: Fleet,
  stack: AuditedStack,
  role: string,
): Generator<Violation & { readonly stack: AuditedStack }> {
  const rules = fleet.stacks
    .filter(({ tenant }) => tenant === stack.tenant)
    .flatMap((each) =>
      fleet.view(each).resources.map(([logicalId, resource]) => ({ stack: each, logicalId, resource })),
    )
    .filter(
      ({ stack: each, logicalId, resource }) =>
        resource.Type === 'AWS::Events::Rule' && isAbout(fleet, each, logicalId, stack, role),
    );
  if (rules.length === 0) {
    // A rule that is about the assuming of roles, but not of this one, is where to look first.
    const other = nearest(fleet, stack.tenant);
    const place = other ?? { stack, logicalId: role, path: '' };
    yield { ...place, message: `no rule raises an alarm when ${role} is assumed` };
    return;
  }
  // One that is as it must be is enough.
  const [mildest = []] = rules
    .map(({ stack: each, logicalId, resource }) =>
      [...problemsOf(fleet.view(each), logicalId, resource, each === stack ? role : undefined)].map((problem) => ({
        stack: each,
        ...problem,
      })),
    )
    .toSorted((one, other) => one.length - other.length);
  yield* mildest;
}

/** Why a rule may raise no alarm, whatever is chosen at deployment. */
function* problemsOf(
  view: StackView,
  logicalId: string,
  { Properties: properties = {} }: TemplateResource,
  role: string | undefined,
): Generator<Violation> {
  const alarm = 'the alarm on the break-glass role';
  if (!view.isAlwaysMade(logicalId, role))
    yield { logicalId, path: 'Condition', message: `${alarm} may be left out of a deployment` };
  // Left out, it is on.
  const isOn = view.evaluate(properties.State ?? '').every((text) => /^(ENABLED.*)?$/.test(literalText(text) ?? '?'));
  if (!isOn) yield { logicalId, path: 'Properties.State', message: `${alarm} may be turned off` };
  const tells = view
    .variants(properties.Targets ?? [])
    .every((targets) => Array.isArray(targets) && targets.length > 0);
  if (!tells) yield { logicalId, path: 'Properties.Targets', message: `${alarm} may tell nobody` };
}

function nearest(fleet: Fleet, tenant: string | undefined) {
  for (const stack of fleet.stacks.filter((each) => each.tenant === tenant)) {
    const view = fleet.view(stack);
    for (const [logicalId, { Type: type }] of view.resources) {
      if (type !== 'AWS::Events::Rule') continue;
      const assumes = view
        .leaves(logicalId)
        .some(({ value }) => value.some((text) => literalText(text)?.startsWith('AssumeRole')));
      if (assumes) return { stack, logicalId, path: 'Properties.EventPattern' };
    }
  }
  return undefined;
}

function isAbout(fleet: Fleet, stack: AuditedStack, ruleId: string, roleStack: AuditedStack, role: string): boolean {
  const name = roleStack.template.Resources?.[role]?.Properties?.RoleName;
  const roleName = name === undefined ? undefined : literal(fleet.view(roleStack).evaluate(name));
  return fleet
    .view(stack)
    .leaves(ruleId)
    .some(
      ({ properties, value }) =>
        properties[0] === 'EventPattern' &&
        value.some((text) => {
          const known = literalText(text);
          if (known !== undefined && roleName !== undefined && known.includes(roleName)) return true;
          return text.some(
            (piece) => piece.kind === 'resource' && piece.stack === roleStack.name && piece.logicalId === role,
          );
        }),
    );
}
