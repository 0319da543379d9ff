import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { ALL_RULES } from '../../lib/audit/rules/all-rules';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aSmallAssembly } from '../support/small-assembly';
import { aFleet, aFolder, aTenant, anOrganization } from '../support/tenants-folder';

const TEMPLATE = {
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: {} }, Topic: { Type: 'AWS::SNS::Topic', Properties: {} } },
};
/** What a macro makes of it is not known. */
const NOT_ANALYSED = { Type: 'Acme::Own::Type', Properties: { Name: { 'Fn::Transform': { Name: 'Own' } } } };
const EXCEPTION = {
  rule: 'encryption/own-key',
  resource: 'web/Topic',
  owner: 'ada@example.com',
  reason: 'announces new versions, no data',
  expires: '2026-12-31',
};

const FILES = [
  'index.html',
  'findings.json',
  'evidence.json',
  'component-definition.json',
  'findings.sarif',
  'tenants/',
  'manifest.json',
];

const fleet = () => {
  const organization = anOrganization({ trail: 'organization', audit: { exceptions: [EXCEPTION] } });
  return aFleet([aTenant({ network: { cidr: '10.1.0.0/22' } })], organization, { acme: '111111111111' });
};

async function reportOf(assembly: string, directory = fleet(), { folder = aFolder({}), argv = [] as string[] } = {}) {
  const { exitCode, stderr } = await runRecorded([
    'audit',
    assembly,
    '--tenants',
    directory,
    '--today',
    '2026-06-01',
    '--report',
    folder,
    ...argv,
  ]);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    exitCode,
    stderr,
    folder,
    read,
    findings: read('findings.json'),
    sarif: read('findings.sarif'),
    manifest: read('manifest.json'),
  };
}

/** What a reader sees of a page, with single spaces. */
function textOf(html: string): string {
  return html
    .replaceAll(/<(style|script|title)[\s\S]*?<\/\1>/g, ' ')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll(/\s+/g, ' ');
}

/** What a schema of NIST finds wrong. */
function problems(schema: string, document: unknown): unknown[] {
  const ajv = addFormats(new Ajv({ strict: false, allErrors: true, unicodeRegExp: true }));
  const file = join(__dirname, 'oscal', `${schema}.schema.json`);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  validate(document);
  return validate.errors ?? [];
}

interface AssessmentResults {
  readonly 'assessment-results': {
    readonly results: readonly [
      {
        readonly observations: readonly { readonly uuid: string; readonly types: readonly string[] }[];
        readonly findings: readonly {
          readonly target: { readonly 'target-id': string; readonly status: { readonly state: string } };
          readonly 'related-observations': readonly object[];
        }[];
      },
    ];
  };
}

interface Sarif {
  readonly version: string;
  readonly runs: readonly [
    {
      readonly tool: { readonly driver: { readonly rules: readonly { readonly id: string }[] } };
      readonly results: readonly {
        readonly ruleId: string;
        readonly kind: string;
        readonly level: string;
        readonly suppressions?: readonly { readonly justification: string }[];
        readonly partialFingerprints?: Readonly<Record<string, string>>;
      }[];
    },
  ];
}

