import { Router } from '@aws-lambda-powertools/event-handler/http';
import type { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, type Metrics } from '@aws-lambda-powertools/metrics';
import type { Tracer } from '@aws-lambda-powertools/tracer';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { addHealth } from './add-health';
import type { UseDatabase } from './database/use-database';
import { describeError } from './http/describe-error';
import { nameOrigin } from './http/name-origin';
import { problemResponse } from './http/problem';
import { toProblem } from './http/to-problem';
import { traced } from './http/traced';
import { addNotes } from './notes/add-notes';

/** What the service works with. */
export interface ServiceDependencies {
  readonly useDatabase: UseDatabase;
  readonly tenantId: string;
  /** Origins whose pages may call from a browser. */
  readonly allowOrigins: readonly string[];
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly tracer: Tracer;
}

/** Answers a request that API Gateway passes on. */
export type Service = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** Makes the service; nothing is connected before a request needs it. */
export function createService(dependencies: ServiceDependencies): Service {
  const { useDatabase, tenantId, allowOrigins, logger, metrics, tracer } = dependencies;
  const router = new Router({
    logger: {
      // The router writes the messages of errors to the debug log, and they may quote the tenant's data.
      debug: () => undefined,
      info: logger.info.bind(logger),
      warn: logger.warn.bind(logger),
      error: logger.error.bind(logger),
    },
  });
  router.use(traced(tracer, tenantId));
  router.errorHandler(Error, async (error, { event }) =>
    answerProblem(error, 'requestId' in event.requestContext ? event.requestContext.requestId : ''),
  );
  addHealth(router, useDatabase);
  addNotes(router, useDatabase);

  const answerProblem = (error: Error, requestId: string): Response => {
    const problem = toProblem(error);
    if (problem.status === 503) {
      logger.warn('database unavailable', { cause: describeError(error) });
      // API Gateway counts requests, errors and latency for nothing; only what it cannot know is worth a metric.
      metrics.addMetric('DatabaseUnavailable', MetricUnit.Count, 1);
      metrics.publishStoredMetrics();
    } else if (problem.status >= 500) {
      logger.error('request failed', { cause: describeError(error) });
    }
    return problemResponse(problem, requestId);
  };

  return async (event, context) => {
    logger.addContext(context);
    logger.appendKeys({ requestId: event.requestContext.requestId });
    try {
      return nameOrigin(await router.resolve(withoutUselessBody(event), context), event, allowOrigins);
    } finally {
      logger.resetKeys();
    }
  };
}

/** A body is legal but without meaning in these requests, and the router fails on it. */
function withoutUselessBody(event: APIGatewayProxyEvent): APIGatewayProxyEvent {
  return ['GET', 'HEAD'].includes(event.httpMethod.toUpperCase()) ? { ...event, body: null } : event;
}
