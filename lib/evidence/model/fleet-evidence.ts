import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditReport } from '../../audit/audit-assembly';
import type { ExceptedFinding } from '../../audit/exceptions';
import type { Finding, NotAnalysed } from '../../audit/finding';
import type { TenantInventory } from '../../audit/inventory/tenant-inventory';
import type { Rule } from '../../audit/rule';
import type { Organization } from '../../config/organization';
import type { Registry } from '../../config/registry';
import type { Tenant } from '../../config/tenant';
import { type RuleFinding, VALIDATION_REPORT, readFindings } from '../../fleet/validation-report';
import { groupBy } from '../../group-by';
import { templateHashes } from '../template-hashes';
import { type Acknowledgement, readAcknowledgements } from './acknowledgements';
import { type ClaimStatus, claimStatuses } from './claim-status';
import type { Trend } from './trend';

/** What reports are made of. */
export interface FleetEvidence {
  readonly organization: Organization;
  readonly report: AuditReport;
  readonly rules: readonly Rule[];
  readonly claims: readonly ClaimStatus[];
  /** One for each tenant of the assembly, sorted by id. */
  readonly tenants: readonly TenantEvidence[];
  /** Tenants of the registry that have no stack in the assembly. */
  readonly absent: readonly Tenant[];
  /** Whether rule packs and CDK's validation ran when the assembly was made. */
  readonly packsRan: boolean;
  /** Template → SHA-256. */
  readonly templates: Readonly<Record<string, string>>;
  readonly trend: Trend | undefined;
  readonly made: Provenance;
}

/** How a report came about. */
export interface Provenance {
  /** Version of Tenantry. */
  readonly version: string;
  /** Day by which exceptions were judged, `YYYY-MM-DD`. */
  readonly today: string;
  /** Commit the assembly was made of; undefined if nobody said. */
  readonly commit: string | undefined;
}

/** What is known of one tenant. */
export interface TenantEvidence {
  readonly tenant: Tenant;
  readonly inventory: TenantInventory;
  readonly claims: readonly ClaimStatus[];
  readonly findings: readonly Finding[];
  /** Findings of no tenant, which bear on all: a fence that is missing, a policy of the operator's. */
  readonly shared: readonly Finding[];
  /** Findings that somebody answers for: the tenant's own, then those of no tenant. */
  readonly excepted: readonly ExceptedFinding[];
  readonly notAnalysed: readonly NotAnalysed[];
  /** What the rule packs found and nobody acknowledged. */
  readonly packFindings: readonly RuleFinding[];
  readonly acknowledgements: readonly Acknowledgement[];
}

/** Input of {@link fleetEvidence}. */
export interface FleetEvidenceOptions {
  /** Folder of the cloud assembly. */
  readonly assembly: string;
  readonly registry: Pick<Registry, 'organization' | 'tenants'>;
  readonly report: AuditReport;
  readonly rules: readonly Rule[];
  readonly inventories: readonly TenantInventory[];
  readonly made: Provenance;
  readonly trend?: Trend | undefined;
}

/** Puts together what an audit found, what tenants have and what rule packs said when the assembly was made. */
export function fleetEvidence(options: FleetEvidenceOptions): FleetEvidence {
  const { assembly, registry, report, rules, inventories, made, trend } = options;
  const byId = new Map(registry.tenants.map((tenant) => [tenant.id, tenant]));
  const findings = groupBy(report.findings, ({ tenant }) => tenant);
  const shared = findings.get('') ?? [];
  const excepted = groupBy(report.excepted, ({ finding }) => finding.tenant);
  const tenantOf = tenantsOfPaths(inventories);
  const notAnalysed = groupBy(report.notAnalysed, ({ stack }) => tenantOf(stack));
  const packFindings = groupBy(readFindings(assembly), ({ constructPath }) => tenantOf(constructPath));
  const acknowledgements = groupBy(readAcknowledgements(assembly), ({ path }) => tenantOf(path));
  const tenants = inventories.flatMap((inventory): TenantEvidence[] => {
    const { tenant: id } = inventory;
    const tenant = byId.get(id);
    if (tenant === undefined) return [];
    const own = findings.get(id) ?? [];
    const accepted = [id, ''].flatMap((whose) => excepted.get(whose) ?? []);
    return [
      {
        tenant,
        inventory,
        claims: claimStatuses(rules, [...own, ...shared], accepted, report.notAnalysed),
        findings: own,
        shared,
        excepted: accepted,
        notAnalysed: notAnalysed.get(id) ?? [],
        packFindings: packFindings.get(id) ?? [],
        acknowledgements: acknowledgements.get(id) ?? [],
      },
    ];
  });
  const present = new Set(tenants.map(({ tenant }) => tenant.id));
  return {
    organization: registry.organization,
    report,
    rules,
    claims: claimStatuses(rules, report.findings, report.excepted, report.notAnalysed, tenants.length > 0),
    tenants: tenants.toSorted((one, other) => (one.tenant.id < other.tenant.id ? -1 : 1)),
    absent: registry.tenants.filter(({ id }) => !present.has(id)),
    packsRan: existsSync(join(assembly, VALIDATION_REPORT)),
    templates: templateHashes(assembly),
    trend,
    made,
  };
}

/** Whose a stack or a construct is: the tenant's whose stack it is, or is in; constructs around its stacks begin with the tenant's id. */
function tenantsOfPaths(inventories: readonly TenantInventory[]): (path: string) => string {
  const byStack = new Map(
    inventories.flatMap(({ tenant, stacks }) => stacks.map(({ name }) => [name, tenant] as const)),
  );
  return (path) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const tenant = byStack.get(path.slice(0, end));
      if (tenant !== undefined) return tenant;
    }
    return path.split('/')[0] ?? '';
  };
}