describe('evidence of an audit', () => {
  test('is a SARIF log with every rule: what was found, what is accepted and why, and what holds', async () => {
    const { exitCode, stderr, folder, sarif, findings } = await reportOf(
      aSmallAssembly({ web: { template: TEMPLATE } }),
    );

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stderr).toBe(`wrote ${FILES.map((file) => join(folder, file)).join(', ')}\n`);
    const [run] = (JSON.parse(sarif) as Sarif).runs;
    const [queue, topic, ...others] = run.results;
    const [{ id } = {}] = (JSON.parse(findings) as { findings: { id: string }[] }).findings;
    expect(queue).toMatchObject({
      ruleId: 'encryption/own-key',
      kind: 'fail',
      level: 'warning',
      locations: [
        {
          physicalLocation: { artifactLocation: { uri: 'web.template.json' }, region: { startLine: 1 } },
          logicalLocations: [{ fullyQualifiedName: 'web/Queue/Properties.KmsMasterKeyId' }],
        },
      ],
      partialFingerprints: { 'tenantryFinding/v1': id },
    });
    expect(topic).toMatchObject({
      ruleId: 'encryption/own-key',
      suppressions: [{ justification: 'announces new versions, no data (ada@example.com, until 2026-12-31)' }],
    });
    expect(others.every(({ level }) => level === 'none')).toBe(true);
    // The assembly has no service control policy.
    expect(others.filter(({ kind }) => kind !== 'pass')).toMatchObject([
      { ruleId: 'residency/region-fence', kind: 'open' },
    ]);
    expect(new Set(run.results.map(({ ruleId }) => ruleId))).toEqual(new Set(ALL_RULES.map(({ id: rule }) => rule)));
    expect(run.tool.driver.rules.map(({ id: rule }) => rule)).toEqual(ALL_RULES.map(({ id: rule }) => rule));
  });

  test('says by SHA-256 which templates it speaks of', async () => {
    const { manifest, findings } = await reportOf(aSmallAssembly({ web: { template: TEMPLATE } }));
    const hash = (content: string) => createHash('sha256').update(content).digest('hex');

    expect(JSON.parse(manifest)).toMatchObject({
      files: { 'findings.json': hash(findings) },
      templates: { 'web.template.json': hash(JSON.stringify(TEMPLATE)) },
    });
  });

  test('has the same bytes for the same input', async () => {
    const assembly = aSmallAssembly({ web: { template: TEMPLATE } });
    const directory = fleet();
    const [one, other] = [await reportOf(assembly, directory), await reportOf(assembly, directory)];

    for (const file of [...FILES.filter((name) => !name.endsWith('/')), 'tenants/acme.html']) {
      expect(one.read(file)).toBe(other.read(file));
    }
  });

  test('has a page for the fleet that leads to a page for each tenant, with what was found and what is accepted', async () => {
    const { read } = await reportOf(aSmallAssembly({ web: { template: TEMPLATE } }));
    const index = textOf(read('index.html'));
    const page = textOf(read('tenants/acme.html'));

    expect(read('index.html')).toContain('<a href="tenants/acme.html">');
    expect(index).toContain('1 finding: not every claim holds');
    expect(page).toContain(
      "medium it is not encrypted with the tenant's own key: KmsMasterKeyId is not set web Queue Properties.KmsMasterKeyId in web.template.json",
    );
    expect(page).toContain('ada@example.com answers for it until 2026-12-31: announces new versions, no data');
    expect(page).toContain("No policy in the tenant's templates lets anybody in from outside the account.");
    expect(page).toContain("Neither rule packs nor CDK's validation ran when the assembly was made.");
  });

  test('says who gets in, under which conditions, and what names other accounts', async () => {
    const operator = 'arn:aws:iam::100000000002:role/Operator';
    const trust = {
      Effect: 'Allow',
      Action: 'sts:AssumeRole',
      Principal: { AWS: operator },
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5', 'sts:ExternalId': 'x' } },
    };
    const Resources = {
      Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: { Statement: [trust] } } },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: { Targets: [{ Id: 'x', Arn: 'arn:aws:events:eu-central-1:100000000002:event-bus/x' }] },
      },
      Bucket: { Type: 'AWS::S3::Bucket', Properties: {} },
    };
    const { read } = await reportOf(aSmallAssembly({ web: { template: { Resources } } }));
    const page = textOf(read('tenants/acme.html'));

    expect(page).toContain(
      `${operator} web Role (AWS::IAM::Role) sts:AssumeRole aws:PrincipalOrgID is o-a1b2c3d4e5 sts:ExternalId is x`,
    );
    expect(page).toContain(
      'arn:aws:events:eu-central-1:100000000002:event-bus/x the operator account (100000000002) web Rule Properties.Targets.0.Arn',
    );
    expect(page).toContain('web Bucket AWS::S3::Bucket eu-central-1');
  });

  test('says what has changed since an earlier report, which it may replace', async () => {
    const directory = fleet();
    const folder = aFolder({});
    const argv = ['--previous', join(folder, 'findings.json'), '--commit', 'abc1234'];
    const { Queue, Topic } = TEMPLATE.Resources;
    const mended = { Resources: { Topic, Other: Queue } };
    await reportOf(aSmallAssembly({ web: { template: TEMPLATE } }), directory, { folder });
    const { read } = await reportOf(aSmallAssembly({ web: { template: mended } }), directory, { folder, argv });

    expect(textOf(read('index.html'))).toContain('1 finding before, 1 now: 1 appeared, 1 is gone.');
    expect(textOf(read('index.html'))).toContain('of commit abc1234');
  });

  test('does not say that a finding is gone that somebody answers for now', async () => {
    const assembly = aSmallAssembly({ web: { template: TEMPLATE } });
    const organization = (exceptions: readonly object[]) =>
      anOrganization({ trail: 'organization', audit: { exceptions } });
    const tenants = [aTenant({ network: { cidr: '10.1.0.0/22' } })];
    const before = aFleet(tenants, organization([]), { acme: '111111111111' });
    const after = aFleet(tenants, organization([EXCEPTION]), { acme: '111111111111' });
    const { folder } = await reportOf(assembly, before);
    const { read } = await reportOf(assembly, after, { argv: ['--previous', join(folder, 'findings.json')] });

    expect(textOf(read('index.html'))).toContain(
      '2 findings before, 1 now: 0 appeared, 0 are gone, 1 came under an exception.',
    );
  });

  test('says on the page of a tenant what was not analysed and what rule packs found, whatever its stacks are called', async () => {
    const assembly = aSmallAssembly({ 'Prod/Web': { template: { Resources: { Policy: NOT_ANALYSED } } } });
    const violatingConstructs = [{ constructPath: 'Prod/Web/Policy' }];
    const violations = [{ ruleName: 'Own-1', description: 'it is not as it should be', violatingConstructs }];
    const report = { pluginReports: [{ pluginName: 'Own', violations }] };
    writeFileSync(join(assembly, 'validation-report.json'), JSON.stringify(report));
    const { read } = await reportOf(assembly);
    const page = textOf(read('tenants/acme.html'));

    expect(page).toContain('Own-1 Prod/Web/Policy it is not as it should be');
    expect(page).toContain('Prod/Web Policy (Acme::Own::Type)');
    expect(page).not.toContain('Nothing in the templates was left unread.');
  });

  test('does not say that all claims hold where an exception has expired', async () => {
    const exception = { ...EXCEPTION, expires: '2026-05-31' };
    const organization = anOrganization({ trail: 'organization', audit: { exceptions: [exception] } });
    const directory = aFleet([aTenant({ network: { cidr: '10.1.0.0/22' } })], organization, { acme: '111111111111' });
    const { read, sarif } = await reportOf(aSmallAssembly({ web: { template: { Resources: {} } } }), directory);

    for (const page of ['index.html', 'tenants/acme.html']) {
      expect(textOf(read(page))).toContain('1 finding: not every claim holds');
      expect(textOf(read(page))).toContain('looked at again before it expires. 1 finding');
    }
    const [{ tool, results }] = (JSON.parse(sarif) as Sarif).runs;
    const rules = tool.driver.rules.map(({ id }) => id);
    expect(results.filter(({ ruleId }) => !rules.includes(ruleId))).toEqual([]);
  });

  test('names the stacks of no tenant, of which it does not claim what it claims of tenants', async () => {
    const stack = { template: { Resources: {} } };
    const { read } = await reportOf(
      aSmallAssembly({ web: stack, theirs: { ...stack, environment: 'aws://999999999999/eu-central-1' } }),
    );

    expect(textOf(read('index.html'))).toContain(
      'What is claimed of tenants, in stacks that go to the account of none: theirs.',
    );
  });

  test('says how much is not on the first page', async () => {
    const Resources = Object.fromEntries(
      Array.from({ length: 102 }, (_, index) => index).flatMap((index) => [
        [`Topic${index}`, TEMPLATE.Resources.Topic],
        [`Own${index}`, NOT_ANALYSED],
      ]),
    );
    const exception = { ...EXCEPTION, resource: 'web/Topic*' };
    const organization = anOrganization({ trail: 'organization', audit: { exceptions: [exception] } });
    const directory = aFleet([aTenant({ network: { cidr: '10.1.0.0/22' } })], organization, { acme: '111111111111' });
    const { read } = await reportOf(aSmallAssembly({ web: { template: { Resources } } }), directory);

    const index = textOf(read('index.html'));
    expect(index.split('ada@example.com answers for it').length - 1).toBe(100);
    expect(index).toMatch(
      /until 2026-12-31: announces new versions, no data 2 more are on the pages of their tenants, and in findings\.json\. Who reaches what/,
    );
    expect(index).toMatch(/3 more are on the pages of their tenants, and in findings\.json\.  ?Design evidence/);
  });

  test('has a page for every tenant, however many there are', async () => {
    const ids = Array.from({ length: 33 }, (_, index) => `tenant-${index + 10}`);
    const tenants = ids.map((id, index) => aTenant({ id, network: { cidr: `10.${index}.0.0/22` } }));
    const accounts = ids.map((id, index) => [id, String(200_000_000_000 + index)] as const);
    const stacks = accounts.map(([id, account]) => [
      `${id}/Web`,
      { environment: `aws://${account}/eu-central-1`, template: TEMPLATE },
    ]);
    const directory = aFleet(tenants, anOrganization(), Object.fromEntries(accounts));
    const { folder } = await reportOf(aSmallAssembly(Object.fromEntries(stacks)), directory);

    expect(readdirSync(join(folder, 'tenants'))).toEqual(ids.map((id) => `${id}.html`));
  });

  test('names tenants that are not in the assembly', async () => {
    const tenants = ['acme', 'globex', 'hooli'].map((id, index) =>
      aTenant({ id, network: { cidr: `10.${index}.0.0/22` } }),
    );
    const directory = aFleet(tenants, anOrganization(), { acme: '111111111111' });
    const { read, folder } = await reportOf(aSmallAssembly({ 'acme/Web': { template: TEMPLATE } }), directory);

    expect(textOf(read('index.html'))).toContain('1 tenants, 2 of the registry not in the assembly');
    expect(readdirSync(join(folder, 'tenants'))).toEqual(['acme.html']);
  });

  test('removes the pages of tenants that are no more', async () => {
    const assembly = aSmallAssembly({ web: { template: TEMPLATE } });
    const { folder } = await reportOf(assembly);
    for (const name of ['gone.html', 'notes.txt']) writeFileSync(join(folder, 'tenants', name), 'x');
    await reportOf(assembly, fleet(), { folder });

    expect(readdirSync(join(folder, 'tenants'))).toEqual(['acme.html', 'notes.txt']);
  });

  test('finishes what a killed run has begun, and leaves nothing of it', async () => {
    const assembly = aSmallAssembly({ web: { template: TEMPLATE } });
    const directory = fleet();
    const { folder, manifest } = await reportOf(assembly, directory);
    rmSync(join(folder, 'manifest.json'));
    for (const name of ['index.html.2718', 'manifest.json.31415', 'tenants/acme.html.1']) {
      writeFileSync(join(folder, name), 'half');
    }
    const again = await reportOf(assembly, directory, { folder });

    expect(again.manifest).toBe(manifest);
    expect(readdirSync(folder)).toEqual(FILES.map((name) => name.replace('/', '')).toSorted());
    expect(readdirSync(join(folder, 'tenants'))).toEqual(['acme.html']);
  });

  test.each([
    [
      'a folder of something else',
      { 'acme.ts': 'mine', 'index.html': 'mine' },
      '',
      'holds "acme.ts", which is of no report',
    ],
    ['a file', { 'acme.ts': 'mine' }, 'acme.ts', 'a part of its path is a file; expected a folder'],
  ])('refuses %s, and writes nothing', async (_, files, name, reason) => {
    const around = aFolder(files);
    const folder = join(around, name);
    const assembly = aSmallAssembly({ web: { template: TEMPLATE } });
    const { exitCode, stderr } = await runRecorded(['audit', assembly, '--tenants', fleet(), '--report', folder]);

    expect({ exitCode, stderr }).toEqual({
      exitCode: ExitCode.Refused,
      stderr: `error --report ${folder}: ${reason}; expected an empty folder, one with a report, or a name that is not taken\n`,
    });
    expect(readdirSync(around)).toEqual(Object.keys(files));
  });

  test.each(['{}', 'null'])('refuses an earlier report that is none, and writes nothing: %s', async (content) => {
    const folder = aFolder({});
    const file = join(aFolder({ 'other.json': content }), 'other.json');
    const assembly = aSmallAssembly({ web: { template: TEMPLATE } });
    const argv = ['audit', assembly, '--tenants', fleet(), '--report', folder, '--previous', file];
    const { exitCode, stderr } = await runRecorded(argv);

    expect(exitCode).toBe(ExitCode.Refused);
    expect(stderr).toContain(`${file}: has no "findings"; expected the findings.json of an earlier report`);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says of each tenant what is found outside of tenants, and bears on all', async () => {
    const policy = { Type: 'AWS::Organizations::Policy', Properties: { Type: 'SERVICE_CONTROL_POLICY', Content: {} } };
    const { read } = await reportOf(
      aSmallAssembly({
        web: { template: { Resources: {} } },
        fences: { environment: 'aws://100000000001/us-east-1', template: { Resources: { Policy: policy } } },
      }),
    );
    const page = textOf(read('tenants/acme.html'));

    expect(page).toContain("Outside of the tenants' stacks These bear on every tenant.");
    expect(page).toContain('no region fence is attached to Tenants/eu/eu-central-1');
    expect(page).toContain("in each tenant's unit. 1 finding");
  });

  test('says of each tenant what is accepted outside of tenants, rather than that it holds', async () => {
    const policy = { Type: 'AWS::Organizations::Policy', Properties: { Type: 'SERVICE_CONTROL_POLICY', Content: {} } };
    const exception = { ...EXCEPTION, rule: 'residency/region-fence', resource: undefined };
    const organization = anOrganization({ trail: 'organization', audit: { exceptions: [exception] } });
    const directory = aFleet([aTenant({ network: { cidr: '10.1.0.0/22' } })], organization, { acme: '111111111111' });
    const { read } = await reportOf(
      aSmallAssembly({
        web: { template: { Resources: {} } },
        fences: { environment: 'aws://100000000001/us-east-1', template: { Resources: { Policy: policy } } },
      }),
      directory,
    );

    expect(textOf(read('tenants/acme.html'))).toMatch(
      /claims hold, but for 1 exception .* Exceptions .*residency\/region-fence/,
    );
    expect(textOf(read('index.html'))).toContain('eu-central-1 1 excepted');
  });

  test('counts a policy that lets everybody in as a way from tenant to tenant', async () => {
    const policy = {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'sqs:*', Principal: '*' }] } },
    };
    const files = [
      aTenant({ network: { cidr: '10.1.0.0/22' } }),
      aTenant({ id: 'globex', network: { cidr: '10.2.0.0/22' } }),
    ];
    const directory = aFleet(files, undefined, { acme: '111111111111', globex: '222222222222' });
    const web = { template: { Resources: { Policy: policy, Other: policy } } };
    const shop = { environment: 'aws://222222222222/eu-central-1', template: { Resources: {} } };
    const { read } = await reportOf(aSmallAssembly({ web, shop }), directory);

    // By two policies; acme itself is none of those it lets in.
    expect(textOf(read('index.html'))).toContain('Of 2 pairs of tenants, one has a way from one to the other');
    expect(textOf(read('index.html'))).toContain(
      'any tenant acme policy of web Policy any tenant acme policy of web Other',
    );
  });

  test('claims nothing of no tenants', async () => {
    const assembly = aSmallAssembly({});
    const { exitCode, stderr, folder, read } = await reportOf(assembly);

    expect(exitCode).toBe(ExitCode.Failed);
    expect(stderr).toBe(
      `wrote ${FILES.map((name) => join(folder, name)).join(', ')}\n` +
        `error ${assembly} has no stack, so nothing could be judged; synthesize tenants into it (tenantry synth --all), or name another folder\n`,
    );
    expect(textOf(read('index.html'))).toContain(`0 claims hold; ${ALL_RULES.length} could not be judged`);
    expect(JSON.parse(read('evidence.json'))).toMatchObject({ 'assessment-results': { results: [{ findings: [] }] } });
    const { results } = (JSON.parse(read('findings.sarif')) as Sarif).runs[0];
    expect([...new Set(results.map(({ kind }) => kind))]).toEqual(['open']);
  });

  test('is OSCAL that the schemas of NIST accept, with what was found', async () => {
    const { read } = await reportOf(aSmallAssembly({ web: { template: TEMPLATE } }));
    const results = JSON.parse(read('evidence.json')) as AssessmentResults;

    expect(problems('assessment-results', results)).toEqual([]);
    expect(problems('component-definition', JSON.parse(read('component-definition.json')))).toEqual([]);
    expect(problems('assessment-results', { 'assessment-results': {} })).not.toEqual([]);
    const [{ observations, findings }] = results['assessment-results'].results;
    const failed = findings.filter(({ target }) => target.status.state === 'not-satisfied');
    const found = observations.find(({ types }) => types.includes('finding'));
    expect(failed.map(({ target }) => target['target-id'])).toEqual(['sc-12_obj', 'sc-28_obj']);
    expect(found).toMatchObject({ title: 'encryption/own-key in web' });
    for (const { 'related-observations': related } of failed) {
      expect(related).toContainEqual({ 'observation-uuid': found!.uuid });
    }
  });
});
