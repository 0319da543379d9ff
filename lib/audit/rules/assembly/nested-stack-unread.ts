import type { Rule } from '../../rule';

/** Nested stacks whose template is not in the assembly. */
export const nestedStackUnread: Rule = {
  id: 'assembly/nested-stack-unread',
  severity: 'high',
  claim: 'Every template that is deployed is in the assembly.',
  explanation: 'A nested stack whose template lies elsewhere can hold anything, and change without a review.',
  fix: "have the nested stack's template synthesized into the assembly, as NestedStack of the CDK does",
  *checkStack({ stack, fleet, resources }) {
    for (const [logicalId, { Type: type }] of resources) {
      if (type !== 'AWS::CloudFormation::Stack') continue;
      if (fleet.stacks.some(({ parent }) => parent?.stack === stack.name && parent.logicalId === logicalId)) continue;
      yield {
        logicalId,
        path: 'Properties.TemplateURL',
        message: 'the template of the nested stack is not in the assembly',
      };
    }
  },
};
