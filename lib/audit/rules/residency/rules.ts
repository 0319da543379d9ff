import type { Rule } from '../../rule';
import { region } from './region';
import { regionFence } from './region-fence';
import { stackRegion } from './stack-region';

/** Where a tenant's data is. */
export const residencyRules: readonly Rule[] = [region, regionFence, stackRegion];
