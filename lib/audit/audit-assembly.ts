import type { Registry } from '../config/registry';
import type { AssembledStack, AuditedStack } from './assembly/audited-stack';
import { readAssembly } from './assembly/read-assembly';
import { byTenant, tenantsOfStacks } from './assembly/tenants-of-stacks';
import { type ExceptedFinding, applyExceptions } from './exceptions';
import { type Finding, type NotAnalysed, SEVERITIES, type Severity, severityRank } from './finding';
import { findingId } from './finding-id';
import { fleetView } from './fleet-view';
import { type TenantInventory, tenantInventory } from './inventory/tenant-inventory';
import type { Fleet, Rule, Violation } from './rule';
import { ALL_RULES } from './rules/all-rules';
import { shapeTeller } from './shape';

/** Input of {@link auditAssembly}. */
export interface AuditOptions {
  /** Folder of the cloud assembly, e.g. `cdk.out`. */
  readonly assembly: string;
  /** Whose accounts are whose, and what is legitimate. */
  readonly registry: Pick<Registry, 'organization' | 'tenants'>;
  /** Day by which exceptions are judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** @default - all */
  readonly rules?: readonly Rule[];
  /**
   * Called with what each tenant of the assembly has, in its order. Takes longer: tenants of one shape are judged once, but have each
   * their own.
   *
   * @default - no stock is taken
   */
  readonly onInventory?: (inventory: TenantInventory) => void;
}

/** What an audit found. */
export interface AuditReport {
  /** Worst first, then by tenant, stack, resource and path. */
  readonly findings: readonly Finding[];
  /** Findings under an exception that has not expired. */
  readonly excepted: readonly ExceptedFinding[];
  readonly notAnalysed: readonly NotAnalysed[];
  readonly summary: AuditSummary;
}

/** An audit in figures. */
export interface AuditSummary {
  readonly tenants: number;
  readonly stacks: number;
  readonly resources: number;
  readonly findings: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly excepted: number;
  readonly notAnalysed: number;
  /** Names of stacks that belong to no tenant of the registry. */
  readonly stacksOfNoTenant: readonly string[];
}

/**
 * Judges every template of a cloud assembly against what the organization's file says is legitimate. Reads files alone; asks no AWS.
 *
 * @throws UsageError if there is no cloud assembly
 */
export function auditAssembly({ assembly, ...options }: AuditOptions): AuditReport {
  return auditStacks({ stacks: readAssembly(assembly), ...options });
}

/** Judges stacks that have been read; see {@link auditAssembly}. */
export function auditStacks({
  stacks: assembled,
  registry,
  today,
  rules = ALL_RULES,
  onInventory,
}: Omit<AuditOptions, 'assembly'> & { readonly stacks: readonly AssembledStack[] }): AuditReport {
  const { organization, tenants } = registry;
  const stacks = tenantsOfStacks(assembled, tenants);
  const notAnalysed: NotAnalysed[] = [];
  const fleet = fleetView({ organization, tenants, stacks, notAnalysed: (entry) => notAnalysed.push(entry) });
  const byId = new Map(tenants.map((tenant) => [tenant.id, tenant]));
  const found: Finding[] = [];
  const shapeOf = shapeTeller(registry);
  const clean = new Map<string, number>();
  let resourcesJudged = 0;
  for (const [tenantId, own] of byTenant(stacks)) {
    const tenant = tenantId === undefined ? undefined : byId.get(tenantId);
    const shape = tenant === undefined ? undefined : shapeOf(tenant, own);
    const known = shape === undefined ? undefined : clean.get(shape);
    if (known === undefined) {
      const before = found.length + notAnalysed.length;
      for (const rule of rules) found.push(...judge(rule, fleet, own));
      // What was found is about this tenant; where nothing was, others of the shape need not be judged.
      const resources = own.reduce((sum, { template }) => sum + Object.keys(template.Resources ?? {}).length, 0);
      if (shape !== undefined && found.length + notAnalysed.length === before) clean.set(shape, resources);
      resourcesJudged += resources;
    } else resourcesJudged += known;
    if (tenantId !== undefined) onInventory?.(tenantInventory({ tenant: tenantId, shape }, fleet, own, rules));
    for (const stack of own) fleet.letGo(stack);
  }
  for (const rule of rules) {
    for (const { stack, ...violation } of rule.checkFleet?.(fleet) ?? []) found.push(toFinding(rule, stack, violation));
  }
  const { findings, excepted } = applyExceptions(distinct(found), registry, today);
  return {
    findings: findings.toSorted(byWeight),
    excepted,
    notAnalysed,
    summary: {
      tenants: new Set(stacks.flatMap(({ tenant }) => tenant ?? [])).size,
      stacks: stacks.length,
      resources: resourcesJudged,
      findings: findings.length,
      bySeverity: count(findings),
      excepted: excepted.length,
      notAnalysed: notAnalysed.length,
      stacksOfNoTenant: stacks.filter(({ tenant }) => tenant === undefined).map(({ name }) => name),
    },
  };
}

function* judge(rule: Rule, fleet: Fleet, stacks: readonly AuditedStack[]): Generator<Finding> {
  for (const stack of stacks) {
    for (const violation of rule.checkStack?.(fleet.view(stack)) ?? []) yield toFinding(rule, stack, violation);
  }
  if (stacks[0]?.tenant === undefined) return;
  for (const { stack, ...violation } of rule.checkTenant?.(fleet, stacks) ?? [])
    yield toFinding(rule, stack, violation);
}

function toFinding(rule: Rule, stack: AuditedStack, violation: Violation): Finding {
  const { logicalId, path, message } = violation;
  return {
    id: findingId(rule.id, stack.name, logicalId, path),
    rule: rule.id,
    severity: violation.severity ?? rule.severity,
    tenant: stack.tenant ?? '',
    stack: stack.name,
    template: stack.templateFile,
    logicalId,
    path,
    claim: rule.claim,
    message,
    fix: violation.fix ?? rule.fix,
  };
}

/** One finding a place and rule: the worst of those that variants of a template give. */
function distinct(findings: readonly Finding[]): Finding[] {
  const byId = new Map<string, Finding>();
  for (const finding of findings) {
    const other = byId.get(finding.id);
    if (other === undefined || severityRank(finding.severity) < severityRank(other.severity))
      byId.set(finding.id, finding);
  }
  return [...byId.values()];
}

function byWeight(one: Finding, other: Finding): number {
  const weight = severityRank(one.severity) - severityRank(other.severity);
  return weight === 0 ? placeOf(one).localeCompare(placeOf(other), 'en') : weight;
}

function placeOf({ tenant, stack, logicalId, path, rule }: Finding): string {
  return [tenant, stack, logicalId, path, rule].join('\n');
}

function count(findings: readonly Finding[]): Record<Severity, number> {
  const counts = Object.fromEntries(SEVERITIES.map((severity) => [severity, 0])) as Record<Severity, number>;
  for (const { severity } of findings) counts[severity] += 1;
  return counts;
}
