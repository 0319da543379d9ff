import { Template } from 'aws-cdk-lib/assertions';
import type { Stack } from 'aws-cdk-lib';
import { addOrganization } from '../../lib/add-stages';
import { buildApp } from '../../lib/app';
import { createApp } from '../../lib/create-app';
import { aRegistry, aTenant, anOrganization } from '../../lib/testing/config-builders';

const ORGANIZATION = anOrganization({ rootId: 'r-a1b2', jurisdictions: { eu: ['eu-central-1'] } });
const registry = (organization = ORGANIZATION) => aRegistry([aTenant()], organization);

test('is in the management account, protected from deletion, and has a unit and a fence for each region', () => {
  const app = createApp();
  addOrganization(app, registry());
  const stack = app.node.findChild('organization').node.findChild('Guardrails') as Stack;

  expect({ account: stack.account, region: stack.region, protection: stack.terminationProtection }).toEqual({
    account: '100000000001',
    region: 'us-east-1',
    protection: true,
  });
  Template.fromStack(stack).hasResourceProperties('AWS::Organizations::Policy', {
    Name: 'tenantry-region-eu-eu-central-1',
  });
});

test('is left out where the root of the organization is not known', () => {
  const app = createApp();
  addOrganization(app, registry(anOrganization()));

  expect(app.node.children).toEqual([]);
});

test('is part of the app only when it is asked for', () => {
  expect(buildApp(registry()).node.tryFindChild('organization')).toBeUndefined();
  expect(buildApp(registry(), { organization: true }).node.tryFindChild('organization')).toBeDefined();
});
