import type { Rule } from '../../rule';
import { assumeAnyRole } from './assume-any-role';
import { foreignAccount } from './foreign-account';
import { foreignBucket } from './foreign-bucket';
import { foreignHost } from './foreign-host';
import { foreignUserPool } from './foreign-user-pool';
import { networkLink } from './network-link';
import { unknownTarget } from './unknown-target';

/** Where a tenant's account leads. */
export const reachOutRules: readonly Rule[] = [
  assumeAnyRole,
  foreignAccount,
  foreignBucket,
  foreignHost,
  foreignUserPool,
  networkLink,
  unknownTarget,
];
