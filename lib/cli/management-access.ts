import { messageOf } from '../message-of';
import type { ManagementSession, ManagementSessionOptions } from '../operations/management-session';
import type { Reporter } from './console-reporter';

/**
 * Opens AWS with the credentials of the management account, and says what it waits for. Nothing is sent yet.
 *
 * @param profile profile of the AWS configuration files; by default what the AWS CLI would use
 */
export async function managementAccess(profile: string | undefined, reporter: Reporter): Promise<ManagementSession> {
  // The AWS SDK takes a quarter of a second to load, which the other commands should not pay.
  const { managementSession } = await import('../operations/management-session');
  return managementSession({ profile, onWait: tellWaits(reporter) });
}

/** Less than this goes by unnoticed. */
const WORTH_TELLING_MS = 1000;

/** Says, once for each reason, that AWS Organizations is asked again and again: a run that says nothing looks like one that hangs. */
export function tellWaits(reporter: Pick<Reporter, 'info'>): ManagementSessionOptions['onWait'] {
  const told = new Set<string>();
  return ({ error, waitedMs, patienceMs }) => {
    const reason = messageOf(error);
    if (waitedMs < WORTH_TELLING_MS || told.has(reason)) return;
    told.add(reason);
    reporter.info(`trying again for up to ${Math.round(patienceMs / 60_000)} minutes: AWS Organizations: ${reason}`);
  };
}
