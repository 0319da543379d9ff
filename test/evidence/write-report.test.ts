import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ALL_RULES } from '../../lib/audit/rules/all-rules';
import { ExitCode } from '../../lib/cli/exit-code';
import { runRecorded } from '../support/recording-cli';
import { aSmallAssembly } from '../support/small-assembly';
import { aFleet, aFolder, aTenant, anOrganization } from '../support/tenants-folder';

const TEMPLATE = {
  Resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: {} }, Topic: { Type: 'AWS::SNS::Topic', Properties: {} } },
};
const EXCEPTION = {
  rule: 'encryption/own-key',
  resource: 'web/Topic',
  owner: 'ada@example.com',
  reason: 'announces new versions, no data',
  expires: '2026-12-31',
};

const fleet = () => {
  const organization = anOrganization({ trail: 'organization', audit: { exceptions: [EXCEPTION] } });
  return aFleet([aTenant({ network: { cidr: '10.1.0.0/22' } })], organization, { acme: '111111111111' });
};

async function reportOf(assembly: string, directory = fleet()) {
  const folder = aFolder({});
  const { exitCode, stderr } = await runRecorded([
    'audit',
    assembly,
    '--tenants',
    directory,
    '--today',
    '2026-06-01',
    '--report',
    folder,
  ]);
  const read = (name: string) => readFileSync(join(folder, name), 'utf8');
  return {
    exitCode,
    stderr,
    folder,
    findings: read('findings.json'),
    sarif: read('findings.sarif'),
    manifest: read('manifest.json'),
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
    expect(stderr).toBe(
      `wrote ${['findings.json', 'findings.sarif', 'manifest.json'].map((file) => join(folder, file)).join(', ')}\n`,
    );
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
    expect(others.every(({ kind, level }) => kind === 'pass' && level === 'none')).toBe(true);
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

    expect([one.findings, one.sarif, one.manifest]).toEqual([other.findings, other.sarif, other.manifest]);
  });
});
