import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { UsageError } from '../../errors';
import { asObject } from '../values/intrinsic';
import type { AssembledStack } from './audited-stack';
import { TemplateFile, textOf } from './template-file';

/** What a manifest says of one artifact, as far as it is read. */
interface Artifact {
  readonly type?: string;
  readonly environment?: string;
  readonly displayName?: string;
  readonly properties?: {
    readonly templateFile?: string;
    readonly directoryName?: string;
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
  return [...stacksIn(directory, '')];
}

function* stacksIn(directory: string, folder: string): Generator<AssembledStack> {
  const manifest = readManifest(join(directory, folder, 'manifest.json')) as {
    readonly artifacts?: Record<string, Artifact>;
  };
  for (const [id, { type, environment, displayName, properties = {} }] of Object.entries(manifest.artifacts ?? {})) {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined) {
      yield* stacksIn(directory, posix.join(folder, properties.directoryName));
    }
    if (type !== 'aws:cloudformation:stack' || properties.templateFile === undefined) continue;
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(environment ?? '') ?? [];
    const templateFile = posix.join(folder, properties.templateFile);
    const stackName = properties.stackName ?? id;
    const file = new TemplateFile(join(directory, templateFile));
    const stack: AssembledStack = {
      // Without a display name the artifact's id is what people know.
      name: (displayName ?? id).replace(/ \(.*\)$/, ''),
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
    yield* nestedStacksOf(directory, folder, stack);
  }
}

function* nestedStacksOf(directory: string, folder: string, parent: AssembledStack): Generator<AssembledStack> {
  if (!textOf(parent).includes('AWS::CloudFormation::Stack')) return;
  for (const [logicalId, { Type, Metadata }] of Object.entries(parent.template.Resources ?? {})) {
    const path = Metadata?.['aws:asset:path'];
    if (Type !== 'AWS::CloudFormation::Stack' || typeof path !== 'string') continue;
    const templateFile = posix.join(folder, path);
    if (!existsSync(join(directory, templateFile))) continue;
    const { stackName, account, region, terminationProtection } = parent;
    const file = new TemplateFile(join(directory, templateFile));
    const nested: AssembledStack = {
      name: `${parent.name}/${logicalId}`,
      stackName,
      account,
      region,
      terminationProtection,
      templateFile,
      file,
      get template() {
        return file.template;
      },
      parent: { stack: parent.name, logicalId },
    };
    yield nested;
    yield* nestedStacksOf(directory, folder, nested);
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
