import type { Rule } from '../../rule';
import { breakGlass } from './break-glass';
import { flowLogs } from './flow-logs';
import { recordedProperty } from './recorded-property';
import { trailPresent } from './trail-present';

/** What is recorded of a tenant. */
export const loggingRules: readonly Rule[] = [breakGlass, flowLogs, recordedProperty, trailPresent];
