import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../errors';
import { systemReason } from '../system-error';

/** Folder of the tenants' pages, in that of the report. */
export const TENANT_PAGES = 'tenants';

/** What a report is made of, besides the pages of tenants. */
export const REPORT_FILES = [
  'index.html',
  'findings.json',
  'evidence.json',
  'component-definition.json',
  'findings.sarif',
  'manifest.json',
] as const;

/** What a run that was killed leaves of a file it was writing. */
const BEGUN = /\.\d+$/;

/**
 * Makes sure that a report can be written into a folder without anything of anybody else in between: it is not there, empty, or holds a report,
 * be it one that a killed run has begun.
 *
 * @throws UsageError if it does not
 */
export async function assertReportFolder(folder: string): Promise<void> {
  const names = await namesIn(folder);
  if (names.length === 0 || (await holdsReport(folder))) return;
  const pages = names.includes(TENANT_PAGES) ? await namesIn(join(folder, TENANT_PAGES)) : [];
  const foreign = [
    ...names.filter((name) => name !== TENANT_PAGES && !isOfReport(name)),
    ...pages.filter((name) => !isPage(name)).map((name) => join(TENANT_PAGES, name)),
  ].toSorted();
  if (foreign.length === 0) return;
  throw new UsageError(
    `--report ${folder}: holds "${foreign[0]}", which is of no report; expected an empty folder, one with a report, or a name that is not taken`,
  );
}

/** Removes the pages of tenants that are no more, and what killed runs have begun. What is no page, and beside the files of a report, stays. */
export async function removeOthers(folder: string, written: ReadonlyMap<string, string>): Promise<void> {
  const names = [
    ...(await namesIn(folder)).filter(isOfReport),
    ...(await namesIn(join(folder, TENANT_PAGES))).filter(isPage).map((name) => `${TENANT_PAGES}/${name}`),
  ];
  await Promise.all(names.filter((name) => !written.has(name)).map((name) => rm(join(folder, name), { force: true })));
}

/** The manifest is written last. */
async function holdsReport(folder: string): Promise<boolean> {
  try {
    const manifest: unknown = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    return (manifest as { readonly tool?: unknown } | null)?.tool === 'tenantry';
  } catch {
    return false;
  }
}

function isOfReport(name: string): boolean {
  return REPORT_FILES.some((file) => file === name.replace(BEGUN, ''));
}

function isPage(name: string): boolean {
  return name.replace(BEGUN, '').endsWith('.html');
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new UsageError(
      `--report ${folder}: ${systemReason(error) ?? String(error)}; expected an empty folder, one with a report, or a name that is not taken`,
    );
  }
}
