import { runInNewContext } from 'node:vm';

/**
 * Does work that does not come back to the event loop for seconds, as the synthesis of a tenant, so that Ctrl-C ends it at once.
 *
 * Whoever listens to SIGINT would hear of it only afterwards. Node ends a script of `vm` in the middle instead; then those who listen are told.
 */
export function interruptible<Result>(work: () => Result): Result {
  const sandbox: { readonly work: () => void; result?: Result } = { work: () => void (sandbox.result = work()) };
  try {
    runInNewContext('work()', sandbox, { breakOnSigint: true });
    return sandbox.result!;
  } catch (error) {
    const isInterrupted = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
    if (isInterrupted && !process.emit('SIGINT', 'SIGINT')) process.kill(process.pid, 'SIGINT');
    throw error;
  }
}
