import { type aws_dynamodb as dynamodb, aws_stepfunctions as sfn, aws_stepfunctions_tasks as tasks } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** An attribute whose value is at a path. */
function text(path: string): tasks.DynamoAttributeValue {
  return tasks.DynamoAttributeValue.fromString(sfn.JsonPath.stringAt(path));
}

const TENANT = { tenant: text('$.tenant.id') };

/** Reads what is on record of the tenant, to `$.version`. */
export function readVersion(scope: Construct, table: dynamodb.ITable): tasks.DynamoGetItem {
  return new tasks.DynamoGetItem(scope, 'ReadVersion', {
    table,
    key: TENANT,
    consistentRead: true,
    resultPath: '$.version',
  });
}

/** Whether the release was brought to the tenant, and the tenant was well after it as far as is known. */
export function runsRelease(): sfn.Condition {
  return sfn.Condition.and(
    sfn.Condition.isPresent('$.version.Item.release.S'),
    sfn.Condition.stringEqualsJsonPath('$.version.Item.release.S', '$.release'),
    sfn.Condition.stringEquals('$.version.Item.status.S', 'deployed'),
  );
}

/** Writes down how it goes with the release; what was there last stays on record. */
export function recordStatus(
  scope: Construct,
  id: string,
  table: dynamodb.ITable,
  status: 'deploying' | 'failed' | 'unhealthy',
  { reasonPath }: { readonly reasonPath?: string } = {},
): tasks.DynamoUpdateItem {
  return new tasks.DynamoUpdateItem(scope, id, {
    table,
    key: TENANT,
    updateExpression: `SET #status = :status, #target = :target${reasonPath === undefined ? ' REMOVE #reason' : ', #reason = :reason'}`,
    expressionAttributeNames: { '#status': 'status', '#target': 'target', '#reason': 'reason' },
    expressionAttributeValues: {
      ':status': tasks.DynamoAttributeValue.fromString(status),
      ':target': text('$.release'),
      ...(reasonPath !== undefined && { ':reason': text(reasonPath) }),
    },
    resultPath: sfn.JsonPath.DISCARD,
  });
}

/** Writes down that the release runs at the tenant. */
export function recordRelease(scope: Construct, id: string, table: dynamodb.ITable): tasks.DynamoUpdateItem {
  const set = ['release', 'commit', 'since', 'status'];
  return new tasks.DynamoUpdateItem(scope, id, {
    table,
    key: TENANT,
    updateExpression: `SET ${set.map((name) => `#${name} = :${name}`).join(', ')} REMOVE #target, #reason`,
    expressionAttributeNames: Object.fromEntries([...set, 'target', 'reason'].map((name) => [`#${name}`, name])),
    expressionAttributeValues: {
      ':release': text('$.release'),
      ':commit': text('$.commit'),
      ':since': text('$$.State.EnteredTime'),
      ':status': tasks.DynamoAttributeValue.fromString('deployed'),
    },
    resultPath: sfn.JsonPath.DISCARD,
  });
}
