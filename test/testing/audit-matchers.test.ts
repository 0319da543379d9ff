import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack, aws_ec2 as ec2, aws_iam as iam, aws_sqs as sqs } from 'aws-cdk-lib';
import { addTenantStages } from '../../lib/add-stages';
import { createApp } from '../../lib/create-app';
import type { Blueprint } from '../../lib/blueprint';
import type { Registry } from '../../lib/config/registry';
import { type AuditMatcherOptions, aRegistry, aTenant, anOrganization, tenantMatchers } from '../../lib/testing';

const ACME = aTenant({ id: 'acme-corp' });
const GLOBEX = aTenant({
  id: 'globex',
  accountId: '222222222222',
  network: { ...aTenant().network, cidr: '10.2.0.0/22' },
});
const REGISTRY = aRegistry([GLOBEX, ACME]);

let outdir: string;
beforeEach(() => {
  outdir = mkdtempSync(join(tmpdir(), 'tenantry-matchers-'));
  use(REGISTRY);
});
afterEach(() => rmSync(outdir, { recursive: true }));

/** Has the matchers judge by a registry. */
function use(registry: Registry, options?: AuditMatcherOptions): void {
  expect.extend(tenantMatchers(registry, options));
}

function anApp(blueprint: Blueprint = () => undefined, registry = REGISTRY): App {
  const app = createApp({ outdir });
  addTenantStages(app, registry, blueprint);
  return app;
}

/** A blueprint that adds to the first tenant alone. */
function onlyOfAcme(add: Blueprint): Blueprint {
  return (scope, tenant, services) => {
    if (tenant.id === 'acme-corp') add(scope, tenant, services);
  };
}

const openTheDoor = onlyOfAcme((scope) => {
  new iam.Role(scope, 'Peer', { roleName: 'peer', assumedBy: new iam.AccountPrincipal('222222222222') });
});
const openAGroup = onlyOfAcme((scope, _, { network }) => {
  new ec2.CfnSecurityGroup(scope, 'Group', {
    groupDescription: 'open to the world',
    vpcId: network.vpc.vpcId,
    securityGroupIngress: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, cidrIp: '0.0.0.0/0' }],
  });
});
const copyToTheUs = onlyOfAcme((scope) => {
  new iam.ManagedPolicy(scope, 'Far', {
    statements: [
      new iam.PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: ['arn:aws:sqs:us-east-1:111111111111:copies'],
      }),
    ],
  });
});

