import { Console } from 'node:console';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { compileFunction } from 'node:vm';
import { bundleModules } from './bundle-modules';
import type { ConfigFile, FileContent } from './config-file';

/**
 * Evaluates TypeScript files.
 *
 * A file's value is its default export, or its export called `tenant` or `organization`.
 */
export async function readModules(directory: string, files: readonly ConfigFile[]): Promise<Map<string, FileContent>> {
  if (files.length === 0) return new Map();
  const { code, issues } = await bundleModules(
    directory,
    files.map(({ name }) => name),
  );
  const load = evaluate(directory, code);
  const contents = new Map(files.map((file) => [file.name, readModule(file, load)]));

  // Problems are told once: under the file they name, or under the first file if it is a module that several share.
  for (const issue of issues) {
    const owner = files.find(({ file }) => issue.file.startsWith(`${file}:`)) ?? files[0];
    const known = owner && contents.get(owner.name);
    if (owner !== undefined)
      contents.set(owner.name, { ok: false, issues: [...(known?.ok === false ? known.issues : []), issue] });
  }
  return contents;
}

type Load = Readonly<Record<string, (() => unknown) | undefined>>;

function evaluate(directory: string, code: string): Load {
  const exports: { load?: Load } = {};
  const run = compileFunction(code, ['exports', 'require', 'console'], { filename: join(directory, 'bundle.js') });
  // Stdout is for results, whatever a file prints.
  const toStderr = new Console(process.stderr, process.stderr);
  Reflect.apply(run, undefined, [exports, createRequire(join(resolve(directory), 'bundle.js')), toStderr]);
  return exports.load ?? {};
}

function readModule({ file, name, id }: ConfigFile, load: Load): FileContent {
  const module = load[name];
  // Left out of the bundle; why is told by the bundler's issues.
  if (module === undefined) return { ok: false, issues: [] };
  try {
    const exported = module();
    const kind = id === 'organization' ? 'organization' : 'tenant';
    const value = property(exported, 'default') ?? property(exported, kind);
    if (typeof property(value, 'then') === 'function')
      return refused(
        file,
        `exports a promise; expected the ${kind} itself, which is read without waiting for anything`,
      );
    if (value !== undefined && value !== null) return { ok: true, value };
    const define = kind === 'organization' ? 'defineOrganization' : 'defineTenant';
    return refused(file, `exports no ${kind}; write "export default ${define}({ … })"`);
  } catch (error) {
    return refused(file, `threw while it was loaded: ${messageOf(error)}`);
  }
}

function refused(file: string, message: string): FileContent {
  return { ok: false, issues: [{ file, path: '', message }] };
}

function property(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
}

/** The first line of an error, which may come from another realm and be no instance of our `Error`. */
function messageOf(error: unknown): string {
  const message = property(error, 'message');
  return (typeof message === 'string' ? message : String(error)).split('\n')[0] ?? '';
}
