import type { Organization } from '../config/organization';
import type { Tenant } from '../config/tenant';
import { groupBy } from '../group-by';
import type { AuditedStack } from './assembly/audited-stack';
import type { NotAnalysed } from './finding';
import type { Fleet, Leaf, StackView } from './rule';
import { Interpreter } from './values/interpreter';
import { leavesOf } from './values/leaves';
import { OF_NOBODY, type Surroundings } from './values/other-stacks';
import { type Value, literal, unknown } from './values/value';

/** Input of {@link fleetView}. */
export interface FleetViewOptions {
  readonly organization: Organization;
  readonly tenants: readonly Tenant[];
  readonly stacks: readonly AuditedStack[];
  readonly notAnalysed: (entry: NotAnalysed) => void;
}

/** Puts the stacks of an assembly together, so that each can be judged with what it takes from the others. */
export function fleetView({ organization, tenants, stacks, notAnalysed }: FleetViewOptions): Fleet {
  const byAccount = new Map(
    tenants.flatMap((tenant) => (tenant.accountId === undefined ? [] : [[tenant.accountId, tenant]])),
  );
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const interpreters = new Map<AuditedStack, Interpreter>();
  const views = new Map<AuditedStack, StackView>();
  const stacksByName = new Map(stacks.map((stack) => [stack.name, stack]));
  const stacksByOwner = new Map(stacks.map((stack) => [`${stack.tenant} ${stack.name}`, stack]));
  const results = new Map<string, unknown>();
  const exports = new Map<string, readonly [AuditedStack, unknown]>();
  const own = stacks.filter(({ parent }) => parent === undefined);
  const named = groupBy(own, ({ stackName }) => stackName);
  const inAccount = groupBy(stacks, ({ account }) => account);

  const interpreterOf = (stack: AuditedStack): Interpreter => {
    const found = interpreters.get(stack) ?? new Interpreter(stack, surroundings);
    interpreters.set(stack, found);
    return found;
  };
  const outputOf = (stack: AuditedStack, name: string): Value | undefined => {
    const output = stack.template.Outputs?.[name] as { readonly Value?: unknown } | undefined;
    return output === undefined ? undefined : interpreterOf(stack).evaluate(output.Value);
  };
  const surroundings: Surroundings = {
    importValue: (stack, name) => {
      indexExports(stack.account);
      const [exporter, node] = exports.get(exportKey(stack, name)) ?? [];
      // Another tenant's export is nothing the template may build on.
      if (exporter === undefined || exporter.tenant !== stack.tenant) return undefined;
      return interpreterOf(exporter).evaluate(node);
    },
    stackOutput: (stack, stackName, output, region = stack.region) => {
      const candidates = named.get(stackName) ?? [];
      const isOwn = (each: AuditedStack): boolean => each.account === stack.account && each.tenant === stack.tenant;
      const found = candidates.find((each) => isOwn(each) && each.region === region);
      if (found !== undefined) return outputOf(found, output);
      const others = candidates.find((each) => !isOwn(each));
      return others === undefined
        ? undefined
        : unknown(`${OF_NOBODY} is ${stackName}: it is of ${others.tenant ?? 'no tenant'}, and gives ${output}`);
    },
    nestedOutput: (stack, logicalId, output) => {
      const nested = stacksByName.get(`${stack.name}/${logicalId}`);
      return nested?.parent === undefined ? undefined : outputOf(nested, output);
    },
    passedIn: (stack, parameter) => {
      if (stack.parent === undefined) return undefined;
      const parent = stacksByName.get(stack.parent.stack);
      const given = parent?.template.Resources?.[stack.parent.logicalId]?.Properties?.Parameters;
      const node = (given as Record<string, unknown> | undefined)?.[parameter];
      return parent === undefined || node === undefined ? undefined : interpreterOf(parent).evaluate(node);
    },
  };
  const indexed = new Set<string | undefined>();
  /** Names of an account's exports are evaluated when the first import asks for one. */
  function indexExports(account: string | undefined): void {
    if (indexed.has(account)) return;
    indexed.add(account);
    for (const stack of inAccount.get(account) ?? []) {
      for (const output of Object.values(stack.template.Outputs ?? {})) {
        const { Export: exported, Value: value } = output as {
          readonly Export?: { readonly Name?: unknown };
          readonly Value?: unknown;
        };
        const name = exported === undefined ? undefined : literal(interpreterOf(stack).evaluate(exported.Name));
        if (name !== undefined) exports.set(exportKey(stack, name), [stack, value]);
      }
    }
  }

  const fleet: Fleet = {
    organization,
    tenants,
    stacks,
    notAnalysed,
    stackOf: (tenant, name) => stacksByOwner.get(`${tenant} ${name}`),
    once: (key, compute) => rememberedIn(results, key, compute),
    tenantOfAccount: (account) => byAccount.get(account),
    view: (stack) => {
      const found = views.get(stack) ?? viewOf(stack, fleet, interpreterOf(stack), byId.get(stack.tenant ?? ''));
      views.set(stack, found);
      return found;
    },
    letGo: (stack) => {
      views.delete(stack);
      interpreters.delete(stack);
      stack.file?.letGo();
    },
  };
  return fleet;
}

function exportKey({ account, region }: AuditedStack, name: string): string {
  return `${account} ${region} ${name}`;
}

function viewOf(stack: AuditedStack, fleet: Fleet, interpreter: Interpreter, tenant: Tenant | undefined): StackView {
  const leaves = new Map<string, Leaf[]>();
  const results = new Map<string, unknown>();
  const resources = Object.entries(stack.template.Resources ?? {}).filter(
    // A macro among the resources has no type; a rule of its own says that it is there.
    ([, { Type: type, Condition: condition }]) =>
      typeof type === 'string' && (condition === undefined || interpreter.condition(condition) !== 'no'),
  );
  return {
    stack,
    tenant,
    fleet,
    resources,
    isAlwaysMade: (logicalId, wherever) => {
      const condition = stack.template.Resources?.[logicalId]?.Condition;
      const isOn = condition === undefined || interpreter.condition(condition) === 'yes';
      if (wherever !== undefined) return isOn || stack.template.Resources?.[wherever]?.Condition === condition;
      return isOn && isAlwaysNested(stack, fleet);
    },
    evaluate: (node) => interpreter.evaluate(node),
    variants: (node) => interpreter.variants(node),
    leaves: (logicalId) => {
      const resource = stack.template.Resources?.[logicalId];
      const found = leaves.get(logicalId) ?? (resource === undefined ? [] : leavesOf(resource, interpreter));
      leaves.set(logicalId, found);
      return found;
    },
    once: (key, compute) => rememberedIn(results, key, compute),
  };
}

/** Whether the stack that a nested one is in always makes it. */
function isAlwaysNested({ parent, tenant }: AuditedStack, fleet: Fleet): boolean {
  const outer = parent && fleet.stackOf(tenant, parent.stack);
  return parent === undefined || outer === undefined || fleet.view(outer).isAlwaysMade(parent.logicalId);
}

function rememberedIn<Result>(results: Map<string, unknown>, key: string, compute: () => Result): Result {
  if (!results.has(key)) results.set(key, compute());
  return results.get(key) as Result;
}
