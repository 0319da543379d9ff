import type { APIGatewayProxyEvent, Context } from 'aws-lambda';

/** What differs between requests. */
export interface RequestOptions {
  readonly query?: Readonly<Record<string, string>>;
  /** Besides those every client sends; `null` for a request without any header. */
  readonly headers?: Readonly<Record<string, string>> | null;
  /** Sent with the content type of JSON; turned into it, unless it is a string, which is sent as it is. */
  readonly body?: unknown;
}

/** A request as the REST API of stage `live` passes it on. */
export function apiEvent(method: string, path: string, options: RequestOptions = {}): APIGatewayProxyEvent {
  const { query, body, headers = {} } = options;
  const event: unknown = {
    resource: '/{proxy+}',
    path,
    httpMethod: method,
    headers: headers && {
      Host: 'api.example.com',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    multiValueHeaders: headers && {},
    queryStringParameters: query ?? null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    body: body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1', domainName: 'api.example.com', stage: 'live', path: `/live${path}` },
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the many fields no handler reads are left out
  return event as APIGatewayProxyEvent;
}

/** The context of one invocation. */
export function lambdaContext(): Context {
  const context: Partial<Context> = {
    awsRequestId: 'invocation-1',
    functionName: 'tenant-api',
    functionVersion: '1',
    invokedFunctionArn: 'arn:aws:lambda:eu-central-1:111122223333:function:tenant-api',
    memoryLimitInMB: '256',
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the many fields no handler reads are left out
  return context as Context;
}
