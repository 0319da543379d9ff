import type { UpTenantContext } from '../operations/up-tenant';

/** Everything an operation on a tenant can say of its progress. */
export type OperationEvent = Parameters<UpTenantContext['notify']>[0];

/** One line for people; undefined for what there is no need to say. */
export function tellOperation(event: OperationEvent): string | undefined {
  switch (event.type) {
    case 'requested':
      return `asking AWS for an account for ${event.email}`;
    case 'waitingForSlot':
      return `waiting: ${event.inProgress} accounts are being created, AWS takes no more`;
    case 'inProgress':
      return `AWS is creating the account (request ${event.requestId})`;
    case 'failedForNow':
      return `trying again after: ${event.reason}`;
    case 'adopted':
      return `took over account ${event.accountId}, which has the tenant's e-mail`;
    case 'contacts':
      return tellContacts(event);
    case 'region':
      return `region ${event.region} is ${event.status}; enabling it can take hours`;
    case 'moved':
      return `moved to ${event.unit}`;
    case 'ready':
      return 'the account is ready';
    case 'resumed':
      return `goes on after the run of ${event.startedAt}, which ended in step ${event.step}`;
    case 'bootstrapping':
      return `bootstrapping ${event.region}`;
    case 'waitingForStacks':
      return `waiting for CloudFormation, which is still at work on ${event.stacks.join(', ')}`;
    case 'comparing':
      return 'comparing with what is deployed';
    case 'leftAsTheyAre':
      return `no longer in the app, and left as they are: ${event.stacks.join(', ')}`;
    case 'deploying':
      return `deploying ${event.stack} (${event.position} of ${event.total})`;
    case 'failing':
      return `failing: ${event.resource}: ${event.reason}`;
    case 'completed':
      return `${event.step}: ${event.result}`;
    default:
      return undefined;
  }
}

function tellContacts({
  set,
  withoutPhone,
}: Extract<OperationEvent, { readonly type: 'contacts' }>): string | undefined {
  const sentences = [
    ...(set.length > 0 ? [`set the contacts for ${set.join(', ')}`] : []),
    ...(withoutPhone.length > 0
      ? [`left out the contacts for ${withoutPhone.join(', ')}: AWS wants a phone number with each`]
      : []),
  ];
  return sentences.length > 0 ? sentences.join('; ') : undefined;
}
