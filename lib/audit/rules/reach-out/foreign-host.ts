import type { Leaf, Rule } from '../../rule';
import { literalText } from '../../values/value';

/** Properties by which AWS itself delivers a tenant's data, by HTTP, to whomever they name. */
const DELIVERIES: readonly RegExp[] = [
  /^AWS::Events::ApiDestination InvocationEndpoint$/,
  /^AWS::KinesisFirehose::DeliveryStream .*(EndpointConfiguration Url|HECEndpoint)$/,
  /^AWS::IoT::TopicRule .*Http Url$/,
  /^AWS::SNS::Subscription Endpoint$/,
  /^AWS::SNS::Topic Subscription Endpoint$/,
  /^AWS::StepFunctions::StateMachine .*(Parameters|Arguments) ApiEndpoint$/,
];

const DELIVERING = /^AWS::(Events|KinesisFirehose|IoT|SNS|StepFunctions)::/;

/** Endpoints of AWS, whose regions and accounts are judged where they are named. */
const OF_AWS = /^https?:\/\/([\w-]+\.)*(amazonaws\.com(\.cn)?|api\.aws|on\.aws)(?=[:/]|$)/i;

/** Where AWS delivers what is the tenant's. */
export const foreignHost: Rule = {
  id: 'reach-out/foreign-host',
  severity: 'medium',
  claim: "AWS delivers a tenant's data to no host outside of AWS that is not excepted.",
  explanation:
    'Streams, topics, events and state machines send what they hold, by HTTP, to whoever has the address. No policy and no region fence holds that up.',
  fix: "deliver to a resource of the tenant's own account, or except the host with an owner and a reason",
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, { Type: type }] of view.resources) {
      if (!DELIVERING.test(type)) continue;
      for (const leaf of view.leaves(logicalId)) {
        const host = deliveredTo(type, leaf);
        if (host !== undefined) yield { logicalId, path: leaf.path, message: `it delivers to ${host}` };
      }
    }
  },
};

/** The host outside of AWS that a leaf names; undefined if it is of AWS, or no delivery. */
function deliveredTo(type: string, { properties, value }: Leaf): string | undefined {
  const place = `${type} ${properties.join(' ')}`;
  if (!DELIVERIES.some((expression) => expression.test(place))) return undefined;
  for (const text of value) {
    const [first] = text;
    const known = first?.kind === 'text' ? first.text : '';
    if (/^https?:\/\//i.test(known) && !OF_AWS.test(literalText(text) ?? known)) return known;
  }
  return undefined;
}
