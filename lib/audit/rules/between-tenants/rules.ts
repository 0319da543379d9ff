import type { Rule } from '../../rule';
import { overlappingNetwork } from './overlapping-network';
import { sharedAccount } from './shared-account';
import { sharedIdentifier } from './shared-identifier';

/** What tenants have in common. */
export const betweenTenantsRules: readonly Rule[] = [overlappingNetwork, sharedAccount, sharedIdentifier];
