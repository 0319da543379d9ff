import { removeAbandoned } from '../assembly-directory';
import type { DefinePart } from './fleet-part';
import { type SynthesisResult, type SynthesisTask, taskWork } from './synthesizer';
import { toWorkerError } from './worker-error';
import { NO_MORE_TASKS, type WorkerAnswer } from './worker-messages';

/** Does, one after the other, the tasks that the parent process sends. Ends when there are no more, or with the parent. */
export function serveTasks(define: DefinePart): void {
  const work = taskWork(define);
  let last: SynthesisTask | undefined;
  process.on('message', (task: SynthesisTask | typeof NO_MORE_TASKS) => {
    if (task === NO_MORE_TASKS) {
      last = undefined;
      process.exit();
    }
    last = task;
    // Nobody listens any more when the parent was killed meanwhile.
    void answer(work(task)).then((message: WorkerAnswer) => process.send?.(message, undefined, {}, () => undefined));
  });
  process.on('disconnect', () => process.exit());
  process.on('exit', () => {
    // A parent that was killed removes nothing, and the next run may have removed what this process has made again. One that lives has
    // other processes at work there.
    if (last !== undefined && !process.connected) removeAbandoned(last);
  });
}

async function answer(result: Promise<SynthesisResult>): Promise<WorkerAnswer> {
  try {
    return { ok: true, result: await result };
  } catch (error) {
    return { ok: false, error: toWorkerError(error) };
  }
}
