import type { AuditedStack } from '../assembly/audited-stack';
import type { Caller } from '../principals/caller';
import { callerOfAccount } from '../principals/caller';
import type { Evidence, Fleet, Rule, StackView } from '../rule';
import { holdsData } from '../rules/deletion/stateful-types';
import { sweep } from '../sweep/sweep';
import { type Entrance, entrancesOf } from './entrances';

/** A stack of a tenant. */
export interface InventoriedStack {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly template: string;
  readonly resources: number;
  readonly terminationProtection: boolean;
}

/** Something in a tenant's templates that names another account. */
export interface Crossing {
  readonly stack: string;
  readonly logicalId: string;
  readonly path: string;
  /** What names it, e.g. an ARN. */
  readonly what: string;
  readonly account: string;
  /** Whose account it is, for people. */
  readonly owner: string;
  readonly kind: Caller['kind'];
}

/** A resource that holds data, and where. */
export interface DataLocation {
  readonly stack: string;
  readonly logicalId: string;
  readonly type: string;
  /** Region of its stack, and every other one it names: replicas, copies, destinations. */
  readonly regions: readonly string[];
}

/** What a claim rests on in a stack. */
export interface StackEvidence extends Evidence {
  readonly stack: string;
}

/** What a tenant has, who gets in, what leads out and where its data is, as the templates say. */
export interface TenantInventory {
  readonly tenant: string;
  /** Tenants of one shape differ in nothing but their own values; undefined where that cannot be told. */
  readonly shape: string | undefined;
  readonly stacks: readonly InventoriedStack[];
  /** Number of resources by type, sorted by type. */
  readonly types: Readonly<Record<string, number>>;
  readonly entrances: readonly Entrance[];
  readonly crossings: readonly Crossing[];
  readonly data: readonly DataLocation[];
  /** By id of the rule. */
  readonly evidence: Readonly<Record<string, readonly StackEvidence[]>>;
}

/** Takes stock of the stacks of one tenant. */
export function tenantInventory(
  { tenant, shape }: Pick<TenantInventory, 'tenant' | 'shape'>,
  fleet: Fleet,
  stacks: readonly AuditedStack[],
  rules: readonly Rule[],
): TenantInventory {
  const views = stacks.map((stack) => fleet.view(stack));
  const types = new Map<string, number>();
  for (const [, { Type: type }] of views.flatMap(({ resources }) => resources))
    types.set(type, (types.get(type) ?? 0) + 1);
  return {
    tenant,
    shape,
    stacks: views.map(({ stack, resources }) => ({
      name: stack.name,
      region: stack.region ?? '',
      account: stack.account ?? '',
      template: stack.templateFile,
      resources: resources.length,
      terminationProtection: stack.terminationProtection,
    })),
    types: Object.fromEntries([...types].toSorted(([one], [other]) => (one < other ? -1 : 1))),
    entrances: views.flatMap((view) => [...entrancesOf(view)]),
    crossings: views.flatMap((view) => [...crossingsOf(view)]),
    data: views.flatMap((view) => [...dataOf(view)]),
    evidence: Object.fromEntries(
      rules.flatMap(({ id, evidence }) =>
        evidence === undefined
          ? []
          : [[id, views.flatMap((view) => [...evidence(view)].map((each) => ({ stack: view.stack.name, ...each })))]],
      ),
    ),
  };
}

function* crossingsOf(view: StackView): Generator<Crossing> {
  const said = new Set<string>();
  for (const { what, account, logicalId, leaf } of sweep(view)) {
    if (account === undefined || account === view.stack.account) continue;
    const key = JSON.stringify([logicalId, leaf.path, what]);
    if (said.has(key)) continue;
    said.add(key);
    const declared = view.fleet.organization.audit.awsAccounts.find(({ accountId }) => accountId === account);
    const { name, kind } = callerOfAccount(view.fleet, account);
    yield {
      stack: view.stack.name,
      logicalId,
      path: leaf.path,
      what,
      account,
      owner: declared === undefined ? name : `account ${account}: ${declared.purpose}`,
      kind,
    };
  }
}

function* dataOf(view: StackView): Generator<DataLocation> {
  const named = new Map<string, Set<string>>();
  for (const { region, logicalId } of sweep(view)) {
    if (region === undefined) continue;
    named.set(logicalId, (named.get(logicalId) ?? new Set()).add(region));
  }
  for (const [logicalId, { Type: type, Properties: properties }] of view.resources) {
    if (!holdsData(type, properties)) continue;
    const own = view.stack.region ?? '';
    const others = [...(named.get(logicalId) ?? [])].filter((region) => region !== own).toSorted();
    yield { stack: view.stack.name, logicalId, type, regions: [own, ...others] };
  }
}
