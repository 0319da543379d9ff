import { parsePolicy } from '../../policies/parse-policy';
import type { PolicyStatement } from '../../policies/policy-statement';
import type { AuditedStack, TemplateResource } from '../../assembly/audited-stack';
import type { Fleet, Rule, StackView, Violation } from '../../rule';
import { literal, literalText } from '../../values/value';

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
    for (const stack of withPolicies) {
      for (const violation of judgeStack(fleet.view(stack), fenced)) yield { stack, ...violation };
    }
    yield* unfenced(fleet, withPolicies[0]!, fenced);
  },
};

/** Tenants in the assembly whose unit has no fence. */
function* unfenced(fleet: Fleet, stack: AuditedStack, fenced: ReadonlySet<string>) {
  const inAssembly = new Set(fleet.stacks.flatMap(({ tenant }) => tenant ?? []));
  const units = new Set(
    fleet.tenants.filter(({ id }) => inAssembly.has(id)).map(({ jurisdiction, region }) => `${jurisdiction}/${region}`),
  );
  for (const unit of [...units].toSorted()) {
    const [jurisdiction = ''] = unit.split('/');
    if (fenced.has(unit) || fenced.has(jurisdiction) || fenced.has('')) continue;
    yield { stack, logicalId: '', path: '', message: `no region fence is attached to Tenants/${unit}` };
  }
}

function isControlPolicy([, { Type: type, Properties: properties }]: readonly [string, TemplateResource]): boolean {
  return type === 'AWS::Organizations::Policy' && properties?.Type === 'SERVICE_CONTROL_POLICY';
}

/** Judges the fences of a stack, and notes the units that have a good one. */
function* judgeStack(view: StackView, fenced: Set<string>): Generator<Violation> {
  for (const entry of view.resources.filter(isControlPolicy)) {
    const [logicalId, { Properties: properties = {} }] = entry;
    const { statements } = parsePolicy(view, properties.Content, 'Properties.Content');
    const fences = statements.filter(({ conditions }) => conditions.some(({ key }) => key === 'aws:requestedregion'));
    if (fences.length === 0) continue;
    const targets = view.variants(properties.TargetIds ?? []).flat();
    if (targets.length === 0) {
      yield { logicalId, path: 'Properties.TargetIds', message: 'the region fence is attached to nothing' };
      continue;
    }
    const units = unitsOf(view, targets);
    if (units.length === 0) continue;
    // One good fence is enough: the others only narrow it further.
    const [mildest = []] = fences
      .map((fence) => [...judgeFence(view, logicalId, fence, units)])
      .toSorted((one, other) => one.length - other.length);
    yield* mildest;
    if (mildest.length === 0) for (const unit of units) fenced.add(unit);
  }
}

/** Services whose data is not in a region, or that run everywhere: a fence may leave them out. */
const REGIONAL_DATA =
  /^(\*|(s3|rds|dynamodb|ec2|lambda|sqs|sns|kms|secretsmanager|ssm|logs|backup|elasticfilesystem|es|aoss|kinesis|firehose|redshift|elasticache|ecs|eks|ecr|states|events|apigateway|glue|athena|bedrock|sagemaker):\*)$/i;

function* judgeFence(
  view: StackView,
  logicalId: string,
  fence: PolicyStatement,
  units: readonly string[],
): Generator<Violation> {
  if (fence.effect !== 'Deny') {
    yield { logicalId, path: fence.pathOf('Effect'), message: 'the region fence denies nothing' };
    return;
  }
  const actions = fence.actions.flat().map((text) => literalText(text) ?? '?');
  if (fence.isNotAction) {
    const spared = actions.find((action) => REGIONAL_DATA.test(action));
    if (spared !== undefined)
      yield { logicalId, path: fence.pathOf('NotAction'), message: `the region fence spares ${spared}` };
  } else if (!actions.includes('*')) {
    yield { logicalId, path: fence.pathOf('Action'), message: `the region fence is about ${actions.join(', ')} alone` };
  }
  if (fence.isNotResource || !fence.resources.flat().some((text) => literalText(text) === '*')) {
    yield {
      logicalId,
      path: fence.pathOf(fence.isNotResource ? 'NotResource' : 'Resource'),
      message: 'the region fence is about some resources alone',
    };
  }
  for (const { operator, key, values, path } of fence.conditions) {
    if (key !== 'aws:requestedregion') continue;
    if (!/^(ForAnyValue:|ForAllValues:)?StringNot(Equals|EqualsIgnoreCase|Like)(IfExists)?$/i.test(operator)) {
      yield { logicalId, path, message: `${operator} denies the regions it names, not the others` };
      continue;
    }
    for (const unit of units) {
      const allowed = regionsOf(view.fleet, unit);
      const outside = values.map((value) => literal(value) ?? '<anything>').filter((each) => !allowed.includes(each));
      if (outside.length > 0) {
        yield {
          logicalId,
          path,
          message: `the region fence of ${unit === '' ? 'all tenants' : `Tenants/${unit}`} lets ${outside.join(', ')} pass`,
        };
      }
    }
  }
}

/** Regions that may be used in a unit: its jurisdiction's. */
function regionsOf({ organization }: Fleet, unit: string): readonly string[] {
  const [jurisdiction = ''] = unit.split('/');
  return (
    organization.jurisdictions[jurisdiction] ?? (unit === '' ? Object.values(organization.jurisdictions).flat() : [])
  );
}

/** Units of tenants that a policy is attached to, e.g. `eu/eu-central-1`, the unit of all of them being empty; others are left out. */
function unitsOf(view: StackView, targets: readonly unknown[]): string[] {
  return targets.flatMap((target) => {
    const [piece] = view.evaluate(target)[0] ?? [];
    const names = piece?.kind === 'resource' ? pathOf(view, piece.logicalId) : [];
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
    const [parent] = view.evaluate(unit.Properties?.ParentId)[0] ?? [];
    next = parent?.kind === 'resource' ? parent.logicalId : undefined;
  }
  return names;
}
