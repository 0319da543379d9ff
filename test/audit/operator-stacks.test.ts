import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addOrganization } from '../../lib/add-stages';
import { createApp } from '../../lib/create-app';
import { readAssembly } from '../../lib/audit/assembly/read-assembly';
import { auditAssembly } from '../../lib/audit/audit-assembly';
import { aRegistry, aTenant, anOrganization } from '../../lib/testing/config-builders';

const registry = aRegistry([aTenant()], anOrganization({ operator: 'stacks', trail: 'organization' }));

let assembly: string;

beforeEach(() => {
  assembly = mkdtempSync(join(tmpdir(), 'tenantry-operator-'));
  const app = createApp({ outdir: assembly });
  addOrganization(app, registry);
  app.synth();
});
afterEach(() => rmSync(assembly, { recursive: true }));

function findings(): unknown {
  return auditAssembly({ assembly, registry, today: '2026-01-01' }).findings.map(({ rule, severity, path }) => [
    rule,
    severity,
    path,
  ]);
}

/** Replaces every occurrence of a text in a template of the operator's. */
function change(stack: string, text: string, replacement: string): void {
  const file = join(assembly, readAssembly(assembly).find(({ name }) => name === `operator/${stack}`)!.templateFile);
  const template = readFileSync(file, 'utf8');
  expect(template).toContain(text);
  writeFileSync(file, template.replaceAll(text, replacement));
}

test("what the operator has for all accounts of the organization breaks no claim about tenants'", () => {
  expect(findings()).toEqual([]);
});

test('a sink that accepts other organizations is found', () => {
  change('Observability-eu-central-1', 'aws:PrincipalOrgID', 'aws:PrincipalType');

  expect(findings()).toEqual([['reach-in/resource-policy', 'critical', 'Properties.Policy.Statement.0.Principal']]);
});

test('a sink that names a tenant is found', () => {
  change('Observability-eu-central-1', '"Principal": "*"', `"Principal": {"AWS": "${registry.tenants[0]!.accountId}"}`);

  expect(findings()).toEqual([['reach-in/resource-policy', 'critical', 'Properties.Policy.Statement.0.Principal.AWS']]);
});

test('a bucket that accepts trails of strangers is found', () => {
  change('Audit', 'cloudtrail:eu-central-1:100000000001', 'cloudtrail:eu-central-1:999999999999');

  expect(findings()).toEqual(
    expect.arrayContaining([
      [
        'reach-in/confused-deputy',
        'high',
        'Properties.PolicyDocument.Statement.2.Condition.StringEquals.aws:SourceArn',
      ],
    ]),
  );
});

test('a bucket for code that other organizations may read is found, and its key', () => {
  change('Fleet-eu-central-1', 'aws:PrincipalOrgID', 'aws:PrincipalType');

  const resourcePolicy = ['reach-in/resource-policy', 'critical'];
  expect(findings()).toEqual([
    [...resourcePolicy, 'Properties.PolicyDocument.Statement.2.Principal.AWS'],
    [...resourcePolicy, 'Properties.KeyPolicy.Statement.2.Principal.AWS'],
  ]);
});
