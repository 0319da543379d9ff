import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { readSealed, writeSealed } from './sealed-file';
import { tellAskedFor } from './tell-asked-for';

/** Texts that many entries have in common, each kept once, under its digest; read once a run. */
export class StoredTexts {
  private readonly known = new Map<string, string>();

  public constructor(private readonly directory: string) {}

  /** Keeps a text; returns what it is found by. */
  public store(text: string): string {
    const digest = createHash('sha256').update(text).digest('hex');
    if (this.find(digest) === undefined) writeSealed(this.fileOf(digest), text);
    this.known.set(digest, text);
    return digest;
  }

  /** A text that was kept; undefined if it is not there, or not what it was. */
  public find(digest: string): string | undefined {
    const known = this.known.get(digest);
    if (known !== undefined) return known;
    const text = readSealed(this.fileOf(digest));
    if (typeof text !== 'string') return undefined;
    this.known.set(digest, text);
    tellAskedFor(this.fileOf(digest));
    return text;
  }

  private fileOf(digest: string): string {
    return join(this.directory, `${digest}.json`);
  }
}
