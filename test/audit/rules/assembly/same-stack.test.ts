import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditAssembly } from '../../../../lib/audit/audit-assembly';
import { REGISTRY } from '../found';

let assembly: string;
beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'tenantry-same-stack-'));
});
afterEach(() => rmSync(assembly, { recursive: true }));

/** Stacks that are found to be another one too, by display name: CloudFormation's name, and where it goes. */
function same(stacks: Readonly<Record<string, readonly [stackName: string, environment: string]>>): string[] {
  const artifacts = Object.entries(stacks).map(([displayName, [stackName, environment]], index) => {
    const templateFile = `${index}.template.json`;
    writeFileSync(join(assembly, templateFile), '{"Resources":{}}');
    const properties = { templateFile, stackName };
    return [`artifact-${index}`, { type: 'aws:cloudformation:stack', environment, displayName, properties }];
  });
  const manifest = { version: '54.0.0', artifacts: Object.fromEntries(artifacts) as object };
  writeFileSync(join(assembly, 'manifest.json'), JSON.stringify(manifest));
  return auditAssembly({ assembly, registry: REGISTRY, today: '2026-01-01' })
    .findings.filter(({ rule }) => rule === 'assembly/same-stack')
    .map(({ severity, tenant, stack, message }) => `${severity} ${tenant} ${stack}: ${message}`);
}

const HERE = 'aws://111111111111/eu-central-1';

test('stacks of one name that go to one account and region are found, each with the others', () => {
  expect(
    same({ 'blue/Data': ['acme-Data', HERE], 'green/Data': ['acme-Data', HERE], Web: ['acme-Web', HERE] }),
  ).toEqual([
    'high acme blue/Data: green/Data is acme-Data in account 111111111111, region eu-central-1, too',
    'high acme green/Data: blue/Data is acme-Data in account 111111111111, region eu-central-1, too',
  ]);
});

test('stacks that do not say where they go can go to one place', () => {
  const ANYWHERE = 'aws://unknown-account/unknown-region';

  expect(same({ a: ['Data', ANYWHERE], b: ['Data', ANYWHERE] })).toEqual([
    'high  a: b is Data in an unknown account, an unknown region, too',
    'high  b: a is Data in an unknown account, an unknown region, too',
  ]);
});

test('a name may be taken again in another account or region', () => {
  expect(
    same({
      a: ['Data', HERE],
      b: ['Data', 'aws://222222222222/eu-central-1'],
      c: ['Data', 'aws://111111111111/eu-west-1'],
    }),
  ).toEqual([]);
});
