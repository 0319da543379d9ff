import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aws_sqs as sqs } from 'aws-cdk-lib';
import { addTenantStages } from '../../lib/add-stages';
import { createApp } from '../../lib/create-app';
import type { Blueprint } from '../../lib/blueprint';
import type { Tenant } from '../../lib/config/tenant';
import { type FleetSnapshot, aRegistry, aTenant, fleetSnapshot } from '../../lib/testing';

const ACME = numbered('acme', 1);
const GLOBEX = numbered('globex', 2);
const HOOLI = numbered('hooli', 3);

function numbered(id: string, number: number, changes: Partial<Tenant> = {}): Tenant {
  return aTenant({
    id,
    accountId: String(number).repeat(12),
    network: { ...aTenant().network, cidr: `10.${number}.0.0/22` },
    ...changes,
  });
}

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-snapshot-'));
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** A queue that knows whose it is. */
const aQueue: Blueprint = (scope, { id, accountId }) => {
  new sqs.CfnQueue(scope, 'Queue', { queueName: `${id}-${accountId}`, delaySeconds: 5 });
};

function take(tenants: readonly Tenant[], blueprint: Blueprint = aQueue): FleetSnapshot {
  const registry = aRegistry(tenants);
  const app = createApp({ outdir });
  addTenantStages(app, registry, blueprint);
  return fleetSnapshot(app, registry);
}

test('has the stacks of one tenant for all of its shape, with its own values left out', () => {
  const snapshot = take([ACME, GLOBEX, HOOLI]);

  expect(Object.keys(snapshot)).toEqual(['starter in eu-central-1']);
  const templates = snapshot['starter in eu-central-1'] ?? {};
  expect(Object.keys(templates)).toEqual(
    ['Access', 'Network', 'Data', 'Service', 'Blueprint'].map((id) => `«id»/${id}`),
  );
  expect(templates['«id»/Blueprint']?.Resources).toMatchObject({
    Queue: { Type: 'AWS::SQS::Queue', Properties: { QueueName: '«id»-«account»', DelaySeconds: 5 } },
  });
  expect(JSON.stringify(templates)).not.toMatch(/111111111111|\bacme\b|10\.1\./);
});

test('is the same with a tenant more of a known shape', () => {
  expect(take([ACME, GLOBEX, HOOLI])).toEqual(take([ACME]));
});

test('is one for tenants whose words differ, and nothing else', () => {
  const words = (displayName: string, costCenter: string) => ({ displayName, costCenter });
  const tenants = [
    numbered('acme', 1, words('Acme', 'CC-1001')),
    numbered('acmecorp', 2, words('Corporation', 'CC-2002')),
  ];

  expect(Object.keys(take(tenants))).toEqual(['starter in eu-central-1']);
});

test('has a tenant that differs from its peers beside them', () => {
  const snapshot = take([ACME, GLOBEX, HOOLI], (scope, { id }) => {
    new sqs.CfnQueue(scope, 'Queue', { delaySeconds: id === 'globex' ? 9 : 5 });
  });

  expect(delays(snapshot)).toEqual({ 'starter in eu-central-1': 5, 'starter in eu-central-1 (2)': 9 });
});

test('shows whatever else changes: a value, a schedule, a generated name', () => {
  const later = take([ACME], (scope) => {
    new sqs.CfnQueue(scope, 'Queue', { delaySeconds: 6 });
  });
  const data = JSON.stringify(take([ACME])['starter in eu-central-1']?.['«id»/Data']);

  expect(delays(later)).toEqual({ 'starter in eu-central-1': 6 });
  expect(data).toMatch(/"PreferredBackupWindow":"\d\d:\d\d-\d\d:\d\d"/);
  expect(data).not.toMatch(/«(time|digest) /);
});

test('tells tiers and regions apart by name, and a tenant whose id is a common word by that', () => {
  const irish = numbered('globex', 2, { region: 'eu-west-1' });
  const common = numbered('public', 3);

  expect(Object.keys(take([ACME, irish, common]))).toEqual([
    'starter in eu-central-1',
    'starter in eu-west-1',
    'tenant public',
  ]);
});

test('refuses an assembly without a stack of a tenant', () => {
  take([ACME]);

  expect(() => fleetSnapshot(outdir, aRegistry([GLOBEX]))).toThrow(
    new Error(
      'fleetSnapshot: none of 5 stacks goes to the account of a tenant; pass the registry that the app was built with',
    ),
  );
});

/** What the queues of each shape wait. */
function delays(snapshot: FleetSnapshot): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(snapshot).map(([shape, templates]) => [
      shape,
      templates['«id»/Blueprint']?.Resources?.Queue?.Properties?.DelaySeconds,
    ]),
  );
}
