import { type aws_dynamodb as dynamodb, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { retried } from './retried';

/** How the latest attempt of a release at a tenant stands; the words are those of a roll-out from one machine. */
export type VersionStatus = 'deploying' | 'deployed' | 'failed' | 'rollingBack' | 'rolledBack' | 'untouched' | 'stuck';

/** What is written down of a tenant. */
export interface VersionUpdate {
  readonly status: VersionStatus;
  /** Attribute → value. */
  readonly set?: Readonly<Record<string, tasks.DynamoAttributeValue>>;
  /** Attribute → the attribute whose value it takes over, as it was before the update. */
  readonly copied?: Readonly<Record<string, string>>;
  readonly removed?: readonly string[];
  /** What must be so, as DynamoDB writes it; names are of attributes above. */
  readonly condition?: string;
}

/** A value that is at a path, or that an intrinsic function makes. */
export function textAt(path: string): tasks.DynamoAttributeValue {
  return tasks.DynamoAttributeValue.fromString(sfn.JsonPath.stringAt(path));
}

/** What most decisions go by. The rest of what is on record is long, and most tenants need no way back. */
const DECISIVE = ['release', 'target', 'status', 'reason'];

/** Reads of what is on record of the tenant what decisions go by, to `$.version.Item`; there is none of a tenant that is new. */
export function readVersion(scope: Construct, table: dynamodb.ITable): tasks.DynamoGetItem {
  return retried(
    new tasks.DynamoGetItem(scope, 'ReadVersion', {
      table,
      key: keyOfTenant(),
      consistentRead: true,
      projectionExpression: DECISIVE.map((name) => new tasks.DynamoProjectionExpression().withAttribute(`#${name}`)),
      expressionAttributeNames: namesOf(DECISIVE),
      resultPath: '$.version',
    }),
  );
}

/** Reads all that is on record of the tenant, to a path. */
export function readRecord(
  scope: Construct,
  id: string,
  table: dynamodb.ITable,
  resultPath: string,
): tasks.DynamoGetItem {
  return retried(new tasks.DynamoGetItem(scope, id, { table, key: keyOfTenant(), consistentRead: true, resultPath }));
}

/** Whether the release was brought to the tenant, and the tenant was well after it as far as is known. */
export function runsRelease(): sfn.Condition {
  return sfn.Condition.and(isOnRecord('release'), hasStatus('deployed'));
}

/** Whether the attribute on record is this release. */
export function isOnRecord(attribute: 'release' | 'target'): sfn.Condition {
  const path = `$.version.Item.${attribute}.S`;
  return sfn.Condition.and(sfn.Condition.isPresent(path), sfn.Condition.stringEqualsJsonPath(path, '$.release'));
}

/** Whether the status on record is this one. */
export function hasStatus(status: VersionStatus): sfn.Condition {
  const path = '$.version.Item.status.S';
  return sfn.Condition.and(sfn.Condition.isPresent(path), sfn.Condition.stringEquals(path, status));
}

/** Writes down how the release stands at the tenant; what is not named stays on record. */
export function recordVersion(
  scope: Construct,
  id: string,
  table: dynamodb.ITable,
  { status, set = {}, copied = {}, removed = [], condition }: VersionUpdate,
): tasks.DynamoUpdateItem {
  const values = { status: tasks.DynamoAttributeValue.fromString(status), ...set };
  const assignments = [
    // Nothing to copy is copied as an empty text, as an update cannot leave it out.
    ...Object.entries(copied).map(([name, from]) => `#${name} = if_not_exists(#${from}, :none)`),
    ...Object.keys(values).map((name) => `#${name} = :${name}`),
  ];
  const named = [...Object.entries(copied).flat(), ...Object.keys(values), ...removed];
  const update = new tasks.DynamoUpdateItem(scope, id, {
    table,
    key: keyOfTenant(),
    updateExpression: [
      `SET ${assignments.join(', ')}`,
      ...(removed.length > 0 ? [`REMOVE ${removed.map((name) => `#${name}`).join(', ')}`] : []),
    ].join(' '),
    ...(condition !== undefined && { conditionExpression: condition }),
    expressionAttributeNames: namesOf(named),
    expressionAttributeValues: {
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [`:${name}`, value])),
      ...(Object.keys(copied).length > 0 && { ':none': tasks.DynamoAttributeValue.fromString('') }),
    },
    resultPath: sfn.JsonPath.DISCARD,
  });
  if (condition !== undefined) update.addRetry({ errors: [CONDITION_FAILED], maxAttempts: 0 });
  return retried(update);
}

/** What DynamoDB answers where the condition of an update is not met. */
export const CONDITION_FAILED = 'DynamoDB.ConditionalCheckFailedException';

/** Where the id of the tenant is, in all states that read or write what is on record. */
export function keyOfTenant(): Record<string, tasks.DynamoAttributeValue> {
  return { tenant: textAt('$.tenant.id') };
}

function namesOf(attributes: readonly string[]): Record<string, string> {
  return Object.fromEntries(attributes.map((name) => [`#${name}`, name]));
}
