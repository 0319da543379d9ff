import type { Rule, StackView } from '../../rule';
import { type Text, describeText, literalText } from '../../values/value';
import { isPublicBlock } from './public-block';

/** Routes to the internet. */
export const internetRoute: Rule = {
  id: 'public/internet-route',
  severity: 'high',
  claim: 'No subnet of a tenant has a route to an internet gateway.',
  explanation:
    'In a subnet with such a route, a public address is all that is missing to be reached from the internet.',
  fix: 'take the route out; AWS services are reached through VPC endpoints',
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, { Type: type, Properties: properties = {} }] of view.resources) {
      if (type !== 'AWS::EC2::Route' && type !== 'AWS::EC2::GatewayRouteTableAssociation') continue;
      if (properties.GatewayId === undefined) continue;
      const blocks = ['DestinationCidrBlock', 'DestinationIpv6CidrBlock', 'DestinationPrefixListId'].flatMap((name) =>
        properties[name] === undefined ? [] : view.evaluate(properties[name]),
      );
      if (!blocks.some((text) => isPublicBlock(literalText(text)) !== 'no')) continue;
      for (const text of view.evaluate(properties.GatewayId)) {
        if (!mayBeInternetGateway(view, text)) continue;
        yield {
          logicalId,
          path: 'Properties.GatewayId',
          message: `it routes ${blocks.map(describeText).join(' and ')} to ${describeText(text)}, an internet gateway`,
        };
      }
    }
  },
};

function mayBeInternetGateway({ fleet, stack }: StackView, text: Text): boolean {
  const [piece] = text;
  if (piece?.kind === 'resource') {
    const owner = fleet.stackOf(stack.tenant, piece.stack);
    const type = owner?.template.Resources?.[piece.logicalId]?.Type;
    // The attachment of a gateway stands for it; a virtual private gateway leads elsewhere.
    return type === 'AWS::EC2::InternetGateway' || type === undefined;
  }
  const id = literalText(text);
  return id === undefined || id.startsWith('igw-');
}
