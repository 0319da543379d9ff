import { BatchGetItemCommand, DynamoDBClient, ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { readVersions } from '../../../lib/operations/fleet-release/tenant-versions';
import { NO_CREDENTIALS } from '../../support/release-executions';

const client = mockClient(DynamoDBClient);
beforeEach(() => client.reset());

const TABLE = 'tenantry-versions';
const read = (tenants: readonly string[]) => readVersions(tenants, 'eu-central-1', NO_CREDENTIALS);
const keysOf = () =>
  client
    .commandCalls(BatchGetItemCommand)
    .map(({ args }) => args[0].input.RequestItems?.[TABLE]?.Keys?.map(({ tenant }) => tenant?.S));

test('reads what is on record of tenants, and nothing of those that nothing is', async () => {
  client.on(BatchGetItemCommand).resolves({
    Responses: {
      [TABLE]: [
        {
          tenant: { S: 'acme' },
          release: { S: '1.4.0' },
          commit: { S: '' },
          since: { S: '2026-03-01T12:00:00Z' },
          status: { S: 'deployed' },
        },
      ],
    },
  });

  expect(await read(['acme', 'globex'])).toEqual(
    new Map([['acme', { release: '1.4.0', since: '2026-03-01T12:00:00Z', status: 'deployed' }]]),
  );
  expect(keysOf()).toEqual([['acme', 'globex']]);
});

test('asks for a hundred at a time, and again for what DynamoDB left out', async () => {
  const tenants = Array.from({ length: 101 }, (_, index) => `t-${index}`);
  const left = { [TABLE]: { Keys: [{ tenant: { S: 't-7' } }] } };
  client.on(BatchGetItemCommand).resolvesOnce({ UnprocessedKeys: left }).resolves({});

  await read(tenants);

  expect(keysOf()).toEqual([tenants.slice(0, 100), ['t-7'], ['t-100']]);
});

test('asks for nothing where there is nobody to ask for', async () => {
  expect(await read([])).toEqual(new Map());
  expect(keysOf()).toEqual([]);
});

test('says what to deploy where there is no table', async () => {
  client.on(BatchGetItemCommand).rejects(new ResourceNotFoundException({ message: 'not there', $metadata: {} }));

  await expect(read(['acme'])).rejects.toMatchObject({
    name: 'OperationError',
    message: 'there is no table tenantry-versions in eu-central-1; deploy operator/Fleet-eu-central-1',
  });
});
