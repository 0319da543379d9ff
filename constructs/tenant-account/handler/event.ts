import type { AccountContacts } from './set-contacts';

/** Properties of the custom resource `Custom::TenantAccount`. */
export interface TenantAccountProperties {
  readonly TenantId: string;
  readonly AccountName: string;
  readonly Email: string;
  readonly RoleName: string;
  readonly Tags: Readonly<Record<string, string>>;
  readonly Contacts: AccountContacts;
  /** Names of organizational units from the root down, where the account waits, lives and rests. */
  readonly Onboarding: readonly string[];
  readonly Home: readonly string[];
  readonly Suspended: readonly string[];
  /** `true` if the account stays in `Onboarding`: its region must be enabled first, which takes too long for a deployment. */
  readonly WaitsForRegion: 'true' | 'false';
}

/** What CloudFormation asks for. */
export interface TenantAccountEvent {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: TenantAccountProperties;
  readonly OldResourceProperties?: TenantAccountProperties;
}

/** What is told CloudFormation when the account is there. */
export interface TenantAccountResult {
  readonly IsComplete: boolean;
  readonly Data?: { readonly AccountId: string; readonly How: string };
}

/** Id of the resource: stays the same, so that no change ever looks like a replacement. */
export function physicalIdOf({ TenantId }: TenantAccountProperties): string {
  return `tenantry-account-${TenantId}`;
}
