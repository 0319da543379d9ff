import { isDeepStrictEqual } from 'node:util';
import { type TemplateDiff, fullDiff } from '@aws-cdk/cloudformation-diff';
import type { Template, TemplateResource } from '../audit/assembly/audited-stack';
import { NESTED_STACK, type StackAmong, resourceName } from './compared-stack';
import type { DataChange } from './data-change';
import { type HoldsData, dataHolders, nestedHoldsData } from './data-holders';
import { type GivenTemplate, givenTemplate, inlinedCondition, inlinedTemplate } from './inlined-template';
import { statefulChanges } from './stateful-changes';

/**
 * Tells what could be lost by the change of a stack: for certain, or by what its parameters, mappings and conditions turn out to be.
 *
 * @param diff of the two templates, where it is known
 */
export function changedData(base: StackAmong, head: StackAmong, diff?: TemplateDiff): DataChange[] {
  const [before, after] = [givenTemplate(base), givenTemplate(head)];
  const holdsData = dataHolders(base, head);
  const compared = isSettledAlike(before, after)
    ? (diff ?? fullDiff(before.template, after.template))
    : fullDiff(inlinedTemplate(before), inlinedTemplate(after));
  const found = statefulChanges(compared, holdsData);
  const known = new Set(found.map(({ logicalId }) => logicalId));
  const perhaps = Object.entries(before.template.Resources ?? {}).flatMap(([logicalId, was]) => {
    const is = after.template.Resources?.[logicalId];
    if (is === undefined || known.has(logicalId)) return [];
    const change = riskOf({ logicalId, was, is, base, before, after, holdsData });
    return change === undefined ? [] : [{ logicalId, type: was.Type, change }];
  });
  return [...found, ...perhaps].map((change) => ({ ...change, resource: resourceName(base, change.logicalId) }));
}

interface KeptResource {
  readonly logicalId: string;
  readonly was: TemplateResource;
  readonly is: TemplateResource;
  readonly base: StackAmong;
  readonly before: GivenTemplate;
  readonly after: GivenTemplate;
  readonly holdsData: HoldsData;
}

/** What may become of a resource that stays in the template; undefined where nothing does. */
function riskOf({ logicalId, was, is, base, before, after, holdsData }: KeptResource): string | undefined {
  const isHolder = holdsData(was.Type, logicalId);
  if (!isHolder && !(was.Type === NESTED_STACK && nestedHoldsData(base, logicalId))) return undefined;
  const contents = isHolder && was.Type === NESTED_STACK ? differentContents(before, after, logicalId) : [];
  if (contents.length > 0) return `may lose what is in it, because of ${contents.join(' and ')}`;
  // Without a condition it is there, whatever it was before.
  const isKept =
    is.Condition === undefined ||
    isDeepStrictEqual(inlinedCondition(before, was.Condition), inlinedCondition(after, is.Condition));
  return isKept ? undefined : 'may be removed, because of Condition';
}

/** Whether all that resources may refer to by name is the same. */
function isSettledAlike(before: GivenTemplate, after: GivenTemplate): boolean {
  return (
    isDeepStrictEqual(before.given, after.given) &&
    SETTLING.every((section) => isDeepStrictEqual(before.template[section], after.template[section]))
  );
}

/** What says what is in a nested stack, and is not the same, also by what it refers to. */
function differentContents(before: GivenTemplate, after: GivenTemplate, logicalId: string): readonly string[] {
  const [was, is] = [before, after].map((each) => inlinedTemplate(each).Resources?.[logicalId]?.Properties);
  return NESTED_CONTENTS.filter((name) => !isDeepStrictEqual(was?.[name], is?.[name]));
}

/** Properties of a nested stack that say what is in it. */
const NESTED_CONTENTS = ['Parameters', 'TemplateURL'];

/** Sections of a template on which it depends what its resources are. */
const SETTLING = ['Conditions', 'Mappings', 'Parameters'] as const satisfies readonly (keyof Template)[];
