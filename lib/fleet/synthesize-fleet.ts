import { readFileSync } from 'node:fs';
import { type App, cx_api as cxapi } from 'aws-cdk-lib';
import { isDeployable } from '../config/is-deployable';
import type { Registry } from '../config/registry';
import type { Tenant } from '../config/tenant';
import { type CloudFormationTemplate, estimateIdleCost } from '../cost/estimate-idle-cost';
import { replaceAssembly } from './assembly-directory';
import { nextStep } from './next-step';
import type { TenantSummary } from './tenant-summary';
import { type RuleFinding, readFindings } from './validation-report';

/** Input of {@link synthesizeFleet}. */
export interface SynthesizeFleetRequest {
  readonly registry: Registry;
  /** Folder for the cloud assembly; what was in it is replaced. */
  readonly output: string;
  /** Defines the app that writes to `outdir`; must not fail on findings. */
  readonly buildApp: (outdir: string) => App;
}

/** What {@link synthesizeFleet} made. */
export interface FleetSynthesis {
  /** One entry a tenant of the registry, in its order. */
  readonly tenants: readonly TenantSummary[];
  /** Every unacknowledged finding, of all tenants. */
  readonly findings: readonly RuleFinding[];
}

/**
 * Synthesizes and checks the tenants of a registry, and sums up what came of each.
 *
 * Findings do not stop it: the assembly is written and every finding is returned.
 *
 * @throws UsageError if `output` holds something else than a cloud assembly
 */
export function synthesizeFleet({ registry, output, buildApp }: SynthesizeFleetRequest): FleetSynthesis {
  return replaceAssembly(output, (fresh) => {
    buildApp(fresh).synth();
    const assembly = new cxapi.CloudAssembly(fresh);
    const findings = readFindings(fresh);
    const tenants = registry.tenants.map((tenant) => summarize(tenant, registry.directory, assembly, findings));
    return { tenants, findings };
  });
}

function summarize(
  tenant: Tenant,
  directory: string,
  assembly: cxapi.CloudAssembly,
  allFindings: readonly RuleFinding[],
): TenantSummary {
  const templates = isDeployable(tenant) ? readTemplates(assembly, tenant.id) : [];
  const findings = allFindings.filter(
    ({ severity, constructPath }) => severity === 'error' && constructPath.startsWith(`${tenant.id}/`),
  ).length;
  const parsed = templates.map((template) => JSON.parse(template) as CloudFormationTemplate);
  return {
    tenant: tenant.id,
    tier: tenant.tier,
    ring: tenant.ring,
    jurisdiction: tenant.jurisdiction,
    region: tenant.region,
    ...(tenant.accountId !== undefined && { account: tenant.accountId }),
    state: tenant.state === 'active' && tenant.accountId === undefined ? 'not vended' : tenant.state,
    stacks: templates.length,
    resources: parsed.reduce((sum, { Resources = {} }) => sum + Object.keys(Resources).length, 0),
    templateBytes: templates.reduce((sum, template) => sum + Buffer.byteLength(template), 0),
    findings,
    ...(isDeployable(tenant) && { idleCostUsd: estimateIdleCost(parsed, tenant.region).monthlyUsd }),
    nextStep: nextStep(tenant, directory, findings),
  };
}

function readTemplates(assembly: cxapi.CloudAssembly, tenantId: string): string[] {
  return assembly
    .getNestedAssembly(`assembly-${tenantId}`)
    .stacksRecursively.map(({ templateFullPath }) => readFileSync(templateFullPath, 'utf8'));
}
