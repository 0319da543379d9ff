import { Manifest } from 'aws-cdk-lib/cloud-assembly-schema';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  App,
  BootstraplessSynthesizer,
  CfnOutput,
  NestedStack,
  Stack,
  Stage,
  aws_iam as iam,
  aws_kms as kms,
} from 'aws-cdk-lib';
import { DockerImageAsset } from 'aws-cdk-lib/aws-ecr-assets';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Template } from 'aws-cdk-lib/assertions';
import { FleetRegion } from '../../../constructs/fleet-rollout/fleet-region';
import { buildApp } from '../../../lib/app';
import { OperationError, UsageError } from '../../../lib/errors';
import { type FleetReleaseRequest, writeFleetRelease } from '../../../lib/fleet/release/write-fleet-release';
import type { TenantItem } from '../../../lib/fleet/release/fleet-release';
import { aRegistry, aTenant, anOrganization } from '../../../lib/testing/config-builders';
import { aReleaseAssembly } from '../../support/release-assembly';
import { bucketNames } from '../../support/state-machines';

const REGION = 'eu-central-1';

const registry = aRegistry(
  [
    aTenant({ id: 'acme', ring: 'canary' }),
    aTenant({ id: 'globex', ring: 'general', accountId: '222222222222' }),
    aTenant({ id: 'hooli', ring: 'general', accountId: '333333333333', state: 'suspended' }),
  ],
  anOrganization({ rings: ['canary', 'general'] }),
);

let workspace: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'tenantry-release-'));
  buildApp(registry, { outdir: join(workspace, 'cdk.out'), failOnFindings: false, templateValidation: false }).synth();
});
afterAll(() => rmSync(workspace, { recursive: true }));

const directory = () => join(workspace, 'release');

const write = (changes: Partial<FleetReleaseRequest> = {}) =>
  writeFleetRelease({
    assembly: join(workspace, 'cdk.out'),
    registry,
    release: '1.4.0',
    directory: directory(),
    ...changes,
  });

interface Published {
  readonly source: { readonly path: string; readonly packaging: string };
  readonly destinations: { readonly operator: { readonly bucketName: string; readonly objectKey: string } };
}

/** What `cdk-assets publish` would upload, as the CDK itself reads it. */
function published(): Published[] {
  const { files } = Manifest.loadAssetManifest(join(directory(), REGION, 'assets.json'));
  return Object.values(files as Record<string, Published>);
}

function contentOf(bucketName: string, objectKey: string): string {
  const file = published().find(
    ({ destinations: { operator } }) => operator.bucketName === bucketName && operator.objectKey === objectKey,
  );
  return readFileSync(resolve(directory(), REGION, file!.source.path), 'utf8');
}

test('writes what starts the release, for the tenants it goes to', () => {
  const input = write({ commit: 'abc' });

  expect(JSON.parse(readFileSync(join(directory(), 'release.json'), 'utf8'))).toEqual(input);
  expect(input).toMatchObject({ release: '1.4.0', commit: 'abc' });
  expect(input.rings.map(({ name, tenants }) => [name, tenants])).toEqual([
    ['canary', 1],
    ['general', 1],
  ]);
});

test('lists for each tenant the stacks in their order, the roles of its account and where the templates are', () => {
  const [ring] = write().rings;

  const items: TenantItem[] = JSON.parse(
    contentOf(`tenantry-releases-100000000002-${REGION}`, ring!.regions[0]!.manifest),
  );

  expect(items.map(({ id, stacks }) => [id, stacks.map(({ name }) => name)])).toEqual([
    ['acme', ['acme-Access', 'acme-Network', 'acme-Data', 'acme-Service']],
  ]);
  expect(items[0]).toMatchObject({
    deployRole: `arn:aws:iam::111111111111:role/cdk-hnb659fds-deploy-role-111111111111-${REGION}`,
    executionRole: `arn:aws:iam::111111111111:role/cdk-hnb659fds-cfn-exec-role-111111111111-${REGION}`,
    lookupRole: `arn:aws:iam::111111111111:role/cdk-hnb659fds-lookup-role-111111111111-${REGION}`,
  });
  expect(items[0]!.stacks.map(({ terminationProtection }) => terminationProtection)).toEqual([true, true, true, false]);
  const { templateUrl } = items[0]!.stacks[3]!;
  const [, key] = templateUrl.split(`https://tenantry-assets-100000000002-${REGION}.s3.${REGION}.amazonaws.com/`);
  expect(JSON.parse(contentOf(`tenantry-assets-100000000002-${REGION}`, key!))).toHaveProperty('Resources');
});

