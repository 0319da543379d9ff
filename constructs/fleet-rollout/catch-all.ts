import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** What does not fit into a state is not among `States.ALL`. */
const ANY_ERROR = ['States.DataLimitExceeded', sfn.Errors.ALL];

/**
 * Has a tenant go on elsewhere, whatever fails in these states; what failed is at `$.error`, as `{ Error, Cause }`.
 *
 * @param prefix what the names of the states begin with that this takes
 */
export function catchAll(
  scope: Construct,
  states: readonly (sfn.Map | sfn.TaskStateBase | sfn.CustomState)[],
  handler: sfn.IChainable,
  prefix = '',
): void {
  // A call that takes too long has no cause.
  const explained = new sfn.Choice(scope, `${prefix}HasCause`)
    .when(sfn.Condition.isPresent('$.error.Cause'), handler)
    .otherwise(
      new sfn.Pass(scope, `${prefix}NoCause`, {
        parameters: { 'Error.$': '$.error.Error', 'Cause.$': '$.error.Error' },
        resultPath: '$.error',
      }).next(handler),
    );
  for (const state of states) {
    for (const error of ANY_ERROR) state.addCatch(explained, { errors: [error], resultPath: '$.error' });
  }
}
