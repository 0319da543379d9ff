import type { Rule } from '../../rule';

/** Macros that change a template when it is deployed. */
export const templateMacro: Rule = {
  id: 'assembly/template-macro',
  severity: 'medium',
  claim: 'A template is deployed as it was reviewed.',
  explanation: 'A macro (Transform) rewrites the template at deployment: what it makes of it cannot be judged before.',
  fix: 'write the resources out instead of using the macro',
  *checkStack({ stack }) {
    const { Transform: transform } = stack.template;
    const names = Array.isArray(transform) ? (transform as unknown[]) : transform === undefined ? [] : [transform];
    for (const name of names) {
      const macro = typeof name === 'string' ? name : JSON.stringify(name);
      // It only adds intrinsic functions, which are judged as not known.
      if (macro === 'AWS::LanguageExtensions') continue;
      yield { logicalId: '', path: 'Transform', message: `the macro ${macro} rewrites the template at deployment` };
    }
  },
};
