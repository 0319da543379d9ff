import type { Rule } from '../../rule';
import { expiredException } from './expired-exception';
import { nestedStackUnread } from './nested-stack-unread';
import { sameStack } from './same-stack';
import { templateInside } from './template-inside';
import { templateMacro } from './template-macro';
import { unknownEnvironment } from './unknown-environment';

/** What keeps the audit from judging a template. */
export const assemblyRules: readonly Rule[] = [
  expiredException,
  nestedStackUnread,
  sameStack,
  templateInside,
  templateMacro,
  unknownEnvironment,
];
