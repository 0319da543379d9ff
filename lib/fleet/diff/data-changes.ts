import { isDeepStrictEqual } from 'node:util';
import { type TemplateDiff, fullDiff } from '@aws-cdk/cloudformation-diff';
import type { AuditedStack, Template, TemplateResource } from '../../audit/assembly/audited-stack';
import { asObject } from '../../audit/values/intrinsic';
import { describeFate, statefulChanges } from '../../operations/stateful-change';
import { STATEFUL_RESOURCE_TYPES } from '../../operations/stateful-resources';
import { type GivenTemplate, inlinedCondition, inlinedTemplate } from './inlined-template';
import type { TemplateChange } from './template-changes';

/** A stack on one side of the comparison, among the others of that side. */
export interface StackAmong {
  readonly stack: AuditedStack;
  /** With its parent and its nested stacks. */
  readonly all: readonly AuditedStack[];
}

/** Tells what could be lost with a stack that is no longer in the assembly. */
export function dataOfRemovedStack(removed: StackAmong): TemplateChange[] {
  const { stack } = removed;
  const holdsData = dataHolders(removed);
  return Object.entries(stack.template.Resources ?? {})
    .filter(([logicalId, { Type }]) => holdsData(Type, logicalId))
    .map(([logicalId, { Type }]) => dataChange(stack, Type, logicalId, 'would be left behind, with its stack'));
}

/** Tells what could be lost by the change of a stack: for certain, or by what its parameters, mappings and conditions turn out to be. */
export function dataChanges(base: StackAmong, head: StackAmong, diff: TemplateDiff): TemplateChange[] {
  const [before, after] = [
    { template: base.stack.template, given: givenTo(base) },
    { template: head.stack.template, given: givenTo(head) },
  ];
  const { stackName } = head.stack;
  const holdsData = dataHolders(base);
  const compared = isSettledAlike(before, after) ? diff : fullDiff(inlinedTemplate(before), inlinedTemplate(after));
  const found = statefulChanges(stackName, compared, holdsData).map((change) =>
    dataChange(head.stack, change.type, change.resource.slice(stackName.length + 1), describeFate(change)),
  );
  const known = new Set(found.map(({ logicalId }) => logicalId));
  const perhaps = Object.entries(before.template.Resources ?? {}).flatMap(([logicalId, was]) => {
    const is = after.template.Resources?.[logicalId];
    if (is === undefined || known.has(logicalId) || !holdsData(was.Type, logicalId)) return [];
    const contents = was.Type === NESTED ? differentContents(was, is) : [];
    if (contents.length > 0) {
      const change = `may lose what is in it, because of ${contents.join(' and ')}`;
      return [dataChange(head.stack, was.Type, logicalId, change)];
    }
    // Without a condition it is there, whatever it was before.
    const isKept =
      is.Condition === undefined ||
      isDeepStrictEqual(inlinedCondition(before, was.Condition), inlinedCondition(after, is.Condition));
    return isKept ? [] : [dataChange(head.stack, was.Type, logicalId, 'may be removed, because of Condition')];
  });
  return [...found, ...perhaps];
}

/** Whether all that resources may refer to by name is the same. */
function isSettledAlike(before: GivenTemplate, after: GivenTemplate): boolean {
  return (
    isDeepStrictEqual(before.given, after.given) &&
    SETTLING.every((section) => isDeepStrictEqual(before.template[section], after.template[section]))
  );
}

function differentContents(was: TemplateResource, is: TemplateResource): readonly string[] {
  return NESTED_CONTENTS.filter((name) => !isDeepStrictEqual(was.Properties?.[name], is.Properties?.[name]));
}

const NESTED = 'AWS::CloudFormation::Stack';

/** Properties of a nested stack that say what is in it. */
const NESTED_CONTENTS = ['Parameters', 'TemplateURL'];

/** Sections of a template on which it depends what its resources are. */
const SETTLING = ['Conditions', 'Mappings', 'Parameters'] as const satisfies readonly (keyof Template)[];

/** Which resources of a stack hold data: of stateful types, and nested stacks whose contents cannot be read. */
function dataHolders({ stack, all }: StackAmong): (type: string, logicalId: string) => boolean {
  const read = new Set(all.flatMap(({ parent }) => (parent?.stack === stack.name ? [parent.logicalId] : [])));
  return (type, logicalId) => STATEFUL_RESOURCE_TYPES.has(type) || (type === NESTED && !read.has(logicalId));
}

/** What a nested stack is given by its parent. */
function givenTo({ stack: { parent }, all }: StackAmong): GivenTemplate['given'] {
  const given = all.find(({ name }) => name === parent?.stack)?.template.Resources?.[parent?.logicalId ?? ''];
  return asObject(given?.Properties?.['Parameters']) ?? {};
}

function dataChange(
  { name, stackName }: AuditedStack,
  type: string,
  logicalId: string,
  change: string,
): TemplateChange {
  return { kind: 'stateful', stack: name, stackName, type, logicalId, change, path: '' };
}
