import * as fc from 'fast-check';
import { type StackOfRelease, type TenantItem, fleetRelease } from '../../../lib/fleet/release/fleet-release';
import type { RolloutPlan } from '../../../lib/rollout/plan-rollout';
import type { RingDefinition } from '../../../lib/rollout/rollout-definition';
import { aRing } from '../../support/rollout-builders';

function aStack(tenant: string, changes: Partial<StackOfRelease> = {}): StackOfRelease {
  return {
    tenant,
    region: 'eu-central-1',
    name: `${tenant}-Data`,
    template: '{}',
    nested: [],
    tags: {},
    terminationProtection: false,
    deployRole: `deploy ${tenant}`,
    executionRole: `execute ${tenant}`,
    lookupRole: `look ${tenant}`,
    ...changes,
  };
}

function aPlan(rings: Readonly<Record<string, readonly string[]>>, changes: Partial<RingDefinition> = {}): RolloutPlan {
  const definitions = Object.entries(rings).map(([name, tenants]) => ({
    definition: aRing({ name, ...changes }),
    tenants,
  }));
  return { release: '1.4.0', rings: definitions, steppedOver: [] };
}

function release(plan: RolloutPlan, stacks: readonly StackOfRelease[], allowed: readonly string[] = []) {
  const options = { commit: 'abc', assetsBucket: (region: string) => `assets-${region}` };
  const { input, files } = fleetRelease(plan, stacks, { ...options, allowReplacement: new Set(allowed) });
  const itemsOf = (region: string, key: string): TenantItem[] =>
    JSON.parse(files.find((file) => file.region === region && file.key === key)!.body);
  return { input, files, itemsOf };
}

test('gives each ring as numbers, in the order of the plan, and leaves out those without a tenant', () => {
  const plan = aPlan(
    { general: ['hooli'], empty: [], canary: ['acme', 'globex'] },
    { bakeMinutes: 30, concurrency: 4, toleratedFailures: 1, toleratedPercent: 100 },
  );

  const { input } = release(
    plan,
    ['acme', 'globex', 'hooli'].map((id) => aStack(id)),
  );

  expect(input).toMatchObject({ release: '1.4.0', commit: 'abc' });
  expect(input.rings).toMatchObject([
    { name: 'general', tenants: 1, tolerated: 1, bakeSeconds: 1800, regionsAtOnce: 1 },
    { name: 'canary', tenants: 2, tolerated: 2, bakeSeconds: 1800, regionsAtOnce: 1 },
  ]);
});

test('keeps the stacks of a tenant in their order, and one template for all that have the same', () => {
  const stacks = [
    aStack('acme', { name: 'acme-Network', tags: { b: '2', a: '1' }, terminationProtection: true }),
    aStack('acme', { name: 'acme-Data' }),
    aStack('globex', { template: '{"Resources":{}}' }),
  ];

  const { input, files, itemsOf } = release(aPlan({ canary: ['acme', 'globex'] }), stacks);

  const items = itemsOf('eu-central-1', input.rings[0]!.regions[0]!.manifest);
  expect(items.map(({ id, stacks: own }) => [id, own.map(({ name }) => name)])).toEqual([
    ['acme', ['acme-Network', 'acme-Data']],
    ['globex', ['globex-Data']],
  ]);
  expect(items[0]).toMatchObject({ deployRole: 'deploy acme', executionRole: 'execute acme', lookupRole: 'look acme' });
  expect(items[0]!.stacks[0]).toMatchObject({
    tags: [
      { Key: 'a', Value: '1' },
      { Key: 'b', Value: '2' },
    ],
    terminationProtection: true,
  });
  expect(files.filter(({ bucket }) => bucket === 'assets').map(({ body }) => body)).toEqual(
    expect.arrayContaining(['{}', '{"Resources":{}}']),
  );
  expect(files).toHaveLength(3);
  const urls = items.flatMap((item) => item.stacks.map(({ templateUrl }) => templateUrl));
  expect(urls[0]).toBe(urls[1]);
  expect(urls[0]).toMatch(
    /^https:\/\/assets-eu-central-1\.s3\.eu-central-1\.amazonaws\.com\/templates\/[0-9a-f]{32}\.json$/,
  );
});

