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
    if (content !== undefined) return checked(path, content);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    // Said below.
  }
  throw new UsageError(`${path}: expected an object in JSON; synthesize again`);
}

/** CloudFormation nests less, and so does whatever writes templates. */
const MAX_DEPTH = 1000;

/** What CloudFormation would refuse as well is no template. */
function checked(path: string, template: Template): Template {
  const wrong = Object.entries(template.Resources ?? {}).find(
    ([name, resource]) => asObject(resource) === undefined && !name.startsWith('Fn::'),
  );
  if (wrong !== undefined)
    throw new UsageError(`${path}: Resources.${wrong[0]}: expected an object with a Type; synthesize again`);
  if (isDeeperThan(MAX_DEPTH, template))
    throw new UsageError(`${path}: it is nested more than ${MAX_DEPTH} deep, which CloudFormation does not take`);
  return template;
}

/** Whether a node is nested deeper than so many levels. */
function isDeeperThan(levels: number, node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return levels === 0 || Object.values(node).some((each) => isDeeperThan(levels - 1, each));
}
