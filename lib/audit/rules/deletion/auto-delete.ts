import type { Rule } from '../../rule';

/** Custom resources that empty what they are attached to. */
const EMPTIES = /^Custom::(S3AutoDeleteObjects|ECRAutoDeleteImages|EmptyS3Bucket|.*AutoDelete.*)$/;

/** Resources that delete data with a stack. */
export const autoDelete: Rule = {
  id: 'deletion/auto-delete',
  severity: 'high',
  claim: 'Nothing empties what holds data when a stack is deleted.',
  explanation: 'autoDeleteObjects and its like delete every object, whatever retains the bucket.',
  fix: 'leave autoDeleteObjects and emptyOnDelete out',
  *checkStack({ tenant, resources }) {
    if (tenant === undefined) return;
    for (const [logicalId, { Type: type }] of resources) {
      if (EMPTIES.test(type)) yield { logicalId, path: 'Type', message: `${type} deletes data with the stack` };
    }
  },
};
