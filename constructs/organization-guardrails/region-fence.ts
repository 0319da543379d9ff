import type { aws_iam as iam } from 'aws-cdk-lib';
import { denyOutsideRegions } from '../policies/deny-outside-regions';

/** What it takes to keep copies of backups, and to deploy the vault they are kept in. */
const FOR_BACKUP_COPIES = [
  'backup:*',
  'backup-storage:*',
  'cloudformation:*',
  'kms:*',
  'rds:AddTagsToResource',
  'rds:CopyDBClusterSnapshot',
  'rds:CopyDBSnapshot',
  'rds:DeleteDBClusterSnapshot',
  'rds:DeleteDBSnapshot',
  'rds:Describe*',
  'rds:ListTagsForResource',
  's3:*',
  'ssm:GetParameter*',
  'ssm:PutParameter',
];

/**
 * The fence around the accounts of one region: nothing outside of the jurisdiction, and in its other regions only copies of backups.
 *
 * @param region home region of the accounts
 * @param jurisdictionRegions all regions of their jurisdiction
 */
export function regionFence(region: string, jurisdictionRegions: readonly string[]): readonly iam.PolicyStatement[] {
  const outside = denyOutsideRegions([...new Set([region, ...jurisdictionRegions])].toSorted());
  if (jurisdictionRegions.every((other) => other === region)) return [outside];
  const elsewhere = denyOutsideRegions([region], FOR_BACKUP_COPIES);
  elsewhere.sid = 'DenyElsewhereInJurisdiction';
  return [outside, elsewhere];
}
