import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asObject } from '../values/intrinsic';

/** Files of an assembly's folder by the name under which they are published, as its asset manifests say. */
export type PublishedFiles = ReadonlyMap<string, string>;

/** Reads asset manifests; what cannot be read publishes nothing. */
export function publishedFiles(folder: string, manifests: readonly string[]): PublishedFiles {
  const published = new Map<string, string>();
  for (const { source, destinations } of manifests.flatMap((manifest) => filesOf(join(folder, manifest)))) {
    const path = asObject(source)?.path;
    if (typeof path !== 'string') continue;
    for (const destination of Object.values(asObject(destinations) ?? {})) {
      const key = asObject(destination)?.objectKey;
      if (typeof key === 'string') published.set(key, path);
    }
  }
  return published;
}

/**
 * File of a nested stack's template, in the folder; undefined if it is not in the assembly.
 *
 * The CDK's command line notes it in the metadata, a plain `app.synth()` does not: then it is what is published where the URL points.
 */
export function nestedTemplateFile(
  resource: { readonly Properties?: Readonly<Record<string, unknown>>; readonly Metadata?: unknown },
  published: PublishedFiles,
): string | undefined {
  const noted = asObject(resource.Metadata)?.['aws:asset:path'];
  if (typeof noted === 'string') return noted;
  const url = JSON.stringify(resource.Properties?.TemplateURL ?? '');
  return [...published].find(([key]) => url.includes(key))?.[1];
}

function filesOf(path: string): Readonly<Record<string, unknown>>[] {
  if (!existsSync(path)) return [];
  try {
    const files = asObject(asObject(JSON.parse(readFileSync(path, 'utf8')))?.files);
    return Object.values(files ?? {}).map((file) => asObject(file) ?? {});
  } catch {
    return [];
  }
}
