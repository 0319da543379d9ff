import { Router } from '@aws-lambda-powertools/event-handler/http';
import { Tracer } from '@aws-lambda-powertools/tracer';
import { addResource } from '../../../../constructs/tenant-api/handler/http/add-resource';
import { traced } from '../../../../constructs/tenant-api/handler/http/traced';
import { apiEvent, lambdaContext } from './support/api-event';

interface RecordedSegment {
  readonly name: string;
  closed: boolean;
  failed: boolean;
}

describe('traces', () => {
  test.each([
    { name: 'a request', failed: false },
    { name: 'a request that fails', failed: true },
  ])('show $name by its route, without path and answer', async ({ failed }) => {
    const segments: RecordedSegment[] = [];
    const annotations: unknown[] = [];
    const router = new Router();
    router.use(traced(recordingTracer(segments, annotations), 'acme'));
    router.errorHandler(Error, () => Promise.resolve({ statusCode: 500, body: '' }));
    addResource(router, '/notes/:id', {
      GET: () => (failed ? Promise.reject(new Error('secret')) : Promise.resolve(new Response('secret'))),
    });

    await router.resolve(apiEvent('GET', '/notes/4711'), lambdaContext());

    expect(segments).toEqual([{ name: 'GET /notes/:id', closed: true, failed }]);
    expect(annotations).toEqual([['tenantId', 'acme']]);
  });
});

/** A tracer that writes down the subsegments instead of sending them. */
function recordingTracer(segments: RecordedSegment[], annotations: unknown[]): Tracer {
  const root = {
    addNewSubsegment(name: string) {
      const segment: RecordedSegment = { name, closed: false, failed: false };
      segments.push(segment);
      return {
        close: () => void (segment.closed = true),
        addErrorFlag: () => void (segment.failed = true),
      };
    },
  };
  return Object.assign(new Tracer({ enabled: false }), {
    isTracingEnabled: () => true,
    getSegment: () => root,
    setSegment: () => undefined,
    annotateColdStart: () => undefined,
    putAnnotation: (...annotation: unknown[]) => void annotations.push(annotation),
  });
}
