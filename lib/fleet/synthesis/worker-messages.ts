import type { ConfigError } from '../../errors';
import type { SynthesisResult } from './synthesizer';

/** What a worker is sent after its last task. Without it, its parent has been killed. */
export const NO_MORE_TASKS = 'no more tasks';

/** What a worker answers to a task. */
export type WorkerAnswer =
  | { readonly ok: true; readonly result: SynthesisResult }
  | { readonly ok: false; readonly error: WorkerError };

/** An error on its way to the process that knows what to do about it. */
export interface WorkerError {
  readonly message: string;
  readonly stack: string | undefined;
  /** Set for an error of the configuration. */
  readonly issues?: ConfigError['issues'];
}
