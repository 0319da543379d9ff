import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { Tracer } from '@aws-lambda-powertools/tracer';
import type { UseDatabase } from '../../../../../constructs/tenant-api/handler/database/use-database';
import { createService } from '../../../../../constructs/tenant-api/handler/service';
import { apiEvent, lambdaContext, type RequestOptions } from './api-event';

/** An answer of the service, with its body parsed. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  // The tests say what they expect of it.
  readonly body: Readonly<Record<string, unknown>>;
}

/** Sends one request to a service. */
export type Call = (method: string, path: string, options?: RequestOptions) => Promise<Answer>;

/** A service of tenant `acme` as the Lambda function runs it, on the database given. */
export function testService(useDatabase: UseDatabase, allowOrigins: readonly string[] = []): Call {
  const service = createService({
    useDatabase,
    tenantId: 'acme',
    allowOrigins,
    logger: new Logger({ serviceName: 'tenant-api', persistentKeys: { tenantId: 'acme' } }),
    metrics: new Metrics({ namespace: 'Tenantry', serviceName: 'tenant-api' }),
    tracer: new Tracer({ enabled: false }),
  });
  return async (method, path, options) => {
    const { statusCode, headers, multiValueHeaders, body } = await service(
      apiEvent(method, path, options),
      lambdaContext(),
    );
    return {
      status: statusCode,
      headers: { ...headers, ...multiValueHeaders },
      body: body === '' ? {} : parsed(body),
    };
  };
}

/** Keeps what Powertools writes instead of printing it; must be called before the loggers are made. */
export function recordLogs(): readonly string[] {
  // Makes Powertools write to the global console, which can be listened to.
  process.env['POWERTOOLS_DEV'] = 'true';
  process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';
  const lines: string[] = [];
  for (const level of ['debug', 'info', 'warn', 'error', 'log'] as const) {
    jest.spyOn(console, level).mockImplementation((...message: unknown[]) => {
      lines.push(message.map(String).join(' '));
    });
  }
  return lines;
}

function parsed(json: string): Answer['body'] {
  const body: Answer['body'] = JSON.parse(json);
  return body;
}
