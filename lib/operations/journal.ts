import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Run, holdFile, thisRun } from './hold-file';
import { makeStateFolder } from './state-folder';
import { writeWholeFile } from '../write-whole-file';

/** Steps that give a tenant all it has, in order. */
export const STEPS = ['vend', 'bootstrap', 'deploy'] as const;

/** One of {@link STEPS}. */
export type Step = (typeof STEPS)[number];

/** What is known of the runs for one tenant. */
export interface JournalEntry {
  readonly tenant: string;
  /** Process that works, or worked last, on the tenant. */
  readonly run: Run;
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
  /** Writes down why, if that can be written; throws nothing. */
  readonly fail: (reason: string) => Promise<void>;
  /** Lets other runs work on the tenant. */
  readonly release: () => Promise<void>;
}

/**
 * Opens the journal of a tenant for this process alone. It tells people what was going on; AWS is asked what is done.
 *
 * @throws OperationError if another run works on the tenant
 */
export async function openJournal(tenantsDirectory: string, tenantId: string, now: () => Date): Promise<Journal> {
  const file = join(await makeStateFolder(tenantsDirectory, 'journal'), `${tenantId}.json`);
  const held = await holdFile({
    file,
    what: `tenant "${tenantId}"`,
    owner: async () => (await read(file))?.run,
  });

  const before = await read(file);
  let entry: JournalEntry = {
    tenant: tenantId,
    run: thisRun(now()),
    completed: before?.completed ?? {},
    ...(before?.inProgress !== undefined && { inProgress: before.inProgress }),
  };
  const write = async (changes: Partial<JournalEntry>): Promise<void> => {
    held.assertHeld();
    entry = { ...entry, ...changes };
    await writeWholeFile(file, `${JSON.stringify(entry, undefined, 2)}\n`);
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
    fail: async (failure) => {
      try {
        await write({ failure });
      } catch {
        // What failed is told by whoever failed; that it cannot be written down must not take its place.
      }
    },
    release: held.letGo,
  };
}

/** A journal that cannot be read is started anew: nothing depends on it. */
async function read(file: string): Promise<JournalEntry | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as JournalEntry;
  } catch {
    return undefined;
  }
}
