import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UsageError } from '../../errors';
import { asObject } from '../values/intrinsic';
import { publishedFiles } from './asset-templates';
import type { AssembledStack } from './audited-stack';
import { nestedStacksOf } from './nested-stacks';
import { TemplateFile } from './template-file';

/** What a manifest says of one artifact, as far as it is read. */
interface Artifact {
  readonly type?: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly directoryName?: string;
    readonly file?: string;
    readonly terminationProtection?: boolean;
    readonly stackName?: string;
  };
}

/**
 * Reads every stack of a cloud assembly, those of nested assemblies and nested stacks too, in the order of the manifests.
 *
 * @param directory folder with a `manifest.json`, e.g. `cdk.out`
 * @throws UsageError if it is no cloud assembly, or a file of it cannot be read
 */
export function readAssembly(directory: string): AssembledStack[] {
  if (!existsSync(join(directory, 'manifest.json'))) {
    throw new UsageError(
      `${join(directory, 'manifest.json')}: there is no cloud assembly; expected the folder that cdk synth or tenantry synth wrote: synthesize first, or name the folder`,
    );
  }
  return [...stacksIn(directory, '', new Set())];
}

function* stacksIn(directory: string, folder: string, names: Set<string>): Generator<AssembledStack> {
  const manifest = readManifest(join(directory, folder, 'manifest.json')) as {
    readonly artifacts?: Record<string, Artifact>;
  };
  const artifacts = Object.entries(manifest.artifacts ?? {}).filter(([, artifact]) => asObject(artifact) !== undefined);
  const assets = artifacts.flatMap(([, { type, properties }]) =>
    type === 'cdk:asset-manifest' ? (properties?.file ?? []) : [],
  );
  const published = publishedFiles(join(directory, folder), assets);
  for (const [id, { type, environment, displayName, properties = {} }] of artifacts) {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined) {
      yield* stacksIn(directory, posix.join(folder, properties.directoryName), names);
    }
    if (type !== 'aws:cloudformation:stack') continue;
    if (properties.templateFile === undefined) {
      const manifestFile = join(directory, folder, 'manifest.json');
      throw new UsageError(
        `${manifestFile}: artifacts.${id}: a stack without templateFile cannot be judged; synthesize again`,
      );
    }
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment ?? '') ?? [];
    const templateFile = posix.join(folder, properties.templateFile);
    const stackName = properties.stackName ?? id;
    const file = new TemplateFile(join(directory, templateFile));
    // Without a display name the artifact's id is what people know.
    const known = (displayName ?? id).replace(/ \(.*\)$/, '');
    // What is found in one stack must not count as found in another of that name.
    const name = names.has(known) ? `${known} (${templateFile})` : known;
    names.add(known);
    const stack: AssembledStack = {
      name,
      stackName,
      account: /^\d{12}$/.test(account ?? '') ? account : undefined,
      region: region === undefined || region === 'unknown-region' ? undefined : region,
      templateFile,
      terminationProtection: properties.terminationProtection ?? false,
      file,
      get template() {
        return file.template;
      },
    };
    yield stack;
    yield* nestedStacksOf({ directory, folder, published }, stack);
  }
}

function readManifest(path: string): object {
  try {
    const content = asObject(JSON.parse(readFileSync(path, 'utf8')));
    if (content !== undefined) return content;
  } catch {
    // Said below.
  }
  throw new UsageError(`${path}: expected the manifest of a cloud assembly; synthesize again`);
}
