import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fullDiff } from '@aws-cdk/cloudformation-diff';

/*
 * What a loop over all stacks costs, with the same library and nothing put together: `node diff-each.js <base> <assembly>`.
 */
const [base = '', head = ''] = process.argv.slice(2);
const templates = readdirSync(head, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.template.json'),
);
const differences = templates.reduce(
  (sum, name) => sum + fullDiff(templateOf(base, name), templateOf(head, name)).differenceCount,
  0,
);
process.stdout.write(`${differences}\n`);

function templateOf(folder: string, name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, name), 'utf8')) as Record<string, unknown>;
}
