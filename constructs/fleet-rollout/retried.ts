import { Duration, aws_stepfunctions as sfn } from 'aws-cdk-lib';

/** How {@link retried} makes a call again. */
export interface RetriedOptions {
  /**
   * Until the first time; twice as long until each further one.
   *
   * @default Duration.seconds(1)
   */
  readonly interval?: Duration;
  /** @default 4 */
  readonly maxAttempts?: number;
}

/** Has a call made again, whatever failed: nothing is failed, or left half done, because of one that did not get through. */
export function retried<Task extends sfn.TaskStateBase | sfn.CustomState>(
  task: Task,
  { interval = Duration.seconds(1), maxAttempts = 4 }: RetriedOptions = {},
): Task {
  task.addRetry({
    errors: [sfn.Errors.ALL],
    interval,
    backoffRate: 2,
    maxAttempts,
    jitterStrategy: sfn.JitterType.FULL,
  });
  return task;
}
