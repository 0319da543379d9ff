import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { fleetVersions } from '../../../lib/operations/fleet-release/fleet-versions';
import { aTenant } from '../../../lib/testing/config-builders';
import { NO_CREDENTIALS } from '../../support/release-executions';

const client = mockClient(DynamoDBClient);
beforeEach(() => client.reset());

const copied = { enabled: true, copyRegion: 'eu-central-1' } as const;
const acme = aTenant({ id: 'acme', region: 'eu-west-1', backup: { ...aTenant().backup, ...copied } });
const item = (tenant: string) => ({ tenant: { S: tenant }, release: { S: '1.4.0' }, status: { S: 'deployed' } });
const answer = (...tenants: string[]) => ({ Responses: { 'tenantry-versions': tenants.map(item) } });
const read = (...tenants: readonly Parameters<typeof fleetVersions>[0][number][]) =>
  fleetVersions(tenants, NO_CREDENTIALS);

test('gives what each region of a tenant has, the home region first', async () => {
  client.on(BatchGetItemCommand).resolves(answer('acme'));

  const { byTenant, unread } = await read(acme);

  const version = { release: '1.4.0', status: 'deployed' };
  expect(byTenant).toEqual(
    new Map([
      [
        'acme',
        [
          { ...version, region: 'eu-west-1' },
          { ...version, region: 'eu-central-1' },
        ],
      ],
    ]),
  );
  expect(unread).toEqual([]);
});

test('leaves out what cannot be read, and says why', async () => {
  client.on(BatchGetItemCommand).rejects(new Error('not you'));

  expect(await read(acme)).toEqual({
    byTenant: new Map(),
    unread: ['eu-central-1: not you', 'eu-west-1: not you'],
  });
});

test('asks for nobody who has no account', async () => {
  expect(await read(aTenant({ id: 'new', accountId: undefined, state: 'planned' }))).toEqual({
    byTenant: new Map(),
    unread: [],
  });
  expect(client.calls()).toEqual([]);
});
