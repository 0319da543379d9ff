import { readFileSync } from 'node:fs';
import { templateKey } from './template-key';

/** A file that a stack needs beside its template, as its asset manifest has it. */
export interface PublishedFile {
  /** Name of the file in the bucket. */
  readonly key: string;
  /** Absolute. */
  readonly path: string;
  readonly packaging: 'file' | 'zip';
  /** Name of the bucket of the tenant's account. */
  readonly bucket: string;
}

/** The templates of a stack that takes its files from the operator's bucket. */
export interface OperatorTemplates {
  readonly template: string;
  /** Of the stacks nested in it, each once; in the bucket of assets they have the name {@link templateKey} gives them. */
  readonly nested: readonly string[];
}

/** Whether a file is the template of a nested stack, which names buckets too, and not code. */
export function isNestedTemplate({ path }: PublishedFile): boolean {
  return path.endsWith('.nested.template.json');
}

/** Has a stack and those nested in it take their files from the operator's bucket, instead of one of the tenant's account. */
export function operatorTemplates(
  template: string,
  files: readonly PublishedFile[],
  operatorBucket: string,
): OperatorTemplates {
  const nested = new Map<string, string>();
  const rewritten = (text: string): string =>
    files.reduce((rest, file) => {
      // Also within longer texts: policies name the bucket by its ARN.
      const inBucket = rest.replaceAll(file.bucket, operatorBucket);
      // Another text has another name: a stack is rolled back to the one it had.
      return isNestedTemplate(file) && inBucket.includes(file.key)
        ? inBucket.replaceAll(file.key, templateKey(nestedTemplate(file)))
        : inBucket;
    }, text);
  const nestedTemplate = (file: PublishedFile): string => {
    const known = nested.get(file.key) ?? rewritten(readFileSync(file.path, 'utf8'));
    nested.set(file.key, known);
    return known;
  };
  return { template: rewritten(template), nested: [...nested.values()] };
}
