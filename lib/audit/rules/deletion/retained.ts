import type { Rule } from '../../rule';
import { describeValue, literal } from '../../values/value';
import { holdsData } from './stateful-types';

const KEEPS = /^(Retain|RetainExceptOnCreate|Snapshot)$/;

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
        const value = resource[policy] === undefined ? undefined : literal(view.evaluate(resource[policy]));
        if (KEEPS.test(value ?? '')) continue;
        const found = resource[policy] === undefined ? 'not set' : (value ?? 'not known before the deployment');
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
