import { type Mutation, add, group } from './mutation';

const AWAY = 'us-east-1';
const account = { Ref: 'AWS::AccountId' };
const arn = (service: string, resource: string) => ({
  'Fn::Sub': `arn:aws:${service}:${AWAY}:\${AWS::AccountId}:${resource}`,
});

/** Properties in which resources of many types name a region: for copies, for the places they call, for where they are. */
export const REGIONS_OF_TYPES: readonly Mutation[] = [
  ...group('residency/region', 'acme/Data', {
    'a copy of a table': add(
      'AWS::DynamoDB::GlobalTable',
      { Replicas: [{ Region: 'eu-central-1' }, { Region: AWAY }] },
      'Properties.Replicas.1.Region',
    ),
    'a witness of a table': add(
      'AWS::DynamoDB::GlobalTable',
      { Replicas: [{ Region: 'eu-central-1' }], GlobalTableWitnesses: [{ Region: AWAY }] },
      'Properties.GlobalTableWitnesses.0.Region',
    ),
    'a copy of a secret': add(
      'AWS::SecretsManager::Secret',
      { ReplicaRegions: [{ Region: AWAY }] },
      'Properties.ReplicaRegions.0.Region',
    ),
    'a copy of a key': add(
      'AWS::KMS::ReplicaKey',
      { PrimaryKeyArn: arn('kms', 'key/mrk-1234'), KeyPolicy: {} },
      'Properties.PrimaryKeyArn',
    ),
    'a copy of a database': add(
      'AWS::RDS::DBInstance',
      { SourceDBInstanceIdentifier: arn('rds', 'db:orders') },
      'Properties.SourceDBInstanceIdentifier',
    ),
    'the region of the source of a database': add(
      'AWS::RDS::DBInstance',
      { SourceDBInstanceIdentifier: 'orders', SourceRegion: AWAY },
      'Properties.SourceRegion',
    ),
    'backups of a database that are copied': add(
      'AWS::RDS::DBInstance',
      { AutomaticBackupReplicationRegion: AWAY },
      'Properties.AutomaticBackupReplicationRegion',
    ),
    'a cluster that follows another': add(
      'AWS::RDS::DBCluster',
      { ReplicationSourceIdentifier: arn('rds', 'cluster:orders') },
      'Properties.ReplicationSourceIdentifier',
    ),
    'a global cluster': add(
      'AWS::RDS::GlobalCluster',
      { SourceDBClusterIdentifier: arn('rds', 'cluster:orders') },
      'Properties.SourceDBClusterIdentifier',
    ),
    'a global cache': add(
      'AWS::ElastiCache::GlobalReplicationGroup',
      { Members: [{ ReplicationGroupId: 'x', ReplicationGroupRegion: AWAY, Role: 'SECONDARY' }] },
      'Properties.Members.0.ReplicationGroupRegion',
    ),
    'a copy of images': add(
      'AWS::ECR::ReplicationConfiguration',
      { ReplicationConfiguration: { Rules: [{ Destinations: [{ Region: AWAY, RegistryId: account }] }] } },
      'Properties.ReplicationConfiguration.Rules.0.Destinations.0.Region',
    ),
    'a copy of backups': add(
      'AWS::Backup::BackupPlan',
      {
        BackupPlan: {
          BackupPlanName: 'x',
          BackupPlanRule: [
            {
              RuleName: 'x',
              TargetBackupVault: 'x',
              CopyActions: [{ DestinationBackupVaultArn: arn('backup', 'backup-vault:x') }],
            },
          ],
        },
      },
      'Properties.BackupPlan.BackupPlanRule.0.CopyActions.0.DestinationBackupVaultArn',
    ),
    'a copy of snapshots': add(
      'AWS::DLM::LifecyclePolicy',
      { PolicyDetails: { Schedules: [{ Name: 'x', CrossRegionCopyRules: [{ Encrypted: true, Target: AWAY }] }] } },
      'Properties.PolicyDetails.Schedules.0.CrossRegionCopyRules.0.Target',
    ),
    'a copy of snapshots, of the older kind': add(
      'AWS::DLM::LifecyclePolicy',
      { CrossRegionCopyTargets: [{ TargetRegion: AWAY }] },
      'Properties.CrossRegionCopyTargets.0.TargetRegion',
    ),
    'a copy of an image': add(
      'AWS::ImageBuilder::DistributionConfiguration',
      { Name: 'x', Distributions: [{ Region: AWAY }] },
      'Properties.Distributions.0.Region',
    ),
    'a copy of a file system': add(
      'AWS::EFS::FileSystem',
      { Encrypted: true, ReplicationConfiguration: { Destinations: [{ Region: AWAY }] } },
      'Properties.ReplicationConfiguration.Destinations.0.Region',
    ),
    'a copy of a keyspace': add(
      'AWS::Cassandra::Keyspace',
      { ReplicationSpecification: { ReplicationStrategy: 'MULTI_REGION', RegionList: ['eu-central-1', AWAY] } },
      'Properties.ReplicationSpecification.RegionList.1',
    ),
    'a witness of a distributed database': add(
      'AWS::DSQL::Cluster',
      { MultiRegionProperties: { WitnessRegion: AWAY } },
      'Properties.MultiRegionProperties.WitnessRegion',
    ),
    'a copy of snapshots of a warehouse': add(
      'AWS::Redshift::Cluster',
      { DestinationRegion: AWAY },
      'Properties.DestinationRegion',
    ),
    'a copy of a user pool': add(
      'AWS::Cognito::UserPool',
      { EmailConfiguration: { SourceArn: arn('ses', 'identity/example.com') } },
      'Properties.EmailConfiguration.SourceArn',
    ),
    'messages to telephones, from elsewhere': add(
      'AWS::Cognito::UserPool',
      { SmsConfiguration: { SnsRegion: AWAY, SnsCallerArn: 'x' } },
      'Properties.SmsConfiguration.SnsRegion',
    ),
    'a multi-region endpoint for mail': add(
      'AWS::SES::MultiRegionEndpoint',
      { Details: { RouteDetails: [{ Region: AWAY }] } },
      'Properties.Details.RouteDetails.0.Region',
    ),
    'data to be synchronised to a bucket elsewhere': add(
      'AWS::SSM::ResourceDataSync',
      { SyncName: 'x', S3Destination: { BucketName: { Ref: 'AWS::NoValue' }, BucketRegion: AWAY } },
      'Properties.S3Destination.BucketRegion',
    ),
    'incidents that are copied': add(
      'AWS::SSMIncidents::ReplicationSet',
      { Regions: [{ RegionName: 'eu-central-1' }, { RegionName: AWAY }] },
      'Properties.Regions.1.RegionName',
    ),
    'a connection to a database elsewhere': add(
      'AWS::Glue::Connection',
      {
        CatalogId: account,
        ConnectionInput: {
          ConnectionType: 'JDBC',
          ConnectionProperties: { JDBC_CONNECTION_URL: 'jdbc:postgresql://x.abc.us-east-1.rds.amazonaws.com:5432/x' },
        },
      },
      'Properties.ConnectionInput.ConnectionProperties.JDBC_CONNECTION_URL',
    ),
    'a replication of a database': add(
      'AWS::DMS::Endpoint',
      { EndpointType: 'target', EngineName: 'postgres', ServerName: 'x.abc.us-east-1.rds.amazonaws.com' },
      'Properties.ServerName',
    ),
    'a key in another region': add(
      'AWS::SQS::Queue',
      { KmsMasterKeyId: arn('kms', 'key/1234') },
      'Properties.KmsMasterKeyId',
    ),
    'a volume in a zone elsewhere': add(
      'AWS::EC2::Volume',
      { Encrypted: true, AvailabilityZone: 'us-east-1b' },
      'Properties.AvailabilityZone',
    ),
    'a cluster in zones elsewhere': add(
      'AWS::RDS::DBCluster',
      { AvailabilityZones: ['eu-central-1a', 'us-east-1b'] },
      'Properties.AvailabilityZones.1',
    ),
    'a bucket in a zone elsewhere': add(
      'AWS::S3Express::DirectoryBucket',
      { LocationName: 'use1-az4', DataRedundancy: 'SingleAvailabilityZone' },
      'Properties.LocationName',
    ),
    'a custom resource that writes elsewhere': add(
      'Custom::CrossRegionExportWriter',
      { ServiceToken: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] }, WriterProps: { region: AWAY, exports: {} } },
      'Properties.WriterProps.region',
    ),
    'a call of a custom resource': add(
      'Custom::AWS',
      {
        ServiceToken: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] },
        Create: JSON.stringify({ service: 'SSM', action: 'getParameter', parameters: { Name: 'x' }, region: AWAY }),
      },
      'Properties.Create',
    ),
    'a call of a custom resource, joined': add(
      'Custom::AWS',
      {
        ServiceToken: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] },
        Create: { 'Fn::Join': ['', ['{"service":"SSM","action":"getParameter","region":"', AWAY, '"}']] },
      },
      'Properties.Create',
    ),
    'an unknown type': add('Company::Data::Store', { Settings: { Where: [AWAY] } }, 'Properties.Settings.Where.0'),
    'an unknown type, by a key': add('Company::Data::Store', { Copies: { [AWAY]: true } }, `Properties.Copies.${AWAY}`),
  }),
  ...group('residency/region', 'acme/Network', {
    'a subnet in a zone elsewhere': add(
      'AWS::EC2::Subnet',
      { VpcId: 'x', AvailabilityZone: 'us-east-1a' },
      'Properties.AvailabilityZone',
    ),
    'a subnet in a zone elsewhere, by its id': add(
      'AWS::EC2::Subnet',
      { VpcId: 'x', AvailabilityZoneId: 'use1-az1' },
      'Properties.AvailabilityZoneId',
    ),
    'an endpoint to a service elsewhere': add(
      'AWS::EC2::VPCEndpoint',
      { ServiceName: 'com.amazonaws.us-east-1.sqs', VpcEndpointType: 'Interface' },
      'Properties.ServiceName',
    ),
    'an endpoint to a region elsewhere': add(
      'AWS::EC2::VPCEndpoint',
      { ServiceName: 'com.amazonaws.vpce.svc', ServiceRegion: AWAY },
      'Properties.ServiceRegion',
    ),
    'a peer elsewhere': add(
      'AWS::EC2::VPCPeeringConnection',
      { VpcId: 'x', PeerVpcId: 'x', PeerRegion: AWAY },
      'Properties.PeerRegion',
    ),
    'a peer of a transit gateway elsewhere': add(
      'AWS::EC2::TransitGatewayPeeringAttachment',
      { PeerRegion: AWAY, PeerAccountId: account },
      'Properties.PeerRegion',
    ),
    'addresses that are managed elsewhere': add(
      'AWS::EC2::IPAM',
      { OperatingRegions: [{ RegionName: AWAY }] },
      'Properties.OperatingRegions.0.RegionName',
    ),
    'a core network with an edge elsewhere': add(
      'AWS::NetworkManager::CoreNetwork',
      { PolicyDocument: { 'core-network-configuration': { 'edge-locations': [{ location: AWAY }] } } },
      'Properties.PolicyDocument.core-network-configuration.edge-locations.0.location',
    ),
    'flow logs to a stream elsewhere': add(
      'AWS::EC2::FlowLog',
      { LogDestinationType: 'kinesis-data-firehose', LogDestination: arn('firehose', 'deliverystream/x') },
      'Properties.LogDestination',
    ),
  }),
  ...group('residency/region', 'acme/Service', {
    'a record for callers elsewhere': add(
      'AWS::Route53::RecordSet',
      { Name: 'x.example.com', Type: 'A', Region: AWAY, SetIdentifier: 'x' },
      'Properties.Region',
    ),
    'an alias of an API elsewhere': add(
      'AWS::Route53::RecordSet',
      {
        Name: 'x.example.com',
        Type: 'A',
        AliasTarget: { DNSName: 'd-abc.execute-api.us-east-1.amazonaws.com', HostedZoneId: 'Z1UJRXOUMOOFQ8' },
      },
      'Properties.AliasTarget.DNSName',
    ),
    'stacks elsewhere': add(
      'AWS::CloudFormation::StackSet',
      {
        StackSetName: 'x',
        PermissionModel: 'SELF_MANAGED',
        StackInstancesGroup: [{ DeploymentTargets: { Accounts: [account] }, Regions: ['eu-central-1', AWAY] }],
      },
      'Properties.StackInstancesGroup.0.Regions.1',
    ),
    'events that fail over': add(
      'AWS::Events::Endpoint',
      {
        RoutingConfig: {
          FailoverConfig: { Primary: { HealthCheck: 'x' }, Secondary: { Route: AWAY } },
        },
      },
      'Properties.RoutingConfig.FailoverConfig.Secondary.Route',
    ),
    'events to a bus elsewhere': add(
      'AWS::Events::Rule',
      { EventPattern: { source: ['x'] }, Targets: [{ Id: 'x', Arn: arn('events', 'event-bus/x') }] },
      'Properties.Targets.0.Arn',
    ),
    'a subscription to a topic elsewhere': add(
      'AWS::SNS::Subscription',
      { Region: AWAY, Protocol: 'sqs', TopicArn: arn('sns', 'x') },
      'Properties.Region',
    ),
    'an agent with a model elsewhere': add(
      'AWS::Bedrock::Agent',
      { AgentName: 'x', FoundationModel: 'us.anthropic.claude-sonnet-4-20250514-v1:0' },
      'Properties.FoundationModel',
    ),
    'an inference profile elsewhere': add(
      'AWS::Bedrock::ApplicationInferenceProfile',
      { ModelSource: { CopyFrom: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0' } },
      'Properties.ModelSource.CopyFrom',
    ),
    'a permission for a model elsewhere': add(
      'AWS::IAM::Policy',
      {
        PolicyName: 'x',
        Roles: ['x'],
        PolicyDocument: {
          Statement: [
            {
              Effect: 'Allow',
              Action: 'bedrock:InvokeModel',
              Resource: 'arn:aws:bedrock:us-east-1::foundation-model/amazon.nova-pro-v1:0',
            },
          ],
        },
      },
      'Properties.PolicyDocument.Statement.0.Resource',
    ),
    'logs of containers elsewhere': add(
      'AWS::ECS::TaskDefinition',
      {
        ContainerDefinitions: [
          { Name: 'x', Image: 'x', LogConfiguration: { LogDriver: 'awslogs', Options: { 'awslogs-region': AWAY } } },
        ],
      },
      'Properties.ContainerDefinitions.0.LogConfiguration.Options.awslogs-region',
    ),
    'an image elsewhere': add(
      'AWS::ECS::TaskDefinition',
      {
        ContainerDefinitions: [
          { Name: 'x', Image: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.us-east-1.amazonaws.com/x:1' } },
        ],
      },
      'Properties.ContainerDefinitions.0.Image',
    ),
    'an action of a pipeline elsewhere': add(
      'AWS::CodePipeline::Pipeline',
      { RoleArn: 'x', Stages: [{ Name: 'x', Actions: [{ Name: 'x', Region: AWAY }] }] },
      'Properties.Stages.0.Actions.0.Region',
    ),
    'findings that come from everywhere': add(
      'AWS::SecurityHub::FindingAggregator',
      { RegionLinkingMode: 'SPECIFIED_REGIONS', Regions: [AWAY] },
      'Properties.Regions.0',
    ),
    'configuration that is gathered elsewhere': add(
      'AWS::Config::ConfigurationAggregator',
      { AccountAggregationSources: [{ AccountIds: [account], AwsRegions: [AWAY] }] },
      'Properties.AccountAggregationSources.0.AwsRegions.0',
    ),
    'a dashboard of another region': add(
      'AWS::CloudWatch::Dashboard',
      { DashboardBody: '{"widgets":[{"type":"metric","properties":{"region":"us-east-1","metrics":[]}}]}' },
      'Properties.DashboardBody',
    ),
    'a certificate of a domain elsewhere': add(
      'AWS::ApiGateway::DomainName',
      { DomainName: 'x.example.com', SecurityPolicy: 'TLS_1_2', CertificateArn: arn('acm', 'certificate/1234') },
      'Properties.CertificateArn',
    ),
    'an integration with an API elsewhere': add(
      'AWS::ApiGatewayV2::Integration',
      { ApiId: 'x', IntegrationType: 'HTTP_PROXY', IntegrationUri: 'https://x.execute-api.us-east-1.amazonaws.com' },
      'Properties.IntegrationUri',
    ),
    'an integration with a service elsewhere': add(
      'AWS::ApiGateway::Method',
      {
        HttpMethod: 'POST',
        AuthorizationType: 'AWS_IAM',
        Integration: { Type: 'AWS', Uri: 'arn:aws:apigateway:us-east-1:sqs:path/x' },
      },
      'Properties.Integration.Uri',
    ),
    'documents that run elsewhere': add(
      'AWS::SSM::MaintenanceWindowTask',
      { TaskArn: 'AWS-RunShellScript', TaskParameters: { commands: { Values: ['aws s3 ls --region us-east-1'] } } },
      'Properties.TaskParameters.commands.Values.0',
    ),
    'a schedule that calls elsewhere': add(
      'AWS::Scheduler::Schedule',
      { ScheduleExpression: 'rate(1 day)', Target: { Arn: arn('lambda', 'function:x'), RoleArn: 'x' } },
      'Properties.Target.Arn',
    ),
    'a pipe from elsewhere': add(
      'AWS::Pipes::Pipe',
      { RoleArn: 'x', Source: arn('sqs', 'x'), Target: 'x' },
      'Properties.Source',
    ),
    'a layer elsewhere': add(
      'AWS::Lambda::Function',
      { Code: { ZipFile: 'x' }, Role: 'x', Layers: [arn('lambda', 'layer:x:1')] },
      'Properties.Layers.0',
    ),
    'a lens that copies metrics': add(
      'AWS::S3::StorageLens',
      { StorageLensConfiguration: { Id: 'x', IsEnabled: true, Include: { Regions: [AWAY] } } },
      'Properties.StorageLensConfiguration.Include.Regions.0',
    ),
    'a parameter that is an endpoint': add(
      'AWS::SSM::Parameter',
      { Type: 'String', Value: 'https://sqs.us-east-1.amazonaws.com/' },
      'Properties.Value',
    ),
    'a canary that looks from elsewhere': add(
      'AWS::Route53::HealthCheck',
      { HealthCheckConfig: { Type: 'HTTPS', FullyQualifiedDomainName: 'x.example.com', Regions: [AWAY] } },
      'Properties.HealthCheckConfig.Regions.0',
    ),
  }),
  ...group('residency/region', 'globex/Data', {
    'the EU, for a tenant of Switzerland': add(
      'Custom::Bucket',
      { ServiceToken: { 'Fn::GetAtt': ['@AWS::Lambda::Function', 'Arn'] }, LocationConstraint: 'EU' },
      'Properties.LocationConstraint',
    ),
    'a region of the EU, for a tenant of Switzerland': add(
      'AWS::SecretsManager::Secret',
      { ReplicaRegions: [{ Region: 'eu-central-1' }] },
      'Properties.ReplicaRegions.0.Region',
    ),
    'a model that is called across the EU, for a tenant of Switzerland': add(
      'AWS::Bedrock::Agent',
      { AgentName: 'x', FoundationModel: 'eu.anthropic.claude-sonnet-4-20250514-v1:0' },
      'Properties.FoundationModel',
    ),
  }),
];
