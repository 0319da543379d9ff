import { App, cx_api as cxapi } from 'aws-cdk-lib';
import type { Blueprint } from './blueprint';
import { addRulePacks } from './compliance/rule-packs';
import { isDeployable } from './config/is-deployable';
import type { Registry } from './config/registry';
import { dropStackTraces } from './drop-stack-traces';
import featureFlags from './feature-flags.json';
import { AccountsStage } from './stages/accounts-stage';
import { OperatorStage } from './stages/operator-stage';
import { OrganizationStage } from './stages/organization-stage';
import { TenantStage } from './stages/tenant-stage';

/** Options of {@link buildApp}. */
export interface BuildAppOptions {
  /**
   * Adds a company's own resources to every tenant.
   *
   * @default - none
   */
  readonly blueprint?: Blueprint;

  /**
   * Whether the units and policies of the organization are part of the app, where `rootId` is known.
   *
   * @default false
   */
  readonly organization?: boolean;

  /**
   * Folder the cloud assembly is written to.
   *
   * @default - `CDK_OUTDIR`, as the `cdk` command sets it, else a temporary folder
   */
  readonly outdir?: string;

  /**
   * Whether synthesis fails when a rule is broken; otherwise the caller reads the report in the assembly.
   *
   * @default - as the `cdk` command asks for; true without it
   */
  readonly failOnFindings?: boolean;

  /**
   * Whether CDK's own validation of templates runs at synthesis.
   *
   * @default - unless the environment variable `CDK_VALIDATION` is `false`
   */
  readonly templateValidation?: boolean;
}

/**
 * Defines an app with one stage for each tenant that can be deployed, checked with cdk-nag's rule packs.
 *
 * @example
 * const registry = await loadRegistry({ directory: 'tenants' });
 * buildApp(registry).synth();
 */
export function buildApp(registry: Registry, options: BuildAppOptions = {}): App {
  const { blueprint, organization = false } = options;
  const app = createApp(options);
  addTenants(app, registry, blueprint);
  if (organization) addOrganization(app, registry);
  return app;
}

/**
 * Creates an app without tenants.
 *
 * CDK's feature flags are set here and not in `cdk.json`, so that `tenantry`, `cdk` and tests make the same bytes of the same input.
 */
export function createApp({
  outdir,
  failOnFindings,
  templateValidation,
}: Pick<BuildAppOptions, 'outdir' | 'failOnFindings' | 'templateValidation'> = {}): App {
  return new App({
    ...(outdir !== undefined && { outdir }),
    ...(templateValidation !== undefined && { builtinCloudFormationValidation: templateValidation }),
    // The caller synthesizes, so that nothing is written when the configuration turns out to be wrong.
    autoSynth: false,
    postCliContext: {
      ...featureFlags,
      // Paths lead a reviewer from a resource to the code that made it.
      'aws:cdk:enable-path-metadata': true,
      'aws:cdk:enable-asset-metadata': true,
      // Stack traces hold paths of the machine, and take time.
      [cxapi.DISABLE_METADATA_STACK_TRACE]: true,
      [cxapi.DISABLE_CREATION_STACK_TRACES]: true,
      ...(failOnFindings !== undefined && { [cxapi.FAIL_SYNTH_ON_VALIDATION_ERRORS_CONTEXT]: failOnFindings }),
    },
    // A `CDKMetadata` resource in every stack of every tenant would change with every library that is loaded.
    analyticsReporting: false,
    treeMetadata: false,
  });
}

/**
 * Adds one stage for each tenant that can be deployed; those without an account, planned, suspended or closed are left out.
 *
 * @param app an app of {@link createApp}
 */
export function addTenants(app: App, registry: Registry, blueprint?: Blueprint): void {
  addRulePacks(app);
  addTenantStages(app, registry, blueprint);
}

/** Adds what {@link addTenants} adds, and no rule packs. */
export function addTenantStages(app: App, { tenants, organization }: Registry, blueprint?: Blueprint): void {
  for (const tenant of tenants.filter(isDeployable)) {
    dropStackTraces(new TenantStage(app, tenant.id, { tenant, organization, ...(blueprint && { blueprint }) }));
  }
}

/**
 * Adds what the management account has: the stage of the organization, if the organization's file names its root, and tenants' accounts, if stacks make them;
 * and what the operator account has, if stacks make that.
 *
 * @param app an app of {@link createApp}
 */
export function addOrganization(app: App, { organization, tenants }: Registry): void {
  if (organization.accounts === 'stacks')
    dropStackTraces(new AccountsStage(app, 'accounts', { organization, tenants }));
  if (organization.operator === 'stacks')
    dropStackTraces(new OperatorStage(app, 'operator', { organization, tenants }));
  const { rootId } = organization;
  if (rootId === undefined) return;
  dropStackTraces(new OrganizationStage(app, 'organization', { organization: { ...organization, rootId } }));
}
