import { setTimeout as sleep } from 'node:timers/promises';
import { Command, Option } from '@commander-js/extra-typings';
import { formatIssue } from '../../errors';
import { messageOf } from '../../message-of';
import { driftOf } from '../../operations/drift-of';
import { forEachTenant } from '../../operations/for-each-tenant';
import { RolloutStore } from '../../operations/rollout/rollout-store';
import { phaseOf } from '../../rollout/rollout-phase';
import type { FleetStatus, LatestRollout } from '../../status-page/fleet-status';
import type { Reporter } from '../console-reporter';
import { ExitCode } from '../exit-code';
import {
  concurrencyOption,
  jsonOption,
  managementProfileOption,
  operatorProfileOption,
  operatorRoleOption,
  parseTenantId,
  tenantsOption,
} from '../fleet-options';
import { writePage } from '../write-page';
import { managementAccess } from '../management-access';
import { operatorCredentials } from '../operator-credentials';
import { nextStepOf, rolloutJson } from '../rollout/rollout-report';
import type { CommandContext } from '../run';
import { allOption, jurisdictionOption, loadSelected, regionOption, ringOption, tierOption } from '../select-tenants';
import { nextStepInAws } from '../status/next-step';
import { sawAws } from '../status/saw-aws';
import { statusTable } from '../status/status-table';
import { tellDrift, tellRolloutStatus } from '../status/tell-status';

/** `tenantry status`: the tenants as AWS has them. */
export function statusCommand({ reporter, exit, version }: CommandContext) {
  return new Command('status')
    .summary('compare tenants with what is in AWS')
    .description(
      "Looks at each tenant's account (state, tag, organizational unit), its bootstrap, its stacks and its release, and says what differs from the files and the records, and what comes next. " +
        'Changes nothing. What the credentials cannot read is left out, and it is said. Exit code 1 says that something differs, has drifted or is in alarm, or that nothing could be read.',
    )
    .argument('[tenants...]', 'ids of the tenants', parseTenantId)
    .addOption(allOption)
    .addOption(tierOption)
    .addOption(ringOption)
    .addOption(regionOption)
    .addOption(jurisdictionOption)
    .addOption(tenantsOption)
    .addOption(concurrencyOption)
    .addOption(managementProfileOption)
    .addOption(operatorProfileOption)
    .addOption(operatorRoleOption)
    .addOption(new Option('--health', 'also ask for alarms; a request a region of each tenant').default(false))
    .addOption(
      new Option(
        '--detect-drift',
        'also have CloudFormation compare resources with their templates; takes minutes',
      ).default(false),
    )
    .addOption(new Option('--html <file>', 'also write a page that needs nothing but itself'))
    .addOption(jsonOption)
    .addHelpText('after', EXAMPLES)
    .action(async (ids, options, command) => {
      const { tenants: directory, json, html, health, detectDrift, concurrency } = options;
      const registry = await loadSelected(command, ids, options);
      const { tenants, organization } = registry;
      for (const warning of registry.warnings) reporter.warn(formatIssue(warning));
      const [{ fleetVersions }, { OrganizationView }, { tenantStatus }] = await Promise.all([
        import('../../operations/fleet-release/fleet-versions'),
        import('../../operations/organization-view'),
        import('../../operations/tenant-status'),
      ]);
      const at = new Date();
      const rollout = await latestRollout(directory, reporter);
      const view = new OrganizationView((await managementAccess(options.managementProfile, reporter)).organizations);
      const operator = await operatorCredentials(registry, options).catch((error: unknown) => {
        // What was asked for by name is not left out.
        if (health || detectDrift) throw error;
        reporter.warn(`stacks were not looked at: ${messageOf(error)}`);
        return undefined;
      });
      const versions = operator === undefined ? undefined : await fleetVersions(tenants, operator);
      const outcomes = await forEachTenant(tenants, concurrency, (tenant) =>
        tenantStatus(tenant, {
          directory,
          rollout: rollout?.state,
          versions: versions?.byTenant.get(tenant.id),
          organization: view,
          operator,
          health,
          drift: detectDrift
            ? { pause: sleep, notify: ({ stack }) => reporter.info(`${tenant.id}: looking for drift in ${stack}`) }
            : undefined,
        }),
      );
      const rows = outcomes.map((outcome, index) => {
        if (!outcome.ok) throw outcome.error;
        const tenant = tenants[index]!;
        return { tenant, status: outcome.value, nextStep: nextStepInAws(tenant, outcome.value, directory) };
      });
      const fleet: FleetStatus = {
        organizationId: organization.organizationId,
        rings: organization.rings,
        rows,
        rollout,
        looked: { health, drift: detectDrift },
        version,
        at,
      };
      if (html !== undefined) {
        const { fleetStatusPage } = await import('../../status-page/fleet-status-page');
        await writePage(html, fleetStatusPage(fleet), reporter);
      }
      // Where nobody releases by Step Functions, there is nothing to be missed.
      if (organization.operator === 'stacks' && rows.every(({ status }) => status.release.runs === undefined)) {
        for (const why of versions?.unread ?? []) reporter.info(`releases by Step Functions are not known: ${why}`);
      }
      reporter.result(json ? JSON.stringify(toJson(fleet), undefined, 2) : statusTable(fleet));
      const differs = tellWhatDiffers(fleet, reporter);
      const isBlind = !sawAws(rows);
      if (isBlind) {
        reporter.error(
          'nothing was read in AWS, so nothing can differ; give credentials of the management account (--management-profile), of the operator account (--profile), or both',
        );
      }
      exit(differs || isBlind ? ExitCode.Failed : ExitCode.Done);
    });
}

/** Says what somebody should look at; whether there is anything. */
function tellWhatDiffers({ rows, rollout }: FleetStatus, reporter: Reporter): boolean {
  const warnings = rows.flatMap(({ tenant, status }) =>
    [
      ...status.problems,
      ...(driftOf(status) ?? []).map(tellDrift),
      ...(status.alarms ?? []).map((alarm) => `alarm ${alarm} is on`),
    ].map((line) => `${tenant.id}: ${line}`),
  );
  for (const warning of warnings) reporter.warn(warning);
  for (const { tenant, status } of rows) {
    for (const why of status.unread) reporter.info(`${tenant.id}: not read: ${why}`);
  }
  if (rollout !== undefined) reporter.info(tellRolloutStatus(rollout));
  return warnings.length > 0;
}

/** Roll-outs are files: a broken one is said, and hides nothing else. */
async function latestRollout(directory: string, reporter: Reporter): Promise<LatestRollout | undefined> {
  const store = new RolloutStore(directory);
  try {
    const state = (await store.list()).at(-1);
    if (state === undefined) return undefined;
    const phase = phaseOf(state, await store.isDriven(), new Date());
    return { state, phase, nextStep: nextStepOf(phase) };
  } catch (error) {
    reporter.warn(`roll-outs were not looked at: ${messageOf(error)}`);
    return undefined;
  }
}

function toJson({ rows, rollout }: FleetStatus): object {
  return {
    ...(rollout !== undefined && { rollout: rolloutJson(rollout.state, rollout.phase) }),
    tenants: rows.map(({ status, nextStep }) => ({ ...status, nextStep })),
  };
}

const EXAMPLES = `
Examples:
  $ tenantry status acme --management-profile management --profile operator
  $ tenantry status --all --json | jq '.tenants[] | select(.problems | length > 0)'
  $ tenantry status --ring canary --health --detect-drift
  $ tenantry status --all --health --html fleet.html`;
