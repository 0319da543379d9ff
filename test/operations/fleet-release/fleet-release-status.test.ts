import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { UsageError } from '../../../lib/errors';
import { findExecution, fleetReleaseStatus } from '../../../lib/operations/fleet-release/fleet-release-status';
import { aRegistry, aTenant, anOrganization } from '../../../lib/testing/config-builders';
import {
  HOME,
  NO_CREDENTIALS,
  OPERATOR,
  anInput,
  arnOf,
  someMachines,
  stepFunctions,
} from '../../support/release-executions';

const registry = aRegistry(
  [
    aTenant({ id: 'acme', ring: 'canary' }),
    aTenant({ id: 'globex', ring: 'general', accountId: '222222222222' }),
    aTenant({ id: 'hooli', ring: 'general', accountId: '333333333333', region: 'us-east-1', jurisdiction: 'us' }),
    aTenant({ id: 'stark', ring: 'general', accountId: '444444444444', state: 'suspended' }),
  ],
  anOrganization({ rings: ['canary', 'general'] }),
);

const tables = mockClient(DynamoDBClient);
beforeEach(() => tables.reset());

/** Tables of all regions that have these items, by tenant. */
function onRecord(items: Readonly<Record<string, Readonly<Record<string, string>>>>): void {
  tables.on(BatchGetItemCommand).callsFake(({ RequestItems }) => {
    const asked: string[] = RequestItems['tenantry-versions'].Keys.map(
      (key: { tenant: { S: string } }) => key.tenant.S,
    );
    const found = asked.filter((tenant) => items[tenant] !== undefined);
    return {
      Responses: {
        'tenantry-versions': found.map((tenant) =>
          Object.fromEntries(Object.entries({ tenant, ...items[tenant] }).map(([name, S]) => [name, { S }])),
        ),
      },
    };
  });
}

async function status(release?: string) {
  const machines = someMachines();
  const execution = await findExecution(machines, release);
  return fleetReleaseStatus(execution, { machines, registry, operator: NO_CREDENTIALS });
}

const releases = (...names: string[]) => ({
  [`arn:aws:states:${HOME}:${OPERATOR}:stateMachine:tenantry-release`]: names,
});

test('says of a release that was halted where it is in each ring and region, and whom it failed', async () => {
  stepFunctions({
    [arnOf('1_4_0')]: {
      status: 'FAILED',
      error: 'RingHalted',
      cause: 'ring general: 2 of 2 tenants failed, 1 may',
      stopDate: new Date('2026-03-01T13:00:00Z'),
    },
    [arnOf('1_4_0_canary', 'tenantry-deploy-ring')]: { status: 'SUCCEEDED' },
    [arnOf('1_4_0_canary', 'tenantry-check-ring')]: { status: 'SUCCEEDED' },
    [arnOf('1_4_0_general', 'tenantry-deploy-ring')]: { status: 'SUCCEEDED' },
    [arnOf('1_4_0_general', 'tenantry-deploy-ring', 'us-east-1')]: { status: 'FAILED' },
  });
  onRecord({
    acme: { release: '1.4.0', status: 'deployed' },
    globex: { release: '1.3.0', status: 'rolledBack', target: '1.4.0', reason: 'stack globex-Data ended' },
    hooli: { status: 'deploying', target: '1.4.0' },
  });

  expect(await status('1.4.0')).toEqual({
    release: '1.4.0',
    commit: 'abc',
    execution: '1_4_0',
    executionArn: arnOf('1_4_0'),
    startedAt: '2026-03-01T12:00:00.000Z',
    endedAt: '2026-03-01T13:00:00.000Z',
    phase: 'halted',
    reason: 'ring general: 2 of 2 tenants failed, 1 may',
    rings: [
      {
        name: 'canary',
        phase: 'passed',
        size: 1,
        tolerated: 0,
        regions: [{ region: HOME, deploy: 'succeeded', check: 'succeeded' }],
        tenants: [{ tenant: 'acme', step: 'deployed' }],
      },
      {
        name: 'general',
        phase: 'halted',
        size: 2,
        tolerated: 1,
        regions: [
          { region: HOME, deploy: 'succeeded' },
          { region: 'us-east-1', deploy: 'failed' },
        ],
        tenants: [
          { tenant: 'globex', step: 'rolledBack', reason: 'stack globex-Data ended' },
          { tenant: 'hooli', step: 'cutOff' },
        ],
      },
    ],
    unread: [],
  });
});

