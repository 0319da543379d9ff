const path = require('node:path');
const { buildApp, loadBlueprint, loadRegistry } = require('tenantry');
const { assetHashSerializer, fleetSnapshot, tenantMatchers } = require('tenantry/testing');

expect.addSnapshotSerializer(assetHashSerializer);

let registry;
let assembly;

beforeAll(async () => {
  registry = await loadRegistry({ directory: 'tenants' });
  expect.extend(tenantMatchers(registry));
  // Synthesized once: every test reads the same folder.
  assembly = buildApp(registry, { blueprint: await loadBlueprint(registry) }).synth().directory;
}, 60_000);

test('tenants are isolated, and nothing of them is public', () => {
  expect(assembly).toBeIsolated();
  expect(assembly).toHaveNoPublicResources();
});

test('acme stays in the European Union', () => {
  expect(path.join(assembly, 'assembly-acme')).toStayIn('eu');
});

test('templates change only where a review has seen it', () => {
  for (const [shape, templates] of Object.entries(fleetSnapshot(assembly, registry))) {
    expect(templates).toMatchSnapshot(shape);
  }
});
