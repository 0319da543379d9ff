import { type CloudFormationClient, paginateListStackResources } from '@aws-sdk/client-cloudformation';
import type { Template } from '../audit/assembly/audited-stack';
import { NESTED_STACK } from '../data-loss/compared-stack';
import { OperationError } from '../errors';
import { stackTemplate } from './stack-template';

/** The template of a nested stack. */
export interface NestedTemplate {
  /** Its logical id, after those of the nested stacks it is in; the outermost comes first. */
  readonly path: readonly [string, ...string[]];
  readonly template: Template;
}

/**
 * Reads the templates of the nested stacks in a stack, and of those in them. One that cannot be read is left out: who compares must then take
 * it for one that holds data.
 *
 * @param stack name or ARN
 */
export async function nestedTemplates(
  client: CloudFormationClient,
  stack: string,
  { Resources = {} }: Template,
): Promise<readonly NestedTemplate[]> {
  const nested = Object.keys(Resources).filter((logicalId) => Resources[logicalId]?.Type === NESTED_STACK);
  // Stacks without nested ones, nearly all, need no request.
  if (nested.length === 0) return [];
  const arns = await physicalIds(client, stack);
  const found: NestedTemplate[] = [];
  for (const logicalId of nested) {
    const arn = arns.get(logicalId);
    // One that was not made, because of its condition, has nothing in it.
    const template = arn === undefined ? {} : await orUnreadable(() => stackTemplate(client, arn));
    if (template === undefined) continue;
    found.push({ path: [logicalId], template });
    const inner = arn === undefined ? [] : await nestedTemplates(client, arn, template);
    found.push(...inner.map(({ path, ...rest }): NestedTemplate => ({ ...rest, path: [logicalId, ...path] })));
  }
  return found;
}

/** What the resources of a stack are called in AWS, by logical id. */
async function physicalIds(client: CloudFormationClient, stack: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack })) {
    for (const { LogicalResourceId: logicalId = '', PhysicalResourceId: id } of StackResourceSummaries) {
      if (id !== undefined) found.set(logicalId, id);
    }
  }
  return found;
}

/** Undefined for what is neither JSON nor YAML, is not there any more or may not be read; what may succeed later fails. */
async function orUnreadable(read: () => Promise<Template>): Promise<Template | undefined> {
  try {
    return await read();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (error instanceof OperationError || UNREADABLE.has(name)) return undefined;
    throw error;
  }
}

const UNREADABLE: ReadonlySet<string> = new Set(['AccessDenied', 'AccessDeniedException', 'ValidationError']);