test('says of a release that goes on under another name how that goes', async () => {
  stepFunctions(
    {
      [arnOf('1_4_0')]: { status: 'ABORTED' },
      [arnOf('1_4_0-2')]: { status: 'RUNNING' },
      [arnOf('1_4_0-2_canary', 'tenantry-deploy-ring')]: { status: 'RUNNING' },
    },
    releases('1_4_0-2', '1_4_0'),
  );
  onRecord({ acme: { status: 'deploying', target: '1.4.0' } });

  for (const seen of [await status(), await status('1.4.0'), await status('1.4.0-2')]) {
    expect(seen).toMatchObject({
      release: '1.4.0',
      execution: '1_4_0-2',
      phase: 'running',
      rings: [
        { phase: 'deploying', tenants: [{ tenant: 'acme', step: 'deploying' }] },
        { phase: 'waiting', tenants: [{ step: 'waiting' }, { step: 'waiting' }] },
      ],
    });
  }
});

test('says of a tenant that it is being brought back after an abort', async () => {
  stepFunctions({
    [arnOf('1_4_0')]: { status: 'ABORTED' },
    [arnOf('1_4_0_canary', 'tenantry-deploy-ring')]: { status: 'ABORTED' },
    [arnOf('1_4_0_canary--cut-off', 'tenantry-check-ring')]: { status: 'RUNNING' },
  });
  onRecord({ acme: { status: 'deploying', target: '1.4.0' } });

  expect((await status('1.4.0')).rings[0]?.tenants).toEqual([{ tenant: 'acme', step: 'deploying' }]);
});

test('asks each region only for the tenants that are there', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'RUNNING' } });
  onRecord({});

  await status('1.4.0');

  const asked = tables
    .commandCalls(BatchGetItemCommand)
    .map(({ args }) => args[0].input.RequestItems?.['tenantry-versions']?.Keys?.map(({ tenant }) => tenant?.S));
  expect(asked).toEqual([['acme', 'globex'], ['hooli']]);
});

test('says what could not be read, and hides nothing else', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'RUNNING' } });
  tables.on(BatchGetItemCommand).rejects(new Error('not you'));

  const { phase, rings, unread } = await status('1.4.0');

  expect({ phase, unread }).toEqual({ phase: 'running', unread: [`${HOME}: not you`, 'us-east-1: not you'] });
  expect(rings[0]?.tenants).toEqual([{ tenant: 'acme', step: 'unknown' }]);
});

test('refuses a release that is not known, and names those that are', async () => {
  stepFunctions({ [arnOf('1_4_0')]: { status: 'RUNNING' } }, releases('1_4_0'));

  await expect(status('1.5.0')).rejects.toThrow(new UsageError('unknown release "1.5.0"; expected "1_4_0"'));
});

test('says where nothing was ever released', async () => {
  stepFunctions();

  await expect(status()).rejects.toThrow(
    new UsageError(
      'nothing has been released by Step Functions; see tenantry rollout start --engine step-functions --help',
    ),
  );
});

test.each(['{}', '{"release":"1.4.0"}', '{"rings":[]}', 'no JSON'])(
  'refuses an execution with the input %s',
  async (input) => {
    stepFunctions({ [arnOf('by-hand')]: { status: 'RUNNING', input } }, releases('by-hand'));

    await expect(status()).rejects.toThrow(
      `the input of ${arnOf('by-hand')} is not that of a release; it was not started by tenantry`,
    );
  },
);

test('is not misled by a name that another release of its own has', async () => {
  stepFunctions({
    [arnOf('1_4_0')]: { status: 'SUCCEEDED' },
    [arnOf('1_4_0-2')]: { status: 'RUNNING', input: JSON.stringify(anInput({ release: '1.4.0-2' })) },
  });
  onRecord({});

  expect(await status('1.4.0')).toMatchObject({ release: '1.4.0', execution: '1_4_0', phase: 'done' });
});
