import { ALL_RULES } from '../audit/rules/all-rules';
import { type FleetEvidenceOptions, fleetEvidence } from './model/fleet-evidence';
import { trendSince } from './model/trend';
import { assertReportFolder } from './report-folder';
import { writeReport } from './write-report';

/** Input of {@link auditEvidence}. */
export interface AuditEvidenceOptions extends Omit<FleetEvidenceOptions, 'rules' | 'trend'> {
  /** Folder of the report. */
  readonly folder: string;
  /**
   * `findings.json` of an earlier report.
   *
   * @default - nothing is compared
   */
  readonly previous?: string | undefined;
}

/**
 * Writes the report of an audit.
 *
 * @returns the names of the files
 * @throws UsageError if the folder holds something else, or the earlier report cannot be read
 */
export async function auditEvidence({
  folder,
  previous,
  ...options
}: AuditEvidenceOptions): Promise<readonly string[]> {
  await assertReportFolder(folder);
  // Read before anything is written: it may be the report that is replaced.
  const trend = previous === undefined ? undefined : trendSince(previous, options.report);
  const evidence = fleetEvidence({ ...options, rules: ALL_RULES, trend });
  return writeReport(folder, options.assembly, evidence);
}
