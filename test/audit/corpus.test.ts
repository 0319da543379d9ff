import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AssembledStack } from '../../lib/audit/assembly/audited-stack';
import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { auditStacks } from '../../lib/audit/audit-assembly';
import { buildApp } from '../../lib/app';
import { loadRegistry } from '../../lib/config/load-registry';
import type { Registry } from '../../lib/config/registry';
import { CHOICES, HARMLESS_CHOICES } from './corpus/choices';
import { CHOSEN_POSTURE, HARMLESS_POSTURE } from './corpus/chosen-posture';
import { CHOSEN_REGIONS } from './corpus/chosen-regions';
import { ENCRYPTION_OF_TYPES } from './corpus/encryption-of-types';
import { KEPT_AND_RECORDED } from './corpus/kept-and-recorded';
import { LOOK_ALIKES } from './corpus/look-alikes';
import { type MutableTemplate, type Mutation, first } from './corpus/mutation';
import { ORDINARY } from './corpus/ordinary';
import { POLICIES_OF_TYPES } from './corpus/policies-of-types';
import { POSTURE } from './corpus/posture';
import { POSTURE_LOOK_ALIKES } from './corpus/posture-look-alikes';
import { REACH_IN } from './corpus/reach-in';
import { REACH_OUT } from './corpus/reach-out';
import { GOOD_FENCES, REGION_FENCES } from './corpus/region-fences';
import { REGIONS_IN_TEXTS } from './corpus/regions-in-texts';
import { REGIONS_OF_TYPES } from './corpus/regions-of-types';
import { REWRITTEN_TEMPLATES } from './corpus/rewritten-templates';
import { UNUSUAL_EXPOSURE } from './corpus/unusual-exposure';
import { UNUSUAL_GRANTS } from './corpus/unusual-grants';
import { UNUSUAL_PLACES } from './corpus/unusual-places';
import { UNUSUAL_TARGETS } from './corpus/unusual-targets';

const MUTATIONS = [
  ...REACH_IN,
  ...REACH_OUT,
  ...POSTURE,
  ...CHOICES,
  ...POLICIES_OF_TYPES,
  ...UNUSUAL_EXPOSURE,
  ...UNUSUAL_GRANTS,
  ...UNUSUAL_PLACES,
  ...UNUSUAL_TARGETS,
  ...CHOSEN_POSTURE,
  ...CHOSEN_REGIONS,
  ...ENCRYPTION_OF_TYPES,
  ...KEPT_AND_RECORDED,
  ...REGION_FENCES,
  ...REGIONS_IN_TEXTS,
  ...REGIONS_OF_TYPES,
  ...REWRITTEN_TEMPLATES,
];
const HARMLESS = [
  ...LOOK_ALIKES,
  ...HARMLESS_CHOICES,
  ...ORDINARY,
  ...HARMLESS_POSTURE,
  ...POSTURE_LOOK_ALIKES,
  ...GOOD_FENCES,
];

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

test('the sample fleet breaks no claim', () => {
  expect(auditStacks({ stacks, registry, today: '2026-01-01' }).findings).toEqual([]);
});

test('the corpus is large enough, and no mutation is in it twice', () => {
  expect(MUTATIONS.length).toBeGreaterThanOrEqual(750);
  expect(HARMLESS.length).toBeGreaterThanOrEqual(150);
  const names = [...MUTATIONS, ...HARMLESS].map(({ name, rule, stack }) => `${rule} ${stack} ${name}`);
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
  test.each(HARMLESS.map((mutation) => [mutation.name, mutation] as const))('%s', (_, mutation) => {
    expect(audited(mutation).findings).toEqual([]);
  });
});
