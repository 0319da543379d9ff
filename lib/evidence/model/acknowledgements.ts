import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** A finding of a rule pack that was accepted where a construct is defined. */
export interface Acknowledgement {
  /** Path of the construct, e.g. `acme/Access/Trail/Bucket`. */
  readonly path: string;
  /** As the pack names it, e.g. `AwsSolutions-S1`. */
  readonly rule: string;
  readonly reason: string;
}

/** Metadata by which the CDK writes acknowledgements down. */
const ACKNOWLEDGED = 'aws:cdk:acknowledged-rules';

/** Every acknowledgement in a cloud assembly, in the order of its manifests. */
export function readAcknowledgements(assembly: string): Acknowledgement[] {
  return [...acknowledgementsIn(assembly, '')];
}

function* acknowledgementsIn(assembly: string, folder: string): Generator<Acknowledgement> {
  const manifest = readJson(join(assembly, folder, 'manifest.json')) as Manifest;
  for (const { type, properties = {}, metadata, additionalMetadataFile } of Object.values(manifest.artifacts ?? {})) {
    if (type === 'cdk:cloud-assembly' && properties.directoryName !== undefined)
      yield* acknowledgementsIn(assembly, posix.join(folder, properties.directoryName));
    if (metadata !== undefined) yield* acknowledgementsOf(metadata);
    if (additionalMetadataFile === undefined) continue;
    const file = join(assembly, folder, additionalMetadataFile);
    if (existsSync(file)) yield* acknowledgementsOf(readJson(file) as Metadata);
  }
}

function* acknowledgementsOf(metadata: Metadata): Generator<Acknowledgement> {
  for (const [path, entries] of Object.entries(metadata)) {
    for (const { type, data } of entries) {
      if (type !== ACKNOWLEDGED) continue;
      for (const [rule, reason] of Object.entries(data as Readonly<Record<string, string>>))
        yield { path: path.replace(/^\//, ''), rule: rule.replace(/^[^:]+::/, ''), reason };
    }
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8'));
}

type Metadata = Readonly<Record<string, readonly { readonly type: string; readonly data?: unknown }[]>>;

/** The part of a manifest that is read here. */
interface Manifest {
  readonly artifacts?: Readonly<
    Record<
      string,
      {
        readonly type?: string;
        readonly properties?: { readonly directoryName?: string };
        readonly metadata?: Metadata;
        readonly additionalMetadataFile?: string;
      }
    >
  >;
}
