import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type PropsRule, assertProps } from '../support/assert-props';
import type { TenantAccountProperties } from './handler/event';
import type { AccountContacts } from './handler/set-contacts';
import type { TenantAccountProvider } from './tenant-account-provider';

/** Props of {@link TenantAccount}. */
export interface TenantAccountProps {
  /** What makes the account. */
  readonly provider: TenantAccountProvider;

  /** The tenant whose account it is; the account is tagged with it. */
  readonly tenantId: string;

  /** Address of the root user; unique in all of AWS, whatever its case. */
  readonly email: string;

  /** Organizational unit the account lives in, from the root down, e.g. `['Tenants', 'eu', 'eu-central-1']`. */
  readonly unit: readonly string[];

  /** Whom to reach about the account. */
  readonly contacts: AccountContacts;

  /**
   * Tags of the account, beside the tenant's. Those that others put on the account stay.
   *
   * @default - no further tags
   */
  readonly tags?: Readonly<Record<string, string>>;

  /**
   * Whether the account's region must be enabled before it can be used, which takes too long for a deployment: the account then stays in
   * `Onboarding` until `tenantry vend` has enabled it.
   *
   * @default false
   */
  readonly waitsForRegion?: boolean;
}

/** Units every organization of Tenantry has; see `OrganizationTree`. */
const ONBOARDING = ['Onboarding'];
const SUSPENDED = ['Suspended'];

/** Role that Organizations makes in the account. */
const ORGANIZATION_ROLE = 'OrganizationAccountAccessRole';

/** The longest CloudFormation waits. */
const LONGEST_WAIT = Duration.hours(1);

/**
 * The account of one tenant, made by AWS Organizations from the management account.
 *
 * Finds the account the tenant has, by its tag, by a request in progress, by its e-mail, before it asks for one: a creation that failed and was
 * rolled back leaves nothing behind that the next one does not adopt. A new account waits in `Onboarding` until it is tagged and its contacts
 * are set. A name or e-mail address that the account does not have is refused with the way out, and so is the unit of another region.
 *
 * Deleting the resource never closes the account: it moves it to `Suspended`, where everything is denied, and keeps it.
 *
 * @example
 * const { accountId } = new TenantAccount(this, 'Account', {
 *   provider,
 *   tenantId: 'acme',
 *   email: 'aws+acme@example.com',
 *   unit: ['Tenants', 'eu', 'eu-central-1'],
 *   contacts,
 * });
 *
 * @see https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreateAccount.html
 */
export class TenantAccount extends Construct {
  /** Id of the account, known when the stack is deployed. */
  public readonly accountId: string;

  public constructor(scope: Construct, id: string, props: TenantAccountProps) {
    super(scope, id);
    assertProps(this, props, [unitIsNamed]);
    const { provider, tenantId, email, unit, contacts, tags = {}, waitsForRegion = false } = props;
    const properties: TenantAccountProperties = {
      TenantId: tenantId,
      AccountName: `tenantry-${tenantId}`,
      Email: email,
      RoleName: ORGANIZATION_ROLE,
      Tags: tags,
      Contacts: contacts,
      Onboarding: ONBOARDING,
      Home: unit,
      Suspended: SUSPENDED,
      WaitsForRegion: waitsForRegion ? 'true' : 'false',
    };
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::TenantAccount',
      serviceToken: provider.serviceToken,
      serviceTimeout: LONGEST_WAIT,
      properties: { ...properties },
      // Deleting it is what moves the account to Suspended.
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.accountId = resource.getAttString('AccountId');
  }
}

const unitIsNamed: PropsRule<TenantAccountProps> = ({ unit }) =>
  unit.length > 0 && unit.every((name) => name !== '')
    ? undefined
    : `unit must name organizational units from the root down, got [${unit.join(', ')}]`;
