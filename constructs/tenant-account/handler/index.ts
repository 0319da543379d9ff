import { Logger } from '@aws-lambda-powertools/logger';
import { AccountClient } from '@aws-sdk/client-account';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import type { Context } from 'aws-lambda';
import { type AccountResourceContext, assertPossible, settleAccount } from './account-resource';
import { type TenantAccountEvent, type TenantAccountResult, physicalIdOf } from './event';
import { limitedClock } from './limited-clock';
import { Organizations } from './organizations';
import { contactSetter } from './set-contacts';
import { Turns } from './turns';

/** Organizations and Account Management are one service for all regions, called in this one. */
const REGION = 'us-east-1';

/** What is left for the last calls when waiting ends. */
const RESERVE_MS = 60_000;

const logger = new Logger({ serviceName: 'tenant-account' });

/** Begins: refuses what cannot be done. What takes time is done when CloudFormation asks whether it is. */
export async function onEvent(event: TenantAccountEvent): Promise<{ readonly PhysicalResourceId: string }> {
  assertPossible(event);
  return { PhysicalResourceId: event.PhysicalResourceId ?? physicalIdOf(event.ResourceProperties) };
}

/** Goes on, as far as the function has time. */
export async function isComplete(event: TenantAccountEvent, lambda: Context): Promise<TenantAccountResult> {
  return settleAccount(event, sessionUntil(Date.now() + lambda.getRemainingTimeInMillis() - RESERVE_MS));
}

function sessionUntil(deadline: number): AccountResourceContext {
  const clock = limitedClock(deadline);
  return {
    // The SDK would repeat a request whose answer was lost, and so make a second account.
    organizations: new Organizations({
      client: new OrganizationsClient({ region: REGION, maxAttempts: 1 }),
      clock,
      random: Math.random,
    }),
    setContacts: contactSetter(new AccountClient({ region: REGION })),
    clock,
    turns: new Turns(),
    notify: ({ type, ...details }) => logger.info(type, details),
  };
}
