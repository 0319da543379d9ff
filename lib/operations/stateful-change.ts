import { ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { type Fate, describeFate as inWords } from '../../constructs/fleet-rollout/guard-handler/describe-fate';
import { STATEFUL_RESOURCE_TYPES } from './stateful-resources';

/** A change that takes a stateful resource out of the stack or puts another in its place. */
export interface StatefulChange {
  /** Stack and logical id, as `--allow-replacement` takes it, e.g. `acme-Data/DatabaseInstance24D16791`. */
  readonly resource: string;
  readonly type: string;
  readonly change: Fate;
  /** Properties whose change asks for another resource; empty where the resource is removed. */
  readonly properties: readonly string[];
}

const CHANGES: Partial<Record<ResourceImpact, StatefulChange['change']>> = {
  [ResourceImpact.WILL_REPLACE]: 'replaced',
  [ResourceImpact.MAY_REPLACE]: 'perhaps replaced',
  [ResourceImpact.WILL_DESTROY]: 'deleted',
  [ResourceImpact.WILL_ORPHAN]: 'left behind',
};

/**
 * Finds the changes of one stack that could lose data, sorted by resource.
 *
 * What cannot be told from the template (`perhaps replaced`) counts too: nobody is surprised by what was asked about before.
 *
 * @param isStateful by type and logical id; all of {@link STATEFUL_RESOURCE_TYPES} where it is not given
 */
export function statefulChanges(
  stackName: string,
  diff: TemplateDiff,
  isStateful: (type: string, logicalId: string) => boolean = (type) => STATEFUL_RESOURCE_TYPES.has(type),
): StatefulChange[] {
  const found: StatefulChange[] = [];
  diff.resources.forEachDifference((logicalId, difference) => {
    const type = difference.oldResourceType;
    const change = CHANGES[difference.changeImpact];
    if (type === undefined || change === undefined || !isStateful(type, logicalId)) return;
    found.push({ resource: `${stackName}/${logicalId}`, type, change, properties: replacing(difference) });
  });
  return found.toSorted((one, other) => (one.resource < other.resource ? -1 : 1));
}

/** One line for people, e.g. `acme-Data/Key (AWS::KMS::Key) would be replaced, because of KeySpec`. */
export function describeChange(change: StatefulChange): string {
  return `${change.resource} (${change.type}) ${describeFate(change)}`;
}

/** What happens to the resource, e.g. `would be replaced, because of KeySpec`. */
export function describeFate({ change, properties }: Pick<StatefulChange, 'change' | 'properties'>): string {
  return `${inWords(change)}${properties.length > 0 ? `, because of ${properties.join(' and ')}` : ''}`;
}

type ResourceChange = Parameters<Parameters<TemplateDiff['resources']['forEachDifference']>[0]>[1];

function replacing(difference: ResourceChange): string[] {
  if (difference.isRemoval) return [];
  return Object.entries(difference.propertyUpdates)
    .filter(
      ([, { changeImpact }]) =>
        changeImpact === ResourceImpact.WILL_REPLACE || changeImpact === ResourceImpact.MAY_REPLACE,
    )
    .map(([property]) => property)
    .toSorted();
}