test('allows a replacement to the stack it names', () => {
  const stacks = [aStack('acme'), aStack('acme', { name: 'acme-Network' })];

  const { input, itemsOf } = release(aPlan({ canary: ['acme'] }), stacks, ['acme-Data/Bucket', 'acme-Database/Key']);

  const [acme] = itemsOf('eu-central-1', input.rings[0]!.regions[0]!.manifest);
  expect(acme!.stacks.map(({ allowed }) => allowed)).toEqual([['acme-Data/Bucket'], []]);
});

test.each(['', 'a release', 'v1/2', '..', 'x'.repeat(65)])('refuses the release "%s"', (name) => {
  expect(() => release({ ...aPlan({}), release: name }, [])).toThrow(
    `"${name}" cannot be the name of a release: expected 1 to 64 letters, digits, dots, hyphens and underscores, starting with a letter or digit`,
  );
});

test.each([0, 1.5, 10_001])('refuses %d tenants at the same time', (concurrency) => {
  expect(() => release(aPlan({ canary: ['acme'] }, { concurrency }), [aStack('acme')])).toThrow(
    `ring "canary" asks for ${concurrency} tenants at the same time; expected a whole number from 1 to 10000`,
  );
});

const REGIONS = ['eu-central-1', 'eu-west-1', 'us-east-1'];

const fleet = fc
  .array(
    fc.record({ ring: fc.constantFrom('canary', 'early', 'general'), regions: fc.subarray(REGIONS, { minLength: 1 }) }),
  )
  .map((tenants) => tenants.map((tenant, index) => ({ ...tenant, id: `t${index}` })));

const ring = fc.record({
  concurrency: fc.integer({ min: 1, max: 20 }),
  toleratedFailures: fc.nat(3),
  toleratedPercent: fc.nat(100),
  jitterSeconds: fc.nat(60),
});

test('every tenant is once in the list of each of its regions, and no more are worked on than the ring allows', () => {
  fc.assert(
    fc.property(fleet, ring, (tenants, definition) => {
      const plan = aPlan(
        Object.fromEntries(
          ['canary', 'early', 'general'].map((name) => [
            name,
            tenants.filter((tenant) => tenant.ring === name).map(({ id }) => id),
          ]),
        ),
        definition,
      );
      const stacks = tenants.flatMap(({ id, regions }) => regions.map((region) => aStack(id, { region })));

      const { input, itemsOf } = release(plan, stacks);

      const listed = input.rings.flatMap(({ name, regions }) =>
        regions.flatMap(({ region, manifest }) => itemsOf(region, manifest).map(({ id }) => `${name} ${region} ${id}`)),
      );
      const expected = tenants.flatMap(({ id, ring: name, regions }) =>
        regions.map((region) => `${name} ${region} ${id}`),
      );
      expect(listed.toSorted()).toEqual(expected.toSorted());
      for (const { regionsAtOnce, regions } of input.rings) {
        expect(regionsAtOnce).toBeGreaterThan(0);
        for (const { concurrency } of regions) {
          expect(concurrency).toBeGreaterThan(0);
          expect(regionsAtOnce * concurrency).toBeLessThanOrEqual(definition.concurrency);
        }
      }
      const waits = input.rings.flatMap(({ regions }) =>
        regions.flatMap(({ region, manifest }) => itemsOf(region, manifest).map((item) => item.startAfterSeconds)),
      );
      expect(waits.every((seconds) => Number.isInteger(seconds) && seconds >= 0 && seconds <= 60)).toBe(true);
    }),
  );
});

test('names the list of a ring after what is in it, so that a release that was begun keeps its own', () => {
  const manifestOf = (template: string): string => {
    const { input } = release(aPlan({ canary: ['acme'] }), [aStack('acme', { template })]);
    return input.rings[0]!.regions[0]!.manifest;
  };

  expect(manifestOf('{}')).toMatch(/^manifests\/1\.4\.0\/canary-[0-9a-f]{32}\.json$/);
  expect(manifestOf('{}')).toBe(manifestOf('{}'));
  expect(manifestOf('{}')).not.toBe(manifestOf('{"Resources":{}}'));
});
