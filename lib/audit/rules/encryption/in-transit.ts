import { type PropertyClaim, isFalse, isLike, isOneOf, isTrue, propertyRule } from '../../posture/property-claim';
import { asObject } from '../../values/intrinsic';

const isNotPostgres: PropertyClaim['except'] = ({ Family, Engine }) =>
  !/postgres/i.test(JSON.stringify(Family ?? Engine ?? ''));
const isNotMysql: PropertyClaim['except'] = ({ Family }) => !/mysql|maria/i.test(JSON.stringify(Family ?? ''));
const isPlainListener = ({ Protocol }: Readonly<Record<string, unknown>>): boolean =>
  Protocol === 'HTTP' || Protocol === 'TCP' || Protocol === 'UDP';

/** Sources: property pages of the AWS CloudFormation template reference, defaults as they say them, read 2026-11-21. */
const CLAIMS: readonly PropertyClaim[] = [
  {
    types: ['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'],
    property: 'Parameters.rds~force_ssl',
    isSafe: isOneOf('1', 'on', 'true'),
    absent: 'unsafe',
    wrong: 'the database takes connections without TLS',
    severityIfAbsent: 'medium',
    except: isNotPostgres,
  },
  {
    types: ['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'],
    property: 'Parameters.require_secure_transport',
    isSafe: isOneOf('1', 'on', 'true'),
    absent: 'unsafe',
    wrong: 'the database takes connections without TLS',
    severityIfAbsent: 'medium',
    except: isNotMysql,
  },
  {
    types: ['AWS::RDS::DBInstance'],
    property: 'DBParameterGroupName',
    isSafe: () => true,
    absent: 'unsafe',
    wrong: 'no parameters of its own force TLS',
    severity: 'medium',
    except: (properties, view) => properties.DBClusterIdentifier !== undefined || isNotPostgres(properties, view),
  },
  {
    types: ['AWS::RDS::DBCluster'],
    property: 'DBClusterParameterGroupName',
    isSafe: () => true,
    absent: 'unsafe',
    wrong: 'no parameters of its own force TLS',
    severity: 'medium',
    except: isNotPostgres,
  },
  {
    types: ['AWS::RDS::DBProxy'],
    property: 'RequireTLS',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the proxy takes connections without TLS',
  },
  {
    types: ['AWS::ApiGateway::DomainName'],
    property: 'SecurityPolicy',
    isSafe: isLike(/TLS_?1_[23]|TLS1[23]/i),
    absent: 'unsafe',
    wrong: 'the API takes TLS older than 1.2',
  },
  {
    types: ['AWS::ApiGateway::RestApi'],
    property: 'SecurityPolicy',
    isSafe: isLike(/TLS_?1_[23]|TLS1[23]/i),
    absent: 'safe',
    wrong: 'the API takes TLS older than 1.2',
  },
  {
    types: ['AWS::ApiGatewayV2::DomainName'],
    property: 'DomainNameConfigurations[].SecurityPolicy',
    isSafe: isLike(/TLS_?1_[23]|TLS1[23]/i),
    absent: 'unsafe',
    wrong: 'the API takes TLS older than 1.2',
  },
  {
    types: ['AWS::ElasticLoadBalancingV2::Listener'],
    property: 'Protocol',
    isSafe: isOneOf('HTTPS', 'TLS'),
    absent: 'unsafe',
    wrong: 'the listener takes requests without TLS',
    except: ({ DefaultActions }) => redirects(DefaultActions),
  },
  {
    types: ['AWS::ElasticLoadBalancingV2::Listener'],
    property: 'SslPolicy',
    isSafe: isLike(/TLS13|TLS-1-2|FS-1-2/),
    absent: 'unsafe',
    wrong: 'the listener takes TLS older than 1.2',
    severity: 'medium',
    except: isPlainListener,
  },
  {
    types: ['AWS::ElastiCache::ReplicationGroup'],
    property: 'TransitEncryptionEnabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the cache takes connections without TLS',
  },
  {
    types: ['AWS::MemoryDB::Cluster'],
    property: 'TLSEnabled',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'the cache takes connections without TLS',
  },
  {
    types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
    property: 'DomainEndpointOptions.EnforceHTTPS',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the domain takes requests without TLS',
  },
  {
    types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
    property: 'DomainEndpointOptions.TLSSecurityPolicy',
    isSafe: isLike(/Min-TLS-1-2/),
    absent: 'unsafe',
    wrong: 'the domain takes TLS older than 1.2',
    severity: 'medium',
    except: ({ DomainEndpointOptions }) => DomainEndpointOptions === undefined,
  },
  {
    types: ['AWS::OpenSearchService::Domain', 'AWS::Elasticsearch::Domain'],
    property: 'NodeToNodeEncryptionOptions.Enabled',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'nodes talk without TLS',
  },
  {
    types: ['AWS::MSK::Cluster'],
    property: 'EncryptionInfo.EncryptionInTransit.ClientBroker',
    isSafe: isOneOf('TLS'),
    absent: 'safe',
    wrong: 'brokers take connections without TLS',
  },
  {
    types: ['AWS::CloudFront::Distribution'],
    property: 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
    isSafe: isOneOf('https-only', 'redirect-to-https'),
    absent: 'unsafe',
    wrong: 'the distribution takes requests without TLS',
  },
  {
    types: ['AWS::CloudFront::Distribution'],
    property: 'DistributionConfig.ViewerCertificate.MinimumProtocolVersion',
    isSafe: isLike(/^TLSv1\.[23]/),
    absent: 'safe',
    wrong: 'the distribution takes TLS older than 1.2',
    severity: 'medium',
  },
  {
    types: ['AWS::DMS::Endpoint'],
    property: 'SslMode',
    isSafe: isOneOf('require', 'verify-ca', 'verify-full'),
    absent: 'unsafe',
    wrong: 'the endpoint takes connections without TLS',
  },
  {
    types: ['AWS::ECS::TaskDefinition'],
    property: 'Volumes[].EFSVolumeConfiguration.TransitEncryption',
    isSafe: isOneOf('ENABLED'),
    absent: 'safe',
    wrong: 'the volume is mounted without TLS',
  },
  {
    types: ['AWS::ApiGateway::Integration', 'AWS::ApiGatewayV2::Integration'],
    property: 'TlsConfig.InsecureSkipVerification',
    isSafe: isFalse,
    absent: 'safe',
    wrong: "the backend's certificate is not checked",
  },
];

function redirects(actions: unknown): boolean {
  return (
    Array.isArray(actions) &&
    actions.length > 0 &&
    actions.every(
      (action) =>
        asObject(action)?.Type === 'redirect' && asObject(asObject(action)?.RedirectConfig)?.Protocol === 'HTTPS',
    )
  );
}

/** Whether data in transit is encrypted. */
export const inTransit = propertyRule(
  {
    id: 'encryption/in-transit',
    severity: 'high',
    claim: 'TLS 1.2 or later is forced on whatever carries data.',
    explanation:
      'What takes connections without TLS is read by whoever is in between, and does not fail when a client forgets it.',
    fix: 'force TLS 1.2 or later',
  },
  CLAIMS,
);
