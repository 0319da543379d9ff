import type { Rule } from '../../rule';

/** Exceptions after their last day. They are found where exceptions are applied: a template does not show them. */
export const expiredException: Rule = {
  id: 'assembly/expired-exception',
  severity: 'high',
  claim: 'Every exception from the audit is looked at again before it expires.',
  explanation: 'Who accepts a finding does so until a day. After it nobody has said that it may stay.',
  fix: 'mend what it excepts, or have its owner set a new day',
};
