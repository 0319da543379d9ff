import { App, Stack, aws_ec2 as ec2, aws_kms as kms } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { TenantDatabase } from '../../../constructs/tenant-database/tenant-database';
import type { TenantDatabaseProps } from '../../../constructs/tenant-database/tenant-database-props';

/** A database in a stack of its own, an instance unless `serverless` is given. */
export function aDatabase(props: Partial<TenantDatabaseProps> = {}) {
  const app = new App();
  const stack = new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-west-1' } });
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-12345678',
    availabilityZones: ['eu-west-1a', 'eu-west-1b'],
    isolatedSubnetIds: ['subnet-11111111', 'subnet-22222222'],
  });
  const encryptionKey = new kms.Key(stack, 'Key', { enableKeyRotation: true });
  const database = new TenantDatabase(stack, 'Database', {
    vpc,
    encryptionKey,
    engineVersion: '17.9',
    jitterSeed: 'acme',
    ...(props.serverless === undefined && { instance: { storageGib: 20, maxStorageGib: 50 } }),
    ...props,
  });
  return { app, stack, database, template: () => Template.fromStack(stack) };
}
