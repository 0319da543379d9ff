import type { Rule } from '../../rule';
import { autoDelete } from './auto-delete';
import { protectedFromDeletion } from './protected';
import { retained } from './retained';
import { stackProtection } from './stack-protection';

/** What keeps a tenant's data. */
export const deletionRules: readonly Rule[] = [autoDelete, protectedFromDeletion, retained, stackProtection];
