import { type Fate, describeFate } from './describe-fate';
import { CHANGED_IN_PLACE } from './changed-in-place';
import type { GuardEvent, ResourceChange, Verdict } from './event';
import { STATEFUL_RESOURCE_TYPES } from './stateful-resources';

/** How many resources a reason names; a state machine keeps no long texts. */
const MOST_NAMED = 10;

/**
 * Says whether a change set may be executed: not if it replaces or removes a stateful resource that is not allowed by name.
 *
 * What CloudFormation itself cannot tell (`Conditional`) counts as a replacement, and so does a change of a nested stack, which a change set does not show.
 */
export function judgeChangeSet({ stack, changes, allowed }: GuardEvent): Verdict {
  const lost = changes.flatMap(({ ResourceChange: change = {} }) => {
    const resource = `${stack}/${change.LogicalResourceId}`;
    const fate = fateOf(change);
    if (fate === undefined || allowed.includes(resource)) return [];
    return [`${resource} (${change.ResourceType}) ${fate}`];
  });
  if (lost.length === 0) return { allowed: true, reason: '' };
  const named = lost.toSorted().slice(0, MOST_NAMED);
  const more = lost.length > named.length ? [`${lost.length - named.length} more`] : [];
  return { allowed: false, reason: [...named, ...more].join('; ') };
}

const NESTED_STACK = 'AWS::CloudFormation::Stack';

function fateOf(change: ResourceChange): string | undefined {
  const { Action: action, ResourceType: type = '' } = change;
  if (action === 'Add' || action === 'Import') return undefined;
  if (type === NESTED_STACK) return 'is a nested stack, in which nobody can see what changes';
  if (!STATEFUL_RESOURCE_TYPES.has(type)) return undefined;
  const fate = fateOfStateful(change);
  return fate === undefined ? undefined : describeFate(fate);
}

/** By what becomes of the resource. */
const FATES_OF_REMOVED: ReadonlyMap<string | undefined, Fate> = new Map([
  ['Retain', 'left behind'],
  ['Snapshot', 'deleted after a snapshot'],
]);

function fateOfStateful(change: ResourceChange): Fate | undefined {
  const { Action: action, Replacement: replacement, PolicyAction: policy } = change;
  if (action === 'Remove') return FATES_OF_REMOVED.get(policy) ?? 'deleted';
  if (replacement === 'True') return 'replaced';
  if (action === 'Modify' && (replacement === 'False' || replacement === undefined)) return undefined;
  if (action === 'Modify' && replacement === 'Conditional' && isInPlace(change)) return undefined;
  // `Conditional`, `Dynamic`, and whatever CloudFormation may say one day.
  return 'perhaps replaced';
}

/** Whether all that CloudFormation leaves open is changed in place. */
function isInPlace({ ResourceType: type = '', Details: details = [] }: ResourceChange): boolean {
  const open = details.filter(({ Target: target }) => target?.RequiresRecreation !== 'Never');
  return (
    open.length > 0 &&
    open.every(
      ({ Target: { Attribute: attribute, Name: name = '', RequiresRecreation: asks } = {} }) =>
        attribute === 'Properties' && asks === 'Conditionally' && CHANGED_IN_PLACE.get(type)?.has(name),
    )
  );
}
