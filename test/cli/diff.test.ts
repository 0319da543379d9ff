import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { type SmallStack, aSmallAssembly } from '../support/small-assembly';
import { aFleet, aTenant, anOrganization } from '../support/tenants-folder';

const ACCOUNTS = { acme: '111111111111', globex: '222222222222', hooli: '333333333333' };
const FLEET = Object.keys(ACCOUNTS).map((id, index) =>
  aTenant({ id, displayName: `The ${id} company`, network: { cidr: `10.${index}.0.0/22` } }),
);
type Id = keyof typeof ACCOUNTS;

const DIGESTS: Readonly<Record<Id, string>> = { acme: '0A1B2C3D', globex: '12345678', hooli: 'FFFFFFFF' };

/** A stack of a tenant; names of its resources depend on the tenant, as the CDK's do. */
function aStack(id: Id, changes: Readonly<Record<string, object | undefined>> = {}): SmallStack {
  const resources = {
    [`Function${DIGESTS[id]}`]: {
      Type: 'AWS::Lambda::Function',
      Properties: { Environment: { Variables: { TENANT: id, ACCOUNT: ACCOUNTS[id] } }, MemorySize: 128 },
      Metadata: { 'aws:cdk:path': `${id}/Function` },
    },
    Database: {
      Type: 'AWS::RDS::DBInstance',
      Properties: { Engine: 'postgres', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' },
    },
    ...changes,
  };
  return { environment: `aws://${ACCOUNTS[id]}/eu-central-1`, template: { Resources: resources } };
}

const anAssembly = (stacks: Partial<Record<Id, SmallStack>>) =>
  aSmallAssembly(Object.fromEntries(Object.entries(stacks).map(([id, stack]) => [`${id}-Web`, stack])));

const all = (changes: (id: Id) => Record<string, object | undefined> = () => ({})) =>
  anAssembly(Object.fromEntries((['acme', 'globex', 'hooli'] as const).map((id) => [id, aStack(id, changes(id))])));

const diff = (base: string, head: string, ...argv: string[]) =>
  runRecorded(['diff', head, '--base', base, '--tenants', aFleet(FLEET, anOrganization(), ACCOUNTS), ...argv]);

const ANOTHER_DATABASE = {
  Type: 'AWS::RDS::DBInstance',
  Properties: { Engine: 'mysql', DBInstanceClass: 'db.t4g.micro', AllocatedStorage: '20' },
};

describe('tenantry diff', () => {
  test('says nothing of what is the same', async () => {
    const { exitCode, stdout } = await diff(all(), all());

    expect({ exitCode, stdout }).toEqual({ exitCode: ExitCode.Done, stdout: '0 of 3 tenants would change\n' });
  });

  test('says nothing of templates that are written in another way', async () => {
    const head = all();
    const file = join(head, 'globex-Web.template.json');
    const { Resources } = JSON.parse(readFileSync(file, 'utf8')) as { Resources: object };
    const turned = Object.fromEntries(Object.entries(Resources).toReversed());
    writeFileSync(file, JSON.stringify({ Resources: turned }, undefined, 1));

    expect((await diff(all(), head)).stdout).toBe('0 of 3 tenants would change\n');
  });

  test('tells what is the same change of many tenants once, with what is the tenants’ own left out', async () => {
    const { exitCode, stdout } = await diff(
      all(),
      all((id) => ({
        [`Function${DIGESTS[id]}`]: {
          Type: 'AWS::Lambda::Function',
          Properties: {
            Environment: { Variables: { TENANT: `${id}-1`, ACCOUNT: ACCOUNTS[id] } },
            MemorySize: id === 'hooli' ? 512 : 256,
          },
          Metadata: { 'aws:cdk:path': `${id}/Other/Function` },
        },
      })),
    );

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout.replaceAll(/\b[0-9a-f]{12}\b/g, '<digest>')).toBe(`\
Shapes
  1 before, 2 now
    new: <digest>, 2 tenants: acme, globex
    new: <digest>, 1 tenant: hooli
    gone: <digest>, 3 tenants: acme, globex, hooli

Everything else
  3 tenants: acme, globex, hooli
    «id»-Web Function«digest» (AWS::Lambda::Function) Properties.Environment.Variables.TENANT: "«id»" → "«id»-1"
  2 tenants: acme, globex
    «id»-Web Function«digest» (AWS::Lambda::Function) Properties.MemorySize: 128 → 256
  1 tenant: hooli
    hooli-Web FunctionFFFFFFFF (AWS::Lambda::Function) Properties.MemorySize: 128 → 512

3 of 3 tenants would change
`);
  });

  test('tells first what could lose data, and fails until it is allowed by name', async () => {
    const [base, head] = [all(), all(() => ({ Database: ANOTHER_DATABASE }))];
    const lines = async (...argv: string[]) => {
      const { exitCode, stdout } = await diff(base, head, ...argv);
      return { exitCode, lines: stdout.split('\n').slice(0, 4) };
    };
    const change = [
      'Data could be lost',
      '  3 tenants: acme, globex, hooli',
      '    «id»-Web Database (AWS::RDS::DBInstance) may be replaced, because of Engine',
    ];

    expect(await lines()).toEqual({
      exitCode: ExitCode.Failed,
      lines: [...change, '      allow it: --allow-replacement Database'],
    });
    expect(
      await lines('--allow-replacement', 'acme-Web/Database', '--allow-replacement', 'hooli-Web/Database'),
    ).toEqual({
      exitCode: ExitCode.Failed,
      lines: [...change, '      allow it: --allow-replacement globex-Web/Database'],
    });
    expect(await lines('--allow-replacement', 'Database')).toEqual({
      exitCode: ExitCode.Done,
      lines: [...change, '      allowed by name'],
    });
  });

  test('fails where a stack that holds data is no longer there', async () => {
    const rest = { environment: aStack('acme').environment ?? '', template: { Resources: {} } };
    const { exitCode, stdout } = await diff(
      aSmallAssembly({ 'acme-Web': aStack('acme'), 'acme-Rest': rest }),
      aSmallAssembly({ 'acme-Rest': rest }),
    );

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toContain(
      'acme-Web would be left behind, with data: AWS::RDS::DBInstance\n      allow it: --allow-replacement acme-Web\n',
    );
    expect(stdout).toContain('acme-Web no longer in the assembly\n');
  });

  test('fails where tenants are gone with all of their stacks, once for all of them', async () => {
    const { exitCode, stdout } = await diff(all(), anAssembly({ acme: aStack('acme') }));

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout.replaceAll(/\$[\d.]+/g, '$')).toBe(`\
Data could be lost
  2 tenants: globex, hooli
    «id»-Web would be left behind, with data: AWS::RDS::DBInstance
      allow it: --allow-replacement globex-Web, --allow-replacement hooli-Web

Cost a month while idle
  the fleet: $ before, $ now
  no longer there: 2 tenants: globex, hooli
    -$ together

Tenants
  no longer there: 2 tenants: globex, hooli

0 of 1 tenant would change, 2 no longer there, 1 change could lose data and is not allowed
`);
  });

  test('tells what a stack that is left behind holds in a line, and takes its name for all of it', async () => {
    const table = { Type: 'AWS::DynamoDB::Table' };
    const nested = {
      Type: 'AWS::CloudFormation::Stack',
      Properties: { TemplateURL: 'https://example.com/t' },
      Metadata: { 'aws:asset:path': 'nested.json' },
    };
    const stacks = ['acme', 'hooli'] as const;
    const base = aSmallAssembly(
      Object.fromEntries([
        ...stacks.map((id) => [`${id}/Data`, aStack(id, { Orders: table, Invoices: table, Nested: nested })]),
        ...stacks.map((id) => [`${id}/Web`, aStack(id, { Database: undefined })]),
      ]) as Record<string, SmallStack>,
      { 'nested.json': { Resources: { Files: { Type: 'AWS::S3::Bucket' } } } },
    );
    const head = anAssembly({ globex: aStack('globex') });
    const told = `\
Data could be lost
  2 tenants: acme, hooli
    «id»/Data would be left behind, with data: AWS::DynamoDB::Table (2), AWS::RDS::DBInstance, AWS::S3::Bucket
`;

    expect(await diff(base, head)).toMatchObject({
      exitCode: ExitCode.Failed,
      stdout: expect.stringContaining(`${told}      allow it: --allow-replacement Data\n\n`) as string,
    });
    expect((await diff(base, head, '--allow-replacement', 'acme/Data')).stdout).toContain(
      `${told}      allow it: --allow-replacement hooli/Data\n`,
    );
    expect(await diff(base, head, '--allow-replacement', 'Data')).toMatchObject({
      exitCode: ExitCode.Done,
      stdout: expect.stringContaining(`${told}      allowed by name\n`) as string,
    });
  });

  test('leaves a tenant that is suspended as it is, and its cost aside', async () => {
    const fleet = FLEET.map((tenant) => (tenant.id === 'globex' ? { ...tenant, state: 'suspended' } : tenant));
    const tenants = aFleet(fleet, anOrganization(), ACCOUNTS);
    const about = { ...aStack('globex'), environment: 'aws://100000000001/eu-central-1' };
    const base = aSmallAssembly({ 'acme-Web': aStack('acme'), 'globex-Web': aStack('globex'), 'vaults/globex': about });
    const head = anAssembly({ acme: aStack('acme') });

    const { exitCode, stdout } = await runRecorded(['diff', head, '--base', base, '--tenants', tenants]);

    expect({ exitCode, stdout }).toEqual({
      exitCode: ExitCode.Done,
      stdout: `\
Tenants
  suspended, their stacks stay as they are: 1 tenant: globex

0 of 1 tenant would change, 1 suspended
`,
    });
  });

  test.each([
    ['a tenant that the fleet no longer has', { initech: 'aws://999999999999/eu-central-1' }],
    [
      'a tenant that has another account, and is called as its stacks begin',
      { 'acme-Web': 'aws://888888888888/eu-central-1' },
    ],
  ])('fails where the stack of %s is gone', async (_, stacks) => {
    const gone = Object.entries(stacks).map(([name, environment]) => [name, { ...aStack('acme'), environment }]);
    const { exitCode, stdout } = await diff(
      aSmallAssembly(Object.fromEntries(gone) as Record<string, SmallStack>),
      anAssembly({ acme: aStack('acme') }),
    );

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toContain(`${Object.keys(stacks)[0]} would be left behind, with data: AWS::RDS::DBInstance\n`);
    expect(stdout).not.toContain('no longer in the assembly');
  });

  test('fails where data about a tenant goes with the tenant', async () => {
    const about = { ...aStack('acme'), environment: 'aws://100000000001/eu-central-1' };
    const { exitCode, stdout } = await diff(
      aSmallAssembly({ 'acme/Web': aStack('acme', { Database: undefined }), 'vaults/acme': about }),
      anAssembly({ hooli: aStack('hooli') }),
    );

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toContain('vaults/acme would be left behind, with data: AWS::RDS::DBInstance\n');
  });

  test('fails where a tenant has another account, and its data is in the old one', async () => {
    const elsewhere = { ...aStack('acme'), environment: 'aws://888888888888/eu-central-1' };
    const { exitCode, stdout } = await diff(
      aSmallAssembly({ 'acme/Web': elsewhere }),
      aSmallAssembly({ 'acme/Web': aStack('acme') }),
    );

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toContain('acme/Web would be left behind, with data: AWS::RDS::DBInstance\n');
    expect(stdout).toContain('new: 1 tenant: acme\n');
  });

  test('fails where data about a tenant stays in an account of before, and the same is made in another', async () => {
    const about = (account: string) =>
      aSmallAssembly({
        'acme/Web': aStack('acme', { Database: undefined }),
        'vaults/acme': { ...aStack('acme'), environment: `aws://${account}/eu-central-1` },
      });
    const { exitCode, stdout } = await diff(about('888888888888'), about('100000000001'));

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout).toContain('vaults/acme would be left behind, with data: AWS::RDS::DBInstance\n');
  });

  test('tells who may do more, what is reached from elsewhere, and what is open to everybody', async () => {
    const role = (id: Id, ...actions: string[]) => ({
      Role: {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: 'p',
          Roles: ['worker'],
          PolicyDocument: {
            Statement: [{ Effect: 'Allow', Action: actions, Resource: `arn:aws:s3:::${id}-reports` }],
          },
        },
      },
    });
    const group = (...ranges: string[]) => ({
      Group: {
        Type: 'AWS::EC2::SecurityGroup',
        Properties: {
          SecurityGroupIngress: ranges.map((CidrIp) => ({ CidrIp, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 })),
        },
      },
    });
    const { exitCode, stdout } = await diff(
      all((id) => ({ ...role(id, 's3:GetObject'), ...group('10.9.0.0/16') })),
      all((id) => ({ ...role(id, 's3:GetObject', 's3:PutObject'), ...group('10.9.0.0/16', '0.0.0.0/0') })),
    );

    expect(exitCode).toBe(ExitCode.Done);
    expect(stdout.slice(0, stdout.indexOf('\nEverything else'))).toBe(`\
Access is wider
  3 tenants: acme, globex, hooli
    «id»-Web (IAM) may: AWS:worker Allow s3:GetObject s3:PutObject on arn:aws:s3:::«id»-reports
    «id»-Web (network) \${Group.GroupId} is reached by Everyone (IPv4): TCP 443

Open to everybody
  3 tenants: acme, globex, hooli
    «id»-Web Group (AWS::EC2::SecurityGroup) open to every address
`);
  });

  test('says of what has no price that it is not counted, where the sum falls because of it', async () => {
    const database = (storage: object) => ({
      Database: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { Engine: 'postgres', DBInstanceClass: 'db.t4g.medium', AllocatedStorage: '20', ...storage },
      },
    });
    const gp3 = database({ StorageType: 'gp3' });
    const io1 = database({ StorageType: 'io1', Iops: 3000 });
    const [acme, hooli] = [aStack('acme', io1), aStack('hooli', io1)];
    const changed = aSmallAssembly({ 'acme-Web': acme, 'hooli-Web': hooli });

    const wanted = `\
  2 tenants: acme, hooli
    has no price here, and is not counted before or after: AWS::RDS::DBInstance (provisioned IOPS)
  2 tenants: acme, hooli
    has no price here, and is not counted before or after: AWS::RDS::DBInstance (storage that is neither gp2 nor gp3)
`;
    const priced = aSmallAssembly({ 'acme-Web': aStack('acme', gp3), 'hooli-Web': aStack('hooli', gp3) });
    expect((await diff(priced, changed)).stdout).toContain(wanted);
    const ofAcme = aSmallAssembly({ 'acme-Web': aStack('acme', gp3) });
    expect((await diff(ofAcme, changed)).stdout).toContain(wanted);
    expect((await diff(changed, ofAcme)).stdout).toContain(wanted);
  });

  test('tells what tenants cost that come and go, where the fleet costs the same', async () => {
    const { stdout } = await diff(anAssembly({ acme: aStack('acme') }), anAssembly({ hooli: aStack('hooli') }));

    const [, cost = ''] = /\n(Cost a month while idle\n[^]*?)\n\n/.exec(stdout) ?? [];
    const [, each = ''] = /: (\$[\d.]+) before/.exec(cost) ?? [];
    expect(cost.split('\n')).toEqual([
      'Cost a month while idle',
      `  the fleet: ${each} before, ${each} now`,
      '  new: 1 tenant: hooli',
      `    +${each} together`,
      '  no longer there: 1 tenant: acme',
      `    -${each} together`,
    ]);
  });

  test('tells cost, tenants that come and go, and stacks of no tenant', async () => {
    const organization = (memory: number) => ({
      environment: 'aws://100000000001/eu-central-1',
      template: { Resources: { Function: { Type: 'AWS::Lambda::Function', Properties: { MemorySize: memory } } } },
    });
    const bigger = {
      Database: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { Engine: 'postgres', DBInstanceClass: 'db.t4g.medium', AllocatedStorage: '20' },
      },
    };
    const gone = { environment: 'aws://999999999999/eu-central-1', template: { Resources: {} } };
    const base = aSmallAssembly({
      'acme-Web': aStack('acme'),
      'hooli-Web': aStack('hooli'),
      initech: gone,
      organization: organization(1),
    });
    const head = aSmallAssembly({
      'acme-Web': aStack('acme', bigger),
      'globex-Web': aStack('globex'),
      'hooli-Web': aStack('hooli', bigger),
      organization: organization(2),
    });

    const result = JSON.parse((await diff(base, head, '--json')).stdout) as Record<string, object>;

    expect(result).toMatchObject({
      stateful: [],
      tenants: { compared: 2, changed: ['acme', 'hooli'], added: ['globex'], removed: ['initech'] },
      cost: { changes: [{ tenants: ['acme', 'hooli'] }] },
      shapes: { before: 1, after: 2 },
    });
    const { beforeMonthlyUsd, afterMonthlyUsd, changes } = result['cost'] as {
      beforeMonthlyUsd: number;
      afterMonthlyUsd: number;
      changes: { monthlyUsd: number }[];
    };
    const { addedMonthlyUsd, removedMonthlyUsd } = result['cost'] as {
      addedMonthlyUsd: number;
      removedMonthlyUsd: number;
    };
    expect([addedMonthlyUsd, removedMonthlyUsd]).toEqual([beforeMonthlyUsd / 2, 0]);
    expect(changes[0]?.monthlyUsd).toBeGreaterThan(0);
    expect(afterMonthlyUsd).toBeCloseTo(beforeMonthlyUsd * 1.5 + 2 * (changes[0]?.monthlyUsd ?? 0), 2);
    expect(result['other']).toContainEqual({
      stack: 'organization',
      type: 'AWS::Lambda::Function',
      logicalId: 'Function',
      change: 'changed',
      path: 'Properties.MemorySize',
      before: '1',
      after: '2',
      tenants: [],
    });
  });

  test('writes Markdown in which nothing from a template is more than text, and which fits a comment', async () => {
    const variables = Object.fromEntries(
      Array.from({ length: 2000 }, (_, index) => [`V${index}`, `\`@everyone\` [x](y) ${index}`]),
    );
    const many = { Many: { Type: 'AWS::Lambda::Function', Properties: { Environment: variables } } };
    const { stdout } = await diff(
      all(() => ({ Many: { Type: 'AWS::Lambda::Function', Properties: { Environment: {} } } })),
      all((id) => ({ ...(id === 'acme' ? many : {}), Extra: { Type: '`@team`' } })),
      '--markdown',
    );

    expect(stdout.length).toBeLessThanOrEqual(65_536);
    expect(stdout).toMatch(/^### Tenants: 3 of 3 tenants would change\n/);
    expect(stdout).toContain('- ``«id»-Web Extra (`@team`) added``\n');
    expect(stdout).toMatch(/\n… and \d+ more lines; `tenantry diff --json` lists everything\.\n$/);
  });

  test('writes a page that needs nothing but itself, in which what is from a template is text', async () => {
    const file = join(aSmallAssembly({}), 'diff.html');
    const { exitCode, stderr } = await diff(
      all(),
      all(() => ({ Extra: { Type: '<script src="https://example.com"></script>' } })),
      '--html',
      file,
    );

    const page = readFileSync(file, 'utf8');
    expect({ exitCode, stderr }).toEqual({ exitCode: ExitCode.Done, stderr: `wrote ${file}\n` });
    expect(page).toMatch(/^<!doctype html>\n<html lang="en">/);
    expect(page).toContain('<h3>3 tenants: acme, globex, hooli</h3>');
    expect(page).toContain('«id»-Web Extra (&lt;script src=');
    expect(page).not.toMatch(/<script|<link|<img|@import|url\(/);
  });

  test('tells the same change of many resources once, and of long values where they differ', async () => {
    const resources = (text: string, stage: string) => () => ({
      One: {
        Type: 'AWS::SNS::Topic',
        Properties: { Name: `${'long '.repeat(40)}${text}`, Tags: [{ Key: 'stage', Value: stage }] },
      },
      Two: {
        Type: 'AWS::SNS::Topic',
        Properties: {
          Tags: [
            { Key: 'x', Value: 'y' },
            { Key: 'stage', Value: stage },
          ],
        },
      },
    });

    const { stdout } = await diff(all(resources('a', 'test')), all(resources('b', 'live')));

    expect(stdout).toContain(`Everything else
  3 tenants: acme, globex, hooli
    «id»-Web One (AWS::SNS::Topic) Properties.Name: …long long long long a" → …long long long long b"
    «id»-Web One (AWS::SNS::Topic) Properties.Tags.0: {"Key":"stage","Value":"test"} → {"Key":"stage","Value":"live"} (and 1 other place)
`);
  });

  test('notices termination protection that changes, and nothing else', async () => {
    const { stdout } = await diff(
      anAssembly({ acme: aStack('acme') }),
      anAssembly({ acme: { ...aStack('acme'), terminationProtection: false } }),
    );

    expect(stdout).toBe(`\
Everything else
  1 tenant: acme
    acme-Web (Stack) terminationProtection: true → false

1 of 1 tenant would change
`);
  });

  test('notices a value of the tenant’s own that changes', async () => {
    const { stdout } = await diff(
      all((id) => ({
        Database: {
          Type: 'AWS::SQS::Queue',
          Properties: { QueueName: id === 'acme' ? ACCOUNTS.globex : ACCOUNTS[id] },
        },
      })),
      all((id) => ({ Database: { Type: 'AWS::SQS::Queue', Properties: { QueueName: ACCOUNTS[id] } } })),
    );

    expect(stdout).toContain(
      '1 tenant: acme\n    acme-Web Database (AWS::SQS::Queue) Properties.QueueName: "222222222222" → "111111111111"\n',
    );
    expect(stdout).toContain('1 of 3 tenants would change');
  });

  test('refuses to compare with nothing, or with two things', async () => {
    const tenants = ['--tenants', aFleet(FLEET, anOrganization(), ACCOUNTS)];
    const nothing = await runRecorded(['diff', all(), ...tenants]);
    const both = await runRecorded(['diff', all(), '--base', 'main', '--deployed', ...tenants]);

    expect([nothing.exitCode, both.exitCode]).toEqual([ExitCode.Refused, ExitCode.Refused]);
    expect(nothing.stderr).toBe(
      'error nothing to compare with; say --base with a folder or a commit (tenantry diff --base main), or --deployed\n',
    );
    expect(both.stderr).toContain("option '--deployed' cannot be used with option '--base <dir|commit>'");
  });
});
