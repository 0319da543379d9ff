import type { Account } from '@aws-sdk/client-organizations';
import { findUnit } from '../../constructs/tenant-account/handler/find-unit';
import type { Organizations } from '../../constructs/tenant-account/handler/organizations';
import { TENANT_TAG } from '../../constructs/tenant-account/handler/vend-request';

/** The organization, for those who only look: lists of it are asked for once, however many accounts are looked at. */
export class OrganizationView {
  private accounts: Promise<ReadonlyMap<string, Account>> | undefined;
  private readonly units = new Map<string, Promise<string>>();

  public constructor(private readonly organizations: Organizations) {}

  /** An account; undefined if the organization has none with that id. */
  public async account(accountId: string): Promise<Account | undefined> {
    this.accounts ??= this.organizations
      .accounts()
      .then((all) => new Map(all.map((account) => [account.Id!, account])));
    return (await this.accounts).get(accountId);
  }

  /** Id of the tenant an account is tagged with. */
  public async tenantOf(accountId: string): Promise<string | undefined> {
    return (await this.organizations.tags(accountId)).get(TENANT_TAG);
  }

  /**
   * Whether an account is in an organizational unit.
   *
   * @param path names from the root down
   * @throws VendError if there is no such unit
   */
  public async isIn(accountId: string, path: readonly string[]): Promise<boolean> {
    const key = path.join('/');
    const unit = this.units.get(key) ?? findUnit(this.organizations, path, 'refuse');
    this.units.set(key, unit);
    return (await this.organizations.parent(accountId)) === (await unit);
  }
}