/** Message of a failed expectation. */
function messageOf(expectation: () => void): string {
  try {
    expectation();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the expectation holds');
}

test('the tenants as they are pass each of them: as an app, as the folder it was synthesized to, and as one stage', () => {
  const app = anApp();
  const { directory } = app.synth();

  expect(app).toBeIsolated();
  expect(directory).toBeIsolated();
  expect(app.node.findChild('acme-corp')).toBeIsolated();
  expect(directory).toStayIn('eu');
  expect(directory).toHaveNoPublicResources();
});

describe('toBeIsolated', () => {
  test('fails on a role that another tenant may assume, with the place and what to do', () => {
    const message = messageOf(() => expect(anApp(openTheDoor)).toBeIsolated());

    expect(message).toMatch(/^toBeIsolated: not proven to be isolated; findings: \d, not analysed: 0\n\n/);
    expect(message).toMatch(
      /^(critical|high) reach-in\/role-trust: acme-corp\/\w+ Peer\w+ Properties\.AssumeRolePolicyDocument\.Statement\.0\.Principal\.AWS\n {2}arn:aws:iam::222222222222:root may assume the role: tenant globex \(222222222222\)\n {2}fix: \S/m,
    );
  });

  test('shows no more than the worst 20', () => {
    const openDoors = onlyOfAcme((scope) => {
      for (let number = 10; number < 31; number += 1) {
        new iam.Role(scope, `Peer${number}`, { assumedBy: new iam.AccountPrincipal('222222222222') });
      }
    });
    const message = messageOf(() => expect(anApp(openDoors)).toBeIsolated());

    expect(message).toContain('not proven to be isolated; findings: 21, not analysed: 0');
    expect(message.match(/reach-in\/role-trust/g)).toHaveLength(20);
    expect(message).toMatch(new RegExp(`\\n\\nthe others: tenantry audit ${outdir}$`));
  });

  test('is about isolation alone', () => {
    expect(anApp(copyToTheUs)).toBeIsolated();
  });

  test('sees what was defined after an app had been synthesized', () => {
    const app = anApp();
    app.synth();
    const stack = app.node.findChild('acme-corp').node.findChild('Service') as Stack;
    new iam.Role(stack, 'Peer', { assumedBy: new iam.AccountPrincipal('222222222222') });

    expect(app).not.toBeIsolated();
  });

  test('of one stage judges its tenant alone', () => {
    const app = anApp(openTheDoor);

    expect(app.node.findChild('acme-corp')).not.toBeIsolated();
    expect(app.node.findChild('globex')).toBeIsolated();
  });

  test('expected not to hold, says what holds', () => {
    expect(messageOf(() => expect(anApp()).not.toBeIsolated())).toMatch(
      /^toBeIsolated: expected a finding, but \d{2,} resources of \d stacks are isolated$/,
    );
  });

  test('fails on an exception that has expired by the day of the test', () => {
    const exception = {
      rule: 'reach-in/role-trust',
      tenant: undefined,
      resource: undefined,
      owner: 'ada@example.com',
      reason: 'moving',
      expires: '2026-01-31',
    };
    const organization = anOrganization({ audit: { ...anOrganization().audit, exceptions: [exception] } });
    const { directory } = anApp(openTheDoor).synth();

    use(aRegistry([ACME, GLOBEX], organization), { today: '2026-01-31' });
    expect(directory).toBeIsolated();
    use(aRegistry([ACME, GLOBEX], organization), { today: '2026-02-01' });
    expect(messageOf(() => expect(directory).toBeIsolated())).toContain('high assembly/expired-exception');
  });
});

describe('toHaveNoPublicResources', () => {
  test('fails on a security group that is open to the world', () => {
    expect(messageOf(() => expect(anApp(openAGroup)).toHaveNoPublicResources())).toMatch(
      /^\w+ public\/open-security-group: acme-corp\/\w+ Group Properties\.SecurityGroupIngress\.0/m,
    );
  });

  test('is about what is public alone', () => {
    expect(anApp(openTheDoor)).toHaveNoPublicResources();
  });
});

describe('toStayIn', () => {
  test('fails on a region outside of the jurisdiction', () => {
    expect(messageOf(() => expect(anApp(copyToTheUs)).toStayIn('eu'))).toMatch(
      /^high residency\/region: acme-corp\/\w+ Far\w+ Properties\.PolicyDocument\.Statement\.0\.Resource\n.*us-east-1; jurisdiction eu has eu-central-1, eu-west-1\n/m,
    );
  });

  test('fails on a tenant of another jurisdiction, which its own stage stays in', () => {
    const jurisdictions = { eu: ['eu-central-1', 'eu-west-1'], us: ['us-east-1'] };
    const american = aTenant({
      ...GLOBEX,
      region: 'us-east-1',
      jurisdiction: 'us',
      jurisdictionRegions: ['us-east-1'],
    });
    const registry = aRegistry([ACME, american], anOrganization({ jurisdictions }));
    use(registry);
    const app = anApp(undefined, registry);

    expect(messageOf(() => expect(app).toStayIn('eu'))).toContain(
      'critical residency/stack-region: globex/Data\n  the stack goes to us-east-1; jurisdiction eu has eu-central-1, eu-west-1\n',
    );
    expect(app.node.findChild('globex')).toStayIn('us');
  });

  test('refuses a jurisdiction that the organization does not have', () => {
    expect(() => expect(outdir).toStayIn('mars')).toThrow(
      new Error('toStayIn("mars"): tenants/organization.ts has no such jurisdiction; expected one of eu'),
    );
  });
});

describe('nothing is proven by looking at nothing:', () => {
  test('refuses an assembly without a stack of a tenant', () => {
    const { directory } = anApp().synth();
    use(aRegistry([aTenant({ accountId: '333333333333' })]));

    const say = messageOf(() => expect(directory).not.toBeIsolated());
    expect(say).toBe(
      'toBeIsolated: nothing was proven: none of 8 stacks goes to the account of a tenant; ' +
        'stacks: acme-corp/Access, acme-corp/Network, acme-corp/Data, acme-corp/Service, globex/Access, globex/Network, globex/Data, globex/Service; ' +
        'tenants: acme 333333333333; give the stacks the account and region of their tenant (env), or pass the registry that the app was built with',
    );
  });

  test('fails on what could not be analysed, until it is accepted', () => {
    const { directory } = anApp(
      onlyOfAcme((scope) => {
        const names = { 'Fn::Transform': { Name: 'Names' } };
        new sqs.CfnQueue(scope, 'Queue', { kmsMasterKeyId: 'alias/queue' }).addPropertyOverride('QueueName', names);
      }),
    ).synth();

    expect(messageOf(() => expect(directory).toBeIsolated())).toBe(
      [
        'toBeIsolated: not proven to be isolated; findings: 0, not analysed: 1',
        '',
        'not analysed: acme-corp/Blueprint Queue (AWS::SQS::Queue)',
        '  Properties.QueueName: Fn::Transform adds properties at deployment',
        "  fix: look at it, then accept it: tenantMatchers(registry, { notAnalysed: ['AWS::SQS::Queue'] })",
      ].join('\n'),
    );
    use(REGISTRY, { notAnalysed: ['AWS::SQS::Queue'] });
    expect(directory).toBeIsolated();
  });

  test('refuses a stack, naming what is expected', () => {
    const stack = new Stack();
    expect(() => expect(stack).toBeIsolated()).toThrow(
      new Error(
        'toBeIsolated: expected an App, a Stage or the folder of a cloud assembly, got the construct "Default"; of a Stack, pass the App or Stage it is in',
      ),
    );
  });
});

test('refuses to call a stack of a stranger isolated, or in the jurisdiction', () => {
  const app = anApp();
  new sqs.CfnQueue(new Stack(app, 'Elsewhere', { env: { account: '999999999999', region: 'us-east-1' } }), 'Queue');
  const refusal =
    'stacks that go to the account of nobody the registry knows were not judged: Elsewhere; give them the account of their tenant (env), or leave them out';

  expect(() => expect(app).toStayIn('eu')).toThrow(`toStayIn("eu"): ${refusal}`);
  expect(() => expect(app).not.toBeIsolated()).toThrow(`toBeIsolated: ${refusal}`);
});