test('publishes code once for all tenants, and templates that take it from there', () => {
  write();

  const code = published().filter(({ source }) => source.packaging === 'zip');
  const keys = code.map(({ destinations }) => destinations.operator.objectKey);
  expect(keys).toEqual([...new Set(keys)]);
  expect(code.every(({ destinations }) => destinations.operator.bucketName.startsWith('tenantry-assets-'))).toBe(true);
  const templates = published()
    .filter(({ destinations }) => destinations.operator.objectKey.startsWith('templates/'))
    .map(({ destinations: { operator } }) => contentOf(operator.bucketName, operator.objectKey));
  expect(templates).toHaveLength(8);
  for (const key of keys) expect(templates.filter((text) => text.includes(key)).length).toBeGreaterThan(0);
  expect(templates.join('')).not.toContain('cdk-hnb659fds-assets-');
});

test('names the bucket the code is in wherever a template names it, also within the ARN that a role may read', () => {
  const outdir = join(workspace, 'granted.out');
  const app = new App({ outdir, analyticsReporting: false });
  const stage = new Stage(app, 'acme', { env: { account: '111111111111', region: REGION } });
  const stack = new Stack(stage, 'Data');
  const code = new Asset(stack, 'Code', { path: __dirname });
  code.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
  app.synth();
  const acme = registry.tenants.filter(({ id }) => id === 'acme');

  write({ assembly: outdir, registry: { ...registry, tenants: acme } });

  const [template] = published()
    .filter(({ destinations }) => destinations.operator.objectKey.startsWith('templates/'))
    .map(({ destinations: { operator } }) => contentOf(operator.bucketName, operator.objectKey));
  expect(template).toContain(`:s3:::tenantry-assets-100000000002-${REGION}`);
  expect(template).not.toContain('cdk-hnb659fds-assets-');
});

test('publishes nested templates that take their code from there too', () => {
  const outdir = join(workspace, 'nested.out');
  const app = new App({ outdir, analyticsReporting: false });
  const stage = new Stage(app, 'acme', { env: { account: '111111111111', region: REGION } });
  const stack = new Stack(stage, 'Data');
  const inner = new NestedStack(new NestedStack(stack, 'Outer'), 'Inner');
  const code = new Asset(inner, 'Code', { path: __dirname });
  new CfnOutput(inner, 'Bucket', { value: code.s3BucketName });
  app.synth();
  const acme = registry.tenants.filter(({ id }) => id === 'acme');

  write({ assembly: outdir, registry: { ...registry, tenants: acme } });

  const templates = published()
    .filter(({ destinations }) => destinations.operator.objectKey.startsWith('templates/'))
    .map(({ destinations: { operator } }) => ({
      key: operator.objectKey,
      body: contentOf(operator.bucketName, operator.objectKey),
    }));
  expect(templates).toHaveLength(3);
  const texts = templates.map(({ body }) => body).join('');
  expect(texts).not.toContain('cdk-hnb659fds-assets-');
  // The stack is named by the list of the ring, the nested ones by each other.
  const named = (key: string): boolean => texts.includes(`/tenantry-assets-100000000002-${REGION}/${key}"`);
  expect(templates.filter(({ key }) => named(key))).toHaveLength(2);
  expect(published().filter(({ source }) => source.path.endsWith('.nested.template.json'))).toEqual([]);
});

test('takes nothing of a tenant that the release does not go to', () => {
  write({ registry: { ...registry, tenants: registry.tenants.filter(({ id }) => id === 'acme') } });

  const templates = published()
    .filter(({ destinations }) => destinations.operator.objectKey.startsWith('templates/'))
    .map(({ destinations: { operator } }) => contentOf(operator.bucketName, operator.objectKey));
  expect(templates).toHaveLength(4);
  expect(templates.join('')).not.toContain('globex');
});

test.each<[string, (stage: Stage) => unknown, string]>([
  [
    'with a container image',
    (stage) => {
      const image = mkdtempSync(join(workspace, 'image-'));
      writeFileSync(join(image, 'Dockerfile'), 'FROM scratch');
      return new DockerImageAsset(new Stack(stage, 'Data'), 'Image', { directory: image });
    },
    'stack acme-Data has a container image, which is not shared between tenants; deploy its tenant with "tenantry deploy"',
  ],
  [
    'without a role to be looked at with',
    (stage) =>
      new Stack(stage, 'Data', {
        synthesizer: new BootstraplessSynthesizer({
          deployRoleArn: 'arn:aws:iam::111111111111:role/deploy',
          cloudFormationExecutionRoleArn: 'arn:aws:iam::111111111111:role/execute',
        }),
      }),
    "stack acme-Data names no role to be deployed with; expected the CDK's default synthesizer, which names those of the bootstrap",
  ],
])('refuses a stack %s', (_, define, message) => {
  const outdir = mkdtempSync(join(workspace, 'refused-'));
  const app = new App({ outdir, analyticsReporting: false });
  define(new Stage(app, 'acme', { env: { account: '111111111111', region: REGION } }));
  app.synth();

  expect(() => write({ assembly: outdir })).toThrow(new OperationError(message));
});

