import { UNKNOWN, found, perhaps } from '../found';

const unit = (Name: string, ParentId: unknown) => ({
  Type: 'AWS::Organizations::OrganizationalUnit',
  Properties: { Name, ParentId },
});
const judged = (TargetIds: unknown) => {
  const Fence = {
    Type: 'AWS::Organizations::Policy',
    Properties: {
      Name: 'regions',
      Type: 'SERVICE_CONTROL_POLICY',
      TargetIds,
      Content: {
        Statement: [
          {
            Effect: 'Deny',
            Action: '*',
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-central-1', 'eu-west-1'] } },
          },
        ],
      },
    },
  };
  const Resources = { Tenants: unit('Tenants', 'r-abcd'), Eu: unit('eu', { Ref: 'Tenants' }), Fence };
  return found('residency/region-fence', {
    data: { template: { Resources: {} } },
    guardrails: { environment: 'aws://100000000001/eu-central-1', template: { ...UNKNOWN, Resources } },
  });
};

test('a fence that is attached to the unit of a jurisdiction is one of all its regions', () => {
  expect(judged([{ Ref: 'Eu' }])).toEqual([]);
});

test.each([
  ['the unit', [perhaps({ Ref: 'Eu' })]],
  ['all units', perhaps([{ Ref: 'Eu' }], [])],
])('a fence that may be attached to nothing is none: %s', (_, targets) => {
  expect(judged(targets)).toEqual([
    'guardrails: no region fence is attached to Tenants/eu/eu-central-1',
    'guardrails Fence Properties.TargetIds: the region fence may be attached to nothing',
  ]);
});

test('a fence that may be attached to another unit is none', () => {
  expect(judged([perhaps({ Ref: 'Eu' }, { Ref: 'Fence' })])).toEqual([
    'guardrails Fence Properties.TargetIds: no region fence is attached to Tenants/eu/eu-central-1',
  ]);
});
