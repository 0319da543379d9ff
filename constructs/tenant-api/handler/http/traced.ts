import type { Middleware } from '@aws-lambda-powertools/event-handler/types';
import type { Tracer } from '@aws-lambda-powertools/tracer';

/**
 * Traces each request as one subsegment, named after its route.
 *
 * Powertools has a middleware for this, but it records the paths, the answers and the messages of errors, which
 * are the tenant's data.
 */
export function traced(tracer: Tracer, tenantId: string): Middleware {
  return async ({ reqCtx, next }) => {
    const parent = tracer.isTracingEnabled() ? tracer.getSegment() : undefined;
    if (parent === undefined) {
      await next();
      return;
    }

    const segment = parent.addNewSubsegment(reqCtx.route ?? `${reqCtx.req.method} unknown route`);
    tracer.setSegment(segment);
    tracer.annotateColdStart();
    tracer.putAnnotation('tenantId', tenantId);
    try {
      await next();
    } catch (error) {
      segment.addErrorFlag();
      throw error;
    } finally {
      segment.close();
      tracer.setSegment(parent);
    }
  };
}
