import { App, Stack, aws_apigateway as apigateway, aws_kms as kms } from 'aws-cdk-lib';
import type { TenantApiProps } from '../../../constructs/tenant-api/tenant-api';
import featureFlags from '../../../lib/feature-flags.json';

/** An empty stack in a member account. */
export function aStack(): { readonly app: App; readonly stack: Stack } {
  const app = new App({ context: featureFlags });
  return { app, stack: new Stack(app, 'Test', { env: { account: '111122223333', region: 'eu-central-1' } }) };
}

/** What every API must be told. */
export function someProps(stack: Stack): TenantApiProps {
  return {
    name: 'acme',
    encryptionKey: kms.Key.fromKeyArn(
      stack,
      'Key',
      stack.formatArn({ service: 'kms', resource: 'key', resourceName: '00000000-0000-0000-0000-000000000000' }),
    ),
    throttle: { rateLimit: 50, burstLimit: 100 },
    quota: { limit: 1_000_000, period: apigateway.Period.MONTH },
  };
}
