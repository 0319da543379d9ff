import type { Template, TemplateResource } from '../../audit/assembly/audited-stack';
import type { TemplateChange } from './template-changes';

/** Tells which resources are open to everybody and were not before. What the audit says of them is said by the audit. */
export function publicSurface(stack: string, base: Template, head: Template): TemplateChange[] {
  return Object.entries(head.Resources ?? {}).flatMap(([logicalId, resource]) => {
    const earlier = new Set(opennessOf(base.Resources?.[logicalId]));
    return opennessOf(resource)
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
  ];
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
