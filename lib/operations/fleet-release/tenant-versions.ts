import {
  type AttributeValue,
  BatchGetItemCommand,
  DynamoDBClient,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { setTimeout as pause } from 'node:timers/promises';
import { VERSIONS } from '../../../constructs/fleet-rollout/ring-handler/names';
import { OperationError } from '../../errors';
import type { CredentialProvider } from '../operator-session';
import type { TenantVersion } from './tenant-version';

/** What a request may ask for. */
const MOST_KEYS = 100;

/** DynamoDB leaves out what it has no capacity for; asked again so often, with longer pauses. */
const MOST_TRIES = 8;

/**
 * Reads what Step Functions brought to tenants of a region. Tenants it never went to are not in the answer.
 *
 * @throws OperationError if the region has no table
 */
export async function readVersions(
  tenants: readonly string[],
  region: string,
  operator: CredentialProvider,
): Promise<ReadonlyMap<string, TenantVersion>> {
  const client = new DynamoDBClient({ region, credentials: operator });
  const versions = new Map<string, TenantVersion>();
  try {
    for (let from = 0; from < tenants.length; from += MOST_KEYS) {
      const items = await readItems(client, tenants.slice(from, from + MOST_KEYS));
      for (const { tenant, ...version } of items.map(toTexts)) {
        if (tenant !== undefined) versions.set(tenant, { ...version, status: version.status ?? '' });
      }
    }
    return versions;
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new OperationError(`there is no table ${VERSIONS} in ${region}; deploy operator/Fleet-${region}`, {
      cause: error,
    });
  } finally {
    client.destroy();
  }
}

type Item = Record<string, AttributeValue>;

async function readItems(client: DynamoDBClient, tenants: readonly string[]): Promise<Item[]> {
  let keys: Item[] = tenants.map((tenant) => ({ tenant: { S: tenant } }));
  const items: Item[] = [];
  for (let tries = 0; keys.length > 0; tries++) {
    if (tries === MOST_TRIES) {
      throw new OperationError(`DynamoDB does not answer for ${keys.length} tenants of ${VERSIONS}; try again later`);
    }
    if (tries > 0) await pause(50 * 2 ** tries);
    const page = await client.send(
      new BatchGetItemCommand({ RequestItems: { [VERSIONS]: { Keys: keys, ...ATTRIBUTES } } }),
    );
    items.push(...(page.Responses?.[VERSIONS] ?? []));
    keys = page.UnprocessedKeys?.[VERSIONS]?.Keys ?? [];
  }
  return items;
}

/** What was deployed, which is long, is left out. */
const READ = ['tenant', 'release', 'commit', 'since', 'status', 'target', 'reason', 'rollback'] as const;

/** Some of the names are words of DynamoDB's own. */
const ATTRIBUTES = {
  ProjectionExpression: READ.map((name) => `#${name}`).join(', '),
  ExpressionAttributeNames: Object.fromEntries(READ.map((name) => [`#${name}`, name])),
};

/** What is an empty text is not on record either. */
function toTexts(item: Item): Partial<Record<(typeof READ)[number], string>> {
  return Object.fromEntries(
    Object.entries(item).flatMap(([name, { S: text = '' }]) => (text === '' ? [] : [[name, text]])),
  );
}
