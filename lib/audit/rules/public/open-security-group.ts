import type { Rule, StackView, Violation } from '../../rule';
import { asObject, isChosen } from '../../values/intrinsic';
import { describeText, literalText } from '../../values/value';
import { isPublicBlock } from './public-block';

/** Properties of an ingress rule that name a source by address. */
const SOURCES = ['CidrIp', 'CidrIpv6', 'SourcePrefixListId', 'CIDRIP'];

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
      if (type === 'AWS::EC2::SecurityGroup') {
        for (const variant of view.variants(properties.SecurityGroupIngress ?? [])) {
          const rules = Array.isArray(variant) ? (variant as unknown[]) : [variant];
          for (const [index, rule] of rules.entries()) {
            const path =
              isChosen(variant) || !Array.isArray(variant)
                ? 'Properties.SecurityGroupIngress'
                : `Properties.SecurityGroupIngress.${index}`;
            yield* judge(view, logicalId, asObject(rule) ?? {}, path, isChosen(rule) || isChosen(variant));
          }
        }
      } else if (/::(SecurityGroupIngress|DBSecurityGroupIngress|ClusterSecurityGroupIngress)$/.test(type)) {
        yield* judge(view, logicalId, properties, 'Properties', false);
      }
    }
  },
};

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
      // A block of an own network.
      if (text.every(({ kind }) => kind === 'resource')) continue;
      const how = isPublicBlock(literalText(text));
      if (how === 'no') continue;
      const what =
        how === 'unknown' ? `${describeText(text)}, of which is not known what it holds` : describeText(text);
      yield {
        logicalId,
        path: frozen ? path : `${path}.${source}`,
        severity: how === 'wide' ? 'high' : 'medium',
        message: `it lets ${what} in`,
      };
    }
  }
}
