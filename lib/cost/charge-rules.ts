import type { ChargeRule } from './charge';
import { cluster, instance } from './charges/database';
import { databaseProxy } from './charges/database-proxy';
import { provisionedConcurrency } from './charges/functions';
import { key, parameter, secret } from './charges/keys-and-secrets';
import { elasticIp, endpoint, hostedZone, loadBalancer, natGateway } from './charges/network';
import { alarm, compositeAlarm, dashboard, insightRule, metricFilter } from './charges/observability';
import { ruleGroup, webAcl } from './charges/web-acl';

/** What can cost something while nobody uses it, by resource type. */
export const CHARGE_RULES: Readonly<Record<string, ChargeRule>> = {
  'AWS::RDS::DBInstance': instance,
  'AWS::RDS::DBCluster': cluster,
  'AWS::RDS::DBProxy': databaseProxy,
  'AWS::KMS::Key': key,
  'AWS::KMS::ReplicaKey': key,
  'AWS::SecretsManager::Secret': secret,
  'AWS::SSM::Parameter': parameter,
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': compositeAlarm,
  'AWS::CloudWatch::Dashboard': dashboard,
  'AWS::CloudWatch::InsightRule': insightRule,
  'AWS::Logs::MetricFilter': metricFilter,
  'AWS::WAFv2::WebACL': webAcl,
  'AWS::WAFv2::RuleGroup': ruleGroup,
  'AWS::EC2::VPCEndpoint': endpoint,
  'AWS::EC2::NatGateway': natGateway,
  'AWS::EC2::EIP': elasticIp,
  'AWS::ElasticLoadBalancingV2::LoadBalancer': loadBalancer,
  'AWS::Route53::HostedZone': hostedZone,
  'AWS::Lambda::Alias': provisionedConcurrency,
  'AWS::Lambda::Version': provisionedConcurrency,
  'AWS::ApiGateway::Stage': ({ CacheClusterEnabled = false }) =>
    CacheClusterEnabled === false ? [] : [{ unpriced: 'cache of an API' }],
  'AWS::DynamoDB::Table': ({ BillingMode }) =>
    BillingMode === 'PAY_PER_REQUEST' ? [] : [{ unpriced: 'provisioned capacity of a table' }],
};
