import type { TemplateResource } from '../../assembly/audited-stack';
import type { Rule, StackView, Violation } from '../../rule';
import { type Text, describeText, literalText } from '../../values/value';

/** Properties, of whatever type, that name the other end of a way out of the network. */
const LINKS = [
  'CoreNetworkArn',
  'CoreNetworkId',
  'CustomerGatewayId',
  'LocalGatewayId',
  'PeerTransitGatewayId',
  'PeerVpcId',
  'ProfileId',
  'ResolverRuleId',
  'ServiceNetworkIdentifier',
  'TrafficMirrorTargetId',
  'TransitGatewayAttachmentId',
  'TransitGatewayId',
  'VpcPeeringConnectionId',
];

/** Those that are a way out in some types alone. */
const LINKS_OF_TYPES: Readonly<Record<string, readonly string[]>> = {
  'AWS::EC2::CustomerGateway': ['IpAddress'],
  'AWS::EC2::Route': ['VpcEndpointId'],
  'AWS::EC2::TrafficMirrorTarget': ['NetworkInterfaceId', 'NetworkLoadBalancerArn', 'GatewayLoadBalancerEndpointId'],
  'AWS::RAM::ResourceShareInvitation': ['ResourceShareArn'],
  'AWS::VpcLattice::ServiceNetworkServiceAssociation': ['ServiceIdentifier'],
};

/** Types of networks; others have profiles and rules of their own. */
const OF_NETWORKS =
  /^(AWS::(EC2|DirectConnect|NetworkManager|NetworkFirewall|RAM|Route53(Profiles|Resolver)?|VpcLattice|Lightsail|Outposts)::|(?!AWS::))/;

/** Whether a property of a type names the other end of a way out of the network. */
export function isLink(type: string, properties: readonly string[]): boolean {
  return linksOf(type).includes(properties[0] ?? '');
}

function linksOf(type: string): readonly string[] {
  return [...(OF_NETWORKS.test(type) ? LINKS : []), ...(LINKS_OF_TYPES[type] ?? [])];
}

/** Ways from a tenant's network into another. */
export const networkLink: Rule = {
  id: 'reach-out/network-link',
  severity: 'high',
  claim: "A tenant's network is linked to no other.",
  explanation:
    'Peering, transit gateways, private links, resolver rules and lattice networks carry traffic between accounts, whatever the policies say.',
  fix: 'take the link out; what tenants and operator exchange goes through APIs',
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, resource] of view.resources) {
      for (const property of linksOf(resource.Type)) yield* judge(view, logicalId, resource, property);
      if (resource.Type === 'AWS::EC2::VPCEndpoint') yield* judgeService(view, logicalId, resource);
    }
  },
};

function* judge(
  view: StackView,
  logicalId: string,
  { Properties: properties = {} }: TemplateResource,
  property: string,
): Generator<Violation> {
  const node = properties[property];
  if (node === undefined) return;
  const path = `Properties.${property}`;
  for (const text of view.evaluate(node)) {
    if (isOwn(text)) continue;
    // The owner of the other end is named in a property of its own, and judged there.
    const owner =
      properties.PeerOwnerId === undefined ? undefined : literalText(view.evaluate(properties.PeerOwnerId)[0] ?? []);
    if (owner !== undefined && owner !== view.stack.account) continue;
    yield {
      logicalId,
      path,
      message: `it links the tenant's network to ${describeText(text)}, which is not in the tenant's stacks`,
    };
  }
}

/** Services of AWS are named by region; all others are somebody's. */
function* judgeService(
  view: StackView,
  logicalId: string,
  { Properties: properties = {} }: TemplateResource,
): Generator<Violation> {
  for (const [property, isAws] of [
    ['ServiceName', /^(com\.amazonaws\.(?!vpce)|aws\.(api|sagemaker|console)|cn\.com\.amazonaws\.(?!vpce))/],
    ['ResourceConfigurationArn', /^$/],
    ['ServiceNetworkArn', /^$/],
  ] as const) {
    if (properties[property] === undefined) continue;
    for (const text of view.evaluate(properties[property])) {
      const [first] = text;
      if (isOwn(text) || (first?.kind === 'text' && isAws.test(first.text))) continue;
      // A service of the same stacks: com.amazonaws.vpce.<region>.<own id>.
      if (text.some(({ kind }) => kind === 'resource') && text.every(({ kind }) => kind !== 'unknown')) continue;
      yield {
        logicalId,
        path: `Properties.${property}`,
        message: `it opens the tenant's network to ${describeText(text)}, which is not AWS's own`,
      };
    }
  }
}

function isOwn(text: Text): boolean {
  return text.length > 0 && text.every(({ kind }) => kind === 'resource');
}
