import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What a cloud assembly holds. */
export interface AssemblySize {
  readonly stacks: number;
  readonly resources: number;
  /** Of all templates together. */
  readonly templateBytes: number;
}

/** Counts the templates of an assembly and of the stages in it. */
export function assemblySize(directory: string): AssemblySize {
  const templates = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.template.json'))
    .map((name) => readFileSync(join(directory, name), 'utf8'));
  return {
    stacks: templates.length,
    resources: templates.reduce((sum, template) => sum + countResources(template), 0),
    templateBytes: templates.reduce((sum, template) => sum + Buffer.byteLength(template), 0),
  };
}

function countResources(template: string): number {
  const { Resources = {} }: { Resources?: object } = JSON.parse(template);
  return Object.keys(Resources).length;
}
