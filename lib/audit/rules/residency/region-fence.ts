import { parsePolicy } from '../../policies/parse-policy';
import type { PolicyStatement } from '../../policies/policy-statement';
import type { AuditedStack, TemplateResource } from '../../assembly/audited-stack';
import type { Fleet, Rule, StackView, Violation } from '../../rule';
import { soleResource } from '../../values/sole-resource';
import { literal } from '../../values/value';
import { judgeFence } from './fence-statement';

/** The organization's policies that keep each unit to its regions. */
export const regionFence: Rule = {
  id: 'residency/region-fence',
  severity: 'high',
  claim: "A service control policy denies every region outside of the jurisdiction in each tenant's unit.",
  explanation:
    'The templates say where data goes today; the region fence keeps it so for whatever is done in the account by hand. A fence that denies nothing, or is attached to nothing, keeps nothing.',
  fix: 'deny all actions but those of global services where aws:RequestedRegion is not a region of the jurisdiction, and attach the policy to the unit',
  *checkFleet(fleet) {
    const stacks = fleet.stacks.filter(({ account }) => account === fleet.organization.managementAccountId);
    const withPolicies = stacks.filter((stack) => fleet.view(stack).resources.some(isControlPolicy));
    if (withPolicies.length === 0) {
      fleet.notAnalysed({
        stack: stacks[0]?.name ?? '',
        logicalId: '',
        type: 'AWS::Organizations::Policy',
        why: 'the assembly has no service control policy, so region fences were not judged',
        rule: regionFence.id,
      });
      return;
    }
    const fenced = new Set<string>();
    const strays: Stray[] = [];
    for (const stack of withPolicies) {
      for (const violation of judgeStack(fleet.view(stack), fenced, strays)) yield { stack, ...violation };
    }
    yield* unfenced(fleet, withPolicies[0]!, strays, fenced);
  },
};

/** A fence that is attached to no unit of tenants. */
interface Stray {
  readonly place: { readonly stack: AuditedStack; readonly logicalId: string; readonly path: string };
  /** Whether it would do for a unit. */
  readonly fits: (unit: string) => boolean;
}

/** What is wrong with the best of these fences: one that is good is enough, as the others only narrow it further. */
function mildestOf(
  view: StackView,
  logicalId: string,
  fences: readonly PolicyStatement[],
  units: readonly string[],
): readonly Violation[] {
  // Every variant of a statement must be good.
  const violations = new Map<string, Violation[]>();
  for (const fence of fences) {
    const found = [...judgeFence(view, logicalId, fence, units)];
    violations.set(fence.path, [...(violations.get(fence.path) ?? []), ...found]);
  }
  const [mildest = []] = [...violations.values()].toSorted((one, other) => one.length - other.length);
  return mildest;
}

/** Tenants in the assembly whose unit has no fence. */
function* unfenced(fleet: Fleet, stack: AuditedStack, strays: readonly Stray[], fenced: ReadonlySet<string>) {
  const inAssembly = new Set(fleet.stacks.flatMap(({ tenant }) => tenant ?? []));
  const units = new Set(
    fleet.tenants.filter(({ id }) => inAssembly.has(id)).map(({ jurisdiction, region }) => `${jurisdiction}/${region}`),
  );
  for (const unit of [...units].toSorted()) {
    const [jurisdiction = ''] = unit.split('/');
    if (fenced.has(unit) || fenced.has(jurisdiction) || fenced.has('')) continue;
    const place = strays.find(({ fits }) => fits(unit))?.place ?? { stack, logicalId: '', path: '' };
    yield { ...place, message: `no region fence is attached to Tenants/${unit}` };
  }
}

function isControlPolicy([, { Type: type, Properties: properties }]: readonly [string, TemplateResource]): boolean {
  return type === 'AWS::Organizations::Policy' && properties?.Type === 'SERVICE_CONTROL_POLICY';
}

/** Judges the fences of a stack, and notes the units that have a good one. */
function* judgeStack(view: StackView, fenced: Set<string>, strays: Stray[]): Generator<Violation> {
  for (const entry of view.resources.filter(isControlPolicy)) {
    const [logicalId, { Properties: properties = {} }] = entry;
    const { statements } = parsePolicy(view, properties.Content, 'Properties.Content');
    const fences = statements.filter(({ conditions }) => conditions.some(({ key }) => key === 'aws:requestedregion'));
    if (fences.length === 0) continue;
    const choices = view.variants(properties.TargetIds ?? []).map((targets) => [targets].flat());
    if (choices.some(({ length }) => length === 0)) {
      const attached = choices.every(({ length }) => length === 0) ? 'is attached' : 'may be attached';
      yield { logicalId, path: 'Properties.TargetIds', message: `the region fence ${attached} to nothing` };
      continue;
    }
    // Only what it is attached to whatever is chosen is fenced.
    const units = choices
      .map((targets) => unitsOf(view, targets))
      .reduce((one, other) => one.filter((unit) => other.includes(unit)));
    if (units.length === 0) {
      strays.push({
        place: { stack: view.stack, logicalId, path: 'Properties.TargetIds' },
        fits: (unit) => mildestOf(view, logicalId, fences, [unit]).length === 0,
      });
      continue;
    }
    if (!view.isAlwaysMade(logicalId)) {
      yield { logicalId, path: 'Condition', message: 'the region fence may be left out of a deployment' };
      continue;
    }
    const mildest = mildestOf(view, logicalId, fences, units);
    yield* mildest;
    if (mildest.length === 0) for (const unit of units) fenced.add(unit);
  }
}

/** Units of tenants that a policy is attached to, e.g. `eu/eu-central-1`, the unit of all of them being empty; others are left out. */
function unitsOf(view: StackView, targets: readonly unknown[]): string[] {
  return targets.flatMap((target) => {
    const piece = soleResource(view.evaluate(target));
    const names = piece === undefined ? [] : pathOf(view, piece.logicalId);
    return names[0] === 'Tenants' ? [names.slice(1).join('/')] : [];
  });
}

/** Names of a unit and those above it, from the top. */
function pathOf(view: StackView, logicalId: string): string[] {
  const names: string[] = [];
  let next: string | undefined = logicalId;
  const resources = new Map(view.resources);
  while (next !== undefined && names.length < 6) {
    const unit: TemplateResource | undefined = resources.get(next);
    if (unit === undefined) break;
    names.unshift(literal(view.evaluate(unit.Properties?.Name)) ?? '?');
    next = soleResource(view.evaluate(unit.Properties?.ParentId))?.logicalId;
  }
  return names;
}
