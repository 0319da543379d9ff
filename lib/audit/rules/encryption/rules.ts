import type { Rule } from '../../rule';
import { atRest } from './at-rest';
import { bucketTls } from './bucket-tls';
import { inTransit } from './in-transit';
import { keyRotation } from './key-rotation';
import { ownKey } from './own-key';

/** How a tenant's data is encrypted. */
export const encryptionRules: readonly Rule[] = [atRest, bucketTls, inTransit, keyRotation, ownKey];
