/** Names of the state machines of a region. The release finds them by these: it runs in one region, and they in another. */
export const DEPLOY_RING = 'tenantry-deploy-ring';
export const CHECK_RING = 'tenantry-check-ring';

/** Name of the state machine that a release is an execution of. */
export const RELEASE = 'tenantry-release';

/** Name of the table of a region that says what runs where. */
export const VERSIONS = 'tenantry-versions';
