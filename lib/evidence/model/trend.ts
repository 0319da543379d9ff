import { readFileSync } from 'node:fs';
import type { AuditReport } from '../../audit/audit-assembly';
import type { Finding } from '../../audit/finding';
import { UsageError } from '../../errors';

/** What has changed since an earlier report. */
export interface Trend {
  readonly before: number;
  /** Findings that were not in the earlier report. */
  readonly appeared: readonly Finding[];
  /** Findings of the earlier report that are no more. */
  readonly gone: readonly Finding[];
  /** Findings of the earlier report that are still there, and that somebody answers for now. */
  readonly excepted: readonly Finding[];
}

/**
 * Compares findings with those of an earlier report, by their ids.
 *
 * @param file `findings.json` of the earlier report
 * @param report what is found now
 * @throws UsageError if it is none
 */
export function trendSince(file: string, { findings, excepted }: Pick<AuditReport, 'findings' | 'excepted'>): Trend {
  const before = readFindings(file);
  const known = new Set(before.map(({ id }) => id));
  const present = new Set(findings.map(({ id }) => id));
  const accepted = new Set(excepted.map(({ finding }) => finding.id));
  return {
    before: before.length,
    appeared: findings.filter(({ id }) => !known.has(id)),
    gone: before.filter(({ id }) => !present.has(id) && !accepted.has(id)),
    excepted: before.filter(({ id }) => accepted.has(id)),
  };
}

function readFindings(file: string): readonly Finding[] {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(
      `${file}: cannot be read (${(error as Error).message}); expected the findings.json of an earlier report`,
    );
  }
  const { findings } = (content ?? {}) as { readonly findings?: unknown };
  if (Array.isArray(findings)) return findings as readonly Finding[];
  throw new UsageError(`${file}: has no "findings"; expected the findings.json of an earlier report`);
}
