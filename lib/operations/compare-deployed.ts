import { fullDiff } from '@aws-cdk/cloudformation-diff';
import type { AssembledStack } from '../audit/assembly/audited-stack';
import type { DataChange } from '../data-loss/data-change';
import { dataChangesBetween } from '../data-loss/data-changes-between';
import { asAssembled, asGivenBack, assembledKey } from './as-assembled';
import type { DeployedStack } from './deployed-stacks';

/** What lies between the stacks of an assembly and what is deployed of them. */
export interface DeployedComparison {
  /** Names of the stacks that are new or not as they should be, in the order of the assembly. */
  readonly changed: readonly string[];
  /** Names of the stacks that are as they should be. */
  readonly unchanged: readonly string[];
  /** What could lose data. */
  readonly data: readonly DataChange[];
}

/**
 * Compares an assembly with what is deployed of it. A parameter has the value it was deployed with on one side and its default on the other:
 * a deployment passes nothing else to CloudFormation.
 *
 * @param deployed stacks of the assembly; others would be told as left behind
 */
export function compareDeployed(
  assembled: readonly AssembledStack[],
  deployed: readonly DeployedStack[],
): DeployedComparison {
  const head = assembled.map(comparable);
  const base = asAssembled(assembled, deployed).map(comparable);
  const roots = new Map(base.filter(isRoot).map((stack) => [assembledKey(stack), stack]));
  const isUnchanged = (stack: AssembledStack): boolean => {
    const was = roots.get(assembledKey(stack));
    return was !== undefined && isAsItShouldBe(was, stack);
  };
  const own = head.filter(isRoot);
  return {
    changed: own.filter((stack) => !isUnchanged(stack)).map(({ stackName }) => stackName),
    unchanged: own.filter(isUnchanged).map(({ stackName }) => stackName),
    data: dataChangesBetween(base, head),
  };
}

function isRoot({ parent }: AssembledStack): boolean {
  return parent === undefined;
}

/** What CloudFormation does not give back as it was written is no difference. */
function comparable(stack: AssembledStack): AssembledStack {
  return { ...stack, template: asGivenBack(stack.template) };
}

function isAsItShouldBe(was: AssembledStack, is: AssembledStack): boolean {
  return was.terminationProtection === is.terminationProtection && fullDiff(was.template, is.template).isEmpty;
}
