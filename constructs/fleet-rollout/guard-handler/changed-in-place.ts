/**
 * Properties of which CloudFormation's schemas leave open whether their change asks for another resource (`conditionalCreateOnlyProperties`), and that
 * AWS always changes in place, by type. Without this list, each change of a tenant's tier would ask to allow the loss of its database.
 *
 * `AWS::RDS::DBInstance`: those that AWS's resource provider does not look at when it decides whether a change can be made in place, in
 * https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-rds (`ImmutabilityHelper.isChangeMutable` of `aws-rds-dbinstance`);
 * the documentation says `No interruption` or `Some interruptions` of each.
 */
export const CHANGED_IN_PLACE: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'AWS::RDS::DBInstance',
    new Set([
      'AutoMinorVersionUpgrade',
      'BackupRetentionPeriod',
      'DBParameterGroupName',
      'MultiAZ',
      'PreferredMaintenanceWindow',
      'StorageType',
    ]),
  ],
]);
