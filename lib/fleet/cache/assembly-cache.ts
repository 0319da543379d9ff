import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { AssemblyFolders } from '../assembly-directory';
import type { ReportFile } from '../synthesis/merge-reports';
import type { SynthesizedPart } from '../synthesis/synthesize-part';
import { folderDigests } from './folder-digest';
import { makeCacheFolder } from './make-cache-folder';
import { readSealed, writeSealed } from './sealed-file';
import { StoredFolders } from './stored-folders';
import { StoredTexts } from './stored-texts';

/** Kept while somebody asks for it at least this often. */
const UNUSED_DAYS = 14;
const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What earlier runs have synthesized and checked, by what it was made of.
 *
 * @param directory folder of the cache
 * @param code key of the code, which decides what the rules say about a shape
 */
export class AssemblyCache {
  private readonly parts: StoredFolders;
  private readonly assets: StoredFolders;
  /** What manifests have in common: most of what is known of a part, and the same for all parts. */
  private readonly frames: StoredTexts;
  /** Assets that were looked at in this run: whether they are whole. */
  private readonly known = new Map<string, boolean>();
  private readonly digestOf = folderDigests();
  private isMade = false;

  public constructor(
    private readonly directory: string,
    private readonly code: string,
  ) {
    this.parts = new StoredFolders(join(directory, 'parts'));
    this.assets = new StoredFolders(join(directory, 'assets'));
    this.frames = new StoredTexts(join(directory, 'frames'));
  }

  /** Whether something is stored under the key, whole or not. */
  public has(key: string): boolean {
    return this.parts.has(key);
  }

  /**
   * Puts the nested assemblies and assets of a part into an assembly, as they were synthesized.
   *
   * @returns undefined if nothing whole is stored under the key, or the files it was made of have changed
   */
  public restore(key: string, { fresh, earlier, keep }: Omit<AssemblyFolders, 'scratch'>): SynthesizedPart | undefined {
    const entry = this.parts.find(key);
    if (entry === undefined) return undefined;
    const part = this.withFrame(entry.about as SynthesizedPart);
    const isCurrent = Object.entries(part?.sources ?? {}).every(([path, digest]) => this.digestOf(path) === digest);
    if (part === undefined || !isCurrent || !part.assets.every((asset) => this.placeAsset(asset, fresh))) {
      // It would stay in the place of what is made anew.
      this.parts.remove(key);
      return undefined;
    }
    if (entry.isIn(earlier)) keep(part.directories, () => entry.restore(fresh));
    else entry.restore(fresh);
    return part;
  }

  /** Keeps a part that lies in an assembly. */
  public store(key: string, output: string, part: SynthesizedPart): void {
    this.makeFolder();
    for (const asset of part.assets) {
      if (this.known.get(asset) === true) continue;
      if (this.assets.find(asset) === undefined) this.assets.store(asset, output, [asset], asset);
      this.known.set(asset, true);
    }
    const { manifest } = part;
    const frame = this.frames.store(manifest.frame);
    this.parts.store(key, output, part.directories, { ...part, manifest: { ...manifest, frame } });
  }

  /** Whether every part of the shape is known to be without findings. */
  public isCleanShape(shape: string): boolean {
    return readSealed(this.shapeFile(shape)) !== undefined;
  }

  public storeCleanShape(shape: string): void {
    this.makeFolder();
    writeSealed(this.shapeFile(shape), { clean: true });
  }

  /** What the rules said about a part that is not clean. */
  public report(key: string): ReportFile | undefined {
    return readSealed(this.reportFile(key)) as ReportFile | undefined;
  }

  public storeReport(key: string, report: ReportFile): void {
    this.makeFolder();
    writeSealed(this.reportFile(key), report);
  }

  /** Removes what nobody has asked for in two weeks, and verdicts older than that. */
  public prune(): void {
    for (const name of ['parts', 'assets', 'frames', 'clean-shapes', 'reports']) {
      new StoredFolders(join(this.directory, name)).prune(UNUSED_DAYS * DAY_MS);
    }
  }

  private makeFolder(): void {
    if (!this.isMade) makeCacheFolder(this.directory);
    this.isMade = true;
  }

  /** A part as it was synthesized; in the cache it has the digest of its frame. */
  private withFrame({ manifest, ...part }: SynthesizedPart): SynthesizedPart | undefined {
    const frame = this.frames.find(manifest.frame);
    return frame === undefined ? undefined : { ...part, manifest: { ...manifest, frame } };
  }

  private placeAsset(asset: string, output: string): boolean {
    const known = this.known.get(asset);
    if (known !== undefined) return known;
    const entry = this.assets.find(asset);
    entry?.restore(output);
    this.known.set(asset, entry !== undefined);
    return entry !== undefined;
  }

  private shapeFile(shape: string): string {
    const verdict = createHash('sha256').update(this.code).update(shape).digest('hex');
    return join(this.directory, 'clean-shapes', `${verdict}.json`);
  }

  private reportFile(key: string): string {
    return join(this.directory, 'reports', `${key}.json`);
  }
}
