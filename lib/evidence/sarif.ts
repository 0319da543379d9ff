import type { Log, ReportingDescriptor, Result } from 'sarif';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditReport } from '../audit/audit-assembly';
import type { Finding, Severity } from '../audit/finding';
import type { Rule } from '../audit/rule';
import type { ClaimStatus } from './model/claim-status';

/** Input of {@link toSarif}. */
export interface SarifOptions {
  readonly report: AuditReport;
  readonly rules: readonly Rule[];
  /** How each rule's claim stands for the fleet. */
  readonly claims: readonly ClaimStatus[];
  /** Folder of the cloud assembly; templates are named relative to it. */
  readonly assembly: string;
  /** Version of Tenantry. */
  readonly version: string;
}

const LEVELS: Readonly<Record<Severity, 'error' | 'warning' | 'note'>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
};

/** How grave code scanning shows a finding: 0 to 10. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '2.0',
};

/**
 * The report as a SARIF log, which code-scanning shows beside the templates. Rules of which nothing was found are results too, of kind `pass`, or `open` where they could not be judged;
 * findings under an exception are suppressed, with its reason. Same input, same bytes.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function toSarif({ report, rules, claims, assembly, version }: SarifOptions): Log {
  const lines = lineFinder(assembly);
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'Tenantry', semanticVersion: version, rules: rules.map(toDescriptor) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { ASSEMBLY: { description: { text: 'The cloud assembly that was audited' } } },
        results: [
          ...report.findings.map((finding) => toResult(finding, lines)),
          ...report.excepted.map(({ finding, exception }): Result => ({
            ...toResult(finding, lines),
            suppressions: [
              {
                kind: 'external',
                status: 'accepted',
                justification: `${exception.reason} (${exception.owner}, until ${exception.expires})`,
              },
            ],
          })),
          ...claims
            .filter(({ status }) => status === 'holds' || status === 'not judged')
            .map(({ rule: { id, claim }, status }): Result => ({
              ruleId: id,
              kind: status === 'holds' ? 'pass' : 'open',
              level: 'none',
              message: { text: claim },
            })),
        ],
      },
    ],
  };
}

function toDescriptor({ id, severity, claim, explanation, fix }: Rule): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: claim },
    fullDescription: { text: explanation },
    help: { text: `${explanation}\n\nWhat to do: ${fix}` },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { 'security-severity': SECURITY_SEVERITY[severity], tags: ['security', id.slice(0, id.indexOf('/'))] },
  };
}

function toResult(finding: Finding, lineOf: (finding: Finding) => number): Result {
  const { id, rule, severity, tenant, stack, template, logicalId, path, message, fix } = finding;
  const name = [stack, logicalId, path].filter((part) => part !== '').join('/');
  return {
    ruleId: rule,
    kind: 'fail',
    level: LEVELS[severity],
    message: { text: `${message}. What to do: ${fix}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodeURI(template), uriBaseId: 'ASSEMBLY' },
          region: { startLine: lineOf(finding) },
        },
        logicalLocations: [{ fullyQualifiedName: name, kind: 'resource' }],
      },
    ],
    partialFingerprints: { 'tenantryFinding/v1': id },
    properties: { tenant, severity, 'security-severity': SECURITY_SEVERITY[severity] },
  };
}

/** Finds the line at which a finding's resource begins; the first for a template as a whole. */
function lineFinder(assembly: string): (finding: Finding) => number {
  const templates = new Map<string, readonly string[]>();
  return ({ template, logicalId }) => {
    if (logicalId === '') return 1;
    const known = templates.get(template) ?? readLines(join(assembly, template));
    templates.set(template, known);
    return known.findIndex((line) => line.trimStart().startsWith(`"${logicalId}":`)) + 1 || 1;
  };
}

function readLines(path: string): readonly string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    // A file of the configuration, as an exception that has expired names it.
    return [];
  }
}
