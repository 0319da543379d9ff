/** Services that are paid by use alone: nothing used, nothing paid. Empty storage counts as not used. */
const FREE_SERVICES: readonly string[] = [
  'AWS::ApiGateway',
  'AWS::ApiGatewayV2',
  'AWS::ApplicationAutoScaling',
  'AWS::Backup',
  'AWS::Budgets',
  'AWS::CDK',
  'AWS::CertificateManager',
  'AWS::CloudFormation',
  'AWS::CodeDeploy',
  'AWS::Cognito',
  'AWS::Events',
  'AWS::IAM',
  'AWS::Lambda',
  'AWS::Logs',
  'AWS::Oam',
  'AWS::Organizations',
  'AWS::RAM',
  'AWS::ResourceGroups',
  'AWS::S3',
  'AWS::SNS',
  'AWS::SQS',
  'AWS::SSM',
  'AWS::Scheduler',
  'AWS::ServiceCatalogAppRegistry',
  'AWS::StepFunctions',
  'AWS::XRay',
  'Custom',
];

/** Types of other services that are free by themselves. */
const FREE_TYPES: ReadonlySet<string> = new Set([
  // The first copy of management events is free.
  'AWS::CloudTrail::Trail',
  'AWS::EC2::DHCPOptions',
  'AWS::EC2::EIPAssociation',
  'AWS::EC2::EgressOnlyInternetGateway',
  'AWS::EC2::FlowLog',
  'AWS::EC2::InternetGateway',
  'AWS::EC2::NetworkAcl',
  'AWS::EC2::NetworkAclEntry',
  'AWS::EC2::Route',
  'AWS::EC2::RouteTable',
  'AWS::EC2::SecurityGroup',
  'AWS::EC2::SecurityGroupEgress',
  'AWS::EC2::SecurityGroupIngress',
  'AWS::EC2::SnapshotBlockPublicAccess',
  'AWS::EC2::Subnet',
  'AWS::EC2::SubnetCidrBlock',
  'AWS::EC2::SubnetNetworkAclAssociation',
  'AWS::EC2::SubnetRouteTableAssociation',
  'AWS::EC2::VPC',
  'AWS::EC2::VPCBlockPublicAccessExclusion',
  'AWS::EC2::VPCBlockPublicAccessOptions',
  'AWS::EC2::VPCCidrBlock',
  'AWS::EC2::VPCDHCPOptionsAssociation',
  'AWS::EC2::VPCGatewayAttachment',
  'AWS::EC2::VPCPeeringConnection',
  'AWS::ElasticLoadBalancingV2::Listener',
  'AWS::ElasticLoadBalancingV2::ListenerRule',
  'AWS::ElasticLoadBalancingV2::TargetGroup',
  'AWS::KMS::Alias',
  'AWS::RDS::DBClusterParameterGroup',
  'AWS::RDS::DBParameterGroup',
  'AWS::RDS::DBProxyTargetGroup',
  'AWS::RDS::DBSubnetGroup',
  'AWS::RDS::EventSubscription',
  'AWS::RDS::OptionGroup',
  'AWS::Route53::RecordSet',
  'AWS::Route53::RecordSetGroup',
  'AWS::SecretsManager::ResourcePolicy',
  'AWS::SecretsManager::RotationSchedule',
  'AWS::SecretsManager::SecretTargetAttachment',
  'AWS::WAFv2::IPSet',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::RegexPatternSet',
  'AWS::WAFv2::WebACLAssociation',
]);

/** Whether a resource type is known to cost nothing while nobody uses it. */
export function isFreeWhileIdle(type: string): boolean {
  const service = type
    .split('::')
    .slice(0, type.startsWith('AWS::') ? 2 : 1)
    .join('::');
  return FREE_TYPES.has(type) || FREE_SERVICES.includes(service);
}
