import type { Rule } from '../../rule';
import { isAboutCallers, isFreeText } from '../../sweep/free-text';
import { OF_NOBODY } from '../../values/other-stacks';
import type { Text } from '../../values/value';
import { idsOfNobody } from './id-of-nobody';
import { isJudgedAsGrant } from './judged-as-grant';
import { openPermissions } from './open-permission';
import { describeOpen, isOfUnknownAccount, isOpen } from './open-target';
import { unknownPermissions } from './unknown-permission';

/** Properties that name what a resource works with elsewhere: it must be known whose that is. */
const TARGETS =
  /^(ServiceToken|TemplateURL|Layers|ImageUri|.*RoleA(rn|RN)|Role|LogDestination|DestinationArn|DeliveryStreamArn|FirehoseArn|TargetArn|EventBusArn|EventBusName|PeerOwnerId|PeerVpcId|TransitGatewayId|VpcPeeringConnectionId|VpcEndpointServiceId|SinkIdentifier|ResolverRuleId|SourceDBInstanceIdentifier|SourceDBClusterIdentifier|ReplicationSourceIdentifier|SnapshotArn|DestinationBackupVaultArn|Credentials|ProviderArns?|AuthorizerUri|ResourceShareArns?|QueueArn|TopicArn|StreamArn)$/;

/** Properties of a general name, which name a target by where they are: type, and properties from the resource down. */
const TARGETS_IN_PLACES =
  /[ .](Targets?|DeadLetterConfig)\.Arn$|[ .]On(Failure|Success)\.Destination$|[ .]Destination\.Bucket(Arn)?$|Configurations\.(Function|Queue|Topic)$|^AWS::SNS::\w+ (Subscription\.)?Endpoint$|^AWS::Pipes::Pipe (Source|Target|Enrichment)$|[ .](EventSourceArn|deadLetterTargetArn|BucketA(rn|RN)|S3Bucket(Name)?|DestinationBucketName|Image)$|(S3Location|[ .]Logging)\.Bucket$/;

/** Targets that are not known before the deployment. */
export const unknownTarget: Rule = {
  id: 'reach-out/unknown-target',
  severity: 'high',
  claim: 'Whatever a resource works with elsewhere is known before the deployment.',
  explanation:
    'A role, function, layer, destination or network, or what a permission is on, that comes from a parameter, an import or a look-up at deployment can be of another tenant.',
  fix: "refer to a resource of the tenant's own stacks, or write its ARN out",
  *checkStack(view) {
    if (view.tenant === undefined) return;
    yield* openPermissions(view);
    yield* unknownPermissions(view);
    for (const id of idsOfNobody(view)) view.fleet.notAnalysed(id);
    for (const [logicalId, { Type: type }] of view.resources) {
      for (const { path, properties, value, isDenied } of view.leaves(logicalId)) {
        if (isDenied === true || isFreeText(properties) || isAboutCallers(properties)) continue;
        for (const text of value) {
          const foreign = text.find((piece) => piece.kind === 'unknown' && piece.why.startsWith(OF_NOBODY));
          if (foreign?.kind === 'unknown') {
            yield { logicalId, path, message: `it takes in what another stack gives: ${foreign.why}` };
            continue;
          }
          // A state machine takes the role from its input.
          const isFromInput = isRoleFromInput(properties.at(-1) ?? '', text);
          const isOfAnybody = isTarget(type, properties)
            ? isOpen(text)
            : isOfUnknownAccount(text) && !isJudgedElsewhere(type, properties);
          if (isFromInput || isOfAnybody) yield { logicalId, path, message: describeOpen(text, " can be anybody's") };
        }
      }
    }
  },
};

/** State machines say it by the name of the property, or by an expression of JSONata. */
function isRoleFromInput(property: string, text: Text): boolean {
  if (property.endsWith('RoleArn.$')) return true;
  const [first] = text;
  return property.endsWith('RoleArn') && first?.kind === 'text' && /^\s*\{%/.test(first.text);
}

function isTarget(type: string, properties: readonly string[]): boolean {
  return TARGETS.test(properties.at(-1) ?? '') || TARGETS_IN_PLACES.test(`${type} ${properties.join('.')}`);
}

/** Grants are ways in; what a statement is about is a permission, or the resource that has the policy. */
function isJudgedElsewhere(type: string, properties: readonly string[]): boolean {
  return isJudgedAsGrant(type, properties) || properties.some((property) => /^statement$/i.test(property));
}
