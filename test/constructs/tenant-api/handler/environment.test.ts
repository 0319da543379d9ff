import { parseServiceEnvironment } from '../../../../constructs/tenant-api/handler/environment';
import { apiEvent, lambdaContext } from './support/api-event';

const VARIABLES = {
  DATABASE_HOST: 'db.example.com',
  DATABASE_PORT: '5432',
  DATABASE_NAME: 'app',
  DATABASE_USER: 'service',
  TENANT_ID: 'acme',
  TENANT_TIER: 'free',
  TENANT_REGION: 'eu-central-1',
  AWS_REGION: 'eu-central-1',
};

describe('environment of the service', () => {
  test('names the database and the tenant', () => {
    expect(parseServiceEnvironment(VARIABLES)).toEqual({
      allowOrigins: [],
      database: { host: 'db.example.com', port: 5432, name: 'app', user: 'service', region: 'eu-central-1' },
      tenant: { id: 'acme', tier: 'free', region: 'eu-central-1' },
    });
  });

  test.each([['https://app.example.com'], ['https://app.example.com:8443'], ['http://localhost:5173'], ['*']])(
    'lists the origins whose pages may call: %s',
    (origin) => {
      const variables = { ...VARIABLES, CORS_ALLOW_ORIGINS: JSON.stringify(['https://admin.example.com', origin]) };

      expect(parseServiceEnvironment(variables).allowOrigins).toEqual(['https://admin.example.com', origin]);
    },
  );

  test.each([
    '',
    'https://app.example.com',
    '{}',
    '[1]',
    '["https://app.example.com",""]',
    '["http://app.example.com"]',
    '["https://app.example.com/"]',
    '["https://App.example.com"]',
    '["https://*.example.com"]',
    '["ftp://localhost"]',
    '["null"]',
  ])('is refused with origins that no page can have or that are not secure: %s', (value) => {
    expect(() => parseServiceEnvironment({ ...VARIABLES, CORS_ALLOW_ORIGINS: value })).toThrow(
      new Error(
        [
          'invalid environment of the service',
          `  - CORS_ALLOW_ORIGINS is "${value}", expected a JSON array of https origins such as ["https://app.example.com"], or ["*"]`,
        ].join('\n'),
      ),
    );
  });

  test('is refused with everything that is wrong with it', () => {
    const variables = { ...VARIABLES, DATABASE_HOST: ' ', DATABASE_PORT: '70000', TENANT_ID: undefined };

    expect(() => parseServiceEnvironment(variables)).toThrow(
      new Error(
        [
          'invalid environment of the service',
          '  - DATABASE_HOST is missing',
          '  - DATABASE_PORT is "70000", expected a whole number from 1 to 65535',
          '  - TENANT_ID is missing',
        ].join('\n'),
      ),
    );
  });
});

describe('the Lambda function', () => {
  const before = { ...process.env };

  afterEach(() => {
    process.env = { ...before };
  });

  test('answers with nothing but its environment, and connects to nothing', async () => {
    Object.assign(process.env, VARIABLES);
    const { handler } = await import('../../../../constructs/tenant-api/handler/index');

    expect(await handler(apiEvent('GET', '/health'), lambdaContext())).toMatchObject({
      statusCode: 200,
      body: '{"status":"ok"}',
    });
  });
});
