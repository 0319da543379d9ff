import { CloudFormationClient, ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { AssumeRoleCommand, type STSClient } from '@aws-sdk/client-sts';
import { messageOf } from '../message-of';
import type { Clock } from '../../constructs/tenant-account/handler/rate-limits';
import { retry } from '../../constructs/tenant-account/handler/retry';
import { ORGANIZATION_ROLE } from './organization-role';

/** Waits until an account can be deployed to in a region. */
export type AccountReadiness = (accountId: string, region: string) => Promise<void>;

/** What {@link accountReadiness} works with. */
export interface AccountReadinessOptions {
  /** A client of the region's own endpoint: tokens of the global one fail in opt-in regions. */
  readonly stsIn: (region: string) => STSClient;
  readonly clock: Clock;
  readonly random: () => number;
}

const GIVE_UP_AFTER_MS = 30 * 60_000;

/** Failures of a new account whose services are still starting. */
const STARTING: ReadonlySet<string> = new Set([
  'AccessDenied',
  'AccessDeniedException',
  'InvalidClientTokenId',
  'OptInRequired',
  'SubscriptionRequiredException',
  'UnrecognizedClientException',
]);

/**
 * Makes the readiness gate: creation reports success minutes before the role can be assumed and services answer.
 *
 * The gate fails after half an hour, with the last failure as the cause.
 */
export function accountReadiness({ stsIn, clock, random }: AccountReadinessOptions): AccountReadiness {
  return async (accountId, region) => {
    const sts = stsIn(region);
    const check = async (): Promise<void> => {
      const { Credentials: keys } = await sts.send(
        new AssumeRoleCommand({
          RoleArn: `arn:aws:iam::${accountId}:role/${ORGANIZATION_ROLE}`,
          RoleSessionName: 'tenantry-readiness',
        }),
      );
      const cloudFormation = new CloudFormationClient({
        region,
        credentials: {
          accessKeyId: keys!.AccessKeyId!,
          secretAccessKey: keys!.SecretAccessKey!,
          sessionToken: keys!.SessionToken!,
        },
      });
      try {
        await cloudFormation.send(new ListStacksCommand({}));
      } finally {
        cloudFormation.destroy();
      }
    };
    try {
      await retry(check, { clock, random, patienceMs });
    } catch (cause) {
      throw new Error(
        `account ${accountId} is not ready in ${region}: ${messageOf(cause)}; check that the region is enabled in the account and that its role ${ORGANIZATION_ROLE} trusts the management account, then run this again`,
        { cause },
      );
    }
  };
}

function patienceMs(error: unknown): number {
  return error instanceof Error && STARTING.has(error.name) ? GIVE_UP_AFTER_MS : 0;
}
