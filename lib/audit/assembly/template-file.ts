import { readFileSync } from 'node:fs';
import { UsageError } from '../../errors';
import { asObject } from '../values/intrinsic';
import type { AssembledStack, Template } from './audited-stack';

/** A template on disk: read when it is asked for, and again after it was let go, so that a fleet need not fit into memory. */
export class TemplateFile {
  private parsed: Template | undefined;

  public constructor(private readonly path: string) {}

  /** @throws UsageError if the file cannot be read, or holds no object in JSON */
  public get template(): Template {
    this.parsed ??= parse(this.path, this.text());
    return this.parsed;
  }

  /** @throws UsageError if the file cannot be read */
  public text(): string {
    try {
      return readFileSync(this.path, 'utf8');
    } catch (cause) {
      throw new UsageError(`${this.path}: the manifest names it, but it cannot be read; synthesize again`, { cause });
    }
  }

  public letGo(): void {
    this.parsed = undefined;
  }
}

/** A stack's template as it is written, to look through before it is taken apart. */
export function textOf(stack: Pick<AssembledStack, 'file' | 'template'>): string {
  return stack.file?.text() ?? JSON.stringify(stack.template);
}

function parse(path: string, text: string): Template {
  try {
    const content = asObject(JSON.parse(text));
    if (content !== undefined) return content;
  } catch {
    // Said below.
  }
  throw new UsageError(`${path}: expected an object in JSON; synthesize again`);
}
