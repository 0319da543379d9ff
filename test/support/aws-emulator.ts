import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  ListRootsCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmulatorProcess } from './emulator-process';

/** The organization the emulator starts with. */
export interface EmulatedOrganization {
  readonly id: string;
  readonly rootId: string;
  readonly managementAccountId: string;
}

/** An account to create. */
export interface EmulatedAccountRequest {
  readonly name: string;
  readonly email: string;
  /** @default - no tags */
  readonly tags?: Readonly<Record<string, string>>;
}

/** Keys of one principal of one account. */
export interface EmulatedCredentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** What an AWS SDK client needs to talk to the emulator. */
export interface EmulatedClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: EmulatedCredentials;
}

/** moto takes all keys that it has not issued for keys of this account. */
const MANAGEMENT_ACCOUNT_ID = '123456789012';

/** Region of Organizations and of calls where the region does not matter. */
const GLOBAL_REGION = 'us-east-1';

/** Role that Organizations makes in each account it creates. */
const ORGANIZATION_ROLE = 'OrganizationAccountAccessRole';

/** Starts the emulated AWS with an organization in it; it ends with `stop()` or with this process. */
export async function startEmulator(): Promise<AwsEmulator> {
  const { endpoint, stop } = await startEmulatorProcess();
  const emulator = new AwsEmulator(endpoint, stop);
  await emulator.createOrganization();
  return emulator;
}

/** A running emulator, and the accounts in it. */
export class AwsEmulator {
  #organization: EmulatedOrganization | undefined;

  public constructor(
    /** Base URL of every service; `localhost`, because moto takes other hosts for the name of a bucket. */
    public readonly endpoint: string,
    /** Ends the emulator and waits until it has gone. */
    public readonly stop: () => Promise<void>,
  ) {}

  public get organization(): EmulatedOrganization {
    if (this.#organization === undefined) throw new Error('the emulator has no organization yet');
    return this.#organization;
  }

  /** Forgets every account and resource, and starts over with a new organization. */
  public async reset(): Promise<void> {
    const response = await fetch(`${this.endpoint}/moto-api/reset`, { method: 'POST' });
    if (!response.ok) throw new Error(`the emulator refuses to reset: HTTP ${response.status}`);
    await this.createOrganization();
  }

  /** Creates a member account as Organizations does; gives its id. */
  public async createAccount({ name, email, tags = {} }: EmulatedAccountRequest): Promise<string> {
    const organizations = await this.organizationsClient();
    const { CreateAccountStatus: request } = await organizations.send(
      new CreateAccountCommand({
        AccountName: name,
        Email: email,
        Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
      }),
    );
    for (;;) {
      const { CreateAccountStatus: status } = await organizations.send(
        new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: request?.Id }),
      );
      if (status?.State === 'SUCCEEDED' && status.AccountId !== undefined) return status.AccountId;
      if (status?.State === 'FAILED') throw new Error(`account "${name}" was not created: ${status.FailureReason}`);
      await pause(50);
    }
  }

  /**
   * Keys for an account: those of the management account, or of a role in a member account.
   *
   * @param roleName role to assume from the management account
   */
  public async credentialsFor(accountId: string, roleName: string = ORGANIZATION_ROLE): Promise<EmulatedCredentials> {
    const managementCredentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    if (accountId === MANAGEMENT_ACCOUNT_ID) return managementCredentials;

    const sts = new STSClient({ endpoint: this.endpoint, region: GLOBAL_REGION, credentials: managementCredentials });
    const { Credentials: credentials } = await sts.send(
      new AssumeRoleCommand({
        RoleArn: `arn:aws:iam::${accountId}:role/${roleName}`,
        RoleSessionName: 'end-to-end-test',
      }),
    );
    return {
      accessKeyId: credentials?.AccessKeyId ?? '',
      secretAccessKey: credentials?.SecretAccessKey ?? '',
      sessionToken: credentials?.SessionToken,
    };
  }

  /** Settings of an SDK client that sees one account and one region. */
  public async clientConfig(accountId: string, region: string): Promise<EmulatedClientConfig> {
    return { endpoint: this.endpoint, region, credentials: await this.credentialsFor(accountId) };
  }

  /** @internal */
  public async createOrganization(): Promise<void> {
    const organizations = await this.organizationsClient();
    const { Organization: organization } = await organizations.send(
      new CreateOrganizationCommand({ FeatureSet: 'ALL' }),
    );
    const { Roots: roots } = await organizations.send(new ListRootsCommand({}));
    this.#organization = {
      id: organization?.Id ?? '',
      rootId: roots?.[0]?.Id ?? '',
      managementAccountId: MANAGEMENT_ACCOUNT_ID,
    };
  }

  private async organizationsClient(): Promise<OrganizationsClient> {
    return new OrganizationsClient(await this.clientConfig(MANAGEMENT_ACCOUNT_ID, GLOBAL_REGION));
  }
}
