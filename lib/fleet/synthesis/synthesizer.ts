import { cpSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { folderDigests } from '../cache/folder-digest';
import { checkPart } from './check-part';
import type { DefinePart, FleetPart } from './fleet-part';
import type { ReportFile } from './merge-reports';
import { type SynthesizedPart, synthesizePart } from './synthesize-part';

/** Something to do for one part. */
export interface SynthesisTask {
  /** Writes its assembly, or says what the rules say about it. */
  readonly kind: 'synthesize' | 'check';
  readonly part: FleetPart;
  /** Folder of the fleet's assembly. */
  readonly output: string;
  /** Folder for what is on its way there, on the same file system. */
  readonly scratch: string;
}

/** What came of a task. */
export interface SynthesisResult {
  readonly synthesized?: SynthesizedPart;
  /** Absent if the checks are switched off. */
  readonly report?: ReportFile | undefined;
}

/** Does tasks; in this process or in others. */
export interface Synthesizer {
  /**
   * Does tasks, and tells of each result as soon as it is there.
   *
   * @throws the error of the first task that failed
   */
  readonly run: (
    tasks: readonly SynthesisTask[],
    done: (result: SynthesisResult, index: number) => void,
  ) => Promise<void>;
  /** Ends what it has started. */
  readonly close: () => void;
}

/** Works in this process: no process to start, but its memory grows with the parts. */
export function inProcess(define: DefinePart): Synthesizer {
  const work = taskWork(define);
  return {
    run: async (tasks, done) => {
      for (const [index, task] of tasks.entries()) done(await work(task), index);
    },
    close: () => undefined,
  };
}

/** Does tasks of one run in this process. */
export function taskWork(define: DefinePart): (task: SynthesisTask) => Promise<SynthesisResult> {
  // The CDK remembers for the whole process where it has copied an asset to: the folder is the same for all tasks, and no other run's.
  let workspace: string | undefined;
  // Likewise it fingerprints a file once.
  const digestOf = folderDigests();
  return async ({ kind, part, output, scratch }) => {
    if (kind === 'check') return { report: await checkPart(part, define, scratch) };
    workspace ??= mkdtempSync(join(scratch, 'work-'));
    const synthesized = await synthesizePart(part, define, { workspace, output, digestOf });
    for (const asset of synthesized.assets) placeAsset(join(workspace, asset), join(output, asset));
    return { synthesized };
  };
}

/** Workers may place an asset at the same time: whoever is second finds the same bytes there. */
function placeAsset(from: string, to: string): void {
  if (existsSync(to)) return;
  const whole = `${to}.${process.pid}`;
  // A link says what it said: made absolute it would lead to the workspace, which is removed.
  cpSync(from, whole, { recursive: true, verbatimSymlinks: true });
  try {
    renameSync(whole, to);
  } catch (error) {
    rmSync(whole, { recursive: true, force: true });
    if (!existsSync(to)) throw error;
  }
}
