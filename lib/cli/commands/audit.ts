import { join } from 'node:path';
import { Argument, Command, Option } from '@commander-js/extra-typings';
import type { TenantInventory } from '../../audit/inventory/tenant-inventory';
import type { AuditReport } from '../../audit/audit-assembly';
import { type Finding, SEVERITIES, severityRank } from '../../audit/finding';
import { loadRegistry } from '../../config/load-registry';
import { UsageError, formatIssue } from '../../errors';
import { paint } from '../console-reporter';
import { counted } from '../counted';
import { DEFAULT_ASSEMBLY, warnIfOlder } from '../default-assembly';
import { ExitCode } from '../exit-code';
import { jsonOption, tenantsOption } from '../fleet-options';
import { plainTable } from '../plain-table';
import type { CommandContext } from '../run';
import { warnOfNoTenant } from '../warn-of-no-tenant';

/** `tenantry audit`: isolation and residency, proved from templates. */
export function auditCommand({ reporter, exit, version }: CommandContext) {
  return new Command('audit')
    .summary('prove isolation and residency from the templates')
    .description(
      "Reads a cloud assembly as a stranger would and reports whatever lets somebody into a tenant's account, leaves it, is public, leaves the jurisdiction, or is not " +
        "encrypted, logged or kept, unless the organization's file says that it is legitimate. Needs no AWS. What cannot be known before a deployment counts against the claim.",
    )
    .addArgument(new Argument('[assembly]', 'folder of the cloud assembly').default(DEFAULT_ASSEMBLY))
    .addOption(tenantsOption)
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 when there is a finding this bad or worse')
        .choices(SEVERITIES)
        .default('low' as const),
    )
    .addOption(
      new Option('--today <date>', 'day by which exceptions are judged, YYYY-MM-DD').default(undefined, 'today'),
    )
    .addOption(
      new Option(
        '--report <dir>',
        'folder for the report: pages to read, findings.json, findings.sarif (for code scanning), a manifest of SHA-256',
      ),
    )
    .addOption(new Option('--previous <file>', 'findings.json of an earlier report, to say what has changed'))
    .addOption(new Option('--commit <id>', 'commit the assembly was made of, for the report'))
    .addOption(new Option('--rules', 'list the rules instead').default(false))
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(
      async (
        assembly,
        { tenants: directory, failOn, today = currentDay(), rules, json, report: folder, previous, commit },
      ) => {
        if (folder === undefined && (previous !== undefined || commit !== undefined))
          throw new UsageError('--previous and --commit are about the report: say --report DIR too');
        if (commit === '')
          throw new UsageError(
            '--commit: expected the id of a commit, got an empty text; leave it out where there is none',
          );
        if (!isDay(today)) throw new UsageError(`--today: expected a day as YYYY-MM-DD, got "${today}"`);
        if (rules) {
          reporter.result(await listRules(json));
          return exit(ExitCode.Done);
        }
        const [{ auditAssembly }, { ALL_RULES }, { unusedExceptions }] = await Promise.all([
          import('../../audit/audit-assembly'),
          import('../../audit/rules/all-rules'),
          import('../unused-exceptions'),
        ]);
        const registry = await loadRegistry({ directory });
        for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
        await warnIfOlder(assembly, registry, reporter);
        const inventories: TenantInventory[] = [];
        const onInventory = (inventory: TenantInventory): void => void inventories.push(inventory);
        const report = auditAssembly({ assembly, registry, today, ...(folder !== undefined && { onInventory }) });
        warnOfNoTenant({ assembly, directory, registry, ...report.summary }, reporter);
        const ids = ALL_RULES.map(({ id }) => id);
        for (const issue of unusedExceptions({ registry, report, rules: ids, today }))
          reporter.warn(formatIssue(issue));
        if (folder !== undefined) {
          const { auditEvidence } = await import('../../evidence/audit-evidence');
          const made = { version, today, commit };
          const files = await auditEvidence({ folder, assembly, registry, report, inventories, made, previous });
          reporter.info(`wrote ${files.map((file) => join(folder, file)).join(', ')}`);
        }
        reporter.result(json ? JSON.stringify(report, undefined, 2) : describeReport(report));
        if (report.summary.stacks === 0) {
          // A pipeline whose synthesis made nothing must not pass for one that proved everything.
          reporter.error(
            `${assembly} has no stack, so nothing could be judged; synthesize tenants into it (tenantry synth --all), or name another folder`,
          );
          return exit(ExitCode.Failed);
        }
        const worst = report.findings[0];
        exit(
          worst !== undefined && severityRank(worst.severity) <= severityRank(failOn) ? ExitCode.Failed : ExitCode.Done,
        );
      },
    );
}

