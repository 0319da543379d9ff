import type { Stats } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { OperationError } from '../errors';
import { isRunning } from './is-running';

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

/** A file that this process holds. */
export interface HeldFile {
  /**
   * To be asked before something is written that another run could be writing too.
   *
   * @throws HeldError if the hold was lost: this process stood still for so long that another run may have taken over
   */
  readonly assertHeld: () => void;
  readonly letGo: () => Promise<void>;
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
 * Holds a file for this process alone. Whoever holds it writes itself into it.
 *
 * A run that was killed leaves its lock; it is taken over at once where its process can be seen to be gone, else after 15 seconds.
 *
 * @throws HeldError if another run has it
 */
export async function holdFile(request: HoldFileRequest): Promise<HeldFile> {
  const { file } = request;
  const left = await findHold(request);
  if (left === undefined) return take(file, request);
  if (!left.isLeft) throw held(request, left);

  // One at a time takes over: the lock that a second one found left is by then that of the first.
  const takeover = await take(`${file}.takeover`, request);
  try {
    const stillThere = await findHold(request);
    if (stillThere?.isLeft === false) throw held(request, stillThere);
    if (stillThere !== undefined) await rm(lockOf(file), { recursive: true, force: true });
    return await take(file, request);
  } finally {
    await takeover.letGo();
  }
}

/** Whether a run holds a file. */
export async function isHeld(file: string, owner: HoldFileRequest['owner']): Promise<boolean> {
  const hold = await findHold({ file, owner });
  return hold !== undefined && !hold.isLeft;
}

/** A lock that is there. */
interface Hold {
  /** Who holds the file, once it has said so. */
  readonly run: Run | undefined;
  /** Whether it may be taken over: who held the file was cut off. */
  readonly isLeft: boolean;
  /** Whether who holds the file is alive but has not renewed the lock in time. */
  readonly isLate: boolean;
}

async function findHold({ file, owner }: Pick<HoldFileRequest, 'file' | 'owner'>): Promise<Hold | undefined> {
  const found = await statIfThere(lockOf(file));
  if (found === undefined) return undefined;
  const said = await statIfThere(file);
  // Some file systems do not keep when a file was made.
  const isOfLock = said !== undefined && said.mtimeMs >= (found.birthtimeMs || found.ctimeMs);
  // A run that has just taken the lock has not written itself into the file yet; there is the one before it.
  const run = isOfLock ? await owner() : undefined;
  const isStale = Date.now() - found.mtimeMs > STALE_MS;
  if (run === undefined || run.host !== hostname()) return { run, isLeft: isStale, isLate: false };
  // In a container that was started again, this process may have the number of the one that was cut off.
  const isAlive = isRunning(run.pid) && !(isStale && run.pid === process.pid);
  return { run, isLeft: !isAlive, isLate: isAlive && isStale };
}

async function take(file: string, request: HoldFileRequest): Promise<HeldFile> {
  let lost: Error | undefined;
  const onCompromised = (error: Error): void => void (lost = error);
  try {
    // Once it is loaded, signals wait until the process comes back to the event loop, which a synthesis does not for seconds.
    const { lock } = await import('proper-lockfile');
    const release = await lock(file, { realpath: false, stale: STALE_MS, update: STALE_MS / 3, onCompromised });
    return {
      assertHeld: () => {
        if (lost === undefined) return;
        throw new HeldError(
          `this run no longer holds ${request.what} (${lost.message}): it stood still for so long that another one may have taken over; look what that one does, then run this again`,
        );
      },
      letGo: async () => {
        if (lost === undefined) await release();
      },
    };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
    throw held(request, await findHold(request));
  }
}

function held({ file, what }: HoldFileRequest, hold: Hold | undefined): HeldError {
  const run = hold?.run;
  const who = run === undefined ? '' : ` (process ${run.pid} on ${run.host}, since ${run.startedAt})`;
  const advice = hold?.isLate
    ? `if that process is something else by now, delete ${lockOf(file)}`
    : `if it was cut off on another machine, try again in ${STALE_MS / 1000} seconds`;
  return new HeldError(`another run works on ${what}${who}; wait until it is done, or, ${advice}`);
}

function lockOf(file: string): string {
  return `${file}.lock`;
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
