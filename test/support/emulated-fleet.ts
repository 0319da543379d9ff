import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AwsEmulator, type EmulatedClientConfig, startEmulator } from './aws-emulator';
import { type CdkOptions, type CdkResult, cdkOrThrow } from './cdk-cli';
import { copySampleFleet, sampleAccounts, sampleTenants } from './sample-fleet';

const PROJECT = join(__dirname, '../..');

/** The sample's ids of what is not a tenant; see `tenants/organization.ts`. */
const SAMPLE_IDS = { organization: 'o-a1b2c3d4e5', management: '100000000001', operator: '100000000002' } as const;

/** What CloudFormation may do in an emulated account; nothing there enforces a narrower one. */
const EXECUTION_POLICY = 'arn:aws:iam::aws:policy/AdministratorAccess';

/**
 * Starts an emulator with an account for the operator and for each sample tenant that has one, and copies the sample fleet
 * with these accounts in it.
 *
 * @param without sample tenants to leave out
 */
export async function startFleet(without: readonly string[] = []): Promise<EmulatedFleet> {
  if (!existsSync(join(PROJECT, 'dist/bin/app.js'))) throw new Error('the app has not been built; run "npm run build"');
  const emulator = await startEmulator();
  const operatorAccountId = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  const fleet = new EmulatedFleet(emulator, await mkdtemp(join(tmpdir(), 'tenantry-e2e-')), operatorAccountId);

  const ids = new Map<string, string>([
    [SAMPLE_IDS.organization, emulator.organization.id],
    [SAMPLE_IDS.management, emulator.organization.managementAccountId],
    [SAMPLE_IDS.operator, operatorAccountId],
  ]);
  for (const [tenantId, sampleId] of await sampleAccounts()) ids.set(sampleId, await fleet.vend(tenantId));
  await copySampleFleet(fleet.directory, ids, without);
  return fleet;
}

/**
 * Starts an emulator with an account for the operator alone, and copies some of the sample tenants, none of which has an account.
 *
 * @param tenants sample tenants to keep
 */
export async function startUnvendedFleet(tenants: readonly string[]): Promise<EmulatedFleet> {
  const emulator = await startEmulator();
  const operatorAccountId = await emulator.createAccount({ name: 'operator', email: 'aws+operator@example.com' });
  const fleet = new EmulatedFleet(emulator, await mkdtemp(join(tmpdir(), 'tenantry-e2e-')), operatorAccountId);
  const ids = new Map<string, string>([
    [SAMPLE_IDS.organization, emulator.organization.id],
    [SAMPLE_IDS.management, emulator.organization.managementAccountId],
    [SAMPLE_IDS.operator, operatorAccountId],
  ]);
  const others = (await sampleTenants()).filter((id) => !tenants.includes(id));
  await copySampleFleet(fleet.directory, ids, [...others, 'accounts']);
  return fleet;
}

/** A copy of the sample fleet and the emulated accounts of its tenants. */
export class EmulatedFleet {
  /** Tenant id → account id. */
  public readonly accounts = new Map<string, string>();

  public constructor(
    public readonly emulator: AwsEmulator,
    /** Folder of this fleet alone, for whatever tests write. */
    public readonly workspace: string,
    public readonly operatorAccountId: string,
  ) {}

  /** The tenants folder. */
  public get directory(): string {
    return join(this.workspace, 'tenants');
  }

  /** Role by which the management account works as the operator. */
  public get operatorRole(): string {
    return `arn:aws:iam::${this.operatorAccountId}:role/OrganizationAccountAccessRole`;
  }

  public accountOf(tenantId: string): string {
    const accountId = this.accounts.get(tenantId);
    if (accountId === undefined) throw new Error(`no account of "${tenantId}"`);
    return accountId;
  }

  public async clientConfig(tenantId: string, region: string): Promise<EmulatedClientConfig> {
    return this.emulator.clientConfig(this.accountOf(tenantId), region);
  }

  /** Creates the tenant's account; gives its id. */
  public async vend(tenantId: string): Promise<string> {
    const accountId = await this.emulator.createAccount({
      name: tenantId,
      email: `aws+${tenantId}@example.com`,
      tags: { 'tenantry:tenant-id': tenantId },
    });
    this.accounts.set(tenantId, accountId);
    return accountId;
  }

  /** Bootstraps one environment of a tenant, by the role Organizations made, as no other is there yet. */
  public async bootstrap(tenantId: string, region: string): Promise<CdkResult> {
    const environment = `aws://${this.accountOf(tenantId)}/${region}`;
    const { endpoint, credentials } = await this.clientConfig(tenantId, region);
    // Elsewhere than in the project: there, the CDK would run the app first.
    const options = { cwd: this.workspace, endpoint, credentials, region };
    const trust = ['--trust', this.operatorAccountId, '--cloudformation-execution-policies', EXECUTION_POLICY];
    return cdkOrThrow(['bootstrap', environment, ...trust], options);
  }

  /** Deploys all stacks of a tenant from the operator account. */
  public async deploy(tenantId: string): Promise<CdkResult> {
    const speed = ['--require-approval', 'never', '--concurrency', '2'];
    return cdkOrThrow(['deploy', `${tenantId}/*`, ...speed, ...this.appOf(tenantId)], await this.asOperator());
  }

  /** Arguments that name the app with one tenant, with a cloud assembly of its own, as commands run at the same time. */
  public appOf(tenantId: string): string[] {
    return ['-c', `tenant=${tenantId}`, '-c', `tenants=${this.directory}`, '--output', this.assembly(tenantId)];
  }

  /** Folder of a cloud assembly. */
  public assembly(name: string): string {
    return join(this.workspace, `${name}.out`);
  }

  /** Where and as whom the operator works. */
  public async asOperator(): Promise<CdkOptions> {
    const { endpoint } = this.emulator;
    const credentials = await this.emulator.credentialsFor(this.operatorAccountId);
    return { cwd: PROJECT, endpoint, credentials, region: 'us-east-1', env: { CDK_VALIDATION: 'false' } };
  }

  public async stop(): Promise<void> {
    await this.emulator.stop();
    await rm(this.workspace, { recursive: true, force: true });
  }
}
