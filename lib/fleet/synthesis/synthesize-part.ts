import { readFileSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { type App, AssetStaging } from 'aws-cdk-lib';
import { type CloudFormationTemplate, estimateIdleCost } from '../../cost/estimate-idle-cost';
import { type DefinePart, type FleetPart, ORGANIZATION_PART } from './fleet-part';
import { type RootManifest, nestedDirectories, readRootManifest } from './root-manifest';
import { synthesizeApp } from './synthesize-app';
import { verdictShape } from './verdict-shape';

/** What one synthesis of a part made, beside its files. */
export interface SynthesizedPart {
  readonly id: string;
  /** What the part adds to the manifest of the fleet. */
  readonly manifest: RootManifest;
  /** Names of the folders at the top of the assembly that hold its nested assemblies. */
  readonly directories: readonly string[];
  /** Names of the assets at the top of the assembly; equal names have equal contents. */
  readonly assets: readonly string[];
  /** Files and folders outside the package that assets were made of, each with its digest. */
  readonly sources: Readonly<Record<string, string>>;
  /** Parts of one shape get the same verdict of the rule packs and of CDK's validation. */
  readonly shape: string;
  readonly stacks: number;
  readonly resources: number;
  /** Size of all templates together. */
  readonly templateBytes: number;
  /** What the part costs a month while nobody uses it; absent for the organization. */
  readonly idleCostUsd?: number;
}

/** Where {@link synthesizePart} works, and what it shares with other parts. */
export interface PartSurroundings {
  /** Folder the app writes to: the same for many parts, so that an asset is fingerprinted and copied once. */
  readonly workspace: string;
  /** Folder the nested assemblies are moved to. */
  readonly output: string;
  /** Digest of a file or folder that an asset is made of. */
  readonly digestOf: (path: string) => string;
}

/** Synthesizes a part, unchecked, and moves its nested assemblies to the output. Assets stay in the workspace. */
export async function synthesizePart(
  part: FleetPart,
  define: DefinePart,
  { workspace, output, digestOf }: PartSurroundings,
): Promise<SynthesizedPart> {
  const app = await define(part, { outdir: workspace, checked: false });
  synthesizeApp(app, part.registry);
  const manifest = readRootManifest(workspace);
  const directories = nestedDirectories(manifest);
  const templates = directories.flatMap((name) => readTemplates(join(workspace, name)));
  const parsed = templates.map((template) => JSON.parse(template) as CloudFormationTemplate);
  const synthesized = {
    id: part.id,
    manifest,
    directories,
    assets: assetsOf(directories.map((name) => join(workspace, name))),
    sources: foreignSources(app, digestOf),
    shape: verdictShape(part, app, parsed),
    stacks: templates.length,
    resources: parsed.reduce((sum, { Resources = {} }) => sum + Object.keys(Resources).length, 0),
    templateBytes: templates.reduce((sum, template) => sum + Buffer.byteLength(template), 0),
    ...(part.id !== ORGANIZATION_PART && { idleCostUsd: idleCost(part, parsed) }),
  };
  for (const name of directories) {
    rmSync(join(output, name), { recursive: true, force: true });
    renameSync(join(workspace, name), join(output, name));
  }
  return synthesized;
}

function readTemplates(directory: string): string[] {
  return filesBelow(directory, '.template.json').map((file) => readFileSync(file, 'utf8'));
}

/** Assets that stacks of a nested assembly refer to by a path beside it. */
function assetsOf(directories: readonly string[]): string[] {
  const paths = directories.flatMap((directory) =>
    filesBelow(directory, '.assets.json').flatMap((file) => {
      const { files = {}, dockerImages = {} } = JSON.parse(readFileSync(file, 'utf8')) as AssetManifest;
      return [...Object.values(files), ...Object.values(dockerImages)].map(
        ({ source }) => source.path ?? source.directory,
      );
    }),
  );
  return [...new Set(paths)]
    .filter((path): path is string => path?.startsWith('../') ?? false)
    .map((path) => path.slice('../'.length))
    .toSorted();
}

/** The package's own code and what is installed are known by their versions. */
function foreignSources(app: App, digestOf: PartSurroundings['digestOf']): Record<string, string> {
  const paths = app.node
    .findAll()
    .flatMap((construct) => (construct instanceof AssetStaging ? [construct.sourcePath] : []))
    .filter((path) => !path.startsWith(PACKAGE) && !path.includes(`${sep}node_modules${sep}`));
  return Object.fromEntries([...new Set(paths)].toSorted().map((path) => [path, digestOf(path)]));
}

/** Where this package's compiled code lies. */
const PACKAGE = join(__dirname, '../../..') + sep;

function filesBelow(directory: string, suffix: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(suffix))
    .toSorted()
    .map((name) => join(directory, name));
}

function idleCost({ registry }: FleetPart, templates: readonly CloudFormationTemplate[]): number | undefined {
  const [tenant] = registry.tenants;
  return tenant && estimateIdleCost(templates, tenant.region).monthlyUsd;
}

/** The part of an asset manifest that is read here. */
interface AssetManifest {
  readonly files?: Readonly<
    Record<string, { readonly source: { readonly path?: string; readonly directory?: string } }>
  >;
  readonly dockerImages?: Readonly<
    Record<string, { readonly source: { readonly path?: string; readonly directory?: string } }>
  >;
}
