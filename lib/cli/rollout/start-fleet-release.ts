import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Registry } from '../../config/registry';
import { UsageError } from '../../errors';
import type { FleetReleasePlan } from '../../fleet/release/plan-fleet-release';
import type { PublishProgress } from '../../operations/fleet-release/publish-release';
import type { ReleaseMachines } from '../../operations/fleet-release/release-machines';
import type { StartedRelease } from '../../operations/fleet-release/start-release';
import { RolloutStore } from '../../operations/rollout/rollout-store';
import { makeStateFolder, stateFolder } from '../../operations/state-folder';
import { confirm } from '../confirm';
import type { Reporter } from '../console-reporter';
import { counted } from '../counted';
import { ExitCode } from '../exit-code';
import type { CommandContext } from '../run';
import type { RolloutEngine } from './engine-option';
import { planJson, regionsText } from './fleet-release-report';
import type { OperatorOptions } from '../operator-credentials';
import { inOperatorAccount } from './fleet-session';
import { planReleaseOfFleet } from './plan-release-of-fleet';
import type { ReleaseName } from './release-options';
import { planText } from './rollout-report';

/** Options of `tenantry rollout start` as Step Functions takes them. */
export interface FleetStartOptions extends OperatorOptions {
  readonly engine: RolloutEngine;
  readonly tenants: string;
  readonly assembly?: string | undefined;
  readonly concurrency?: number | undefined;
  readonly allowReplacement: readonly string[];
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly json: boolean;
}

/** A release for Step Functions to start. */
export interface FleetStartRequest {
  readonly name: ReleaseName;
  readonly registry: Registry;
  readonly options: FleetStartOptions;
  /** The command line that does it without a question. */
  readonly command: string;
}

/**
 * Starts a release on Step Functions: synthesizes, asks, publishes what is not there yet, and starts the execution. Cut off anywhere and asked again, it
 * does nothing twice.
 */
export async function startFleetRelease(request: FleetStartRequest, context: CommandContext): Promise<void> {
  const { name, registry, options, command } = request;
  const { reporter, ask, exit } = context;
  const planned = await planReleaseOfFleet({ ...options, name, registry }, reporter);
  const { input, plan } = planned;
  if (options.dryRun) {
    const { dryRun, engine, json } = options;
    if (json) reporter.result(JSON.stringify({ dryRun, engine, ...planJson(planned) }, undefined, 2));
    else reporter.result(`release ${name.release}\n${planText(plan)}\n${regionsText(input)}`);
    return exit(ExitCode.Done);
  }
  if (input.rings.length === 0) {
    throw new UsageError(`release ${name.release} goes to no tenant; see tenantry rollout start --dry-run`);
  }
  if (await new RolloutStore(options.tenants).isDriven()) {
    throw new UsageError(
      'this machine drives a release now, and two releases would deploy to the same tenants; wait for its end, or stop it: tenantry rollout pause',
    );
  }
  const counts = input.rings.map(({ name: ring, tenants }) => `${ring} ${tenants}`);
  const what = `release ${name.release} is deployed by Step Functions to the tenants of one ring after another: ${counts.join(', ')}`;
  await confirm({ yes: options.yes, what, command }, ask);

  const result = await inOperatorAccount(registry, options, (machines) => start(machines, planned, request, reporter));
  tellStarted(name.release, result, options.json, reporter);
  exit(ExitCode.Done);
}

async function start(
  machines: ReleaseMachines,
  planned: FleetReleasePlan,
  { name: { release }, options }: FleetStartRequest,
  reporter: Reporter,
): Promise<StartedRelease> {
  const [
    { nameOfExecution },
    { assertNothingRuns, isStarted, regionsOf, startRelease },
    { publishRelease },
    { writePlannedRelease },
  ] = await Promise.all([
    import('../../operations/fleet-release/release-executions'),
    import('../../operations/fleet-release/start-release'),
    import('../../operations/fleet-release/publish-release'),
    import('../../fleet/release/write-fleet-release'),
  ]);
  const { input } = planned;
  const name = nameOfExecution(release);
  const directory = join(stateFolder(options.tenants, FOLDER), release);
  // What runs already has all it needs.
  if (!(await isStarted(machines, name, input))) {
    await assertNothingRuns(machines, regionsOf(input));
    await makeStateFolder(options.tenants, FOLDER);
    writePlannedRelease(planned, directory);
    const { profile, operatorRole: role } = options;
    const published = await publishRelease({ directory, profile, role }, tellPublishing(reporter));
    for (const { region, total, uploaded } of published) {
      reporter.info(`${region}: ${counted(total, 'file')}, ${uploaded} uploaded`);
    }
  }
  const started = await startRelease(machines, name, input);
  // The buckets have it all; templates of a large fleet are gigabytes. A run that was killed after the start has left them.
  await rm(directory, { recursive: true, force: true });
  return started;
}

const FOLDER = 'fleet-releases';

/** A line for each tenth of a region's files. */
function tellPublishing(reporter: Reporter): (progress: PublishProgress) => void {
  return ({ region, done, total }) => {
    const tenth = (count: number): number => Math.floor((count * 10) / total);
    if (total >= 100 && done < total && tenth(done) > tenth(done - 1)) {
      reporter.info(`${region}: publishing, ${done} of ${total} files`);
    }
  };
}

function tellStarted(release: string, { started, execution }: StartedRelease, json: boolean, reporter: Reporter): void {
  if (json) reporter.result(JSON.stringify({ engine: 'step-functions', release, started, execution }, undefined, 2));
  else
    reporter.result(
      `release ${release} ${started ? 'is started' : 'was started before; nothing was done'}: ${execution}`,
    );
  reporter.info('next: tenantry rollout status --engine step-functions');
}
