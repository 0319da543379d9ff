import { mangleLikeCloudFormation } from '@aws-cdk/cloudformation-diff';
import type { AssembledStack, Template } from '../audit/assembly/audited-stack';
import type { DeployedStack, ListedStack } from './deployed-stacks';
import { withParameterValues } from './with-parameter-values';

/** Deployed stacks, with the values of their parameters, called as those of an assembly are, nested ones too, in its order; what is no longer in it comes last. */
export function asAssembled(
  head: readonly AssembledStack[],
  deployed: readonly DeployedStack[],
): readonly AssembledStack[] {
  const left = new Map(deployed.map((stack) => [deployedKey(stack), stack]));
  const inHead = new Map(head.map((stack) => [stack.name, stack]));
  const still = head.flatMap((stack) => {
    const key = assembledKey(stack);
    const found = stack.parent === undefined ? left.get(key) : undefined;
    left.delete(key);
    return found === undefined ? [] : withNested(stack.name, found, inHead);
  });
  // Called as the others are: the tenant's id, a slash, the rest.
  const gone = [...left.values()].flatMap((stack) =>
    withNested(stack.stackName.replace(/-(?=[^-]*$)/, '/'), stack, new Map()),
  );
  return [...still, ...gone];
}

/** What a deployed stack is, whatever it is called. */
export function deployedKey({
  accountId,
  region,
  stackName,
}: Pick<ListedStack, 'accountId' | 'region' | 'stackName'>): string {
  return JSON.stringify([accountId, region, stackName]);
}

/** The {@link deployedKey} that a stack of an assembly has once it is deployed. */
export function assembledKey({ account = '', region = '', stackName }: AssembledStack): string {
  return deployedKey({ accountId: account, region, stackName });
}

/** A template as CloudFormation gives it back: with a question mark for each character that is not ASCII. */
export function asGivenBack(template: Template): Template {
  return JSON.parse(mangleLikeCloudFormation(JSON.stringify(template))) as Template;
}

function withNested(
  rootName: string,
  { stackName, accountId: account, region, terminationProtection, parameters, template: root, nested }: DeployedStack,
  inHead: ReadonlyMap<string, AssembledStack>,
): AssembledStack[] {
  const outermost = { path: [], template: withParameterValues(root, parameters) };
  return [outermost, ...nested].map(({ path, template }) => {
    const name = [rootName, ...path].join('/');
    const logicalId = path.at(-1);
    const later = inHead.get(name);
    const isSame =
      later !== undefined &&
      terminationProtection === later.terminationProtection &&
      isWrittenAlike(template, later.template);
    later?.file?.letGo();
    // However it was written.
    if (isSame) return later;
    const templateFile = later?.templateFile ?? `${[stackName, ...path].join('/')} as deployed`;
    const parent =
      logicalId === undefined ? undefined : { stack: [rootName, ...path.slice(0, -1)].join('/'), logicalId };
    return {
      name,
      stackName,
      account,
      region,
      templateFile,
      terminationProtection,
      template,
      ...(parent !== undefined && { parent }),
    };
  });
}

function isWrittenAlike(deployed: Template, assembled: Template): boolean {
  const [was, is] = [JSON.stringify(deployed), JSON.stringify(assembled)];
  return was === is || was === mangleLikeCloudFormation(is);
}
