import { Duration, aws_stepfunctions as sfn } from 'aws-cdk-lib';

/** Has a call at home made again: nothing is failed, or left half done, because of one that did not get through. */
export function retried<Task extends sfn.TaskStateBase | sfn.CustomState>(task: Task): Task {
  task.addRetry({
    errors: [sfn.Errors.ALL],
    interval: Duration.seconds(1),
    backoffRate: 2,
    maxAttempts: 4,
    jitterStrategy: sfn.JitterType.FULL,
  });
  return task;
}
