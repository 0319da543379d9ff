import { fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { Clock } from '../../constructs/tenant-account/handler/rate-limits';
import { retry } from '../../constructs/tenant-account/handler/retry';
import type { DeployableTenant } from '../config/is-deployable';
import { OperationError } from '../errors';
import { messageOf } from '../message-of';
import type { CredentialProvider } from './operator-session';
import { isBootstrapped } from './bootstrap-version';
import { BOOTSTRAP_QUALIFIER } from './deploy-role';
import { ORGANIZATION_ROLE } from './organization-role';
import { rememberedCredentials } from './remembered-credentials';
import { type TenantEnvironment, environmentsOf } from './tenant-environments';

/** What {@link bootstrapEnvironments} works with. */
export interface BootstrapContext {
  readonly operatorAccountId: string;
  /** Credentials of the operator account, to look. */
  readonly operator: CredentialProvider;
  /** Credentials of the management account, to bootstrap. */
  readonly management: CredentialProvider;
  readonly clock: Clock;
  readonly random: () => number;
  readonly notify: (event: { readonly type: 'bootstrapping'; readonly region: string }) => void;
  /** Look only. */
  readonly dryRun: boolean;
  /**
   * Bootstraps what is bootstrapped already too, so that it has the template of this version.
   *
   * @default false
   */
  readonly update?: boolean;
}

/**
 * Bootstraps the environments of a tenant that are not yet, or all of them, and waits until the operator can deploy to them.
 *
 * @returns the regions that were bootstrapped, or would be
 * @throws OperationError if a bootstrap fails
 */
export async function bootstrapEnvironments(tenant: DeployableTenant, context: BootstrapContext): Promise<string[]> {
  const { operatorAccountId, operator, management, notify, dryRun, update = false } = context;
  const regions: string[] = [];
  for (const environment of environmentsOf(tenant)) {
    if (!update && (await isBootstrapped(environment, operator))) continue;
    regions.push(environment.region);
    if (dryRun) continue;
    notify({ type: 'bootstrapping', region: environment.region });
    await bootstrap(environment, operatorAccountId, management);
    await untilBootstrapped(environment, operator, context);
  }
  return regions;
}

/** IAM shows a new role to all of AWS after seconds; longer means that something else is wrong. */
const ROLES_APPEAR_AFTER_MS = 120_000;

/**
 * Waits until the roles of a new bootstrap can be assumed.
 *
 * @throws OperationError if they cannot after two minutes
 */
async function untilBootstrapped(
  environment: TenantEnvironment,
  operator: CredentialProvider,
  { clock, random }: { readonly clock: Clock; readonly random: () => number },
): Promise<void> {
  const check = async (): Promise<void> => {
    if (await isBootstrapped(environment, operator)) return;
    const { accountId, region } = environment;
    throw new OperationError(
      `the deploy role of account ${accountId} in ${region} cannot be assumed from the operator account, although it was bootstrapped; check that nothing denies the operator sts:AssumeRole, then run this again`,
    );
  };
  await retry(check, {
    clock,
    random,
    patienceMs: (error) => (error instanceof OperationError ? ROLES_APPEAR_AFTER_MS : 0),
  });
}

/**
 * Bootstraps an environment of a tenant, trusting the operator account alone.
 *
 * Works as the role Organizations made in the account, from the management account, because no other is there yet, and none may do it later; nothing else
 * needs that role.
 *
 * @param management credentials of the management account
 * @throws OperationError if the bootstrap fails
 */
async function bootstrap(
  { accountId, region }: TenantEnvironment,
  operatorAccountId: string,
  management: CredentialProvider,
): Promise<void> {
  const { BootstrapEnvironments, BootstrapSource, BootstrapStackParameters } = await import('@aws-cdk/toolkit-lib');
  const { quietToolkit } = await import('./quiet-toolkit');
  const { withBootstrapTemplate } = await import('./bootstrap-template');
  const administrator = rememberedCredentials(
    fromTemporaryCredentials({
      masterCredentials: management,
      params: { RoleArn: `arn:aws:iam::${accountId}:role/${ORGANIZATION_ROLE}`, RoleSessionName: 'tenantry-bootstrap' },
      clientConfig: { region },
    }),
  );
  const toolkit = quietToolkit(administrator, region);
  try {
    await withBootstrapTemplate((templateFile) =>
      toolkit.bootstrap(BootstrapEnvironments.fromList([`aws://${accountId}/${region}`]), {
        source: BootstrapSource.customTemplate(templateFile),
        terminationProtection: true,
        parameters: BootstrapStackParameters.exactly({
          trustedAccounts: [operatorAccountId],
          // The template makes this policy; the toolkit wants to see that deployments are not left without one.
          cloudFormationExecutionPolicies: [
            `arn:aws:iam::${accountId}:policy/cdk-${BOOTSTRAP_QUALIFIER}-deployments-${accountId}-${region}`,
          ],
        }),
      }),
    );
  } catch (cause) {
    throw new OperationError(`account ${accountId} could not be bootstrapped in ${region}: ${messageOf(cause)}`, {
      cause,
    });
  }
}
