import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { AuditBucket } from '../../constructs/audit-bucket/audit-bucket';
import { type OrganizationTrail, acceptOrganizationTrail } from '../../constructs/policies/accept-organization-trail';
import { TenantKey } from '../../constructs/tenant-key/tenant-key';

/** Props of {@link AuditStack}. */
export interface AuditStackProps extends StackProps {
  /**
   * Trail that delivers into the bucket.
   *
   * @default - none: the bucket holds reports alone
   */
  readonly organizationTrail?: OrganizationTrail;
}

/** Where evidence of the fleet is kept, in the operator account. */
export class AuditStack extends Stack {
  public constructor(scope: Construct, id: string, props: AuditStackProps = {}) {
    super(scope, id, { ...props, terminationProtection: true });
    const { key } = new TenantKey(this, 'Key', {
      alias: 'tenantry/audit',
      description: 'Audit records of the fleet',
      logs: false,
    });
    const bucket = new AuditBucket(this, 'Bucket', { encryptionKey: key });
    if (props.organizationTrail !== undefined) acceptOrganizationTrail(bucket, key, props.organizationTrail);
    new CfnOutput(this, 'BucketName', {
      description: 'Where reports of `tenantry audit` go',
      value: bucket.bucketName,
    });
  }
}
