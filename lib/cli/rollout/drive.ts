import { setTimeout as sleep } from 'node:timers/promises';
import { isDeployable } from '../../config/is-deployable';
import { loadRegistry } from '../../config/load-registry';
import type { Registry } from '../../config/registry';
import type { DriveRolloutContext } from '../../operations/rollout/drive-rollout';
import type { RolloutStore } from '../../operations/rollout/rollout-store';
import type { RolloutResult } from '../../operations/rollout/run-rollout';
import { environmentsOf } from '../../operations/tenant-environments';
import { ExitCode } from '../exit-code';
import { onInterrupt } from '../on-interrupt';
import { type OperatorOptions, operatorCredentials } from '../operator-credentials';
import type { CommandContext } from '../run';
import { synthesizeTenants } from '../synthesize-tenants';
import { tellOperation } from '../tell-operation';
import type { ReleaseName } from './release-options';
import { nextStepOf, rolloutJson, rolloutTable } from './rollout-report';
import { phaseOf } from '../../rollout/rollout-phase';
import { failures } from '../../rollout/rollout-state';
import { tellRollout } from './tell-rollout';

/** Options of the commands that drive a release. */
export interface DriveOptions extends OperatorOptions {
  readonly tenants: string;
  readonly allowReplacement: readonly string[];
  readonly json: boolean;
}

/** A release to drive. */
export interface DriveRequest {
  readonly name: ReleaseName;
  readonly registry: Registry;
  readonly store: RolloutStore;
  readonly options: DriveOptions;
}

/** Drives a release with CloudFormation, from the operator account, and tells how it ended. */
export async function driveRelease(
  { name, registry, store, options }: DriveRequest,
  drive: (context: DriveRolloutContext) => Promise<RolloutResult>,
  { reporter, exit }: CommandContext,
): Promise<void> {
  const { tenants: directory } = options;
  // The AWS SDK and the CDK take a second to load, which the other commands should not pay.
  const [{ assertNoFleetRelease }, { tenantReleases }] = await Promise.all([
    import('../../operations/fleet-release/assert-no-fleet-release'),
    import('../../operations/rollout/tenant-releases'),
  ]);
  const { operatorAccountId, homeRegion, operator: madeBy } = registry.organization;
  const operator = await operatorCredentials(registry, options);
  const tenants = registry.tenants.filter(isDeployable);
  if (madeBy === 'stacks') {
    const regions = [...new Set(tenants.flatMap(environmentsOf).map(({ region }) => region))].toSorted();
    await assertNoFleetRelease({ operatorAccountId, homeRegion, operator }, regions);
  }
  const work = tenantReleases(
    {
      ...name,
      directory,
      tenants,
      allowReplacement: new Set(options.allowReplacement),
    },
    {
      operator,
      load: async (id) => (await loadRegistry({ directory, only: [id] })).tenants[0],
      synthesize: async (id, folder) => synthesizeTenants(await loadRegistry({ directory, only: [id] }), folder),
      notify: (id, event) => {
        const line = tellOperation(event);
        if (line !== undefined) reporter.info(`${id}: ${line}`);
      },
      now,
      pause: sleep,
    },
  );

  const stopListening = onInterrupt(() => {
    reporter.info('stopped; what AWS has begun goes on there; to continue: tenantry rollout resume');
  });
  const { state } = await drive({
    ...work,
    store,
    now,
    pause: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
    notify: tellRollout(reporter),
  }).finally(stopListening);

  const phase = phaseOf(state, false, now());
  if (options.json) reporter.result(JSON.stringify(rolloutJson(state, phase), undefined, 2));
  else reporter.result(`${rolloutTable(state)}\nrelease ${state.release} is ${phase.phase}`);
  if (phase.reason !== undefined) reporter.error(phase.reason);
  const next = nextStepOf(phase);
  if (next !== undefined) reporter.info(`to continue: ${next}`);
  exit(
    phase.phase === 'halted' || state.rings.some((ring) => failures(ring).length > 0) ? ExitCode.Failed : ExitCode.Done,
  );
}

function now(): Date {
  return new Date();
}
