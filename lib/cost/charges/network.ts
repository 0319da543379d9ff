import { type ChargeRule, charge } from '../charge';
import { longestList, possibleTexts } from '../template-values';

/** Gateway endpoints (S3, DynamoDB) are free; the others are paid by the hour and zone, used or not. */
export const endpoint: ChargeRule = ({ VpcEndpointType = 'Gateway', SubnetIds }) => {
  const types = possibleTexts(VpcEndpointType);
  if (types?.every((type) => type === 'Gateway')) return [];
  if (types?.some((type) => type !== 'Gateway' && type !== 'Interface') ?? true)
    return [{ unpriced: 'endpoint that is no interface endpoint' }];
  return [charge('interface endpoint, zones', longestList(SubnetIds)?.length, 'interface-endpoint')];
};

export const natGateway: ChargeRule = () => [charge('NAT gateway', 1, 'nat-gateway')];

export const elasticIp: ChargeRule = () => [charge('public IPv4 address', 1, 'public-ipv4')];

/** The hours; an internet-facing balancer has a public address in each zone. */
export const loadBalancer: ChargeRule = ({
  Type = 'application',
  Scheme = 'internet-facing',
  Subnets,
  SubnetMappings,
}) => {
  if (Type !== 'application' && Type !== 'network')
    return [{ unpriced: 'load balancer that is neither of applications nor of a network' }];
  const hours = charge('load balancer', 1, 'load-balancer');
  return Scheme === 'internal'
    ? [hours]
    : [hours, charge('public IPv4 address', longestList(Subnets ?? SubnetMappings)?.length, 'public-ipv4')];
};

export const hostedZone: ChargeRule = () => [charge('hosted zone', 1, 'hosted-zone')];
