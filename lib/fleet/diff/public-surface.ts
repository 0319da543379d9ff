import type { Template, TemplateResource } from '../../audit/assembly/audited-stack';
import { asObject } from '../../audit/values/intrinsic';
import { openPolicies } from './open-policy';
import type { TemplateChange } from './template-changes';

/** Tells which resources are open to everybody and were not before. What the audit says of them is said by the audit. */
export function publicSurface(stack: string, base: Template, head: Template): TemplateChange[] {
  return Object.entries(head.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const before = base.Resources?.[logicalId];
    const earlier = new Set(opennessOf(before));
    return [...opennessOf(resource), ...noLongerBlocked(before, resource)]
      .filter((openness) => !earlier.has(openness))
      .map((change): TemplateChange => ({ kind: 'public', stack, type: resource.Type, logicalId, change, path: '' }));
  });
}

/** In what ways a resource is open to everybody. */
function opennessOf(resource: TemplateResource | undefined): readonly string[] {
  if (resource === undefined) return [];
  const { Type, Properties = {} } = resource;
  const always = ALWAYS_PUBLIC[Type];
  const isPrivate = JSON.stringify(Properties['EndpointConfiguration'] ?? '').includes('PRIVATE');
  return [
    ...(always === undefined || isPrivate ? [] : [always]),
    ...PUBLIC_PROPERTIES.filter(([type, name, value]) => type === Type && String(Properties[name]) === value).map(
      ([, name, value]) => `public: ${name} is ${value}`,
    ),
    ...(/"(?:0\.0\.0\.0\/0|::\/0)"/.test(JSON.stringify(INGRESS[Type]?.(Properties) ?? ''))
      ? ['open to every address']
      : []),
    ...(isUnsigned(resource) ? ['public: callers need not sign in'] : []),
    // What an endpoint lets through is still up to who is called.
    ...(Type === 'AWS::EC2::VPCEndpoint' ? [] : new Set(openPolicies(Properties))),
  ];
}

/** Whether it is called without any proof of who calls. A preflight request of a browser always is. */
function isUnsigned({ Type, Properties = {} }: TemplateResource): boolean {
  const isCalled = Type === 'AWS::ApiGateway::Method' || Type === 'AWS::ApiGatewayV2::Route';
  return isCalled && (Properties['AuthorizationType'] ?? 'NONE') === 'NONE' && Properties['HttpMethod'] !== 'OPTIONS';
}

const BLOCKS = ['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'];

/** What a bucket, or an access point, blocked and does not any more. AWS blocks all for a new one; to say no longer what is blocked opens it. */
function noLongerBlocked(before: TemplateResource | undefined, after: TemplateResource): readonly string[] {
  const [was, is] = [blockOf(before), blockOf(after)];
  if (was === undefined && is === undefined) return [];
  const isOn = (block: typeof was, name: string): boolean => block?.[name] === true || block?.[name] === 'true';
  return BLOCKS.filter((name) => (was === undefined || isOn(was, name)) && !isOn(is, name)).map(
    (name) => `public: ${name} is off`,
  );
}

function blockOf(resource: TemplateResource | undefined): Readonly<Record<string, unknown>> | undefined {
  return asObject(resource?.Properties?.['PublicAccessBlockConfiguration']);
}

const ALWAYS_PUBLIC: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::DomainName': 'a public name',
  'AWS::ApiGateway::RestApi': 'a public endpoint',
  'AWS::ApiGatewayV2::Api': 'a public endpoint',
  'AWS::CloudFront::Distribution': 'a public endpoint',
  'AWS::EC2::EIP': 'a public address',
  'AWS::EC2::InternetGateway': 'a way from and to the internet',
};

const PUBLIC_PROPERTIES: readonly (readonly [type: string, property: string, value: string])[] = [
  ['AWS::EC2::Subnet', 'MapPublicIpOnLaunch', 'true'],
  ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Scheme', 'internet-facing'],
  ['AWS::Lambda::Permission', 'Principal', '*'],
  ['AWS::Lambda::Url', 'AuthType', 'NONE'],
  ['AWS::RDS::DBInstance', 'PubliclyAccessible', 'true'],
  ['AWS::RDS::DBCluster', 'PubliclyAccessible', 'true'],
  ['AWS::S3::Bucket', 'AccessControl', 'PublicRead'],
  ['AWS::S3::Bucket', 'AccessControl', 'PublicReadWrite'],
];

const INGRESS: Readonly<Record<string, (properties: Readonly<Record<string, unknown>>) => unknown>> = {
  'AWS::EC2::SecurityGroup': ({ SecurityGroupIngress }) => SecurityGroupIngress,
  'AWS::EC2::SecurityGroupIngress': (properties) => properties,
};
