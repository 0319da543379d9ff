import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A stack of a hand-written assembly. */
export interface SmallStack {
  /** @default 'aws://111111111111/eu-central-1' */
  readonly environment?: string;
  readonly template: object;
  readonly terminationProtection?: boolean;
}

/** Writes a cloud assembly of hand-written templates; deleted when the tests of the file are done. */
export function aSmallAssembly(
  stacks: Readonly<Record<string, SmallStack>>,
  nested: Readonly<Record<string, object>> = {},
): string {
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-assembly-'));
  folders.push(directory);
  mkdirSync(directory, { recursive: true });
  const artifacts = Object.entries(stacks).map(
    ([name, { environment = 'aws://111111111111/eu-central-1', template, terminationProtection = true }]) => {
      const templateFile = `${name.replaceAll('/', '-')}.template.json`;
      writeFileSync(join(directory, templateFile), JSON.stringify(template));
      const properties = { templateFile, terminationProtection };
      return [name, { type: 'aws:cloudformation:stack', environment, properties, displayName: name }];
    },
  );
  for (const [file, template] of Object.entries(nested)) writeFileSync(join(directory, file), JSON.stringify(template));
  writeFileSync(
    join(directory, 'manifest.json'),
    JSON.stringify({ version: '54.0.0', artifacts: Object.fromEntries(artifacts) }),
  );
  return directory;
}

const folders: string[] = [];

afterAll(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
