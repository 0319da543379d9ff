import { UsageError } from '../errors';

/** Asks a person at a terminal a question that is answered with yes or no. */
export type Ask = (question: string) => Promise<boolean>;

/** What is about to be done. */
export interface Confirmation {
  /** Said aloud with `--yes`. */
  readonly yes: boolean;
  /** What cannot be undone, as a sentence without a period. */
  readonly what: string;
  /** The command line that does it without a question. */
  readonly command: string;
}

/**
 * Lets a person stop what cannot be undone.
 *
 * @param ask undefined where there is no terminal
 * @throws UsageError if the answer is no, or nobody can be asked
 */
export async function confirm({ yes, what, command }: Confirmation, ask: Ask | undefined): Promise<void> {
  if (yes) return;
  if (ask === undefined) {
    throw new UsageError(`${what}; there is no terminal to ask on, so say it aloud: ${command} --yes`);
  }
  if (!(await ask(`${what}. Go on?`))) throw new UsageError('nothing was done, because the answer was no');
}
