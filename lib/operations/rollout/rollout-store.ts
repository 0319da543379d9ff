import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { OperationError } from '../../errors';
import { isRolloutState } from '../../rollout/is-rollout-state';
import type { RolloutState } from '../../rollout/rollout-state';
import { systemReason } from '../../system-error';
import { type HeldFile, type Run, holdFile, isHeld, thisRun } from '../hold-file';
import { makeStateFolder, stateFolder } from '../state-folder';
import { writeWholeFile } from '../../write-whole-file';

/** What people ask of a release that another process drives. */
export type RolloutRequest = 'pause' | 'abort';

/** Starts as no release may. */
const DRIVER = '.driver.json';

/** The releases of a fleet as they are on disk: one file each, and one that says who drives. */
export class RolloutStore {
  readonly #folder: string;
  /** While this process drives a release. */
  #held: HeldFile | undefined;

  public constructor(private readonly tenantsDirectory: string) {
    this.#folder = stateFolder(tenantsDirectory, 'rollouts');
  }

  /** The file of a release. */
  public file(release: string): string {
    return join(this.#folder, `${release}.json`);
  }

  /** @throws OperationError if the file is not one of Tenantry */
  public async read(release: string): Promise<RolloutState | undefined> {
    const text = await readIfThere(this.file(release));
    if (text === undefined) return undefined;
    try {
      const state: unknown = JSON.parse(text);
      if (isRolloutState(state)) return state;
    } catch {
      // Told below, as any other file that is no roll-out.
    }
    throw new OperationError(`${this.file(release)} is no roll-out; restore it, or delete it to forget the release`);
  }

  /** All releases, the latest last. */
  public async list(): Promise<RolloutState[]> {
    const files = await readdir(this.#folder).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const states: RolloutState[] = [];
    for (const file of files.filter((name) => name.endsWith('.json') && !name.startsWith('.')).toSorted()) {
      const state = await this.read(file.slice(0, -'.json'.length));
      if (state !== undefined) states.push(state);
    }
    return states.toSorted((one, other) => Date.parse(one.startedAt) - Date.parse(other.startedAt));
  }

  /** As a whole or not at all. */
  public async write(state: RolloutState): Promise<void> {
    this.#held?.assertHeld();
    await writeWholeFile(this.file(state.release), `${JSON.stringify(state, undefined, 2)}\n`);
  }

  /**
   * Keeps every other process from driving a release of this fleet.
   *
   * @returns lets them
   * @throws HeldError if one does already
   */
  public async hold(now: Date): Promise<() => Promise<void>> {
    await makeStateFolder(this.tenantsDirectory, 'rollouts');
    const file = join(this.#folder, DRIVER);
    const held = await holdFile({ file, what: 'a roll-out of this fleet', owner: () => this.#owner() });
    this.#held = held;
    await writeWholeFile(file, `${JSON.stringify(thisRun(now))}\n`);
    return async () => {
      this.#held = undefined;
      await held.letGo();
    };
  }

  /** Whether a process drives a release now. */
  public isDriven(): Promise<boolean> {
    return isHeld(join(this.#folder, DRIVER), () => this.#owner());
  }

  /** Asks the process that drives a release for something; it hears of it within a second or two. */
  public async ask(release: string, request: RolloutRequest): Promise<void> {
    await writeWholeFile(this.#requestFile(release), request);
  }

  /** What was asked since the last time; it is forgotten. */
  public async takeRequest(release: string): Promise<RolloutRequest | undefined> {
    const file = this.#requestFile(release);
    const text = await readIfThere(file);
    if (text === undefined) return undefined;
    await rm(file, { force: true });
    return text === 'pause' || text === 'abort' ? text : undefined;
  }

  #requestFile(release: string): string {
    return join(this.#folder, `${release}.request`);
  }

  /** Nothing depends on what the file says, but who is told to have the hold: one that cannot be read says nothing. */
  async #owner(): Promise<Run | undefined> {
    const text = await readIfThere(join(this.#folder, DRIVER));
    try {
      return text === undefined ? undefined : (JSON.parse(text) as Run);
    } catch {
      return undefined;
    }
  }
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const reason = systemReason(error);
    throw reason === undefined ? error : new OperationError(`${file} cannot be read: ${reason}`);
  }
}
