import {
  Token,
  type aws_dynamodb as dynamodb,
  aws_stepfunctions as sfn,
  aws_stepfunctions_tasks as tasks,
} from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { retried } from './retried';
import { keyOfTenant } from './tenant-version';

/**
 * Writes down that a stack of the tenant is about to be changed: until a release is settled, it may be anything.
 *
 * On record and not in the execution, so that it outlives one that is cut off: whatever comes next knows what there is to bring back.
 */
export function noteChange(
  scope: Construct,
  id: string,
  table: dynamodb.ITable,
  namePath: string,
): tasks.DynamoUpdateItem {
  return retried(
    new tasks.DynamoUpdateItem(scope, id, {
      table,
      key: keyOfTenant(),
      updateExpression: 'ADD #changed :stacks',
      expressionAttributeNames: { '#changed': 'changed' },
      expressionAttributeValues: {
        ':stacks': tasks.DynamoAttributeValue.fromStringSet(
          Token.asList(sfn.JsonPath.objectAt(`States.Array(${namePath})`)),
        ),
      },
      resultPath: sfn.JsonPath.DISCARD,
    }),
  );
}
