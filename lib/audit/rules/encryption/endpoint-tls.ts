import { type PropertyClaim, isFalse, isLike, isOneOf, isTrue } from '../../posture/property-claim';
import { asObject } from '../../values/intrinsic';

const isPlainListener = ({ Protocol }: Readonly<Record<string, unknown>>): boolean =>
  Protocol === 'HTTP' || Protocol === 'TCP' || Protocol === 'UDP';

/** The value must be no URL without TLS. */
const isNotPlain: PropertyClaim['isSafe'] = (_, [first]) => first?.kind !== 'text' || !/^http:/i.test(first.text);

/** TLS of what takes and passes on requests. Sources: property pages of the AWS CloudFormation template reference, read 2026-11-21. */
export const ENDPOINT_TLS: readonly PropertyClaim[] = [
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
    types: ['AWS::CloudFront::Distribution'],
    property: 'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy',
    isSafe: isOneOf('https-only', 'redirect-to-https'),
    absent: 'unsafe',
    wrong: 'the distribution takes requests without TLS',
  },
  {
    types: ['AWS::CloudFront::Distribution'],
    property: 'DistributionConfig.CacheBehaviors[].ViewerProtocolPolicy',
    isSafe: isOneOf('https-only', 'redirect-to-https'),
    absent: 'safe',
    wrong: 'the distribution takes requests without TLS',
  },
  {
    types: ['AWS::CloudFront::Distribution'],
    property: 'DistributionConfig.Origins[].CustomOriginConfig.OriginProtocolPolicy',
    isSafe: isOneOf('https-only'),
    absent: 'safe',
    wrong: 'the distribution asks its origin without TLS',
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
    types: ['AWS::ApiGateway::Integration', 'AWS::ApiGatewayV2::Integration'],
    property: 'TlsConfig.InsecureSkipVerification',
    isSafe: isFalse,
    absent: 'safe',
    wrong: "the backend's certificate is not checked",
  },
  {
    types: ['AWS::ElasticLoadBalancing::LoadBalancer'],
    property: 'Listeners[].Protocol',
    isSafe: isOneOf('HTTPS', 'SSL'),
    absent: 'safe',
    wrong: 'the listener takes requests without TLS',
  },
  {
    types: ['AWS::SNS::Subscription'],
    property: 'Protocol',
    isSafe: (value) => value !== 'http',
    absent: 'safe',
    wrong: 'messages are sent without TLS',
  },
  {
    types: ['AWS::SNS::Topic'],
    property: 'Subscription[].Protocol',
    isSafe: (value) => value !== 'http',
    absent: 'safe',
    wrong: 'messages are sent without TLS',
  },
  {
    types: ['AWS::ApiGateway::Method'],
    property: 'Integration.Uri',
    isSafe: isNotPlain,
    absent: 'safe',
    wrong: 'requests are passed on without TLS',
  },
  {
    types: ['AWS::ApiGatewayV2::Integration'],
    property: 'IntegrationUri',
    isSafe: isNotPlain,
    absent: 'safe',
    wrong: 'requests are passed on without TLS',
  },
  {
    types: ['AWS::Events::ApiDestination'],
    property: 'InvocationEndpoint',
    isSafe: isNotPlain,
    absent: 'safe',
    wrong: 'events are sent without TLS',
  },
  {
    types: ['AWS::Transfer::Server'],
    property: 'Protocols[]',
    isSafe: (value) => value !== undefined && value !== 'FTP',
    absent: 'safe',
    wrong: 'files are sent without TLS',
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
