import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aSmallAssembly } from '../support/small-assembly';
import { aFleet, aFolder, aTenant, anOrganization } from '../support/tenants-folder';

const LOCK = { acme: '111111111111', globex: '222222222222' };
const ACME = aTenant({ network: { cidr: '10.1.0.0/22' } });
const GLOBEX = aTenant({ id: 'globex', network: { cidr: '10.2.0.0/22' } });
const ORGANIZATION = anOrganization({ trail: 'organization' });

const QUEUE = { Type: 'AWS::SQS::Queue', Properties: {} };
const ROLE = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: 'arn:aws:iam::222222222222:root' } }],
    },
  },
};

const audit = (assembly: string, directory: string, ...argv: string[]) =>
  runRecorded(['audit', assembly, '--tenants', directory, '--today', '2026-06-01', ...argv]);

describe('tenantry audit', () => {
  test('tells each finding with its place, claim and fix, worst first, and exits with 1', async () => {
    const assembly = aSmallAssembly({ web: { template: { Resources: { Queue: QUEUE, Role: ROLE } } } });

    const { exitCode, stdout } = await audit(assembly, aFleet([ACME, GLOBEX], ORGANIZATION, LOCK));

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stdout.replaceAll(/, [0-9a-f]{12}\)/g, ')'))
      .toBe(`critical web Role Properties.AssumeRolePolicyDocument.Statement.0.Principal.AWS
  arn:aws:iam::222222222222:root may assume the role: tenant globex (222222222222)
  claim: Only the operator's named principals may assume a role of a tenant from outside its account. (reach-in/role-trust)
  fix: name principals of the tenant's own account, or one of the operator's principals in the organization's file, with the conditions it must be asked for

medium web Queue Properties.KmsMasterKeyId
  it is not encrypted with the tenant's own key: KmsMasterKeyId is not set
  claim: Data at rest is encrypted with the tenant's own KMS key. (encryption/own-key)
  fix: name the tenant's key

not analysed:
  AWS::Organizations::Policy: the assembly has no service control policy, so region fences were not judged

2 findings (1 critical, 1 medium) in 2 resources of 1 stack, 1 tenant
`);
  });

  test('exits with 0 where no finding is as bad as --fail-on', async () => {
    const assembly = aSmallAssembly({ web: { template: { Resources: { Queue: QUEUE } } } });
    const directory = aFleet([ACME], ORGANIZATION, { acme: '111111111111' });

    expect((await audit(assembly, directory, '--fail-on', 'high')).exitCode).toBe(ExitCode.Done);
    expect((await audit(assembly, directory, '--fail-on', 'medium')).exitCode).toBe(ExitCode.Failed);
  });

  test('gives one object with --json, with ids that stay the same', async () => {
    const assembly = aSmallAssembly({
      web: { template: { Resources: { Role: ROLE } } },
      theirs: { environment: 'aws://999999999999/eu-central-1', template: { Resources: {} } },
    });
    const directory = aFleet([ACME, GLOBEX], ORGANIZATION, LOCK);

    const [one, other] = [await audit(assembly, directory, '--json'), await audit(assembly, directory, '--json')];

    expect(one.stdout).toBe(other.stdout);
    expect(JSON.parse(one.stdout)).toMatchObject({
      findings: [
        {
          id: expect.stringMatching(/^[0-9a-f]{12}$/) as string,
          rule: 'reach-in/role-trust',
          severity: 'critical',
          tenant: 'acme',
          stack: 'web',
          logicalId: 'Role',
          path: 'Properties.AssumeRolePolicyDocument.Statement.0.Principal.AWS',
        },
      ],
      notAnalysed: [
        {
          stack: '',
          type: 'AWS::Organizations::Policy',
          rule: 'residency/region-fence',
          why: 'the assembly has no service control policy, so region fences were not judged',
        },
      ],
      summary: { stacks: 2, tenants: 1, findings: 1, stacksOfNoTenant: ['theirs'] },
    });
  });

  test('takes out what an exception answers for, and says it; an expired one fails', async () => {
    const assembly = aSmallAssembly({ web: { template: { Resources: { Queue: QUEUE } } } });
    const exceptions = (expires: string) => ({
      ...ORGANIZATION,
      audit: {
        exceptions: [
          {
            rule: 'encryption/own-key',
            tenant: 'acme',
            resource: 'web/*',
            owner: 'ada@example.com',
            reason: 'holds ids of jobs, no data',
            expires,
          },
        ],
      },
    });
    const lock = { acme: '111111111111' };

    const valid = await audit(assembly, aFleet([ACME], exceptions('2026-06-01'), lock));
    const expired = await audit(assembly, aFleet([ACME], exceptions('2026-05-31'), lock));

    expect(valid.exitCode).toBe(ExitCode.Done);
    expect(valid.stdout).toContain(
      'excepted:\n  encryption/own-key web Queue: holds ids of jobs, no data (ada@example.com, until 2026-06-01)\n',
    );
    expect(expired.exitCode).toBe(ExitCode.Failed);
    expect(expired.stdout).toContain(
      'the exception from encryption/own-key for web/* expired on 2026-05-31; ada@example.com answers for it: holds ids of jobs, no data',
    );
    expect(expired.stdout).toContain('medium web Queue Properties.KmsMasterKeyId');
  });

  test('warns of exceptions that name no rule, and of those under which nothing is found', async () => {
    const assembly = aSmallAssembly({ web: { template: { Resources: { Queue: QUEUE } } } });
    const exception = { owner: 'ada@example.com', reason: 'holds ids of jobs, no data', expires: '2027-01-31' };
    const exceptions = [
      { ...exception, rule: 'encryption/own-keys' },
      { ...exception, rule: 'encryption/own-key', resource: 'web/*' },
      // What another one excepts, too, it would except without that.
      { ...exception, rule: 'encryption/own-key', tenant: 'acme' },
      { ...exception, rule: 'public/public-resource', resource: 'web/Topic', tenant: 'acme' },
      // Expired ones are findings; what was not judged may be found another time.
      { ...exception, rule: 'public/public-resource', expires: '2026-05-31' },
      { ...exception, rule: 'residency/region-fence' },
    ];
    const organization = { ...ORGANIZATION, audit: { exceptions } };
    const acme = { ...ACME, auditExceptions: [{ ...exception, rule: 'public/api-without-authorizer' }] };

    const ofOne = aFleet([acme], organization, { acme: LOCK.acme });
    const ofTwo = aFleet([acme, GLOBEX], organization, LOCK);
    const whole = await audit(assembly, ofOne);
    const part = await audit(assembly, ofTwo);

    const unknown = (directory: string) =>
      `warning ${join(directory, 'organization.json')}: audit.exceptions.0.rule: unknown rule "encryption/own-keys"; did you mean "encryption/own-key"?\n`;
    expect(whole.stderr).toBe(
      [
        unknown(ofOne),
        `warning ${join(ofOne, 'organization.json')}: audit.exceptions.3: excepts nothing: no finding is of public/public-resource in web/Topic of tenant acme; remove it, or mend what it names\n`,
        `warning ${join(ofOne, 'acme.json')}: auditExceptions.0: excepts nothing: no finding is of public/api-without-authorizer of tenant acme; remove it, or mend what it names\n`,
      ].join(''),
    );
    // Of tenants that are not in the assembly nothing could be found.
    expect(part.stderr).toBe(unknown(ofTwo));
  });

  test('an exception of the organization is unused only where its own stacks are in the assembly too', async () => {
    const exceptions = [
      {
        rule: 'public/public-resource',
        resource: 'operator/*',
        owner: 'ada@example.com',
        reason: 'tells the world of releases',
        expires: '2027-01-31',
      },
    ];
    const directory = aFleet(
      [ACME],
      { ...ORGANIZATION, operator: 'stacks', audit: { exceptions } },
      { acme: LOCK.acme },
    );
    const web = { template: { Resources: {} } };
    const operator = { environment: 'aws://100000000002/eu-central-1', template: { Resources: {} } };

    expect((await audit(aSmallAssembly({ web }), directory)).stderr).toBe('');
    expect((await audit(aSmallAssembly({ web, operator }), directory)).stderr).toBe(
      `warning ${join(directory, 'organization.json')}: audit.exceptions.0: excepts nothing: no finding is of public/public-resource in operator/*; remove it, or mend what it names\n`,
    );
  });

  test('warns where no stack is of a tenant, as with another tenants folder', async () => {
    const assembly = aSmallAssembly({ web: { template: { Resources: {} } } });
    const directory = aFleet([ACME], ORGANIZATION, { acme: '555555555555' });
    const { stderr } = await audit(assembly, directory);

    expect(stderr).toBe(
      `warning ${assembly}: none of 1 stack goes to the account of a tenant in ${directory}, so nothing was looked at that is about tenants; name the folder with --tenants, or complete its accounts.lock.json\n`,
    );
  });

  test.each(['planned', 'suspended', 'closed'])(
    "does not warn where stacks are the organization's alone, because all tenants are %s",
    async (state) => {
      const operator = { environment: 'aws://100000000002/eu-central-1', template: { Resources: {} } };
      const directory = aFleet([{ ...ACME, state }], ORGANIZATION, { acme: LOCK.acme });

      expect((await audit(aSmallAssembly({ operator }), directory)).stderr).toBe('');
    },
  );

  test('follows nested stacks and what is passed into them', async () => {
    const nested = {
      Parameters: { Peer: { Type: 'String' } },
      Resources: {
        Role: {
          ...ROLE,
          Properties: {
            AssumeRolePolicyDocument: {
              Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { AWS: { Ref: 'Peer' } } }],
            },
          },
        },
      },
    };
    const parent = (Peer: string) => ({
      Resources: {
        Inner: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { TemplateURL: 'x', Parameters: { Peer } },
          Metadata: { 'aws:asset:path': 'inner.json' },
        },
      },
    });
    const directory = aFleet([ACME, GLOBEX], ORGANIZATION, LOCK);

    const foreign = await audit(
      aSmallAssembly({ web: { template: parent('222222222222') } }, { 'inner.json': nested }),
      directory,
    );
    const own = await audit(
      aSmallAssembly({ web: { template: parent('111111111111') } }, { 'inner.json': nested }),
      directory,
    );

    expect(foreign.stdout).toContain(
      'critical web/Inner Role Properties.AssumeRolePolicyDocument.Statement.0.Principal.AWS',
    );
    expect(own).toMatchObject({ exitCode: ExitCode.Done });
  });

  test('finds stacks of one account that go to a region outside of the jurisdiction, or nowhere', async () => {
    const template = { Resources: {} };
    const assembly = aSmallAssembly({
      abroad: { environment: 'aws://111111111111/us-east-1', template },
      nowhere: { environment: 'aws://unknown-account/unknown-region', template },
    });

    const { stdout } = await audit(assembly, aFleet([ACME], ORGANIZATION, { acme: '111111111111' }));

    expect(stdout).toContain(
      'critical abroad\n  the stack goes to us-east-1; jurisdiction eu has eu-central-1, eu-west-1, eu-south-1',
    );
    expect(stdout).toContain('medium nowhere\n  the manifest names no account for stack nowhere');
  });

  test.each([
    [
      'a folder without an assembly',
      [],
      (folder: string) =>
        `error ${join(folder, 'manifest.json')}: there is no cloud assembly; expected the folder that cdk synth or tenantry synth wrote: synthesize first, or name the folder\n`,
    ],
    [
      'a day that no month has',
      ['--today', '2026-02-30'],
      () => 'error --today: expected a day as YYYY-MM-DD, got "2026-02-30"\n',
    ],
    [
      'a commit that is no text, as that of a folder without git',
      ['--report', 'report', '--commit', ''],
      () => 'error --commit: expected the id of a commit, got an empty text; leave it out where there is none\n',
    ],
    ['no day', ['--today', '2026-13-01'], () => 'error --today: expected a day as YYYY-MM-DD, got "2026-13-01"\n'],
  ])('refuses %s', async (_, argv, message) => {
    const folder = aFolder({});
    const { exitCode, stdout, stderr } = await runRecorded([
      'audit',
      folder,
      '--tenants',
      aFleet([ACME], ORGANIZATION),
      ...argv,
    ]);

    expect({ exitCode, stdout, stderr }).toEqual({ exitCode: ExitCode.Refused, stdout: '', stderr: message(folder) });
  });

  test('refuses an assembly with a template that cannot be read', async () => {
    const assembly = aSmallAssembly({ web: { template: {} } });
    writeFileSync(join(assembly, 'web.template.json'), '{');

    const { exitCode, stderr } = await audit(assembly, aFleet([ACME], ORGANIZATION));

    expect({ exitCode, stderr }).toEqual({
      exitCode: ExitCode.Refused,
      stderr: `error ${join(assembly, 'web.template.json')}: expected an object in JSON; synthesize again\n`,
    });
  });

  test('lists its rules, each with a claim, without a fleet', async () => {
    const { exitCode, stdout } = await runRecorded(['audit', '--rules', '--json']);

    const { rules } = JSON.parse(stdout) as {
      rules: { id: string; claim: string; explanation: string; fix: string }[];
    };
    expect(exitCode).toBe(ExitCode.Done);
    expect(rules.map(({ id }) => id)).toEqual(rules.map(({ id }) => id).toSorted());
    for (const { id, claim, explanation, fix } of rules) {
      expect(id).toMatch(/^[a-z-]+\/[a-z-]+$/);
      expect([claim, explanation, fix].every((text) => text.length > 10)).toBe(true);
    }
  });
});
