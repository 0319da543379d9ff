import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssembledStack } from '../../../lib/audit/assembly/audited-stack';
import { readAssembly } from '../../../lib/audit/assembly/read-assembly';
import { auditStacks } from '../../../lib/audit/audit-assembly';
import { buildApp } from '../../../lib/app';
import { loadRegistry } from '../../../lib/config/load-registry';
import type { Registry } from '../../../lib/config/registry';
import { type MutableTemplate, type Mutation, first } from './mutation';

let registry: Registry;
let stacks: readonly AssembledStack[];
let outdir: string;

beforeAll(async () => {
  registry = await loadRegistry({ directory: join(__dirname, '../../../tenants'), only: ['acme', 'globex'] });
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-audit-'));
  buildApp(registry, { outdir, failOnFindings: false, organization: true }).synth();
  stacks = readAssembly(outdir);
}, 120_000);

afterAll(() => rmSync(outdir, { recursive: true }));

/** Rules that look at more than the stacks of one tenant. */
const OF_THE_FLEET = /^(assembly|between-tenants|logging)\/|^residency\/(region-fence|stack-region)$/;

/** What the audit finds in the fleet with one template changed; in the tenant's part of it, where the rule looks at no more. */
function audited({ stack: name, mutate, rule }: Mutation) {
  const index = stacks.findIndex((stack) => stack.name === name);
  const template = structuredClone(stacks[index]!.template) as MutableTemplate;
  const place = mutate(template);
  const text = JSON.stringify(template)
    .replaceAll('"EXTERNAL"', JSON.stringify(registry.tenants[0]!.externalId))
    .replaceAll(/"@(AWS::\w+::\w+)"/g, (_, type: string) => JSON.stringify(first(template, type)[0]));
  const { file: _unchanged, ...stack } = stacks[index]!;
  const isOfTheFleet = rule === undefined || OF_THE_FLEET.test(rule);
  const [tenant] = name.split('/');
  const changed = stacks
    .with(index, { ...stack, template: JSON.parse(text) as MutableTemplate })
    .filter((each) => isOfTheFleet || each.name.startsWith(`${tenant}/`));
  return { place, ...auditStacks({ stacks: changed, registry, today: '2026-01-01' }) };
}

/** What the audit finds in the fleet as it is. */
export function auditedAsItIs() {
  return auditStacks({ stacks, registry, today: '2026-01-01' });
}

/** Tests that each mutation is found where it was made. */
export function eachIsFound(mutations: readonly Mutation[]): void {
  test.each(mutations.map((mutation) => [mutation.rule, mutation.name, mutation] as const))(
    '%s: %s is found at its place',
    (rule, _, mutation) => {
      const { place, findings } = audited(mutation);

      const found = findings.map((finding) => ({
        rule: finding.rule,
        stack: finding.stack,
        logicalId: finding.logicalId,
        path: finding.path,
      }));
      expect(found).toContainEqual({ rule, stack: mutation.stack, ...place });
    },
  );
}

/** Tests that no look-alike is flagged. */
export function noneIsFlagged(lookAlikes: readonly Mutation[]): void {
  test.each(lookAlikes.map((mutation) => [mutation.name, mutation] as const))('%s is not flagged', (_, mutation) => {
    expect(audited(mutation).findings).toEqual([]);
  });
}
