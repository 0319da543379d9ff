import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TenantAccountProvider } from '../../constructs/tenant-account/tenant-account-provider';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** Props of {@link AccountProviderStack}. */
export interface AccountProviderStackProps extends StackProps {
  readonly organizationId: string;
}

/** What makes the accounts of all tenants, in the management account. */
export class AccountProviderStack extends Stack {
  public readonly provider: TenantAccountProvider;

  public constructor(scope: Construct, id: string, props: AccountProviderStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { key } = new TenantKey(this, 'Key', {
      alias: 'tenantry/accounts',
      description: "Logs of what makes tenants' accounts",
    });
    this.provider = new TenantAccountProvider(this, 'Provider', {
      organizationId: props.organizationId,
      encryptionKey: key,
    });
  }
}
