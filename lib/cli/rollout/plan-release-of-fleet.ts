import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Registry } from '../../config/registry';
import { OperationError, UsageError } from '../../errors';
import type { FleetReleasePlan } from '../../fleet/release/plan-fleet-release';
import type { Reporter } from '../console-reporter';
import { counted } from '../counted';
import { DEFAULT_ASSEMBLY } from '../default-assembly';
import { DEFAULT_CACHE } from '../cache-options';
import { synthesizeRegistry } from '../synthesize-registry';
import type { ReleaseName } from './release-options';

/** What is released, and how. */
export interface PlanReleaseRequest {
  readonly name: ReleaseName;
  readonly registry: Registry;
  /**
   * Folder of a cloud assembly.
   *
   * @default - the fleet is synthesized into `cdk.out`
   */
  readonly assembly?: string | undefined;
  /** Resources that may be replaced or removed, as `stack/LogicalId`. */
  readonly allowReplacement: readonly string[];
  /**
   * Tenants at the same time, in every ring.
   *
   * @default - what the organization's file says
   */
  readonly concurrency?: number | undefined;
}

/**
 * Plans a release by Step Functions of what an assembly has, or of the fleet as it is now.
 *
 * @throws UsageError if the folder is no assembly, or the release cannot go to its tenants
 * @throws OperationError if the templates break rules, or a stack cannot be deployed so
 */
export async function planReleaseOfFleet(
  { name, registry, allowReplacement, concurrency, ...options }: PlanReleaseRequest,
  reporter: Reporter,
): Promise<FleetReleasePlan> {
  const { assembly = DEFAULT_ASSEMBLY } = options;
  if (options.assembly === undefined) await synthesize(registry, assembly, reporter);
  else assertAssembly(assembly);
  // The CDK takes a second to load, which the other commands should not pay.
  const { planFleetRelease } = await import('../../fleet/release/plan-fleet-release');
  return planFleetRelease({
    assembly,
    registry,
    release: name.release,
    ...(name.commit !== undefined && { commit: name.commit }),
    allowReplacement,
    ...(concurrency !== undefined && { overrides: { concurrency } }),
  });
}

async function synthesize(registry: Registry, output: string, reporter: Reporter): Promise<void> {
  reporter.info(`synthesizing and checking ${counted(registry.tenants.length, 'tenant')} into ${output} …`);
  const { findings } = await synthesizeRegistry(registry, {
    output,
    organization: true,
    cacheDirectory: DEFAULT_CACHE,
    jobs: undefined,
    say: (line) => reporter.info(line),
  });
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  if (errors === 0) return;
  throw new OperationError(
    `the templates break rules (${counted(errors, 'finding')}); see "tenantry synth --all --tenants ${registry.directory}"`,
  );
}

function assertAssembly(assembly: string): void {
  if (existsSync(join(assembly, 'manifest.json'))) return;
  throw new UsageError(
    `${assembly} is no cloud assembly: it has no manifest.json; make one with tenantry synth --all --output ${assembly}, or leave out --assembly`,
  );
}