test('names files so that the publisher can make a zip file of the name', () => {
  write();

  const { files = {} } = Manifest.loadAssetManifest(join(directory(), REGION, 'assets.json'));
  expect(Object.keys(files).filter((name) => name.includes('/'))).toEqual([]);
});

test('has every file it publishes', () => {
  write();

  const missing = published().filter(({ source }) => !existsSync(resolve(directory(), REGION, source.path)));
  expect(missing).toEqual([]);
  expect(published().length).toBeGreaterThan(10);
});

test('names the buckets that the stacks of the operator make', () => {
  const stack = new Stack(new App(), 'Test', { env: { account: '100000000002', region: REGION } });
  new FleetRegion(stack, 'Fleet', { organizationId: 'o-a1b2c3d4e5', encryptionKey: new kms.Key(stack, 'Key') });
  const made = bucketNames(Template.fromStack(stack)).map((name) =>
    name.replace('AWS::AccountId', '100000000002').replace('AWS::Region', REGION),
  );
  write();

  const named = published().map(({ destinations }) => destinations.operator.bucketName);
  expect([...new Set(named)].toSorted()).toEqual(made.toSorted());
});

test('goes at another pace than the file says, where it is told to', () => {
  const [canary] = write({ overrides: { concurrency: 100, bakeMinutes: 5 } }).rings;

  expect(canary).toMatchObject({ bakeSeconds: 300, regionsAtOnce: 1, regions: [{ concurrency: 100 }] });
});

test('allows the replacements that it is told', () => {
  const [ring] = write({ allowReplacement: ['acme-Data/Key', 'globex-Data/Key'] }).rings;

  const items: TenantItem[] = JSON.parse(
    contentOf(`tenantry-releases-100000000002-${REGION}`, ring!.regions[0]!.manifest),
  );
  expect(items.flatMap(({ stacks }) => stacks.flatMap(({ allowed }) => allowed))).toEqual(['acme-Data/Key']);
});

test('is the same bytes each time', () => {
  write();
  const first = readFileSync(join(directory(), REGION, 'assets.json'), 'utf8');
  write();

  expect(readFileSync(join(directory(), REGION, 'assets.json'), 'utf8')).toBe(first);
});

test('writes over a release, also one that a killed run had begun', () => {
  mkdirSync(join(directory(), REGION, 'assets'), { recursive: true });
  writeFileSync(join(directory(), REGION, 'assets', 'begun.json'), '');
  write();

  expect(existsSync(join(directory(), REGION, 'assets', 'begun.json'))).toBe(false);
});

test('refuses a folder with something that is of no release, and deletes nothing', () => {
  const taken = join(workspace, 'taken');
  mkdirSync(join(taken, 'thesis'), { recursive: true });

  expect(() => write({ directory: taken })).toThrow(
    new UsageError(
      `"${taken}" holds "thesis", which is of no release; give an empty folder, one with a release, or a name that is not taken`,
    ),
  );
  expect(() => write({ directory: join(workspace, 'cdk.out') })).toThrow('which is of no release');
  expect(readdirSync(taken)).toEqual(['thesis']);
});

test('refuses a file for a folder', () => {
  const taken = join(workspace, 'file');
  writeFileSync(taken, '');

  expect(() => write({ directory: taken })).toThrow(
    new UsageError(
      `"${taken}" cannot be read (a part of its path is a file; expected a folder); give an empty folder, one with a release, or a name that is not taken`,
    ),
  );
});

test('refuses an assembly from before a tenant got another account', () => {
  const tenants = registry.tenants.map((tenant) => ({ ...tenant, accountId: '555555555555' }));

  expect(() => write({ registry: { ...registry, tenants } })).toThrow(
    new UsageError(
      "stack acme-Access was synthesized for account 111111111111, and the tenant's is 555555555555; synthesize it again: tenantry synth --all",
    ),
  );
});

test('refuses a stack of another partition, whose roles and addresses are called otherwise', () => {
  const assembly = aReleaseAssembly(workspace, 'china', [
    { id: 'acme', accountId: '111111111111', region: 'cn-north-1' },
  ]);

  expect(() => write({ assembly })).toThrow(
    new UsageError(
      'stack acme-Data is in region cn-north-1; expected one of the commercial partition, e.g. "eu-central-1": Step Functions deploys to no other',
    ),
  );
});

test('refuses a release with a tenant that is not in the assembly', () => {
  const more = { ...registry, tenants: [...registry.tenants, aTenant({ id: 'initech', accountId: '444444444444' })] };

  expect(() => write({ registry: more })).toThrow(
    'tenant "initech" has no stack in the assembly; synthesize it, or take it out of the release',
  );
});
