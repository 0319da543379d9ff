import { join } from 'node:path';
import { Command, Option } from '@commander-js/extra-typings';
import { loadBlueprint } from '../../load-blueprint';
import { formatIssue } from '../../errors';
import type { FleetSynthesis } from '../../fleet/synthesize-fleet';
import { VALIDATION_REPORT, type RuleFinding } from '../../fleet/validation-report';
import { type Reporter } from '../console-reporter';
import { ExitCode } from '../exit-code';
import { jsonOption, parseTenantId, tenantsOption } from '../fleet-options';
import type { CommandContext } from '../run';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
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
    .addOption(new Option('-o, --output <dir>', 'folder for the cloud assembly; replaced').default('cdk.out'))
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { all, output, json } = options;
      const registry = await loadSelected(command, ids, options);
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));

      reporter.info(
        `synthesizing and checking ${registry.tenants.length} ${registry.tenants.length === 1 ? 'tenant' : 'tenants'} …`,
      );
      // The CDK and the rule packs cost most of a second to load, which the other commands should not pay.
      const [{ buildApp }, { synthesizeFleet }] = [
        await import('../../app'),
        await import('../../fleet/synthesize-fleet'),
      ];
      const blueprint = await loadBlueprint(registry);
      const synthesis = synthesizeFleet({
        registry,
        output,
        buildApp: (outdir) =>
          buildApp(registry, { outdir, failOnFindings: false, organization: all, ...(blueprint && { blueprint }) }),
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

${synthesized.length} of ${tenants.length} tenants, ${stacks} stacks, ${findings.filter(isError).length} findings, $${cost.toFixed(2)} a month while idle

cloud assembly      ${output}
templates           ${join(output, 'assembly-<tenant>', '*.template.json')}
validation report   ${join(output, VALIDATION_REPORT)}`);
}

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
