import { aws_stepfunctions as sfn } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type DeployStackProps, deployStack } from './deploy-stack';

/** The states that bring the stacks at `$.tenant.stacks` to their templates: in their order, one at a time. */
export function deployStacks(scope: Construct, props: DeployStackProps): sfn.Map {
  const stacks = new sfn.Map(scope, 'Stacks', {
    maxConcurrency: 1,
    itemsPath: '$.tenant.stacks',
    itemSelector: {
      'stack.$': '$$.Map.Item.Value',
      tenant: { 'id.$': '$.tenant.id' },
      'deployRole.$': '$.tenant.deployRole',
      'executionRole.$': '$.tenant.executionRole',
    },
    resultPath: sfn.JsonPath.DISCARD,
  });
  stacks.itemProcessor(deployStack(scope, props));
  return stacks;
}
