/** Type of the custom resource. */
export const FIRST_LOGIN_RESOURCE_TYPE = 'Custom::TenantDatabaseFirstLogin';

/**
 * What the preparation consists of. Raise it with each change of what the prepare function does, so that
 * databases that exist are prepared again.
 */
export const PREPARATION_VERSION = '1';

/** Properties of the custom resource. A change of any of them prepares the database again. */
export interface FirstLoginProperties {
  readonly Host: string;
  readonly Port: string;
  readonly DatabaseName: string;
  readonly ServiceUser: string;
  readonly IdleSessionTimeoutSeconds: string;
  readonly MasterSecretArn: string;
  readonly PrepareFunctionName: string;
  readonly PreparationVersion: string;
}
