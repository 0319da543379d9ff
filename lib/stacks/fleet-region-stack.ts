import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FleetRegion } from '../../constructs/fleet-rollout/fleet-region';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** Props of {@link FleetRegionStack}. */
export interface FleetRegionStackProps extends StackProps {
  /** Organization whose accounts releases go to. */
  readonly organizationId: string;
}

/** What brings releases to the tenants of a region, in the operator account. */
export class FleetRegionStack extends Stack {
  public constructor(scope: Construct, id: string, { organizationId, ...props }: FleetRegionStackProps) {
    super(scope, id, { ...props, terminationProtection: true });
    const { key } = new TenantKey(this, 'Key', {
      alias: 'tenantry/fleet',
      description: 'What is released to the tenants of the region',
    });
    const { assets, releases, versions } = new FleetRegion(this, 'Fleet', { organizationId, encryptionKey: key });
    new CfnOutput(this, 'AssetsBucket', {
      description: 'Where templates and code of all tenants of the region go',
      value: assets.bucketName,
    });
    new CfnOutput(this, 'ReleasesBucket', {
      description: 'Where lists of tenants go, and results come from',
      value: releases.bucketName,
    });
    new CfnOutput(this, 'VersionsTable', { description: 'What runs where', value: versions.tableName });
  }
}
