import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from '@commander-js/extra-typings';
import { formatIssue } from '../../errors';
import type { FleetSynthesis } from '../../fleet/synthesize-fleet';
import { VALIDATION_REPORT, type RuleFinding } from '../../fleet/validation-report';
import { cacheOption, noCacheOption } from '../cache-options';
import { type Reporter } from '../console-reporter';
import { counted } from '../counted';
import { DEFAULT_ASSEMBLY } from '../default-assembly';
import { ExitCode } from '../exit-code';
import { jsonOption, parseTenantId, tenantsOption } from '../fleet-options';
import type { CommandContext } from '../run';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
import { synthesizeRegistry } from '../synthesize-registry';
import { tenantTable } from '../tenant-table';

/** `tenantry synth`: templates for the tenants, checked, and one table of what came of them. */
export function synthCommand({ reporter, exit }: CommandContext) {
  return new Command('synth')
    .summary('synthesize and check tenants')
    .description(
      'Loads and validates the configuration, synthesizes the tenants into a cloud assembly that `cdk deploy --app` reads, ' +
        "and checks every template with CDK's validation and cdk-nag's AwsSolutions, HIPAA, NIST 800-53 R5 and PCI DSS packs. Needs no AWS.",
    )
    .argument('[tenants...]', 'ids of the tenants', parseTenantId)
    .addOption(allOption)
    .addOption(tierOption)
    .addOption(ringOption)
    .addOption(regionOption)
    .addOption(jurisdictionOption)
    .addOption(tenantsOption)
    .addOption(new Option('-o, --output <dir>', 'folder for the cloud assembly; replaced').default(DEFAULT_ASSEMBLY))
    .addOption(cacheOption)
    .addOption(noCacheOption)
    .addOption(jobsOption)
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { all, output, json } = options;
      const registry = await loadSelected(command, ids, options);
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));

      reporter.info(
        `synthesizing and checking ${registry.tenants.length} ${registry.tenants.length === 1 ? 'tenant' : 'tenants'} …`,
      );
      const synthesis = await synthesizeRegistry(registry, {
        output,
        organization: all,
        cacheDirectory: options.cache,
        jobs: options.jobs,
        say: (line) => reporter.info(line),
      });

      if (json) reporter.result(JSON.stringify({ output, ...synthesis, warnings: registry.warnings }, undefined, 2));
      else printResult(synthesis, output, reporter);
      exit(synthesis.findings.some(isError) ? ExitCode.Failed : ExitCode.Done);
    });
}

function printResult({ tenants, findings }: FleetSynthesis, output: string, reporter: Reporter): void {
  for (const finding of findings) {
    const line = `${finding.constructPath}: ${finding.rule}: ${finding.description}`;
    if (isError(finding)) reporter.error(line);
    else reporter.warn(line);
  }
  const synthesized = tenants.filter(({ stacks }) => stacks > 0);
  const stacks = synthesized.reduce((sum, tenant) => sum + tenant.stacks, 0);
  const cost = synthesized.reduce((sum, { idleCostUsd = 0 }) => sum + idleCostUsd, 0);
  reporter.result(`
${tenantTable(tenants)}

${synthesized.length} of ${tenants.length} tenants, ${counted(stacks, 'stack')}, ${counted(findings.filter(isError).length, 'finding')}, $${cost.toFixed(2)} a month while idle

cloud assembly      ${output}
templates           ${join(output, 'assembly-<tenant>', '*.template.json')}
validation report   ${join(output, VALIDATION_REPORT)}`);
}

const MAX_JOBS = 64;

const jobsOption = new Option(
  '--jobs <n>',
  `most processes at a time, 1 to ${MAX_JOBS} (default: one a core)`,
).argParser((value: string): number => {
  const jobs = Number(value);
  if (Number.isInteger(jobs) && jobs >= 1 && jobs <= MAX_JOBS) return jobs;
  throw new InvalidArgumentError(`expected a whole number from 1 to ${MAX_JOBS}, got "${value}"`);
});

function isError({ severity }: RuleFinding): boolean {
  return severity === 'error';
}

const EXAMPLES = `
Examples:
  $ tenantry synth --all                      the fleet, into cdk.out
  $ tenantry synth acme --output /tmp/acme    one tenant
  $ tenantry synth --ring canary --tier free  tenants of the free tier in the canary ring
  $ tenantry synth --all --json | jq '.tenants[] | select(.findings > 0)'
  $ cdk deploy --app cdk.out 'acme/*'         deploy what was synthesized`;
