import { dirname, join, resolve } from 'node:path';
import type { Message, Plugin } from 'esbuild';
import type { Issue } from '../../errors';
import { printable } from './printable';
import { readText } from './read-text';

/** The bundled modules of a folder, and what is wrong with those that could not be bundled. */
export interface Bundle {
  /** CommonJS that exports `load`: name of a module → function that evaluates it. */
  readonly code: string;
  readonly issues: readonly Issue[];
}

/**
 * Bundles TypeScript modules of a folder in one build, in memory.
 *
 * One build for all, because a build per file costs minutes for a large fleet. A module with an error is left out and the
 * others are bundled without it, so that one run finds the problems of all.
 *
 * @param directory the tenants folder
 * @param names file names in it
 */
export async function bundleModules(directory: string, names: readonly string[]): Promise<Bundle> {
  const issues: Issue[] = [];
  let remaining = names;
  for (;;) {
    const attempt = await tryBundle(directory, remaining);
    if (attempt.ok) return { code: attempt.code, issues };
    const unreadable = attempt.errors.some(isOfEntry)
      ? await unreadableOf(directory, remaining)
      : new Map<string, readonly Issue[]>();
    issues.push(
      ...[...unreadable.values()].flat(),
      ...attempt.errors
        .filter((error) => unreadable.size === 0 || !isOfEntry(error))
        .map((error) => toIssue(directory, error))
        .filter((issue) => !issues.some((known) => sameIssue(known, issue))),
    );

    const broken = new Set([...unreadable.keys(), ...attempt.errors.map(({ location }) => location?.file)]);
    const sound = remaining.filter((name) => !broken.has(name));
    // An error in a module they share leaves nothing to take out.
    if (sound.length === remaining.length) return { code: 'exports.load = {};', issues };
    remaining = sound;
  }
}

/** What requires all modules; no file has this name. */
const ENTRY = '(all files)';

/** A module that cannot be opened is an error of what requires it. */
function isOfEntry({ location }: Message): boolean {
  return location === null || location.file === ENTRY;
}

/** Why files cannot be read, by name; looked at only once the bundler has failed to. */
async function unreadableOf(directory: string, names: readonly string[]): Promise<Map<string, readonly Issue[]>> {
  const contents = await Promise.all(
    names.map(async (name) => ({ name, content: await readText(join(directory, name)) })),
  );
  return new Map(contents.flatMap(({ name, content }) => (content.ok ? [] : [[name, content.issues]])));
}

type Attempt =
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly errors: readonly Message[] };

async function tryBundle(directory: string, names: readonly string[]): Promise<Attempt> {
  // Loaded only when there is a TypeScript file: it starts a process.
  const { build } = await import('esbuild');
  try {
    const { outputFiles } = await build({
      absWorkingDir: resolve(directory),
      // `require` is what makes each module evaluate on its own, so that one that throws does not take the others along.
      stdin: {
        contents: `exports.load = {${names.map((name) => `${JSON.stringify(name)}: () => require(${JSON.stringify(`./${name}`)})`).join(',')}};`,
        resolveDir: resolve(directory),
        sourcefile: ENTRY,
      },
      bundle: true,
      write: false,
      platform: 'node',
      target: 'node20',
      format: 'cjs',
      packages: 'external',
      plugins: [defineModules],
      // Nothing but the folder decides: neither a tsconfig.json above it nor the terminal.
      tsconfigRaw: {},
      logLevel: 'silent',
    });
    return { ok: true, code: outputFiles[0]?.text ?? '' };
  } catch (error) {
    if (isBuildFailure(error)) return { ok: false, errors: error.errors };
    throw error;
  }
}

/**
 * Answers `import … from 'tenantry'` with the typing helpers alone.
 *
 * The package's index would load the CDK, and the folder may be anywhere on disk, without `node_modules`.
 */
const defineModules: Plugin = {
  name: 'tenantry',
  setup(build) {
    build.onResolve({ filter: /^tenantry$/ }, () => ({ path: 'tenantry', namespace: 'tenantry' }));
    build.onLoad({ filter: /.*/, namespace: 'tenantry' }, () => ({
      contents:
        "export { defineTenant } from './define-tenant';\nexport { defineOrganization } from './define-organization';",
      resolveDir: dirname(__dirname),
    }));
  },
};

/** What is wrong with a module that could not be bundled; undefined for an error of another kind. */
export function bundlerIssues(directory: string, error: unknown): readonly Issue[] | undefined {
  return isBuildFailure(error) ? error.errors.map((message) => toIssue(directory, message)) : undefined;
}

function toIssue(directory: string, { text, location }: Message): Issue {
  if (location === null) return { file: directory, path: '', message: text };
  const { file, line, column, lineText } = location;
  return {
    file: `${join(directory, file)}:${line}:${column + 1}`,
    path: '',
    message: `${printable(text)} in: ${printable(lineText)}`,
  };
}

function sameIssue(one: Issue, other: Issue): boolean {
  return one.file === other.file && one.message === other.message;
}

function isBuildFailure(error: unknown): error is { readonly errors: readonly Message[] } {
  return typeof error === 'object' && error !== null && 'errors' in error && Array.isArray(error.errors);
}
