import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { compileFunction } from 'node:vm';
import type { Blueprint } from './blueprint';
import { withReasons } from './blueprint-reasons';
import { type BundledBlueprint, bundleBlueprint } from './bundle-blueprint';
import { bundlerIssues } from './config/files/bundle-modules';
import type { Registry } from './config/registry';
import { ConfigError } from './errors';
import { messageOf } from './message-of';

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
    bundled = await bundleBlueprint(file);
    exported = evaluate(bundled.code, file);
  } catch (cause) {
    const issues = bundlerIssues(dirname(file), cause);
    if (issues !== undefined) throw new ConfigError(issues);
    throw refused(organization.file, `"${organization.blueprint}" cannot be loaded: ${whyNotLoaded(cause)}`);
  }
  const { blueprint } = exported;
  if (typeof blueprint !== 'function') {
    throw refused(
      organization.file,
      `"${organization.blueprint}" exports ${Object.keys(exported).join(', ') || 'nothing'}; ` +
        'expected "export const blueprint: Blueprint = (scope, tenant, services) => { … }"',
    );
  }
  return withReasons(blueprint as Blueprint, file, bundled);
}

function whyNotLoaded(cause: unknown): string {
  const reason = messageOf(cause);
  // Node goes on with the files that asked for it, which are of this package.
  const [missing] = /^Cannot find module '[^']+'/.exec(reason) ?? [];
  return missing === undefined ? reason : `${missing}; install it, or take the import out`;
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

function refused(file: string, message: string): ConfigError {
  return new ConfigError([{ file, path: 'blueprint', message }]);
}
