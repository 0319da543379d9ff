import type { Rule } from '../../rule';
import { literalText } from '../../values/value';

/** Custom resources that empty what they are attached to. */
const EMPTIES = /^Custom::(S3AutoDeleteObjects|ECRAutoDeleteImages|EmptyS3Bucket|.*AutoDelete.*)$/;

/** Properties by which a resource is emptied before it is deleted. */
const EMPTYING = /^(EmptyOnDelete|ForceDelete|ForceDestroy|RecursiveDeleteOption)$/i;

/** Resources that delete data with a stack. */
export const autoDelete: Rule = {
  id: 'deletion/auto-delete',
  severity: 'high',
  claim: 'Nothing empties what holds data when a stack is deleted.',
  explanation: 'autoDeleteObjects and its like delete every object, whatever retains the bucket.',
  fix: 'leave autoDeleteObjects and emptyOnDelete out',
  *checkStack({ tenant, resources, evaluate }) {
    if (tenant === undefined) return;
    for (const [logicalId, { Type: type, Properties: properties = {} }] of resources) {
      if (EMPTIES.test(type)) yield { logicalId, path: 'Type', message: `${type} deletes data with the stack` };
      for (const [name, node] of Object.entries(properties)) {
        if (!EMPTYING.test(name) || evaluate(node).every((text) => literalText(text)?.toLowerCase() === 'false'))
          continue;
        yield { logicalId, path: `Properties.${name}`, message: `${type} deletes data with the stack: ${name} is set` };
      }
    }
  },
};
