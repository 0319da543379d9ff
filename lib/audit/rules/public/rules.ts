import type { Rule } from '../../rule';
import { apiAuthorizer } from './api-access';
import { apiThrottle } from './api-throttle';
import { exposedProperty } from './exposed-property';
import { internetRoute } from './internet-route';
import { openSecurityGroup } from './open-security-group';
import { publicResource } from './public-resource';

/** What of a tenant is public. */
export const publicRules: readonly Rule[] = [
  apiAuthorizer,
  apiThrottle,
  exposedProperty,
  internetRoute,
  openSecurityGroup,
  publicResource,
];
