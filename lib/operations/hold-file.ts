import { rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { check, lock } from 'proper-lockfile';
import { OperationError } from '../errors';

/** A process at work. */
export interface Run {
  readonly pid: number;
  readonly host: string;
  readonly startedAt: string;
}

/** What to hold. */
export interface HoldFileRequest {
  /** The file need not exist. */
  readonly file: string;
  /** What runs work on, e.g. `tenant "acme"`. */
  readonly what: string;
  /** Who holds the file, as it says. */
  readonly owner: () => Promise<Run | undefined>;
}

/** Somebody else holds the file. */
export class HeldError extends OperationError {}

/** How long a lock is believed whose owner does not renew it: it ran on another machine, and was cut off. */
const STALE_MS = 15_000;

/** This process. */
export function thisRun(now: Date): Run {
  return { pid: process.pid, host: hostname(), startedAt: now.toISOString() };
}

/**
 * Holds a file for this process alone.
 *
 * A run that was killed leaves its lock; it is taken over at once where its process can be seen to be gone, else after 15 seconds.
 *
 * @returns lets go of the file
 * @throws HeldError if another run has it
 */
export async function holdFile({ file, what, owner }: HoldFileRequest): Promise<() => Promise<void>> {
  const take = () => lock(file, { realpath: false, stale: STALE_MS, update: STALE_MS / 3 });
  try {
    return await take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
  }
  const run = await owner();
  if (isGone(run)) {
    await rm(`${file}.lock`, { recursive: true, force: true });
    return take();
  }
  const who = run === undefined ? '' : ` (process ${run.pid} on ${run.host}, since ${run.startedAt})`;
  throw new HeldError(
    `another run works on ${what}${who}; wait until it is done, or, if it was cut off on another machine, try again in ${STALE_MS / 1000} seconds`,
  );
}

/** Whether a run holds a file. */
export async function isHeld(file: string, owner: HoldFileRequest['owner']): Promise<boolean> {
  if (!(await check(file, { realpath: false, stale: STALE_MS }))) return false;
  return !isGone(await owner());
}

/** Whether a run is known to be over, which it can be on this machine only. */
function isGone(run: Run | undefined): boolean {
  return run !== undefined && run.host === hostname() && !isRunning(run.pid);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process is one too.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
