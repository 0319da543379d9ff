import { setImmediate as turn } from 'node:timers/promises';
import { runInNewContext } from 'node:vm';

/**
 * Does work that does not come back to the event loop for seconds, as the synthesis of a tenant, so that Ctrl-C ends it at once.
 *
 * Whoever listens to SIGINT would hear of it only afterwards. Node ends a script of `vm` in the middle instead; then those who listen are told.
 */
export async function interruptible<Result>(work: () => Result): Promise<Result> {
  // A signal that came while modules were loaded would be lost: Node takes its listeners away for the time of the script. They are told in
  // the second turn at the latest.
  await turn();
  await turn();
  const sandbox: { readonly work: () => void; result?: Result } = { work: () => void (sandbox.result = work()) };
  try {
    // With `displayErrors`, Node would put lines of source code in front of the stack of what the work throws.
    runInNewContext('work()', sandbox, { breakOnSigint: true, displayErrors: false });
    return sandbox.result!;
  } catch (error) {
    const isInterrupted = (error as NodeJS.ErrnoException | undefined)?.code === 'ERR_SCRIPT_EXECUTION_INTERRUPTED';
    if (isInterrupted && !process.emit('SIGINT', 'SIGINT')) process.kill(process.pid, 'SIGINT');
    throw error;
  }
}
