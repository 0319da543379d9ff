import { Stage } from 'aws-cdk-lib';
import type { Template } from '../audit/assembly/audited-stack';
import { readAssembly } from '../audit/assembly/read-assembly';
import { assemblyOf } from './assembly-of';
import type { MatcherResult } from './matcher-types';

const NAME = 'toKeepLogicalIds';

/** CDK puts a hash of the content into their ids, because a change takes a new one. */
const RENEWED: ReadonlySet<string> = new Set([
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGatewayV2::Deployment',
  'AWS::Lambda::LayerVersion',
  'AWS::Lambda::Version',
]);

/** Types by logical id, by stack; the name of a template on its own is empty. */
type Ids = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** The matcher; see `TenantMatchers`. */
export function toKeepLogicalIds(received: unknown, previous: unknown): MatcherResult {
  const before = idsOf(previous);
  const now = idsOf(received);
  if (before.has('') !== now.has('')) {
    throw new Error(
      `${NAME}: expected two templates, or two assemblies, got ${kindOf(now)} compared with ${kindOf(before)}; name both the same way`,
    );
  }
  const kept = [...before.values()].reduce((sum, ids) => sum + ids.size, 0);
  if (kept === 0) throw new Error(`${NAME}: the previous templates have no resources, so nothing was compared`);

  const problems = [...before].flatMap(([stack, ids]) => compare(stack, ids, now.get(stack)));
  const pass = problems.length === 0;
  return {
    pass,
    message: () =>
      pass
        ? `${NAME}: expected a changed logical id, but all ${kept} are kept`
        : [
            `${NAME}: not all ${kept} resources are where they were; CloudFormation deletes those that are not, with what they hold`,
            ...problems.map((problem) => `  ${problem}`),
            'fix: give the old id to what was moved or renamed (overrideLogicalId, or Stack.renameLogicalId), or, if it is meant to go, take the new assembly as the previous one',
          ].join('\n'),
  };
}

function compare(
  stack: string,
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string> | undefined,
): string[] {
  const place = stack === '' ? '' : `${stack} `;
  if (now === undefined) return [`${stack}: the stack is gone, with its ${before.size} resources`];
  return [...before].flatMap(([id, type]) => {
    const found = now.get(id);
    if (found === type) return [];
    if (found !== undefined) return [`${place}${id}: was ${type}, is ${found}`];
    const added = [...now].filter(([other, its]) => its === type && !before.has(other)).map(([other]) => other);
    return [`${place}${id} (${type}) is gone${added.length === 0 ? '' : `; new of this type: ${added.join(', ')}`}`];
  });
}

function idsOf(source: unknown): Ids {
  if (isTemplate(source)) return new Map([['', resourcesOf(source)]]);
  const places = new Map<string, string>();
  const ids = new Map<string, ReadonlyMap<string, string>>();
  for (const { name, stackName, account, region, parent, template } of readAssembly(
    assemblyOf(source, NAME, ', a template'),
  )) {
    // CloudFormation knows a stack by its name, account and region, and a nested one by the stack it is in, which comes before it.
    const place =
      parent === undefined
        ? `${stackName} in ${account ?? 'any account'} ${region ?? 'any region'}`
        : `${places.get(parent.stack)}/${parent.logicalId}`;
    places.set(name, place);
    ids.set(place, resourcesOf(template));
  }
  return ids;
}

function isTemplate(source: unknown): source is Template {
  return typeof source === 'object' && source !== null && !Stage.isStage(source) && 'Resources' in source;
}

function resourcesOf({ Resources: resources = {} }: Template): ReadonlyMap<string, string> {
  const types = Object.entries(resources).map(([id, { Type: type }]) => [id, type] as const);
  return new Map(types.filter(([, type]) => !RENEWED.has(type)));
}

function kindOf(ids: Ids): string {
  return ids.has('') ? 'a template' : 'an assembly';
}
