import type { Rule } from '../rule';
import { assemblyRules } from './assembly/rules';
import { betweenTenantsRules } from './between-tenants/rules';
import { deletionRules } from './deletion/rules';
import { encryptionRules } from './encryption/rules';
import { loggingRules } from './logging/rules';
import { publicRules } from './public/rules';
import { reachInRules } from './reach-in/rules';
import { reachOutRules } from './reach-out/rules';
import { residencyRules } from './residency/rules';

/** Every rule of the audit, sorted by id. */
export const ALL_RULES: readonly Rule[] = [
  ...assemblyRules,
  ...betweenTenantsRules,
  ...deletionRules,
  ...encryptionRules,
  ...loggingRules,
  ...publicRules,
  ...reachInRules,
  ...reachOutRules,
  ...residencyRules,
].toSorted((one, other) => (one.id < other.id ? -1 : 1));
