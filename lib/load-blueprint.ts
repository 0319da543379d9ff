import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { types } from 'node:util';
import { compileFunction } from 'node:vm';
import type { Blueprint } from './blueprint';
import type { Registry } from './config/registry';
import { ConfigError } from './errors';
import type { BlueprintCode } from './fleet/cache/code-key';

/**
 * Loads the blueprint the organization file names, if it names one.
 *
 * The module is TypeScript or JavaScript and exports `blueprint`. It shares the caller's `aws-cdk-lib`.
 *
 * @throws ConfigError if the module cannot be loaded or exports no blueprint
 */
export async function loadBlueprint({ organization, directory }: Registry): Promise<Blueprint | undefined> {
  if (organization.blueprint === undefined) return undefined;
  const file = join(directory, organization.blueprint);
  let exported: { readonly blueprint?: unknown };
  try {
    exported = evaluate((await bundle(file)).code, file);
  } catch (cause) {
    throw refused(
      organization.file,
      `"${organization.blueprint}" cannot be loaded: ${types.isNativeError(cause) ? cause.message : String(cause)}`,
    );
  }
  if (typeof exported.blueprint !== 'function') {
    throw refused(
      organization.file,
      `"${organization.blueprint}" exports ${Object.keys(exported).join(', ') || 'nothing'}; ` +
        'expected "export const blueprint: Blueprint = (scope, tenant, services) => { … }"',
    );
  }
  return exported.blueprint as Blueprint;
}

/**
 * The code of the blueprint the organization file names, without running it.
 *
 * @returns undefined if none is named, or if it cannot be bundled, which loading it tells
 */
export async function readBlueprint({ organization, directory }: Registry): Promise<BlueprintCode | undefined> {
  if (organization.blueprint === undefined) return undefined;
  return bundle(join(directory, organization.blueprint)).catch(() => undefined);
}

async function bundle(file: string): Promise<BlueprintCode> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [file],
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
  return { code: result.outputFiles[0]?.text ?? '', imports: [...new Set(imports)].toSorted() };
}

/** Packages are looked up from the blueprint first, then from here: a fleet folder may live where nothing is installed. */
function evaluate(code: string, file: string): object {
  const fromFile = createRequire(join(process.cwd(), relative(process.cwd(), file)));
  const requireEither = (id: string): unknown => {
    try {
      fromFile.resolve(id);
    } catch {
      return require(id);
    }
    return fromFile(id);
  };
  const module = { exports: {} };
  const run = compileFunction(code, ['require', 'module', 'exports', '__dirname', '__filename'], { filename: file });
  run(requireEither, module, module.exports, dirname(file), file);
  return module.exports;
}

function refused(file: string, message: string): ConfigError {
  return new ConfigError([{ file, path: 'blueprint', message }]);
}
