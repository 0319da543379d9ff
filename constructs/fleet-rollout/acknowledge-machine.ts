import { Stack, type aws_lambda as lambda, type aws_stepfunctions as sfn } from 'aws-cdk-lib';
import { acknowledge } from '../support/acknowledge';
import { acknowledgeInlinePolicies } from '../support/acknowledge-inline-policies';
import { shownInFindings } from '../support/shown-in-findings';

/** Accepts what rule packs miss in the role of a state machine that calls these functions. */
export function acknowledgeMachine(machine: sfn.StateMachine, functions: readonly lambda.IFunction[]): void {
  acknowledgeInlinePolicies(machine);
  acknowledge(machine, 'Delivering logs and traces cannot be narrowed to a resource.', [
    'AwsSolutions-IAM5[Resource::*]',
  ]);
  acknowledge(
    machine,
    'The wildcard stands for the versions and aliases of the one function; it has none.',
    functions.map((each) => `AwsSolutions-IAM5[Resource::<${logicalIdOf(each)}.Arn>:*]`),
  );
}

/** Accepts that a map of a state machine may start, follow and stop executions of that state machine. */
export function acknowledgeDistributedMap(machine: sfn.StateMachine, map: string): void {
  const { partition, region, account } = Stack.of(machine);
  const arn = `arn:${shownInFindings(partition)}:states:${shownInFindings(region)}:${shownInFindings(account)}:execution:`;
  const name = `{"Fn::Select":[6,{"Fn::Split":[":",{"Ref":"${logicalIdOf(machine)}"}]}]}`;
  acknowledge(
    machine,
    'The wildcard stands for the executions of this one state machine: each tenant is one.',
    [`:*`, `/${map}:*`].map((suffix) => `AwsSolutions-IAM5[Resource::${arn}${name}${suffix}]`),
  );
}

function logicalIdOf(resource: lambda.IFunction | sfn.StateMachine): string {
  return Stack.of(resource).resolve((resource.node.defaultChild as lambda.CfnFunction).logicalId);
}
