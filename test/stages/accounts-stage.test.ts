import type { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { addOrganization } from '../../lib/add-stages';
import { createApp } from '../../lib/create-app';
import { aRegistry, aTenant, anOrganization } from '../../lib/testing/config-builders';
import { rulePackFindings } from '../support/rule-pack-findings';

const TENANTS = [
  aTenant({ id: 'acme' }),
  aTenant({ id: 'closed', state: 'closed' }),
  aTenant({ id: 'far', region: 'eu-south-1' }),
  aTenant({ id: 'planned', state: 'planned', accountId: undefined }),
  aTenant({ id: 'resting', state: 'suspended' }),
  aTenant({ id: 'unborn', accountId: undefined }),
];

function anApp(accounts: 'command' | 'stacks') {
  const app = createApp();
  addOrganization(app, aRegistry(TENANTS, anOrganization({ accounts })));
  return app;
}

test('has a stack for the account of each tenant that has or is to have one, and one provider', () => {
  const stage = anApp('stacks').node.findChild('accounts');

  expect(stage.node.children.map(({ node }) => node.id)).toEqual(['provider', 'acme', 'far', 'resting', 'unborn']);
  expect(stage.node.children.map((child) => (child as Stack).account)).toEqual(
    Array.from({ length: 5 }, () => '100000000001'),
  );
});

test('has accounts rest that are suspended, and wait that need their region enabled', () => {
  const home = (id: string) =>
    Object.values(
      Template.fromStack(anApp('stacks').node.findChild('accounts').node.findChild(id) as Stack).findResources(
        'Custom::TenantAccount',
      ),
    ).map(({ Properties }) => [Properties.Home, Properties.WaitsForRegion] as unknown);

  expect(home('acme')).toEqual([[['Tenants', 'eu', 'eu-central-1'], 'false']]);
  expect(home('far')).toEqual([[['Tenants', 'eu', 'eu-south-1'], 'true']]);
  expect(home('resting')).toEqual([[['Suspended'], 'false']]);
});

test('is left out where accounts are made by command', () => {
  expect(anApp('command').node.tryFindChild('accounts')).toBeUndefined();
});

test('passes all rule packs', () => {
  expect(rulePackFindings(anApp('stacks'))).toEqual([]);
});
