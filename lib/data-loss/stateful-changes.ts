import { ResourceImpact, type TemplateDiff } from '@aws-cdk/cloudformation-diff';
import { CHANGED_IN_PLACE } from '../../constructs/fleet-rollout/guard-handler/changed-in-place';
import { type Fate, describeFate } from '../../constructs/fleet-rollout/guard-handler/describe-fate';
import type { DataChange } from './data-change';

const FATES: Partial<Record<ResourceImpact, Fate>> = {
  [ResourceImpact.WILL_REPLACE]: 'replaced',
  [ResourceImpact.MAY_REPLACE]: 'perhaps replaced',
  [ResourceImpact.WILL_DESTROY]: 'deleted',
  [ResourceImpact.WILL_ORPHAN]: 'left behind',
};

/**
 * Finds the changes of one template that take a resource with data out of the stack or put another in its place, sorted by logical id.
 *
 * What cannot be told from the template (`perhaps replaced`) counts too: nobody is surprised by what was asked about before. What AWS is known to
 * change in place does not, see {@link CHANGED_IN_PLACE}.
 */
export function statefulChanges(
  diff: TemplateDiff,
  holdsData: (type: string, logicalId: string) => boolean,
): Omit<DataChange, 'resource'>[] {
  const found: Omit<DataChange, 'resource'>[] = [];
  diff.resources.forEachDifference((logicalId, difference) => {
    const type = difference.oldResourceType;
    const fate = fateOf(difference);
    if (type === undefined || fate === undefined || !holdsData(type, logicalId)) return;
    const properties = replacing(type, difference);
    if (fate === 'perhaps replaced' && properties.length === 0) return;
    const reason = properties.length > 0 ? `, because of ${properties.join(' and ')}` : '';
    found.push({ logicalId, type, change: `${describeFate(fate)}${reason}` });
  });
  return found.toSorted((one, other) => (one.logicalId < other.logicalId ? -1 : 1));
}

function fateOf({ changeImpact, oldValue }: ResourceChange): Fate | undefined {
  const fate = FATES[changeImpact];
  return fate === 'deleted' && oldValue?.DeletionPolicy === 'Snapshot' ? 'deleted after a snapshot' : fate;
}

type ResourceChange = Parameters<Parameters<TemplateDiff['resources']['forEachDifference']>[0]>[1];

/** Properties whose change asks for another resource, or may; none where the resource is removed. */
function replacing(type: string, difference: ResourceChange): string[] {
  if (difference.isRemoval) return [];
  const inPlace = CHANGED_IN_PLACE.get(type);
  return Object.entries(difference.propertyUpdates)
    .filter(
      ([property, { changeImpact }]) =>
        changeImpact === ResourceImpact.WILL_REPLACE ||
        (changeImpact === ResourceImpact.MAY_REPLACE && !inPlace?.has(property)),
    )
    .map(([property]) => property)
    .toSorted();
}
