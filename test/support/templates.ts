import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { TenantStage } from '../../lib/stages/tenant-stage';

/** The template of each stack of a stage, by the stack's id. */
export function templatesOf(stage: TenantStage): Record<string, Template> {
  return Object.fromEntries(
    stage.node.children.filter(Stack.isStack).map((stack) => [stack.node.id, Template.fromStack(stack)]),
  );
}

/** Logical ids of the resources CloudFormation must never replace or delete, by type. */
export function statefulIds(template: Template): Record<string, string[]> {
  const { Resources = {} } = template.toJSON() as { Resources?: Record<string, { Type: string }> };
  const ids: Record<string, string[]> = {};
  for (const [id, { Type }] of Object.entries(Resources)) if (STATEFUL.has(Type)) (ids[Type] ??= []).push(id);
  return ids;
}

const STATEFUL: ReadonlySet<string> = new Set([
  'AWS::Backup::BackupVault',
  'AWS::Cognito::UserPool',
  'AWS::EC2::Subnet',
  'AWS::EC2::VPC',
  'AWS::KMS::Key',
  'AWS::RDS::DBCluster',
  'AWS::RDS::DBInstance',
  'AWS::S3::Bucket',
  'AWS::SecretsManager::Secret',
]);
