import { setTimeout } from 'node:timers/promises';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import type { FirstLoginProperties } from './event';
import { firstLogin, type FirstLoginContext } from './first-login';

const context: FirstLoginContext = {
  secrets: new SecretsManagerClient(),
  lambda: new LambdaClient(),
  pause: (ms) => setTimeout(ms),
};

/** Called by the provider framework. Deleting does nothing: user and schema go with the database. */
export async function handler(event: CloudFormationCustomResourceEvent): Promise<{ PhysicalResourceId: string }> {
  const properties = event.ResourceProperties as unknown as FirstLoginProperties;
  if (event.RequestType !== 'Delete') await firstLogin(properties, context);
  // Constant: a new id would make CloudFormation delete the old resource.
  return { PhysicalResourceId: 'first-login' };
}
