import { Option } from '@commander-js/extra-typings';
import { MAX_ROLLOUT_CONCURRENCY } from '../../config/rollout';
import { UsageError } from '../../errors';
import type { RolloutDefinition } from '../../rollout/rollout-definition';

/** What drives a release. */
export type RolloutEngine = 'local' | 'step-functions';

/** What drives the release; the same option on every command of a roll-out. */
export const engineOption = new Option(
  '--engine <engine>',
  'what drives the release: this machine, or Step Functions in the operator account',
)
  .choices(['local', 'step-functions'] as const)
  .default('local');

/** Options that only one of the engines knows. */
export interface EngineOptions {
  readonly engine: RolloutEngine;
  readonly concurrency?: number | undefined;
  readonly assembly?: string | undefined;
}

/**
 * Makes sure that what was asked for is something the engine does.
 *
 * @throws UsageError if it does not
 */
export function assertEngineDoes({ engine, concurrency, assembly }: EngineOptions): void {
  if (engine !== 'local') return;
  if (concurrency !== undefined && concurrency > MAX_ROLLOUT_CONCURRENCY) {
    throw new UsageError(
      `--concurrency ${concurrency} is more than one machine does; expected 1 to ${MAX_ROLLOUT_CONCURRENCY}, or --engine step-functions`,
    );
  }
  if (assembly !== undefined) {
    throw new UsageError(
      '--assembly is for --engine step-functions; this machine synthesizes each tenant when its turn comes',
    );
  }
}

/**
 * Makes sure that a roll-out is one that this machine can drive.
 *
 * @param file the organization's file, which says how rings are gone through
 * @throws UsageError that names every ring that asks for more
 */
export function assertOneMachineDoes({ rings }: RolloutDefinition, file: string): void {
  const tooMany = rings.filter(({ concurrency }) => concurrency > MAX_ROLLOUT_CONCURRENCY);
  if (tooMany.length === 0) return;
  const lines = tooMany.map(
    ({ name, concurrency }) =>
      `${file}: rollout: ring "${name}" has a concurrency of ${concurrency}, which is more than one machine does; expected 1 to ${MAX_ROLLOUT_CONCURRENCY}: give --concurrency for all rings, or --engine step-functions`,
  );
  throw new UsageError(lines.join('\n'));
}
