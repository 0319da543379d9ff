import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { connect } from './database/connect';
import { iamPassword } from './database/iam-password';
import { migrate } from './database/migrate';
import { migrations } from './database/migrations';
import { databaseUser } from './database/use-database';
import { parseServiceEnvironment } from './environment';
import { describeError } from './http/describe-error';
import { createService } from './service';

const { allowOrigins, database, tenant } = parseServiceEnvironment(process.env);
const logger = new Logger({
  persistentKeys: { tenantId: tenant.id, tenantTier: tenant.tier, tenantRegion: tenant.region },
});
const password = iamPassword({
  hostname: database.host,
  port: database.port,
  username: database.user,
  region: database.region,
});

const useDatabase = databaseUser({
  open: () =>
    connect({
      ...database,
      password,
      onIdleError: (error) => logger.info('idle database connection lost', { cause: describeError(error) }),
    }),
  migrate: async (opened) => {
    const applied = await migrate(opened, migrations);
    if (applied.length > 0) logger.info('database migrated', { applied });
  },
  now: Date.now,
});

/** Answers the requests of the tenant's API. */
export const handler = createService({
  useDatabase,
  tenantId: tenant.id,
  allowOrigins,
  logger,
  metrics: new Metrics(),
  tracer: new Tracer({ captureHTTPsRequests: false }),
});
