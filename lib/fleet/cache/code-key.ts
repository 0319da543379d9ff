import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { digestOfFolder } from './folder-digest';
import { STORED_FORMAT } from './stored-folders';

/** Packages that make templates or judge them. */
const ROOTS = ['aws-cdk-lib', 'constructs', 'cdk-nag', 'cdk-monitoring-constructs'];

/** What the environment may say to the CDK. */
const VARIABLES = ['CDK_CONTEXT_JSON', 'CDK_VALIDATION'];

/** Folders of this package that a template can depend on, seen from its top. */
const CODE = ['lib', 'constructs', 'handlers', 'dist/handlers'];

/**
 * Key of everything a template depends on beside the configuration: the code of this package, the blueprint and the versions of the
 * packages both stand on.
 *
 * @param blueprint its bundled code, and the packages it imports
 * @param from folder packages of the blueprint are looked up from
 */
export function codeKey(blueprint: BlueprintCode | undefined, from: string): string {
  const top = join(__dirname, '../../..');
  const hash = createHash('sha256').update(`${STORED_FORMAT}\n`);
  for (const folder of CODE) hash.update(`${folder} ${digestOfFolder(join(top, folder))}\n`);
  for (const version of versions(ROOTS, __dirname)) hash.update(`${version}\n`);
  for (const version of versions((blueprint?.imports ?? []).map(packageName), from)) hash.update(`${version}\n`);
  for (const name of VARIABLES) hash.update(`${name}=${process.env[name] ?? ''}\n`);
  hash.update(blueprint?.code ?? '');
  if (asksForPlace(blueprint)) hash.update(`\n${from}`);
  return hash.digest('hex');
}

/** What a company adds to every tenant, as far as it decides what comes of it. */
export interface BlueprintCode {
  readonly code: string;
  /** The packages it imports, with the path inside. */
  readonly imports: readonly string[];
}

/** Modules of Node with which a blueprint would depend on more than its code. */
const OUTSIDE = /^(node:)?(fs|fs\/promises|child_process|dns|http|https|net|os|process|worker_threads)$/;

/** What of the CDK puts files into templates, and makes no assets of them; a state machine's definition is an asset. */
const READING = /\b(?:CfnInclude|SchemaFile|fromFileInline|(?<!DefinitionBody\.)fromFile)\b/;

/**
 * Why nothing can be kept of what a blueprint makes; undefined if it can.
 *
 * Files it takes through the CDK's assets, and modules it imports, are part of its key; what it reads by itself is not known.
 */
export function whyNotKept(blueprint: BlueprintCode | undefined): string | undefined {
  const outside = blueprint?.imports.filter((path) => OUTSIDE.test(path)) ?? [];
  if (outside.length > 0) return `imports ${outside.join(', ')}`;
  const [reading] = READING.exec(blueprint?.code ?? '') ?? [];
  if (reading !== undefined) return `reads files with ${reading}`;
  return blueprint !== undefined && /\bprocess\s*\.\s*env\b/.test(blueprint.code) ? 'reads process.env' : undefined;
}

/** Whether a blueprint asks where it lies: another checkout of it makes something else, of other files for instance. */
export function asksForPlace(blueprint: BlueprintCode | undefined): boolean {
  return blueprint !== undefined && /\b__(dir|file)name\b/.test(blueprint.code);
}

function packageName(path: string): string {
  return path
    .split('/')
    .slice(0, path.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Name and version of packages and of all they depend on, sorted. */
function versions(names: readonly string[], from: string): string[] {
  const found = new Map<string, string>();
  const visit = (name: string, folder: string): void => {
    const file = packageFile(name, folder);
    if (file === undefined || found.has(file)) return;
    const { version, dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as PackageJson;
    found.set(file, `${name}@${version}`);
    for (const dependency of Object.keys(dependencies)) visit(dependency, dirname(file));
  };
  for (const name of names) visit(name, from);
  return [...new Set(found.values())].toSorted();
}

function packageFile(name: string, folder: string): string | undefined {
  const file = join(folder, 'node_modules', name, 'package.json');
  if (existsSync(file)) return file;
  return dirname(folder) === folder ? undefined : packageFile(name, dirname(folder));
}

interface PackageJson {
  readonly version: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}
