import { APIGatewayClient, GetRestApisCommand } from '@aws-sdk/client-api-gateway';
import { DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import type { EmulatedClientConfig } from './aws-emulator';

/** What a tenant is made of, as found in one account and region. */
export interface Inventory {
  /** CIDR blocks of the networks, without the default one that comes with every account. */
  readonly networks: readonly string[];
  readonly databases: readonly string[];
  readonly apis: readonly string[];
  readonly functions: readonly string[];
}

/** Looks at one account and region with the AWS SDK. */
export async function inventory(config: EmulatedClientConfig): Promise<Inventory> {
  const [vpcs, databases, apis, functions] = await Promise.all([
    new EC2Client(config).send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['false'] }] })),
    new RDSClient(config).send(new DescribeDBInstancesCommand({})),
    new APIGatewayClient(config).send(new GetRestApisCommand({})),
    new LambdaClient(config).send(new ListFunctionsCommand({})),
  ]);
  return {
    networks: (vpcs.Vpcs ?? []).map(({ CidrBlock }) => CidrBlock ?? ''),
    databases: (databases.DBInstances ?? []).map(({ DBInstanceArn }) => DBInstanceArn ?? ''),
    apis: (apis.items ?? []).map(({ name }) => name ?? ''),
    functions: (functions.Functions ?? []).map(({ FunctionArn }) => FunctionArn ?? ''),
  };
}

/** Whether there is nothing of a tenant. */
export function isEmpty({ networks, databases, apis, functions }: Inventory): boolean {
  return [networks, databases, apis, functions].every((found) => found.length === 0);
}
