import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { types } from 'node:util';
import { compileFunction } from 'node:vm';
import type { Blueprint } from './blueprint';
import { bundlerIssues } from './config/files/bundle-modules';
import type { Registry } from './config/registry';
import { ConfigError } from './errors';
import type { BlueprintCode } from './fleet/cache/code-key';

/** A blueprint as it is run. */
interface BundledBlueprint extends BlueprintCode {
  /** The module itself and those it imports, without packages; beside the tenants folder or anywhere else. */
  readonly files: readonly string[];
}

/**
 * Loads the blueprint the organization file names, if it names one.
 *
 * The module is TypeScript or JavaScript and exports `blueprint`. It shares the caller's `aws-cdk-lib`. What it prints goes to stderr.
 *
 * @returns the blueprint, which throws a ConfigError that names the tenant and the line where the module's own throws
 * @throws ConfigError if the module cannot be loaded or exports no blueprint
 */
export async function loadBlueprint({ organization, directory }: Registry): Promise<Blueprint | undefined> {
  if (organization.blueprint === undefined) return undefined;
  const file = join(directory, organization.blueprint);
  let bundled: BundledBlueprint;
  let exported: { readonly blueprint?: unknown };
  try {
    bundled = await bundle(file);
    exported = evaluate(bundled.code, file);
  } catch (cause) {
    const issues = bundlerIssues(dirname(file), cause);
    if (issues !== undefined) throw new ConfigError(issues);
    throw refused(
      organization.file,
      'blueprint',
      `"${organization.blueprint}" cannot be loaded: ${whyNotLoaded(cause)}`,
    );
  }
  const { blueprint } = exported;
  if (typeof blueprint !== 'function') {
    throw refused(
      organization.file,
      'blueprint',
      `"${organization.blueprint}" exports ${Object.keys(exported).join(', ') || 'nothing'}; ` +
        'expected "export const blueprint: Blueprint = (scope, tenant, services) => { … }"',
    );
  }
  return withReasons(blueprint as Blueprint, file, bundled);
}

/**
 * The code of the blueprint the organization file names, without running it.
 *
 * @returns undefined if none is named, or if it cannot be bundled, which loading it tells
 */
export async function readBlueprint({ organization, directory }: Registry): Promise<BundledBlueprint | undefined> {
  if (organization.blueprint === undefined) return undefined;
  return bundle(join(directory, organization.blueprint)).catch(() => undefined);
}

/** A blueprint is somebody's own code: where it fails, that is what they look for. */
function withReasons(blueprint: Blueprint, file: string, { code }: BundledBlueprint): Blueprint {
  return (scope, tenant, services) => {
    let returned: unknown;
    try {
      returned = Reflect.apply(blueprint, undefined, [scope, tenant, services]);
    } catch (cause) {
      throw refused(file, '', `threw for tenant "${tenant.id}": ${reasonOf(cause)}${lineOf(cause, file, code)}`);
    }
    if (!types.isPromise(returned)) return;
    // Whatever it comes to is not waited for.
    returned.catch(() => undefined);
    throw refused(
      file,
      '',
      `returned a promise for tenant "${tenant.id}"; expected a function that is not async, because nothing that it adds later is in the templates`,
    );
  };
}

function whyNotLoaded(cause: unknown): string {
  const reason = reasonOf(cause);
  // Node goes on with the files that asked for it, which are of this package.
  const [missing] = /^Cannot find module '[^']+'/.exec(reason) ?? [];
  return missing === undefined ? reason : `${missing}; install it, or take the import out`;
}

function reasonOf(cause: unknown): string {
  return types.isNativeError(cause) ? cause.message : String(cause);
}

/** The innermost line of the blueprint that an error has come through, as the bundle has it: without types. */
function lineOf(cause: unknown, file: string, code: string): string {
  const { stack = '' } = types.isNativeError(cause) ? cause : {};
  const [, place] = stack.split(`${file}:`);
  const line = code.split('\n')[Number.parseInt(place ?? '', 10) - 1]?.trim();
  return line === undefined || line === '' ? '' : ` in: ${line}`;
}

async function bundle(file: string): Promise<BundledBlueprint> {
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
  const run = compileFunction(code, ['require', 'module', 'exports', '__dirname', '__filename', 'console'], {
    filename: file,
  });
  // Stdout is for results, whatever a blueprint prints.
  const toStderr = new Console(process.stderr, process.stderr);
  run(requireEither, module, module.exports, dirname(file), file, toStderr);
  return module.exports;
}

function refused(file: string, path: string, message: string): ConfigError {
  return new ConfigError([{ file, path, message }]);
}
