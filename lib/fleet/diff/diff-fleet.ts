import type { AssembledStack } from '../../audit/assembly/audited-stack';
import type { Registry } from '../../config/registry';
import { tenantShape } from '../shapes/tenant-shape';
import { changeCollector } from './collect-changes';
import { costChanges } from './cost-changes';
import type { FleetDiff } from './fleet-diff';
import { type TenantGroup, groupTenants } from './group-tenants';
import { type StackPairs, pairStacks } from './pair-stacks';
import { shapeChanges } from './shape-changes';
import { stackCosts } from './stack-costs';
import { type TemplateChange, dataLeft, templateChanges } from './template-changes';
import { groupTexts } from './tenant-group';

/** Input of {@link diffFleet}. */
export interface FleetDiffRequest {
  /** Stacks as they were. */
  readonly base: readonly AssembledStack[];
  /** Stacks as they are. */
  readonly head: readonly AssembledStack[];
  /** The fleet as it is. */
  readonly registry: Pick<Registry, 'organization' | 'tenants'>;
  /** Stateful resources that may be replaced or removed: logical ids, or `<stack>/<logical id>`; stacks that may be left behind, by their names. */
  readonly allowReplacement: ReadonlySet<string>;
}

/**
 * Tells what lies between two assemblies of a fleet. What is the same for many tenants is worked out once, on the templates of the first
 * of them: tenants are put together by what their templates were and what they are, their own values aside.
 */
export function diffFleet({ base, head, registry, allowReplacement }: FleetDiffRequest): FleetDiff {
  const { organization, tenants } = registry;
  const all = pairStacks(base, head, tenants);
  const own = all.filter(({ tenant, isOwn }) => tenant !== undefined && isOwn);
  const [compared, added, gone] = [own.filter(isInBoth), own.filter(isNew), own.filter(isGone)];
  // Nothing happens to the stacks of a tenant that is suspended: it is stepped over.
  const [suspended, left] = [gone.filter(isSuspended), gone.filter((pairs) => !isSuspended(pairs))];
  const operators = new Set(['', organization.managementAccountId, organization.operatorAccountId]);
  const removed = all.filter(
    (pairs) => pairs.tenant === undefined && isGone(pairs) && !operators.has(pairs.base[0]?.account ?? ''),
  );
  const about = all.filter(({ tenant, isOwn }) => tenant !== undefined && !isOwn);
  const groups = groupTenants(compared);

  const collector = changeCollector(allowReplacement);
  const addOf = (changed: readonly TenantGroup[], changesOf: (pairs: StackPairs) => TemplateChange[]): void => {
    for (const group of changed) {
      const [{ pairs }] = group.members;
      if (group.isChanged) collector.add(changesOf(pairs), { ...group, texts: groupTexts(group.members) });
    }
  };
  addOf([...groups, ...groupTenants(about.filter(isInBoth))], changesBetween);
  // What is about a tenant comes and goes with it; its stacks in an account that is no longer its own do not.
  const [comes, goes] = [tenantsOf(added), tenantsOf(gone)];
  const ofNoTenant = all.filter((pairs) => pairs.tenant === undefined && !removed.includes(pairs));
  const alone = about.filter(
    (each) => !(isInBoth(each) || (isNew(each) && comes.has(each.tenant)) || (isGone(each) && goes.has(each.tenant))),
  );
  for (const pairs of [...ofNoTenant, ...alone]) collector.add(changesBetween(pairs));
  // Who is gone is told as such; of the stacks only what is lost with them is worth a line.
  const wentWith = about.filter((each) => isGone(each) && goes.has(each.tenant) && !isSuspended(each));
  addOf([...groupTenants(left), ...groupTenants(wentWith)], ({ base: stacks }) => dataLeft(stacks));
  for (const pairs of removed) collector.add(dataLeft(pairs.base));

  const costs = stackCosts();
  const come = added.map((pairs) => ({ ...pairs, shape: shapeOf(pairs) }));
  const changed = groups
    .filter(({ isChanged }) => isChanged)
    .flatMap(({ members }) => members.map(({ tenant }) => tenant.id));
  return {
    ...collector.collected(),
    cost: costChanges({ groups, added: come, gone: [...left, ...removed], costs }),
    shapes: shapeChanges(groups, come),
    tenants: {
      compared: compared.length,
      changed: changed.toSorted(),
      added: added.map(idOf),
      removed: [...left, ...removed].map(idOf).toSorted(),
      suspended: suspended.map(idOf),
    },
  };
}

function changesBetween({ base, head }: StackPairs): TemplateChange[] {
  return templateChanges(base, head);
}

function isInBoth({ base, head }: StackPairs): boolean {
  return base.length > 0 && head.length > 0;
}

function isNew({ base }: StackPairs): boolean {
  return base.length === 0;
}

function isGone({ head }: StackPairs): boolean {
  return head.length === 0;
}

function isSuspended({ tenant }: StackPairs): boolean {
  return tenant?.state === 'suspended';
}

function tenantsOf(all: readonly StackPairs[]): ReadonlySet<StackPairs['tenant']> {
  return new Set(all.map(({ tenant }) => tenant));
}

function idOf({ tenant, title }: StackPairs): string {
  return tenant?.id ?? title;
}

function shapeOf({ tenant, head }: StackPairs): string {
  return tenant === undefined ? '' : tenantShape(tenant, head).digest;
}
