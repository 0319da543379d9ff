import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssembledStack } from '../../lib/audit/assembly/audited-stack';
import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { auditStacks } from '../../lib/audit/audit-assembly';
import { buildApp } from '../../lib/app';
import { loadRegistry } from '../../lib/config/load-registry';
import type { Registry } from '../../lib/config/registry';
import { UNUSUAL_PLACES } from './corpus/unusual-places';
import { LOOK_ALIKES } from './corpus/look-alikes';
import { type MutableTemplate, type Mutation, first } from './corpus/mutation';
import { POSTURE } from './corpus/posture';
import { REACH_IN } from './corpus/reach-in';
import { REACH_OUT } from './corpus/reach-out';

const MUTATIONS = [...REACH_IN, ...REACH_OUT, ...POSTURE, ...UNUSUAL_PLACES];

let registry: Registry;
let stacks: readonly AssembledStack[];
let outdir: string;

beforeAll(async () => {
  registry = await loadRegistry({ directory: join(__dirname, '../../tenants'), only: ['acme', 'globex'] });
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-audit-'));
  buildApp(registry, { outdir, failOnFindings: false, organization: true }).synth();
  stacks = readAssembly(outdir);
}, 120_000);

afterAll(() => rmSync(outdir, { recursive: true }));

/** What the audit finds in the fleet with one template changed. */
function audited({ stack: name, mutate }: Mutation) {
  const index = stacks.findIndex((stack) => stack.name === name);
  const template = structuredClone(stacks[index]!.template) as MutableTemplate;
  const place = mutate(template);
  const text = JSON.stringify(template)
    .replaceAll('"EXTERNAL"', JSON.stringify(registry.tenants[0]!.externalId))
    .replaceAll(/"@(AWS::\w+::\w+)"/g, (_, type: string) => JSON.stringify(first(template, type)[0]));
  const { file: _unchanged, ...stack } = stacks[index]!;
  const changed = stacks.with(index, { ...stack, template: JSON.parse(text) as MutableTemplate });
  return { place, ...auditStacks({ stacks: changed, registry, today: '2026-01-01' }) };
}

test('the sample fleet breaks no claim', () => {
  expect(auditStacks({ stacks, registry, today: '2026-01-01' }).findings).toEqual([]);
});

test('the corpus is large enough, and no mutation is in it twice', () => {
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(150);
  expect(LOOK_ALIKES.length).toBeGreaterThanOrEqual(40);
  const names = [...MUTATIONS, ...LOOK_ALIKES].map(({ name, rule, stack }) => `${rule} ${stack} ${name}`);
  expect(new Set(names).size).toBe(names.length);
});

describe('a mutation is found at its place', () => {
  test.each(MUTATIONS.map((mutation) => [mutation.rule, mutation.name, mutation] as const))(
    '%s: %s',
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
});

describe('a look-alike is not flagged', () => {
  test.each(LOOK_ALIKES.map((mutation) => [mutation.name, mutation] as const))('%s', (_, mutation) => {
    expect(audited(mutation).findings).toEqual([]);
  });
});
