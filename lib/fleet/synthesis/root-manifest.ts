import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the file that tells what a cloud assembly holds. */
const ROOT_MANIFEST = 'manifest.json';

/** A file of the assembly's root that carries its format alone, and marks a folder as an assembly. */
const VERSION_FILE = 'cdk.out';

/** Manifest of an assembly that holds nested assemblies, taken apart: the nested ones, and what is the same for a whole fleet. */
export interface RootManifest {
  readonly nested: Readonly<Record<string, NestedAssembly>>;
  /** The rest of the manifest, as JSON: its format, and the CDK's report on feature flags. */
  readonly frame: string;
}

interface NestedAssembly {
  readonly type: string;
  readonly properties: { readonly directoryName: string };
}

interface ManifestFile {
  readonly version: string;
  readonly artifacts: Readonly<Record<string, { readonly type: string }>>;
}

/** Folders of the nested assemblies, in the order of the manifest. */
export function nestedDirectories({ nested }: RootManifest): string[] {
  return Object.values(nested).map(({ properties }) => properties.directoryName);
}

/** The manifest of an assembly. */
export function readRootManifest(directory: string): RootManifest {
  const { artifacts, ...rest } = JSON.parse(readFileSync(join(directory, ROOT_MANIFEST), 'utf8')) as ManifestFile;
  const nested = Object.entries(artifacts).filter(([, { type }]) => type === 'cdk:cloud-assembly');
  const others = Object.entries(artifacts).filter(([, { type }]) => type !== 'cdk:cloud-assembly');
  return {
    nested: Object.fromEntries(nested) as RootManifest['nested'],
    frame: JSON.stringify({ ...rest, artifacts: Object.fromEntries(others) }),
  };
}

/**
 * Writes the manifest that one app with the stages of all parts would have written.
 *
 * @returns version of the assembly's format
 */
export function writeRootManifest(directory: string, parts: readonly RootManifest[]): string {
  const frames = [...new Set(parts.map(({ frame }) => frame))].map((frame) => JSON.parse(frame) as ManifestFile);
  const [first] = frames;
  if (first === undefined) throw new Error('a manifest has the format of its parts, and there is none');
  const { version, artifacts: _, ...rest } = first;
  const artifacts = Object.assign(
    {},
    ...parts.map(({ nested }) => nested),
    // The CDK reports on its feature flags after the stages, once an app.
    ...frames.map((frame) => frame.artifacts),
  ) as ManifestFile['artifacts'];
  writeFileSync(join(directory, ROOT_MANIFEST), JSON.stringify({ version, artifacts, ...rest }, undefined, 2));
  writeFileSync(join(directory, VERSION_FILE), JSON.stringify({ version }));
  return version;
}
