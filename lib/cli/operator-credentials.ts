import type { Registry } from '../config/registry';
import type { CredentialProvider } from '../operations/operator-session';

/** Whose credentials reach the operator account. */
export interface OperatorOptions {
  readonly profile?: string | undefined;
  readonly operatorRole?: string | undefined;
}

/**
 * Opens the operator account of an organization with the options of a command.
 *
 * @throws OperationError if the credentials are missing or expired, belong to another account, or may not assume the role
 */
export async function operatorCredentials(
  { organization: { operatorAccountId, homeRegion: region } }: Pick<Registry, 'organization'>,
  { profile, operatorRole: role }: OperatorOptions,
): Promise<CredentialProvider> {
  // The AWS SDK takes a quarter of a second to load, which the other commands should not pay.
  const { operatorSession } = await import('../operations/operator-session');
  return operatorSession({ operatorAccountId, profile, role, region });
}
