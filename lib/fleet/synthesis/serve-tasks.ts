import { ConfigError } from '../../errors';
import type { DefinePart } from './fleet-part';
import { type SynthesisResult, type SynthesisTask, taskWork } from './synthesizer';

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

/** Does, one after the other, the tasks that the parent process sends. Ends with it. */
export function serveTasks(define: DefinePart): void {
  const work = taskWork(define);
  process.on('message', (task: SynthesisTask) => {
    void answer(work(task)).then((message: WorkerAnswer) => process.send?.(message));
  });
  process.on('disconnect', () => process.exit());
}

async function answer(result: Promise<SynthesisResult>): Promise<WorkerAnswer> {
  try {
    return { ok: true, result: await result };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, error: { message, stack, ...(error instanceof ConfigError && { issues: error.issues }) } };
  }
}
