import { AccountClient } from '@aws-sdk/client-account';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { fromNodeProviderChain } from '@aws-sdk/credential-providers';
import { setTimeout as pause } from 'node:timers/promises';
import { Organizations } from '../../constructs/tenant-account/handler/organizations';
import type { Clock } from '../../constructs/tenant-account/handler/rate-limits';
import type { Wait } from '../../constructs/tenant-account/handler/retry';
import { Turns } from '../../constructs/tenant-account/handler/turns';
import { type AccountReadiness, accountReadiness } from './account-readiness';
import { type EnableRegion, regionEnabler } from './enable-region';
import { type SetContacts, contactSetter } from '../../constructs/tenant-account/handler/set-contacts';

/** AWS as the management account sees it. */
export interface ManagementSession {
  /** Those of the management account. */
  readonly credentials: ReturnType<typeof fromNodeProviderChain>;
  readonly organizations: Organizations;
  readonly readiness: AccountReadiness;
  readonly enableRegion: EnableRegion;
  readonly setContacts: SetContacts;
  readonly clock: Clock;
  /** Callers of one session ask for accounts one after the other. */
  readonly turns: Turns;
}

/** Options of {@link managementSession}. */
export interface ManagementSessionOptions {
  /** Profile of the AWS configuration files; by default what the AWS CLI would use. */
  readonly profile: string | undefined;
  /** Is told of calls of Organizations that failed and will be repeated. */
  readonly onWait: (wait: Wait) => void;
}

/** Organizations and Account Management are one service for all regions, called in this one. */
const ORGANIZATIONS_REGION = 'us-east-1';

/** Opens AWS with the credentials of the management account. Nothing is sent yet. */
export function managementSession({ profile, onWait }: ManagementSessionOptions): ManagementSession {
  const credentials = fromNodeProviderChain(profile === undefined ? {} : { profile });
  const clock: Clock = { now: Date.now, pause: (milliseconds) => pause(milliseconds) };
  const { random } = Math;
  const account = new AccountClient({ region: ORGANIZATIONS_REGION, credentials });
  return {
    credentials,
    // The SDK would repeat a request whose answer was lost, and so make a second account.
    organizations: new Organizations({
      client: new OrganizationsClient({ region: ORGANIZATIONS_REGION, credentials, maxAttempts: 1 }),
      clock,
      random,
      onWait,
    }),
    readiness: accountReadiness({ stsIn: (region) => new STSClient({ region, credentials }), clock, random }),
    enableRegion: regionEnabler({ client: account, clock }),
    setContacts: contactSetter(account),
    clock,
    turns: new Turns(),
  };
}
