import { fullDiff } from '@aws-cdk/cloudformation-diff';
import { statefulChanges } from '../../lib/data-loss/stateful-changes';

const DATABASE = { Type: 'AWS::RDS::DBInstance', Properties: { StorageEncrypted: true }, DeletionPolicy: 'Delete' };
const ROLE = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'one' } };

const changes = (before: object, after: object) =>
  statefulChanges(fullDiff({ Resources: before }, { Resources: after }), (type) => type === 'AWS::RDS::DBInstance').map(
    ({ logicalId, type, change }) => `${logicalId} (${type}) ${change}`,
  );

describe('stateful changes', () => {
  test.each([
    [
      'a replacement',
      { Database: DATABASE },
      { Database: { ...DATABASE, Properties: { StorageEncrypted: false } } },
      ['Database (AWS::RDS::DBInstance) would be replaced, because of StorageEncrypted'],
    ],
    ['a removal', { Database: DATABASE }, {}, ['Database (AWS::RDS::DBInstance) would be deleted with what is in it']],
    [
      'a removal that keeps a snapshot',
      { Database: { ...DATABASE, DeletionPolicy: 'Snapshot' } },
      {},
      ['Database (AWS::RDS::DBInstance) would be deleted, and leave a snapshot'],
    ],
    [
      'a removal that keeps the resource',
      { Database: { ...DATABASE, DeletionPolicy: 'Retain' } },
      {},
      ['Database (AWS::RDS::DBInstance) would be left behind, outside of the stack'],
    ],
    [
      'what CloudFormation leaves open',
      { Database: DATABASE },
      { Database: { ...DATABASE, Properties: { StorageEncrypted: true, Engine: 'mysql', MultiAZ: true } } },
      ['Database (AWS::RDS::DBInstance) may be replaced, because of Engine'],
    ],
    [
      'another type under the same logical id',
      { Database: DATABASE },
      { Database: { Type: 'AWS::RDS::DBCluster' } },
      ['Database (AWS::RDS::DBInstance) would be replaced'],
    ],
    [
      'several, sorted',
      { B: DATABASE, A: DATABASE },
      {},
      [
        'A (AWS::RDS::DBInstance) would be deleted with what is in it',
        'B (AWS::RDS::DBInstance) would be deleted with what is in it',
      ],
    ],
  ])('tell %s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  test.each([
    ['a new resource', {}, { Database: DATABASE }],
    [
      'a change in place',
      { Database: DATABASE },
      { Database: { ...DATABASE, Properties: { StorageEncrypted: true, DBInstanceClass: 'db.t4g.large' } } },
    ],
    [
      'what CloudFormation leaves open, and RDS changes in place',
      { Database: DATABASE },
      {
        Database: {
          ...DATABASE,
          Properties: {
            StorageEncrypted: true,
            AutoMinorVersionUpgrade: true,
            BackupRetentionPeriod: 35,
            DBParameterGroupName: 'other',
            MultiAZ: true,
            PreferredMaintenanceWindow: 'sun:05:00-sun:06:00',
            StorageType: 'gp3',
          },
        },
      },
    ],
    ['what holds no data', { Role: ROLE }, { Role: { ...ROLE, Properties: { RoleName: 'two' } } }],
    ['nothing', { Database: DATABASE }, { Database: DATABASE }],
  ])('leave out %s', (_, before, after) => {
    expect(changes(before, after)).toEqual([]);
  });
});
