import type { Rule } from '../../rule';
import { describeValue, literalText } from '../../values/value';
import { holdsData } from './stateful-types';

/** Types of which CloudFormation takes a snapshot; for others that policy is refused. */
const WITH_SNAPSHOTS =
  /^AWS::(EC2::Volume|ElastiCache::(CacheCluster|ReplicationGroup)|(Neptune|RDS|DocDB)::DBCluster|RDS::DBInstance|Redshift::Cluster)$/;

/** Whether a policy keeps the data; the one for replacements knows no exception for new resources. */
function keeps(type: string, policy: string, value: string | undefined): boolean {
  if (value === 'Snapshot') return WITH_SNAPSHOTS.test(type);
  return value === 'Retain' || (value === 'RetainExceptOnCreate' && policy === 'DeletionPolicy');
}

/** What becomes of data when its resource leaves a stack. */
export const retained: Rule = {
  id: 'deletion/retained',
  severity: 'high',
  claim: 'What holds data outlives its stack.',
  explanation:
    'CloudFormation deletes what is taken out of a template, and what a replacement leaves behind, with all that is in it.',
  fix: 'set DeletionPolicy and UpdateReplacePolicy to Retain or Snapshot',
  *checkStack(view) {
    if (view.tenant === undefined) return;
    for (const [logicalId, resource] of view.resources) {
      if (!holdsData(resource.Type, resource.Properties)) continue;
      for (const policy of ['DeletionPolicy', 'UpdateReplacePolicy'] as const) {
        const values = resource[policy] === undefined ? [] : view.evaluate(resource[policy]).map(literalText);
        if (values.length > 0 && values.every((value) => keeps(resource.Type, policy, value))) continue;
        const wrong = values.find((value) => !keeps(resource.Type, policy, value));
        const found = values.length === 0 ? 'not set' : (wrong ?? 'not known before the deployment');
        yield {
          logicalId,
          path: policy,
          message: `${resource.Type} would be deleted with its data: ${policy} is ${found}`,
        };
      }
    }
  },
  *evidence({ resources, evaluate }) {
    for (const [logicalId, resource] of resources) {
      if (!holdsData(resource.Type, resource.Properties)) continue;
      const policy = resource.DeletionPolicy;
      yield {
        logicalId,
        path: 'DeletionPolicy',
        value: policy === undefined ? 'not set' : describeValue(evaluate(policy)),
      };
    }
  },
};
