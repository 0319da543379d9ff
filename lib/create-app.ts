import { App, cx_api as cxapi } from 'aws-cdk-lib';
import featureFlags from './feature-flags.json';

/** Options of {@link createApp}. */
export interface CreateAppOptions {
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
 * Creates an app without tenants.
 *
 * CDK's feature flags are set here and not in `cdk.json`, so that `tenantry`, `cdk` and tests make the same bytes of the same input.
 */
export function createApp({ outdir, failOnFindings, templateValidation }: CreateAppOptions = {}): App {
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
