import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { OperationError } from '../../errors';
import { messageOf } from '../../message-of';
import type { SynthesisTask, Synthesizer } from './synthesizer';
import { fromWorkerError } from './worker-error';
import { NO_MORE_TASKS, type WorkerAnswer } from './worker-messages';

/** Options of {@link workerPool}. */
export interface WorkerPoolOptions {
  /** Module that serves tasks. */
  readonly module: string;
  /** Most processes at a time, at least 1. */
  readonly size: number;
}

/**
 * Tasks a process does before another takes its place. The CDK keeps what an app has made for as long as its process lives, so memory
 * grows with each part, by about 2 MB; a new process needs a second of a core until it is as fast as the one before.
 */
const TASKS_A_PROCESS = 64;

/** Tasks after which a process does not begin to check: CDK's validation takes 250 MB. */
const TASKS_BEFORE_CHECKS = 8;

/** Works in processes of its own, as many at a time as the machine has cores. */
export function workerPool({ module, size }: WorkerPoolOptions): Synthesizer {
  const idle: Worker[] = [];
  const takeWorker = (): Worker => {
    // One that has ended in the meantime, as the system may end what takes memory, does nothing any more.
    for (let worker = idle.pop(); worker !== undefined; worker = idle.pop()) {
      if (!hasEnded(worker.process) && worker.process.connected) return worker;
    }
    return startWorker(module);
  };
  return {
    run: async (tasks, done) => {
      // What is not needed gives its memory back before those that are need theirs.
      await Promise.all(idle.splice(0, Math.max(0, idle.length - tasks.length)).map((worker) => end(worker.process)));
      const failures: unknown[] = [];
      const queue = tasks.entries();
      const work = async (): Promise<void> => {
        let worker: Worker | undefined;
        for (const [index, task] of queue) {
          try {
            worker ??= takeWorker();
            if (isSpent(worker, task)) {
              await end(worker.process);
              worker = startWorker(module);
            }
            worker.done += 1;
            worker.checks ||= task.kind === 'check';
            const answer = await ask(worker.process, task);
            if (!answer.ok) throw fromWorkerError(answer.error);
            done(answer.result, index);
          } catch (error) {
            failures[index] = error;
          }
          // A task that has failed anywhere ends the run.
          if (failures.length > 0) break;
        }
        if (worker !== undefined) idle.push(worker);
      };
      await Promise.all(Array.from({ length: Math.min(size, tasks.length) }, work));
      const failure = failures.find((error) => error !== undefined);
      if (failure !== undefined) throw failure;
    },
    close: () => {
      for (const worker of idle.filter(({ process }) => process.connected))
        worker.process.send(NO_MORE_TASKS, undefined, {}, ignored);
    },
  };
}

const AGAIN = 'run it again, with fewer --jobs if memory ran out';

interface Worker {
  readonly process: ChildProcess;
  /** Tasks so far. */
  done: number;
  /** Whether it has checked. */
  checks: boolean;
}

function isSpent({ done, checks }: Worker, { kind }: SynthesisTask): boolean {
  return done >= TASKS_A_PROCESS || (kind === 'check' && !checks && done > TASKS_BEFORE_CHECKS);
}

function startWorker(module: string): Worker {
  // What a worker prints is for people: stdout belongs to the result of the command.
  try {
    const child = fork(module, [], { serialization: 'advanced', stdio: ['ignore', 2, 2, 'ipc'] });
    return { process: child, done: 0, checks: false };
  } catch (error) {
    throw new OperationError(`a process to synthesize in could not be started: ${messageOf(error)}; ${AGAIN}`);
  }
}

/** Two generations at a time would need twice the memory. */
async function end(worker: ChildProcess): Promise<void> {
  if (hasEnded(worker)) return;
  const ended = once(worker, 'exit');
  if (worker.connected) worker.send(NO_MORE_TASKS, undefined, {}, ignored);
  await ended;
}

function hasEnded({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null;
}

/** A worker that has died in the meantime has ended all the same, which is heard of by itself. */
function ignored(): void {}

function ask(worker: ChildProcess, task: SynthesisTask): Promise<WorkerAnswer> {
  return new Promise((resolve) => {
    const settle = (answer: WorkerAnswer): void => {
      worker.off('message', settle).off('exit', ended).off('error', failed);
      resolve(answer);
    };
    const fail = (how: string): void => {
      const message = `the process that synthesized "${task.part.id}" ${how}; ${AGAIN}`;
      settle({ ok: false, error: { message, kind: 'operation' } });
    };
    const ended = (code: number | null, signal: string | null): void =>
      fail(`ended with ${signal ?? `exit code ${code}`}`);
    const failed = ({ message }: Error): void => fail(`could not be started: ${message}`);
    worker.once('message', settle).once('exit', ended).once('error', failed);
    // One that could not be started, of which is heard in a moment, has no channel.
    if (worker.connected) worker.send(task, undefined, {}, ignored);
  });
}
