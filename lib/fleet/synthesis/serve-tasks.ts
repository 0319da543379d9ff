import { ConfigError } from '../../errors';
import { removeAbandoned } from '../assembly-directory';
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
  const parent = process.ppid;
  let last: SynthesisTask | undefined;
  process.on('message', (task: SynthesisTask) => {
    last = task;
    // Nobody listens any more when the parent was killed meanwhile.
    void answer(work(task)).then((message: WorkerAnswer) => process.send?.(message, undefined, {}, () => undefined));
  });
  process.on('disconnect', () => process.exit());
  process.on('exit', () => {
    // The parent was killed: it removes nothing, and the next run may have removed what this process has made again.
    if (last !== undefined && process.ppid !== parent) removeAbandoned(last);
  });
}

async function answer(result: Promise<SynthesisResult>): Promise<WorkerAnswer> {
  try {
    return { ok: true, result: await result };
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    return { ok: false, error: { message, stack, ...(error instanceof ConfigError && { issues: error.issues }) } };
  }
}
