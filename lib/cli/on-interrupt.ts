import { constants } from 'node:os';
import { removeTemporaryFolders } from '../operations/temporary-folder';

/** Ctrl-C; what systems end a process with; a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Ends the process when it is told to, after a last word, with the exit code a shell gives it: 130 after Ctrl-C. Everything that operations write is
 * whole at any moment, and they can be repeated.
 *
 * @returns stops listening
 */
export function onInterrupt(lastWord: () => void): () => void {
  const end = (signal: (typeof SIGNALS)[number]): void => {
    lastWord();
    removeTemporaryFolders();
    // oxlint-disable-next-line unicorn/no-process-exit -- what is in progress would keep the process alive
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of SIGNALS) process.once(signal, end);
  return () => SIGNALS.forEach((signal) => void process.off(signal, end));
}
