import { type PropertyClaim, isOneOf, isTrue } from '../../posture/property-claim';
import { literalText } from '../../values/value';

/** Engines with a parameter that forces TLS. */
const WITH_TLS = /postgres|sqlserver|mysql|maria/i;

/** Whether the engine is known, and another one. */
function isNot(engine: RegExp): NonNullable<PropertyClaim['except']> {
  return ({ Family, Engine }, { evaluate }) => {
    const node = Family ?? Engine;
    if (node === undefined) return true;
    return evaluate(node).every((text) => {
      const known = literalText(text);
      return known !== undefined && !engine.test(known);
    });
  };
}

/** AWS's own groups cannot be changed. */
const isOwnGroup: PropertyClaim['isSafe'] = (value, text) =>
  !text.some(({ kind }) => kind === 'unknown') && value?.startsWith('default.') !== true;

/** TLS of what holds data. Sources: property pages of the AWS CloudFormation template reference, read 2026-11-21. */
export const DATABASE_TLS: readonly PropertyClaim[] = [
  {
    types: ['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'],
    property: 'Parameters.rds~force_ssl',
    isSafe: isOneOf('1', 'on', 'true'),
    absent: 'unsafe',
    wrong: 'the database takes connections without TLS',
    severityIfAbsent: 'medium',
    except: isNot(/postgres|sqlserver/i),
  },
  {
    types: ['AWS::RDS::DBParameterGroup', 'AWS::RDS::DBClusterParameterGroup'],
    property: 'Parameters.require_secure_transport',
    isSafe: isOneOf('1', 'on', 'true'),
    absent: 'unsafe',
    wrong: 'the database takes connections without TLS',
    severityIfAbsent: 'medium',
    except: isNot(/mysql|maria/i),
  },
  {
    types: ['AWS::RDS::DBInstance'],
    property: 'DBParameterGroupName',
    isSafe: isOwnGroup,
    absent: 'unsafe',
    wrong: 'no parameters of its own force TLS',
    severity: 'medium',
    except: (properties, view) => properties.DBClusterIdentifier !== undefined || isNot(WITH_TLS)(properties, view),
  },
  {
    types: ['AWS::RDS::DBCluster'],
    property: 'DBClusterParameterGroupName',
    isSafe: isOwnGroup,
    absent: 'unsafe',
    wrong: 'no parameters of its own force TLS',
    severity: 'medium',
    except: isNot(WITH_TLS),
  },
  {
    types: ['AWS::RDS::DBProxy'],
    property: 'RequireTLS',
    isSafe: isTrue,
    absent: 'unsafe',
    wrong: 'the proxy takes connections without TLS',
  },
  {
    types: ['AWS::ElastiCache::ReplicationGroup', 'AWS::ElastiCache::CacheCluster', 'AWS::AppSync::ApiCache'],
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
    types: ['AWS::MSK::Cluster'],
    property: 'EncryptionInfo.EncryptionInTransit.ClientBroker',
    isSafe: isOneOf('TLS'),
    absent: 'safe',
    wrong: 'brokers take connections without TLS',
  },
  {
    types: ['AWS::DMS::Endpoint'],
    property: 'SslMode',
    isSafe: isOneOf('require', 'verify-ca', 'verify-full'),
    absent: 'unsafe',
    wrong: 'the endpoint takes connections without TLS',
    // What is reached by an API of AWS has TLS.
    except: ({ EngineName }) => /^(s3|dynamodb|kinesis|opensearch|neptune|redshift.*)$/.test(String(EngineName)),
  },
  {
    types: ['AWS::ECS::TaskDefinition'],
    property: 'Volumes[].EFSVolumeConfiguration.TransitEncryption',
    isSafe: isOneOf('ENABLED'),
    absent: 'unsafe-in-parent',
    wrong: 'the volume is mounted without TLS',
  },
  {
    types: ['AWS::ElastiCache::ReplicationGroup'],
    property: 'TransitEncryptionMode',
    isSafe: isOneOf('required'),
    absent: 'safe',
    wrong: 'the cache takes connections without TLS',
  },
  {
    types: ['AWS::DAX::Cluster'],
    property: 'ClusterEndpointEncryptionType',
    isSafe: isOneOf('TLS'),
    absent: 'unsafe',
    wrong: 'the cache takes connections without TLS',
  },
  {
    types: ['AWS::MSK::Cluster'],
    property: 'EncryptionInfo.EncryptionInTransit.InCluster',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'brokers talk without TLS',
  },
  {
    types: ['AWS::DocDB::DBClusterParameterGroup'],
    property: 'Parameters.tls',
    isSafe: isOneOf('enabled', 'fips-140-3', 'tls1.2+', 'tls1.3+'),
    absent: 'safe',
    wrong: 'the database takes connections without TLS',
  },
  {
    types: ['AWS::Neptune::DBClusterParameterGroup'],
    property: 'Parameters.neptune_enforce_ssl',
    isSafe: isOneOf('1', 'true'),
    absent: 'safe',
    wrong: 'the database takes connections without TLS',
  },
  {
    types: ['AWS::Redshift::ClusterParameterGroup'],
    property: 'Parameters[ParameterName=require_ssl].ParameterValue',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'the warehouse takes connections without TLS',
  },
  {
    types: ['AWS::Glue::Connection'],
    property: 'ConnectionInput.ConnectionProperties.JDBC_ENFORCE_SSL',
    isSafe: isTrue,
    absent: 'safe',
    wrong: 'the connection may be without TLS',
  },
];
