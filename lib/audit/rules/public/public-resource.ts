import type { Rule } from '../../rule';

/** Type → what is public about it. */
const PUBLIC: Readonly<Record<string, string>> = {
  'AWS::Amplify::App': 'it serves from all over the world',
  'AWS::CloudFront::Distribution': 'it serves from all over the world',
  'AWS::EC2::CarrierGateway': "it links the network to a carrier's",
  'AWS::EC2::ClientVpnEndpoint': 'it lets people into the network from the internet',
  'AWS::EC2::EIPAssociation': 'it gives an instance a public address',
  'AWS::ECR::PublicRepository': 'everybody can pull its images',
  'AWS::GlobalAccelerator::Accelerator': 'it has public addresses all over the world',
  'AWS::Lightsail::Container': 'its endpoint is public',
  'AWS::Lightsail::Distribution': 'it serves from all over the world',
  'AWS::Lightsail::Instance': 'it has a public address',
  'AWS::Lightsail::LoadBalancer': 'it is public',
};

/** Resources that are public by what they are. */
export const publicResource: Rule = {
  id: 'public/public-resource',
  severity: 'medium',
  claim: "A tenant has no public resource beside its API's regional endpoint.",
  explanation:
    'Each public resource is one more thing to be attacked, and those at the edge take data out of the region.',
  fix: 'take it out, or except it with a reason in the tenant’s file',
  *checkStack({ tenant, resources }) {
    if (tenant === undefined) return;
    for (const [logicalId, { Type: type }] of resources) {
      const what = PUBLIC[type];
      if (what !== undefined) yield { logicalId, path: 'Type', message: `${type}: ${what}` };
    }
  },
};
