import { createHash } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fleetPage } from './html/fleet-page';
import { tenantPage } from './html/tenant-page';
import type { FleetEvidence } from './model/fleet-evidence';
import { toAssessmentResults, toComponentDefinition } from './oscal';
import { type REPORT_FILES, TENANT_PAGES, removeOthers } from './report-folder';
import { toSarif } from './sarif';
import { writeWholeFile } from '../write-whole-file';

/** Files are written at the same time, but not all of a thousand. */
const FILES_AT_ONCE = 32;

/**
 * Writes the evidence of an audit into a folder: `index.html`, a page for each tenant in `tenants/`, `findings.json`, `findings.sarif`, `evidence.json` and `component-definition.json` (OSCAL), and
 * `manifest.json` with the SHA-256 of every template it speaks of and of every other file. Same input, same bytes; nothing half-written. Pages of tenants that are
 * no more are removed.
 *
 * @param assembly folder of the cloud assembly the evidence is of
 * @returns the names of the files, those of tenants by their folder alone
 */
export async function writeReport(
  folder: string,
  assembly: string,
  evidence: FleetEvidence,
): Promise<readonly string[]> {
  const { report, rules, claims, made, tenants, templates } = evidence;
  const { version } = made;
  const files = new Map<(typeof REPORT_FILES)[number], string>([
    ['index.html', fleetPage(evidence)],
    ['findings.json', json(report)],
    ['evidence.json', json(toAssessmentResults(evidence))],
    ['component-definition.json', json(toComponentDefinition(evidence))],
    ['findings.sarif', json(toSarif({ report, rules, claims, assembly, version }))],
  ]);
  const hashes = new Map<string, string>();
  const write = async (name: string, content: string): Promise<void> => {
    hashes.set(name, createHash('sha256').update(content).digest('hex'));
    await writeWholeFile(join(folder, name), content);
  };
  await mkdir(join(folder, TENANT_PAGES), { recursive: true });
  for (let first = 0; first < tenants.length; first += FILES_AT_ONCE) {
    await Promise.all(
      tenants
        .slice(first, first + FILES_AT_ONCE)
        .map((tenant) => write(`${TENANT_PAGES}/${tenant.tenant.id}.html`, tenantPage(tenant, evidence))),
    );
  }
  for (const [name, content] of files) await write(name, content);
  const sorted = Object.fromEntries([...hashes].toSorted(([one], [other]) => (one < other ? -1 : 1)));
  await write('manifest.json', json({ tool: 'tenantry', version, files: sorted, templates }));
  await removeOthers(folder, hashes);
  return [...files.keys(), `${TENANT_PAGES}/`, 'manifest.json'];
}

function json(content: object): string {
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
