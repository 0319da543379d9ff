import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { type SarifOptions, toSarif } from './sarif';
import { templateHashes } from './template-hashes';

/**
 * Writes the evidence of an audit into a folder: `findings.json`, `findings.sarif`, and `manifest.json` with the SHA-256 of every template it
 * speaks of and of both files. Same input, same bytes; nothing half-written.
 *
 * @returns the names of the files
 */
export async function writeReport(folder: string, options: SarifOptions): Promise<readonly string[]> {
  const files: Record<string, string> = {
    'findings.json': json(options.report),
    'findings.sarif': json(toSarif(options)),
  };
  const hashes = Object.fromEntries(
    Object.entries(files).map(([name, content]) => [name, createHash('sha256').update(content).digest('hex')]),
  );
  files['manifest.json'] = json({
    tool: 'tenantry',
    version: options.version,
    files: hashes,
    templates: templateHashes(options.assembly),
  });
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) await writeFileAtomic(join(folder, name), content);
  return Object.keys(files);
}

function json(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
