import { type ChargeRule, charge } from '../charge';
import { type CloudFormationTemplate, isSameReference, referencedResource } from '../cloudformation-template';
import { vcpusOf } from '../price-table';
import { longestList, possibleTexts } from '../template-values';
import { leastCapacityAcu } from './database';

/**
 * A proxy is paid by the size of the database behind it, with a minimum.
 *
 * The database is found in the same template; one elsewhere counts as the minimum.
 *
 * @see https://aws.amazon.com/rds/proxy/pricing/
 */
export const databaseProxy: ChargeRule = ({ DBProxyName }, template) => {
  const target = targetGroups(template).find((group) => referencesProxy(template, group['DBProxyName'], DBProxyName));
  const clusters = behind(template, target?.['DBClusterIdentifiers']);
  if (clusters.length > 0) {
    const capacity = leastCapacityAcu(clusters[0]);
    return [charge('proxy, ACU', capacity === undefined ? undefined : Math.max(LEAST_ACU, capacity), 'rds-proxy-acu')];
  }
  const vcpus = behind(template, target?.['DBInstanceIdentifiers']).map(({ DBInstanceClass }) =>
    Math.max(0, ...(possibleTexts(DBInstanceClass) ?? []).map((instanceClass) => vcpusOf(instanceClass) ?? Number.NaN)),
  );
  const sum = Math.max(
    LEAST_VCPUS,
    vcpus.reduce((total, count) => total + count, 0),
  );
  return [charge('proxy, vCPU', Number.isNaN(sum) ? undefined : sum, 'rds-proxy-vcpu')];
};

/** What a proxy is paid for at least, by the kind of database behind it. */
const LEAST_VCPUS = 2;
const LEAST_ACU = 8;

type Properties = Readonly<Record<string, unknown>>;

function targetGroups({ Resources = {} }: CloudFormationTemplate): readonly Properties[] {
  return Object.values(Resources)
    .filter(({ Type }) => Type === 'AWS::RDS::DBProxyTargetGroup')
    .map(({ Properties = {} }) => Properties);
}

function referencesProxy(template: CloudFormationTemplate, reference: unknown, proxyName: unknown): boolean {
  const proxy = referencedResource(template, reference);
  return isSameReference(proxy?.Properties?.['DBProxyName'] ?? reference, proxyName);
}

function behind(template: CloudFormationTemplate, identifiers: unknown): readonly Properties[] {
  const databases = (longestList(identifiers) ?? []).map(
    (identifier) => referencedResource(template, identifier)?.Properties,
  );
  return databases.filter((properties) => properties !== undefined);
}