function currentDay(): string {
  return new Date().toISOString().slice(0, 10);
}

function isDay(text: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  // Written again, because 31 February is read as a day of March.
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

async function listRules(json: boolean): Promise<string> {
  const { ALL_RULES } = await import('../../audit/rules/all-rules');
  const rules = ALL_RULES.map(({ id, severity, claim, explanation, fix }) => ({
    id,
    severity,
    claim,
    explanation,
    fix,
  }));
  if (json) return JSON.stringify({ rules }, undefined, 2);
  return plainTable(
    [
      { title: 'rule', cell: ({ id }) => id },
      { title: 'severity', cell: ({ severity }) => severity },
      { title: 'claim', cell: ({ claim }) => claim },
    ],
    rules,
  );
}

/** For people: one block a finding, tenant by tenant, the worst first; what was not analysed; one line at the end. */
function describeReport({ findings, excepted, notAnalysed, summary }: AuditReport): string {
  const blocks = findings.map(describeFinding);
  if (notAnalysed.length > 0) {
    const lines = notAnalysed.map(({ stack, logicalId, type, why }) => {
      const place = [stack, logicalId].filter((part) => part !== '').join(' ');
      return `  ${place === '' ? type : `${place} (${type})`}: ${why}`;
    });
    blocks.push(['not analysed:', ...lines].join('\n'));
  }
  if (excepted.length > 0) {
    const lines = excepted.map(
      ({ finding, exception }) =>
        `  ${finding.rule} ${finding.stack} ${finding.logicalId}: ${exception.reason} (${exception.owner}, until ${exception.expires})`,
    );
    blocks.push(['excepted:', ...lines].join('\n'));
  }
  if (summary.stacksOfNoTenant.length > 0) blocks.push(`of no tenant: ${summary.stacksOfNoTenant.join(', ')}`);
  const counts = SEVERITIES.filter((severity) => summary.bySeverity[severity] > 0).map(
    (severity) => `${summary.bySeverity[severity]} ${severity}`,
  );
  blocks.push(
    `${counted(summary.findings, 'finding')}${counts.length > 0 ? ` (${counts.join(', ')})` : ''} in ${counted(summary.resources, 'resource')} of ${counted(summary.stacks, 'stack')}, ${counted(summary.tenants, 'tenant')}`,
  );
  return blocks.join('\n\n');
}

function describeFinding({ id, rule, severity, stack, logicalId, path, claim, message, fix }: Finding): string {
  const isGrave = severityRank(severity) < severityRank('medium');
  const place = [stack, logicalId, path].filter((part) => part !== '').join(' ');
  return [
    `${paint(isGrave ? 'red' : 'yellow', severity)} ${place}`,
    `  ${message}`,
    `  claim: ${claim} (${rule}, ${id})`,
    `  fix: ${fix}`,
  ].join('\n');
}

const EXAMPLES = `
Examples:
  $ tenantry synth --all && tenantry audit
  $ tenantry audit ../other-app/cdk.out --tenants tenants --json
  $ tenantry audit --fail-on high --report report
  $ tenantry audit --report report --previous last/findings.json --commit "$(git rev-parse HEAD)"
  $ tenantry audit --rules`;
