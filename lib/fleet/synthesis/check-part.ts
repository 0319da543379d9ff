import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { VALIDATION_REPORT } from '../validation-report';
import type { DefinePart, FleetPart } from './fleet-part';
import type { ReportFile } from './merge-reports';

/**
 * What the rule packs and CDK's validation say about a part, as they would in the app of the fleet.
 *
 * @returns undefined if they were switched off
 */
export async function checkPart(part: FleetPart, define: DefinePart, scratch: string): Promise<ReportFile | undefined> {
  const outdir = mkdtempSync(join(scratch, 'check-'));
  try {
    const app = await define(part, { outdir, checked: true });
    app.synth();
    const file = join(outdir, VALIDATION_REPORT);
    return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as ReportFile) : undefined;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
