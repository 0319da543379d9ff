import { type CloudFormationTemplate, estimateIdleCost } from '../../../lib/cost/estimate-idle-cost';
import { INSTANCE, REGION, aTemplate, either, linesOf } from '../support/templates';

describe('an instance', () => {
  test('costs its hours and its storage', () => {
    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', INSTANCE]))).toEqual([
      'AWS::RDS::DBInstance (db.t4g.micro): 1 x 11.68 = 11.68',
      'AWS::RDS::DBInstance (storage, GB): 20 x 0.115 = 2.3',
    ]);
  });

  test('costs both twice in two zones', () => {
    const instance = { ...INSTANCE, DBInstanceClass: 'db.t4g.medium', AllocatedStorage: 50, MultiAZ: true };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toEqual([
      'AWS::RDS::DBInstance (db.t4g.medium, two zones): 2 x 47.45 = 94.9',
      'AWS::RDS::DBInstance (storage, two zones, GB): 100 x 0.115 = 11.5',
    ]);
  });

  test('costs the secret of a password that RDS manages, and the logs of enhanced monitoring', () => {
    const instance = { ...INSTANCE, ManageMasterUserPassword: true, MonitoringInterval: 60 };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toEqual([
      'AWS::RDS::DBInstance (db.t4g.micro): 1 x 11.68 = 11.68',
      'AWS::RDS::DBInstance (storage, GB): 20 x 0.115 = 2.3',
      'AWS::RDS::DBInstance (master secret managed by RDS): 1 x 0.4 = 0.4',
      'AWS::RDS::DBInstance (enhanced monitoring, GB of logs): 0.27 x 0.5 = 0.14',
    ]);
  });

  test('costs each vCPU under Database Insights in advanced mode', () => {
    const instance = {
      ...INSTANCE,
      DBInstanceClass: 'db.m7g.xlarge',
      DatabaseInsightsMode: 'advanced',
      PerformanceInsightsRetentionPeriod: 465,
    };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toContain(
      'AWS::RDS::DBInstance (Database Insights in advanced mode, vCPU): 4 x 9.125 = 36.5',
    );
  });

  test.each([
    ['a class without a price', { DBInstanceClass: 'db.x9z.large' }, 'instance class without a price'],
    ['a class given at deployment', { DBInstanceClass: { Ref: 'Class' } }, 'instance class without a price'],
    ['another engine', { Engine: 'mysql' }, 'database that is not PostgreSQL'],
    ['another kind of storage', { StorageType: 'io2' }, 'storage that is neither gp2 nor gp3'],
    ['provisioned IOPS', { Iops: 12_000 }, 'provisioned IOPS'],
    ['a size given at deployment', { AllocatedStorage: { Ref: 'Size' } }, 'storage, GB'],
    [
      'insights kept for two years',
      { PerformanceInsightsRetentionPeriod: 731 },
      'Performance Insights kept for longer than 7 days',
    ],
  ])('lists %s as unpriced', (_name, properties, what) => {
    const { unpriced } = estimateIdleCost(
      [aTemplate(['AWS::RDS::DBInstance', { ...INSTANCE, ...properties }])],
      REGION,
    );

    expect(unpriced).toEqual([`AWS::RDS::DBInstance (${what})`]);
  });

  test('takes the dearest branch of every condition', () => {
    const instance = {
      ...INSTANCE,
      DBInstanceClass: either('db.t4g.micro', either('db.t4g.small', 'db.r7g.large')),
      AllocatedStorage: either('20', 100),
      MultiAZ: either(false, true),
    };

    expect(linesOf(aTemplate(['AWS::RDS::DBInstance', instance]))).toEqual([
      'AWS::RDS::DBInstance (db.r7g.large, two zones): 2 x 174.47 = 348.94',
      'AWS::RDS::DBInstance (storage, two zones, GB): 200 x 0.115 = 23',
    ]);
  });
});

/** A cluster with two instances. */
function aCluster(MinCapacity: unknown): CloudFormationTemplate {
  return {
    Resources: {
      Cluster: {
        Type: 'AWS::RDS::DBCluster',
        Properties: { Engine: 'aurora-postgresql', ServerlessV2ScalingConfiguration: { MinCapacity, MaxCapacity: 4 } },
      },
      Writer: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.serverless' },
      },
      Reader: {
        Type: 'AWS::RDS::DBInstance',
        Properties: { DBClusterIdentifier: { Ref: 'Cluster' }, DBInstanceClass: 'db.serverless' },
      },
    },
  };
}

describe('an Aurora cluster', () => {
  test('costs its storage alone while it is paused', () => {
    expect(linesOf(aCluster(0))).toEqual(['AWS::RDS::DBCluster (storage of an empty cluster, GB): 1 x 0.1 = 0.1']);
  });

  test('costs its least capacity for each instance if it cannot pause', () => {
    expect(linesOf(aCluster(0.5))).toEqual([
      'AWS::RDS::DBInstance (Aurora Serverless v2 at least capacity, ACU): 1 x 87.6 = 87.6',
      'AWS::RDS::DBCluster (storage of an empty cluster, GB): 1 x 0.1 = 0.1',
    ]);
  });

  test('is unpriced if its least capacity is given at deployment', () => {
    expect(estimateIdleCost([aCluster({ Ref: 'Least' })], REGION).unpriced).toEqual([
      'AWS::RDS::DBInstance (Aurora Serverless v2 at least capacity, ACU)',
    ]);
  });

  test.each([
    [
      'on provisioned instances',
      'AWS::RDS::DBInstance',
      { DBClusterIdentifier: 'c', DBInstanceClass: 'db.r7g.large' },
      'provisioned instance of a cluster',
    ],
    [
      'on I/O-optimized storage',
      'AWS::RDS::DBCluster',
      { Engine: 'aurora-postgresql', StorageType: 'aurora-iopt1' },
      'cluster that is not Aurora PostgreSQL on standard storage',
    ],
  ])('is unpriced %s', (_name, type, properties, what) => {
    expect(estimateIdleCost([aTemplate([type, properties])], REGION)).toMatchObject({
      monthlyUsd: 0,
      unpriced: [`${type} (${what})`],
    });
  });
});
