import { dirname, join, resolve } from 'node:path';
import type { Registry } from './config/registry';
import type { BlueprintCode } from './fleet/cache/code-key';

/** A blueprint as it is run. */
export interface BundledBlueprint extends BlueprintCode {
  /** The module itself and those it imports, without packages; beside the tenants folder or anywhere else. */
  readonly files: readonly string[];
}

/**
 * The code of the blueprint the organization file names, without running it.
 *
 * @returns undefined if none is named, or if it cannot be bundled, which loading it tells
 */
export async function readBlueprint({ organization, directory }: Registry): Promise<BundledBlueprint | undefined> {
  if (organization.blueprint === undefined) return undefined;
  return bundleBlueprint(join(directory, organization.blueprint)).catch(() => undefined);
}

/**
 * Bundles the module of a blueprint and those it imports, without packages.
 *
 * @throws the bundler's failure
 */
export async function bundleBlueprint(file: string): Promise<BundledBlueprint> {
  const { build } = await import('esbuild');
  const result = await build({
    absWorkingDir: resolve(dirname(file)),
    entryPoints: [resolve(file)],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    packages: 'external',
    sourcemap: 'inline',
    metafile: true,
    logLevel: 'silent',
  });
  const imports = Object.values(result.metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
  return {
    code: result.outputFiles[0]?.text ?? '',
    imports: [...new Set(imports)].toSorted(),
    files: Object.keys(result.metafile.inputs).map((name) => join(dirname(file), name)),
  };
}
