import {
  type Account,
  CreateAccountCommand,
  type CreateAccountStatus,
  CreateOrganizationalUnitCommand,
  DescribeCreateAccountStatusCommand,
  ListAccountsCommand,
  ListCreateAccountStatusCommand,
  ListOrganizationalUnitsForParentCommand,
  ListParentsCommand,
  ListRootsCommand,
  ListTagsForResourceCommand,
  MoveAccountCommand,
  type OrganizationsClient,
  TagResourceCommand,
} from '@aws-sdk/client-organizations';
import { patienceWhenHarmless, patienceWhenRefused } from './organizations-errors';
import { type Clock, RATE_LIMITS, RateLimiter } from './rate-limits';
import { type RetryOptions, retry } from './retry';

/** Options of {@link Organizations}. */
export interface OrganizationsOptions {
  /**
   * Client with the management account's credentials, and `maxAttempts: 1`: the SDK's own retries know neither the
   * rates nor that `CreateAccount` must not be repeated blindly.
   */
  readonly client: OrganizationsClient;
  readonly clock: Clock;
  /** A number from 0 to 1; spreads retries. */
  readonly random: () => number;
  /** Is told of calls that failed and will be repeated. */
  readonly onWait?: RetryOptions['onWait'];
}

/**
 * AWS Organizations as vending needs it: every call within its rate, repeated while it fails for reasons that pass.
 *
 * One of these serves a whole run, so that its callers share the rates.
 */
export class Organizations {
  private readonly limiters: { readonly [Operation in keyof typeof RATE_LIMITS]: RateLimiter };

  public constructor(private readonly options: OrganizationsOptions) {
    const limiter = (operation: keyof typeof RATE_LIMITS): RateLimiter =>
      new RateLimiter(RATE_LIMITS[operation], options.clock);
    this.limiters = {
      CreateAccount: limiter('CreateAccount'),
      CreateOrganizationalUnit: limiter('CreateOrganizationalUnit'),
      DescribeCreateAccountStatus: limiter('DescribeCreateAccountStatus'),
      ListAccounts: limiter('ListAccounts'),
      ListCreateAccountStatus: limiter('ListCreateAccountStatus'),
      ListOrganizationalUnitsForParent: limiter('ListOrganizationalUnitsForParent'),
      ListParents: limiter('ListParents'),
      ListRoots: limiter('ListRoots'),
      ListTagsForResource: limiter('ListTagsForResource'),
      MoveAccount: limiter('MoveAccount'),
      TagResource: limiter('TagResource'),
    };
  }

  /** All accounts, also those that are suspended or closed; not those still being created. */
  public accounts(): Promise<Account[]> {
    return collect((NextToken) =>
      this.read('ListAccounts', async () => {
        const page = await this.options.client.send(new ListAccountsCommand({ NextToken }));
        return [page.Accounts ?? [], page.NextToken] as const;
      }),
    );
  }

  /** Requests for accounts in the given states. */
  public requests(...States: ('IN_PROGRESS' | 'SUCCEEDED')[]): Promise<CreateAccountStatus[]> {
    return collect((NextToken) =>
      this.read('ListCreateAccountStatus', async () => {
        const page = await this.options.client.send(new ListCreateAccountStatusCommand({ States, NextToken }));
        return [page.CreateAccountStatuses ?? [], page.NextToken] as const;
      }),
    );
  }

  /** Tags of an account. */
  public async tags(accountId: string): Promise<ReadonlyMap<string, string>> {
    const tags = await collect((NextToken) =>
      this.read('ListTagsForResource', async () => {
        const page = await this.options.client.send(
          new ListTagsForResourceCommand({ ResourceId: accountId, NextToken }),
        );
        return [page.Tags ?? [], page.NextToken] as const;
      }),
    );
    return new Map(tags.map(({ Key, Value }) => [Key!, Value!]));
  }

