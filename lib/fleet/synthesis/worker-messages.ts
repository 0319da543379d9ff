import type { SynthesisResult } from './synthesizer';
import type { WorkerError } from './worker-error';

/** What a worker is sent after its last task. Without it, its parent has been killed. */
export const NO_MORE_TASKS = 'no more tasks';

/** What a worker answers to a task. */
export type WorkerAnswer =
  | { readonly ok: true; readonly result: SynthesisResult }
  | { readonly ok: false; readonly error: WorkerError };
