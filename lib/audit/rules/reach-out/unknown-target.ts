import type { Rule } from '../../rule';
import { isAboutCallers, isFreeText } from '../../sweep/free-text';
import { describeText } from '../../values/value';

/** Properties that name what a resource works with elsewhere: it must be known whose that is. */
const TARGETS =
  /^(ServiceToken|TemplateURL|Layers|ImageUri|.*RoleA(rn|RN)|Role|LogDestination|DestinationArn|DeliveryStreamArn|FirehoseArn|TargetArn|EventBusArn|EventBusName|PeerOwnerId|PeerVpcId|TransitGatewayId|VpcPeeringConnectionId|VpcEndpointServiceId|SinkIdentifier|ResolverRuleId|SourceDBInstanceIdentifier|SourceDBClusterIdentifier|ReplicationSourceIdentifier|SnapshotArn|DestinationBackupVaultArn|Credentials|ProviderArns?|AuthorizerUri|ResourceShareArns?|QueueArn|TopicArn|StreamArn)$/;

/** Targets that are not known before the deployment. */
export const unknownTarget: Rule = {
  id: 'reach-out/unknown-target',
  severity: 'high',
  claim: 'Whatever a resource works with elsewhere is known before the deployment.',
  explanation:
    'A role, function, layer, destination or network that comes from a parameter, an import or a look-up at deployment can be of another tenant.',
  fix: "refer to a resource of the tenant's own stacks, or write its ARN out",
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId] of view.resources) {
      for (const { path, properties, value } of view.leaves(logicalId)) {
        if (isFreeText(properties) || isAboutCallers(properties)) continue;
        for (const text of value) {
          const foreign = text.find(
            (piece) => piece.kind === 'unknown' && piece.why.startsWith('no stack of the tenant'),
          );
          if (foreign?.kind === 'unknown') {
            yield { logicalId, path, message: `it takes in what another stack gives: ${foreign.why}` };
            continue;
          }
          // A state machine takes the role from its input.
          const isFromInput = (properties.at(-1) ?? '').endsWith('RoleArn.$');
          if (!isFromInput && (!TARGETS.test(properties.at(-1) ?? '') || !isOpen(text))) continue;
          const unknown = text.find(({ kind }) => kind === 'unknown');
          yield {
            logicalId,
            path,
            message: `${describeText(text)} can be anybody's${unknown?.kind === 'unknown' ? `: ${unknown.why}` : ''}`,
          };
        }
      }
    }
  },
};

/** Whether the account of what is named could be any: an ARN is open only up to its account. */
function isOpen(text: readonly { readonly kind: string; readonly text?: string }[]): boolean {
  let before = '';
  for (const piece of text) {
    if (piece.kind === 'unknown') return before.split(':').length <= 5;
    before += piece.kind === 'text' ? (piece.text ?? '') : 'own';
  }
  return false;
}
