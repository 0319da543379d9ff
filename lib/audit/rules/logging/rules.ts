import type { Rule } from '../../rule';
import { breakGlass } from './break-glass';
import { flowLogs } from './flow-logs';
import { recorded } from './recorded';
import { trailPresent } from './trail-present';

/** What is recorded of a tenant. */
export const loggingRules: readonly Rule[] = [breakGlass, flowLogs, recorded, trailPresent];
