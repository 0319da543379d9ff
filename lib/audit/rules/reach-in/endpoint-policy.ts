import type { Rule, StackView } from '../../rule';
import { literal } from '../../values/value';
import { describeCallers, grantsOf } from './grants';
import { policiesOf } from './policies-of';

/** Who may use the ways from a tenant's network to AWS. */
export const endpointPolicy: Rule = {
  id: 'reach-in/endpoint-policy',
  severity: 'medium',
  claim: "Only principals of the tenant's own account use its VPC endpoints.",
  explanation:
    "An endpoint that anybody's credentials pass lets a workload with another account's keys carry data out through the tenant's network.",
  fix: "narrow the endpoint's policy with aws:PrincipalAccount or aws:ResourceAccount",
  *checkStack(view) {
    for (const [logicalId, resource] of view.resources) {
      if (resource.Type !== 'AWS::EC2::VPCEndpoint') continue;
      if (resource.Properties?.PolicyDocument === undefined && leadsToAws(view, resource.Properties ?? {})) {
        yield {
          logicalId,
          path: 'Properties.PolicyDocument',
          message: 'anybody may use the endpoint, for everything: it has no policy',
        };
      }
      for (const policy of policiesOf(view, resource)) {
        for (const { path, why } of policy.unreadable) {
          yield { logicalId, path, message: `who may use the endpoint cannot be told: ${why}` };
        }
        for (const { statement, element, principal, callers } of grantsOf(view, policy)) {
          const limitsTarget = statement.conditions.some(({ key }) => /^(aws|s3):resource(account|orgid)$/.test(key));
          const foreign = callers.filter(
            ({ kind, account }) => kind !== 'service' && (account !== undefined || kind !== 'operator'),
          );
          const named =
            foreign.some(({ account }) => account !== undefined) && element !== undefined && principal !== '*';
          if (foreign.length === 0 || (limitsTarget && !named)) continue;
          yield {
            logicalId,
            path: element?.path ?? statement.principalPath,
            ...(named && { severity: 'high' as const }),
            message: `${principal} may use the endpoint: ${describeCallers(foreign)}`,
          };
        }
      }
    }
  },
};

/** Endpoints of AWS's own services have a policy; those of others, and of appliances, have none. */
function leadsToAws(view: StackView, properties: Readonly<Record<string, unknown>>): boolean {
  const type =
    properties.VpcEndpointType === undefined ? 'Gateway' : literal(view.evaluate(properties.VpcEndpointType));
  if (type !== 'Gateway' && type !== 'Interface') return false;
  return view
    .evaluate(properties.ServiceName ?? '')
    .some(([first]) => first?.kind === 'text' && /^(com\.amazonaws\.(?!vpce)|aws\.)/.test(first.text));
}
