import type { Rule } from '../../rule';
import { confusedDeputy } from './confused-deputy';
import { endpointPolicy } from './endpoint-policy';
import { federatedTrust } from './federated-trust';
import { resourcePolicy } from './resource-policy';
import { roleTrust } from './role-trust';
import { sharing } from './sharing';
import { trustConditions } from './trust-conditions';

/** Who may come into a tenant's account. */
export const reachInRules: readonly Rule[] = [
  confusedDeputy,
  endpointPolicy,
  federatedTrust,
  resourcePolicy,
  roleTrust,
  sharing,
  trustConditions,
];