  /** Adds tags to an account; the others stay. */
  public async tag(accountId: string, tags: Readonly<Record<string, string>>): Promise<void> {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    await this.read('TagResource', () =>
      this.options.client.send(new TagResourceCommand({ ResourceId: accountId, Tags })),
    );
  }

  /**
   * Asks for an account, once: only a refusal is answered by asking again.
   *
   * @throws what the SDK throws; if `isUncertain` says so, the account may be on its way
   */
  public async createAccount(name: string, email: string, roleName: string, tags: Readonly<Record<string, string>>) {
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    const command = new CreateAccountCommand({ AccountName: name, Email: email, RoleName: roleName, Tags });
    const { CreateAccountStatus: status } = await this.call(
      'CreateAccount',
      () => this.options.client.send(command),
      patienceWhenRefused,
    );
    return status!;
  }

  /** How a request for an account is coming along. */
  public async request(id: string): Promise<CreateAccountStatus> {
    const { CreateAccountStatus: status } = await this.read('DescribeCreateAccountStatus', () =>
      this.options.client.send(new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: id })),
    );
    return status!;
  }

  /** Root or organizational unit an account is in. */
  public async parent(accountId: string): Promise<string> {
    const { Parents } = await this.read('ListParents', () =>
      this.options.client.send(new ListParentsCommand({ ChildId: accountId })),
    );
    return Parents![0]!.Id!;
  }

  /**
   * Moves an account from wherever it is; one that is there already stays.
   *
   * A move without an answer may have been carried out, so where the account is gets looked up again before every attempt.
   */
  public async moveTo(accountId: string, unitId: string): Promise<'moved' | 'there'> {
    let outcome: 'moved' | 'there' = 'there';
    await this.read('MoveAccount', async () => {
      const SourceParentId = await this.parent(accountId);
      if (SourceParentId === unitId) return;
      outcome = 'moved';
      const command = new MoveAccountCommand({ AccountId: accountId, SourceParentId, DestinationParentId: unitId });
      await this.options.client.send(command);
    });
    return outcome;
  }

  /** Id of the root. */
  public async root(): Promise<string> {
    const { Roots } = await this.read('ListRoots', () => this.options.client.send(new ListRootsCommand({})));
    return Roots![0]!.Id!;
  }

  /** Organizational units directly under a parent, by name. */
  public async units(parentId: string): Promise<ReadonlyMap<string, string>> {
    const units = await collect((NextToken) =>
      this.read('ListOrganizationalUnitsForParent', async () => {
        const page = await this.options.client.send(
          new ListOrganizationalUnitsForParentCommand({ ParentId: parentId, NextToken }),
        );
        return [page.OrganizationalUnits ?? [], page.NextToken] as const;
      }),
    );
    return new Map(units.map(({ Name, Id }) => [Name!, Id!]));
  }

  /** Makes an organizational unit; its name is unique under its parent, so a repetition makes no second one. */
  public async createUnit(parentId: string, name: string): Promise<void> {
    const command = new CreateOrganizationalUnitCommand({ ParentId: parentId, Name: name });
    await this.call('CreateOrganizationalUnit', () => this.options.client.send(command), patienceWhenRefused);
  }

  /** A call that can be repeated whatever became of it. */
  private read<Value>(operation: keyof typeof RATE_LIMITS, send: () => Promise<Value>): Promise<Value> {
    return this.call(operation, send, patienceWhenHarmless);
  }

  private call<Value>(
    operation: keyof typeof RATE_LIMITS,
    send: () => Promise<Value>,
    patienceMs: (error: unknown) => number,
  ): Promise<Value> {
    const attempt = async (): Promise<Value> => {
      await this.limiters[operation].turn();
      return send();
    };
    return retry(attempt, { ...this.options, patienceMs });
  }
}

async function collect<Item>(
  page: (token: string | undefined) => Promise<readonly [readonly Item[], string | undefined]>,
): Promise<Item[]> {
  const items: Item[] = [];
  let token: string | undefined;
  do {
    const [found, next] = await page(token);
    items.push(...found);
    token = next;
  } while (token !== undefined);
  return items;
}
