import type { Registry } from '../../config/registry';
import { UsageError } from '../../errors';
import { ExitCode } from '../exit-code';
import type { CommandContext } from '../run';
import type { OperatorOptions } from '../operator-credentials';
import { inOperatorAccount } from './fleet-session';

/** Options of `tenantry rollout resume` as Step Functions takes them. */
export interface FleetResumeOptions extends OperatorOptions {
  readonly release?: string | undefined;
  readonly commit?: string | undefined;
  readonly allowReplacement: readonly string[];
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** Goes on with a release on Step Functions: what was started is started again, under the next free name. */
export async function resumeFleetRelease(
  registry: Registry,
  options: FleetResumeOptions,
  { reporter, exit }: CommandContext,
): Promise<void> {
  assertAsItWas(options);
  const { json, dryRun } = options;
  const resumed = await inOperatorAccount(registry, options, async (machines) => {
    const [{ findExecution }, { planResume }, { startRelease }] = await Promise.all([
      import('../../operations/fleet-release/fleet-release-status'),
      import('../../operations/fleet-release/resume-release'),
      import('../../operations/fleet-release/start-release'),
    ]);
    const { input } = await findExecution(machines, options.release);
    const { release } = input;
    const name = await planResume(machines, release);
    const execution = machines.releaseExecution(name);
    if (dryRun) return { dryRun, release, name, started: false, execution };
    return { release, name, ...(await startRelease(machines, name, input)) };
  });
  const { release, name, execution } = resumed;
  if (json) reporter.result(JSON.stringify({ engine: 'step-functions', ...resumed }, undefined, 2));
  else reporter.result(`release ${release} ${dryRun ? 'would go on' : 'goes on'} as ${name}: ${execution}`);
  if (!dryRun) reporter.info('next: tenantry rollout status --engine step-functions');
  exit(ExitCode.Done);
}

/** A release goes on with the templates and permissions it was started with. */
function assertAsItWas({ commit, allowReplacement }: FleetResumeOptions): void {
  const given = [
    ...(commit === undefined ? [] : ['--commit']),
    ...(allowReplacement.length === 0 ? [] : ['--allow-replacement']),
  ];
  if (given.length === 0) return;
  throw new UsageError(
    `${given.join(' and ')}: Step Functions goes on with what the release was started with; for anything else start another release`,
  );
}
