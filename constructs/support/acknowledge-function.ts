import type { aws_lambda as lambda } from 'aws-cdk-lib';
import { acknowledge } from './acknowledge';

/** Accepts what rule packs miss in a function that CloudFormation calls while a stack is deployed. */
export function acknowledgeDeploymentFunction(handler: lambda.Function): void {
  acknowledge(
    handler,
    'Called one at a time while a stack is deployed, so that a limit would protect nothing, and would take from the concurrency new accounts have little of.',
    ['HIPAA.Security-LambdaConcurrency', 'NIST.800.53.R5-LambdaConcurrency'],
  );
  acknowledge(
    handler,
    'Called synchronously: a failure is answered to the caller and fails the deployment. Nothing is queued that a dead letter queue could take.',
    ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ'],
  );
}

/** Accepts that such a function is outside the network. */
export function acknowledgeOutsideNetwork(handler: lambda.Function): void {
  acknowledge(
    handler,
    'Calls APIs of AWS only, which the isolated network has no way to; it opens no connection to the database.',
    ['HIPAA.Security-LambdaInsideVPC', 'NIST.800.53.R5-LambdaInsideVPC', 'PCI.DSS.321-LambdaInsideVPC'],
  );
}
