import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { TenantAccount, type TenantAccountProps } from '../../constructs/tenant-account/tenant-account';

/** Props of {@link AccountStack}. */
export interface AccountStackProps extends StackProps {
  readonly account: TenantAccountProps;
}

/** The account of one tenant, in the management account. Deleting the stack keeps the account, and moves it to `Suspended`. */
export class AccountStack extends Stack {
  public constructor(scope: Construct, id: string, props: AccountStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { accountId } = new TenantAccount(this, 'Account', props.account);
    new CfnOutput(this, 'AccountId', {
      value: accountId,
      description: 'Account of the tenant; tenantry sync writes it down',
    });
  }
}
