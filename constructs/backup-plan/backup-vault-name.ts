import { Token } from 'aws-cdk-lib';

/** Name of a vault where none is given: a vault and its copies in other regions are told apart by region alone. */
export const DEFAULT_VAULT_NAME = 'tenant-backup';

/**
 * Says what is wrong with the name of a vault, if anything.
 *
 * @see https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html
 */
export function vaultNameProblem(vaultName: string): string | undefined {
  if (Token.isUnresolved(vaultName) || /^[a-zA-Z0-9_-]{2,50}$/.test(vaultName)) return undefined;
  return `vaultName must be 2 to 50 letters, digits, "_" or "-", got "${vaultName}"`;
}
