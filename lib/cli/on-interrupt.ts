/** What a shell gives a command that Ctrl-C ended. */
const INTERRUPTED = 130;

/** Shows the cursor, which a task tree hides. */
const SHOW_CURSOR = '\u001B[?25h';

/**
 * Ends the process on Ctrl-C, after a last word. Everything that operations write is whole at any moment, and they can be repeated.
 *
 * @returns stops listening
 */
export function onInterrupt(lastWord: () => void): () => void {
  const end = (): void => {
    if (process.stderr.isTTY) process.stderr.write(SHOW_CURSOR);
    lastWord();
    // oxlint-disable-next-line unicorn/no-process-exit -- what is in progress would keep the process alive
    process.exit(INTERRUPTED);
  };
  process.once('SIGINT', end);
  return () => void process.off('SIGINT', end);
}
