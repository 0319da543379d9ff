import { Option } from '@commander-js/extra-typings';
import { MAX_ROLLOUT_CONCURRENCY } from '../../config/rollout';
import { UsageError } from '../../errors';

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
