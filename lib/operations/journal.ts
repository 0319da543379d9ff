import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import { OperationError } from '../errors';

/** Steps that give a tenant all it has, in order. */
export const STEPS = ['vend', 'bootstrap', 'deploy'] as const;

/** One of {@link STEPS}. */
export type Step = (typeof STEPS)[number];

/** What is known of the runs for one tenant. */
export interface JournalEntry {
  readonly tenant: string;
  /** Process that works, or worked last, on the tenant. */
  readonly run: { readonly pid: number; readonly host: string; readonly startedAt: string };
  /** When each step was last completed. */
  readonly completed: Partial<Record<Step, string>>;
  /** Step that was begun and not completed. */
  readonly inProgress?: Step;
  /** Why the last run failed. */
  readonly failure?: string;
}

/** The journal of one tenant, held by this process. */
export interface Journal {
  /** What the run before this one left. */
  readonly before: JournalEntry | undefined;
  readonly begin: (step: Step) => Promise<void>;
  readonly complete: (step: Step) => Promise<void>;
  readonly fail: (reason: string) => Promise<void>;
  /** Lets other runs work on the tenant. */
  readonly release: () => Promise<void>;
}

/** How long a lock is believed whose owner does not renew it: it ran on another machine, and was cut off. */
const STALE_MS = 15_000;

/** Folder of the journals of a fleet: beside the tenants folder, not to be committed. */
export function journalFolder(tenantsDirectory: string): string {
  return join(dirname(resolve(tenantsDirectory)), '.tenantry', 'journal');
}

/**
 * Opens the journal of a tenant for this process alone. It tells people what was going on; AWS is asked what is done.
 *
 * A run that was killed leaves its lock; it is taken over at once where its process can be seen to be gone, else after 15 seconds.
 *
 * @throws OperationError if another run works on the tenant
 */
export async function openJournal(tenantsDirectory: string, tenantId: string, now: () => Date): Promise<Journal> {
  const folder = journalFolder(tenantsDirectory);
  const file = join(folder, `${tenantId}.json`);
  await mkdir(folder, { recursive: true });
  // What is in the folder is about this machine.
  await writeFile(join(folder, '..', '.gitignore'), '*\n');
  const release = await hold(file, tenantId);

  const before = await read(file);
  let entry: JournalEntry = {
    tenant: tenantId,
    run: { pid: process.pid, host: hostname(), startedAt: now().toISOString() },
    completed: before?.completed ?? {},
    ...(before?.inProgress !== undefined && { inProgress: before.inProgress }),
  };
  const write = async (changes: Partial<JournalEntry>): Promise<void> => {
    entry = { ...entry, ...changes };
    await writeFileAtomic(file, `${JSON.stringify(entry, undefined, 2)}\n`);
  };
  await write({});
  return {
    before,
    begin: (step) => write({ inProgress: step }),
    complete: async (step) => {
      const { inProgress: _done, ...rest } = entry;
      entry = rest;
      await write({ completed: { ...entry.completed, [step]: now().toISOString() } });
    },
    fail: (failure) => write({ failure }),
    release,
  };
}

async function hold(file: string, tenantId: string): Promise<() => Promise<void>> {
  const take = () => lock(file, { realpath: false, stale: STALE_MS, update: STALE_MS / 3 });
  try {
    return await take();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ELOCKED') throw error;
  }
  const owner = (await read(file))?.run;
  if (owner !== undefined && owner.host === hostname() && !isRunning(owner.pid)) {
    await rm(`${file}.lock`, { recursive: true, force: true });
    return take();
  }
  const who = owner === undefined ? '' : ` (process ${owner.pid} on ${owner.host}, since ${owner.startedAt})`;
  throw new OperationError(
    `another run works on tenant "${tenantId}"${who}; wait until it is done, or, if it was cut off on another machine, try again in ${STALE_MS / 1000} seconds`,
  );
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

/** A journal that cannot be read is started anew: nothing depends on it. */
async function read(file: string): Promise<JournalEntry | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JournalEntry;
  } catch {
    return undefined;
  }
}
