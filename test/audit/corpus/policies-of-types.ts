import { type Mutation, add, group } from './mutation';

const STRANGER = '444455556666';
const policy = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*', Principal: { AWS: `arn:aws:iam::${STRANGER}:root` } }],
};
const text = JSON.stringify(policy);
const IN_OBJECT = '.Statement.0.Principal.AWS';

/** Types, and where they have a policy. */
const OBJECTS: readonly (readonly [type: string, path: string])[] = [
  ['AWS::ACMPCA::CertificateAuthority', 'Policy'],
  ['AWS::Backup::LogicallyAirGappedBackupVault', 'AccessPolicy'],
  ['AWS::Bedrock::ResourcePolicy', 'PolicyDocument'],
  ['AWS::CloudTrail::ResourcePolicy', 'ResourcePolicy'],
  ['AWS::CodeArtifact::Domain', 'PermissionsPolicyDocument'],
  ['AWS::CodeArtifact::Repository', 'PermissionsPolicyDocument'],
  ['AWS::CodeBuild::ReportGroup', 'ResourcePolicy'],
  ['AWS::DynamoDB::GlobalTable', 'Replicas.0.ResourcePolicy.PolicyDocument'],
  ['AWS::DynamoDB::GlobalTable', 'Replicas.0.ReplicaStreamSpecification.ResourcePolicy.PolicyDocument'],
  ['AWS::DynamoDB::Table', 'ResourcePolicy.PolicyDocument'],
  ['AWS::DynamoDB::Table', 'StreamSpecification.ResourcePolicy.PolicyDocument'],
  ['AWS::ECR::PublicRepository', 'RepositoryPolicyText'],
  ['AWS::ECR::Repository', 'RepositoryPolicyText'],
  ['AWS::EFS::FileSystem', 'FileSystemPolicy'],
  ['AWS::Elasticsearch::Domain', 'AccessPolicies'],
  ['AWS::EventSchemas::RegistryPolicy', 'Policy'],
  ['AWS::Events::EventBus', 'Policy'],
  ['AWS::Glue::ResourcePolicy', 'PolicyInJson'],
  ['AWS::KMS::ReplicaKey', 'KeyPolicy'],
  ['AWS::Lex::ResourcePolicy', 'Policy'],
  ['AWS::Logs::DeliveryDestination', 'DeliveryDestinationPolicy.DeliveryDestinationPolicy'],
  ['AWS::MSK::ClusterPolicy', 'Policy'],
  ['AWS::MediaPackageV2::ChannelPolicy', 'Policy'],
  ['AWS::OpenSearchService::Domain', 'AccessPolicies'],
  ['AWS::Organizations::ResourcePolicy', 'Content'],
  ['AWS::RedshiftServerless::Namespace', 'NamespaceResourcePolicy'],
  ['AWS::RefactorSpaces::Environment', 'Policy'],
  ['AWS::S3::AccessPoint', 'Policy'],
  ['AWS::S3::MultiRegionAccessPointPolicy', 'Policy'],
  ['AWS::S3Express::BucketPolicy', 'PolicyDocument'],
  ['AWS::S3ObjectLambda::AccessPointPolicy', 'PolicyDocument'],
  ['AWS::S3Outposts::BucketPolicy', 'PolicyDocument'],
  ['AWS::S3Tables::TablePolicy', 'ResourcePolicy'],
  ['AWS::S3Vectors::VectorBucketPolicy', 'Policy'],
  ['AWS::SES::EmailIdentity', 'Policies.0.PolicyDocument'],
  ['AWS::SNS::TopicInlinePolicy', 'PolicyDocument'],
  ['AWS::SQS::QueueInlinePolicy', 'PolicyDocument'],
  ['AWS::SSM::ResourcePolicy', 'Policy'],
  ['AWS::SageMaker::ModelPackageGroup', 'ModelPackageGroupPolicy'],
  ['AWS::VpcLattice::AuthPolicy', 'Policy'],
  ['AWS::VpcLattice::ResourcePolicy', 'Policy'],
];

/** Types that have their policy as a text. */
const TEXTS: readonly (readonly [type: string, path: string])[] = [
  ['AWS::APS::ResourcePolicy', 'PolicyDocument'],
  ['AWS::ECR::RepositoryCreationTemplate', 'RepositoryPolicy'],
  ['AWS::MediaStore::Container', 'Policy'],
  ['AWS::XRay::ResourcePolicy', 'PolicyDocument'],
];

/** Policies in every type that has one of its own, in AWS's spelling of each. */
export const POLICIES_OF_TYPES: readonly Mutation[] = group(
  'reach-in/resource-policy',
  'acme/Service',
  Object.fromEntries([
    ...OBJECTS.map(([type, path]) => [
      `${type}, ${path}`,
      add(type, at(path.split('.'), policy), `Properties.${path}${IN_OBJECT}`),
    ]),
    ...TEXTS.map(([type, path]) => [
      `${type}, ${path} as a text`,
      add(type, at(path.split('.'), text), `Properties.${path}`),
    ]),
  ]),
);

/** A structure that has a value at a path. */
function at([name = '', ...rest]: readonly string[], value: unknown): Record<string, unknown> {
  if (rest.length === 0) return { [name]: value };
  return { [name]: rest[0] === '0' ? [at(rest.slice(1), value)] : at(rest, value) };
}
