import { estimateIdleCost } from '../../lib/cost/estimate-idle-cost';
import { INSTANCE, REGION, aTemplate, linesOf } from './support/templates';

test('adds up like things of all stacks, dearest first, to the sum of its lines', () => {
  const network = aTemplate(['AWS::EC2::EIP'], ['AWS::CloudWatch::Alarm', { Period: 60 }]);
  const data = aTemplate(
    ['AWS::KMS::Key'],
    ['AWS::CloudWatch::Alarm', { Period: 60 }],
    ['AWS::RDS::DBInstance', INSTANCE],
  );

  const { lines, monthlyUsd } = estimateIdleCost([network, data], REGION);

  expect(lines.map(({ resource, quantity }) => [resource, quantity])).toEqual([
    ['AWS::RDS::DBInstance (db.t4g.micro)', 1],
    ['AWS::EC2::EIP (public IPv4 address)', 1],
    ['AWS::RDS::DBInstance (storage, GB)', 20],
    ['AWS::KMS::Key (key)', 1],
    ['AWS::CloudWatch::Alarm (metric)', 2],
  ]);
  expect(monthlyUsd).toBe(11.68 + 3.65 + 2.3 + 1 + 0.2);
});

test('costs nothing where there is nothing', () => {
  expect(estimateIdleCost([{}], 'eu-central-1')).toEqual({
    monthlyUsd: 0,
    lines: [],
    unpriced: [],
    region: 'eu-central-1',
    priceDate: '2026-11-20',
    notes: [],
  });
});

test('drops what a condition leaves out', () => {
  expect(
    linesOf(
      aTemplate([
        'AWS::RDS::DBInstance',
        { ...INSTANCE, AllocatedStorage: { 'Fn::If': ['Cheap', { Ref: 'AWS::NoValue' }, 3] } },
      ]),
    ),
  ).toContain('AWS::RDS::DBInstance (storage, GB): 3 x 0.115 = 0.35');
});

describe('in another region', () => {
  test("uses the region's own prices", () => {
    const estimate = estimateIdleCost([aTemplate(['AWS::RDS::DBInstance', INSTANCE])], 'eu-central-1');

    // 0.019 an hour and 0.137 a GB.
    expect(estimate).toMatchObject({ monthlyUsd: 13.87 + 2.74, notes: [] });
  });

  test('says which prices are worked out from those of us-east-1', () => {
    const estimate = estimateIdleCost([aTemplate(['AWS::RDS::DBInstance', INSTANCE], ['AWS::KMS::Key'])], 'eu-south-1');

    // 11.68 and 2.30 times 1.17; a key costs the same everywhere.
    expect(estimate).toMatchObject({
      monthlyUsd: 17.36,
      notes: [
        'the price table of 2026-11-20 has no price of its own in "eu-south-1" for AWS::RDS::DBInstance (db.t4g.micro), AWS::RDS::DBInstance (storage, GB); worked out from us-east-1',
      ],
    });
  });

  test('says that other prices stand in for a region that is not in the table', () => {
    const estimate = estimateIdleCost([aTemplate(['AWS::EC2::NatGateway'])], 'sa-east-1');

    expect(estimate).toMatchObject({
      monthlyUsd: 45.99,
      notes: [
        '"sa-east-1" is not in the price table of 2026-11-20; prices of us-east-1 times 1.4 stand in where AWS has a price for each region',
      ],
    });
  });
});
