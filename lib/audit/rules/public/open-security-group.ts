import type { TemplateResource } from '../../assembly/audited-stack';
import type { Leaf, Rule, StackView, Violation } from '../../rule';
import { asObject, isChosen } from '../../values/intrinsic';
import { describeText, literalText } from '../../values/value';
import { isPublicBlock } from './public-block';
import { resourceOf } from './resource-of';

/** Properties of an ingress rule that name a source by address. */
const SOURCES = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'CIDRIP'];

/** Type → property that lists ingress rules. */
const LISTS: Readonly<Record<string, string>> = {
  'AWS::EC2::SecurityGroup': 'SecurityGroupIngress',
  'AWS::RDS::DBSecurityGroup': 'DBSecurityGroupIngress',
};

/** Types whose blocks are judged by what they are for: of networks, and of endpoints that may be public or not. */
const NETWORKS = /^AWS::(EC2|EKS|NetworkManager|Route53Resolver|VpcLattice)::/;

/** Security groups that let the internet in. */
export const openSecurityGroup: Rule = {
  id: 'public/open-security-group',
  severity: 'high',
  claim: 'No security group of a tenant lets addresses of the internet in.',
  explanation: 'A security group is the last thing between a public address and the tenant’s database or functions.',
  fix: "let the tenant's own security groups or its VPC's block in instead",
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, { Type: type, Properties: properties = {} }] of view.resources) {
      const list = LISTS[type];
      if (list !== undefined) {
        for (const variant of view.variants(properties[list] ?? [])) {
          const rules = Array.isArray(variant) ? (variant as unknown[]) : [variant];
          for (const [index, rule] of rules.entries()) {
            const path =
              isChosen(variant) || !Array.isArray(variant) ? `Properties.${list}` : `Properties.${list}.${index}`;
            yield* judge(view, logicalId, asObject(rule) ?? {}, path, isChosen(rule) || isChosen(variant));
          }
        }
      } else if (/::(SecurityGroupIngress|DBSecurityGroupIngress|ClusterSecurityGroupIngress)$/.test(type)) {
        yield* judge(view, logicalId, properties, 'Properties', false);
      } else if (!NETWORKS.test(type)) {
        for (const leaf of view.leaves(logicalId)) yield* judgeAllowList(logicalId, leaf);
      }
    }
  },
};

/** Other services have lists of their own of the addresses that they let in. */
function* judgeAllowList(logicalId: string, { path, properties, value }: Leaf): Generator<Violation> {
  const isBlock = /(cidr(ip)?(v?[46])?s?|cidr_?(block|list|ip)s?|ip_?ranges?)$/i.test(properties.at(-1) ?? '');
  if (!isBlock || !properties.some((property) => /inbound|ingress|white_?list|allow/i.test(property))) return;
  for (const text of value) {
    const block = literalText(text);
    if (block === undefined || isPublicBlock(block) !== 'wide') continue;
    yield { logicalId, path, message: `it lets ${block} in` };
  }
}

function* judge(
  view: StackView,
  logicalId: string,
  rule: Readonly<Record<string, unknown>>,
  path: string,
  frozen: boolean,
): Generator<Violation> {
  for (const source of SOURCES) {
    if (rule[source] === undefined) continue;
    for (const text of view.evaluate(rule[source])) {
      const list = resourceOf(view, [text]);
      // A block of an own network, but for a list of any.
      if (list?.Type !== 'AWS::EC2::PrefixList' && text.every(({ kind }) => kind === 'resource')) continue;
      const block = list?.Type === 'AWS::EC2::PrefixList' ? worstOf(view, list) : literalText(text);
      const how = isPublicBlock(block);
      if (how === 'no') continue;
      const named =
        list === undefined || block === undefined ? describeText(text) : `${block} of ${describeText(text)}`;
      const what = how === 'unknown' ? `${named}, of which is not known what it holds` : named;
      yield {
        logicalId,
        path: frozen ? path : `${path}.${source}`,
        severity: how === 'wide' ? 'high' : 'medium',
        message: `it lets ${what} in`,
      };
    }
  }
}

/** The most public block of a list of the own stacks; one that is private if it has none that is public. */
function worstOf(view: StackView, { Properties: properties = {} }: TemplateResource): string | undefined {
  const blocks = view
    .variants(properties.Entries ?? [])
    .flatMap((entries) => (Array.isArray(entries) ? (entries as unknown[]) : [entries]))
    .flatMap((entry) => view.evaluate(asObject(entry)?.Cidr))
    .map(literalText);
  const worst = (['wide', 'unknown', 'narrow'] as const).find((how) =>
    blocks.some((block) => isPublicBlock(block) === how),
  );
  return worst === undefined ? '10.0.0.0/8' : blocks.find((block) => isPublicBlock(block) === worst);
}
