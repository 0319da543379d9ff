import { CloudFormationClient, type Stack } from '@aws-sdk/client-cloudformation';
import type { AssembledStack, Template } from '../audit/assembly/audited-stack';
import type { DeployableTenant } from '../config/is-deployable';
import type { EnvironmentCredentials } from './deploy-role';
import { type NestedTemplate, nestedTemplates } from './nested-templates';
import { stackTemplate } from './stack-template';
import { type TenantEnvironment, environmentsOf } from './tenant-environments';
import { tenantStacks } from './tenant-stacks';

/** A stack of a tenant that CloudFormation has; no nested one. */
export interface ListedStack extends TenantEnvironment {
  readonly stackName: string;
  /** CloudFormation's, e.g. `UPDATE_COMPLETE`. */
  readonly status: string;
  readonly terminationProtection: boolean;
  /** Values that its parameters have. */
  readonly parameters: Readonly<Record<string, string>>;
}

/** A stack of a tenant as CloudFormation has it. */
export interface DeployedStack extends ListedStack {
  /** The template it was deployed with last. */
  readonly template: Template;
  /** Templates of the nested stacks in it, as far as they can be read, each after its parent. */
  readonly nested: readonly NestedTemplate[];
}

/** Whose stacks are looked for. */
export interface DeployedStacksRequest {
  readonly tenant: DeployableTenant;
  /** Stacks of the tenant's assembly: they are the tenant's, whatever their names and regions. */
  readonly assembled: readonly Pick<AssembledStack, 'stackName' | 'account' | 'region'>[];
}

/** States of a stack that was proposed, whose creation was undone, or that is gone: it has no resources. */
const WITHOUT_RESOURCES = /^(REVIEW_IN_PROGRESS|ROLLBACK_COMPLETE|DELETE_COMPLETE)$/;

/** Where a tenant has stacks: in its own environments, and wherever its assembly has some. */
export function stackEnvironments({ tenant, assembled }: DeployedStacksRequest): TenantEnvironment[] {
  const own = environmentsOf(tenant);
  const others = assembled.flatMap(({ account: accountId, region }) =>
    accountId === undefined || region === undefined ? [] : [{ accountId, region }],
  );
  const byKey = new Map([...own, ...others].map((each) => [`${each.accountId} ${each.region}`, each]));
  return [...byKey.values()];
}

/** The stacks of an environment that have resources and are no nested ones. */
export function listStacks(environment: TenantEnvironment, stacks: readonly Stack[]): ListedStack[] {
  return stacks
    .filter(({ StackStatus = '', ParentId }) => !WITHOUT_RESOURCES.test(StackStatus) && ParentId === undefined)
    .map((stack) => ({
      ...environment,
      stackName: stack.StackName ?? '',
      status: stack.StackStatus ?? '',
      terminationProtection: stack.EnableTerminationProtection ?? false,
      parameters: valuesOf(stack),
    }));
}

/**
 * Reads the templates of stacks, and of the nested stacks in them. Changes nothing.
 *
 * @param credentialsOf may read them, the deploy role of each bootstrap for instance
 * @throws OperationError if the template of a stack is neither JSON nor YAML; a nested one that cannot be read is left out
 */
export async function readStacks(
  listed: readonly ListedStack[],
  credentialsOf: EnvironmentCredentials,
): Promise<readonly DeployedStack[]> {
  const clients = new Map<string, CloudFormationClient>();
  const read: DeployedStack[] = [];
  try {
    for (const stack of listed) {
      const { accountId, region, stackName } = stack;
      const key = `${accountId} ${region}`;
      const client = clients.get(key) ?? new CloudFormationClient({ region, credentials: credentialsOf(stack) });
      clients.set(key, client);
      const template = await stackTemplate(client, stackName);
      read.push({ ...stack, template, nested: await nestedTemplates(client, stackName, template) });
    }
    return read;
  } finally {
    for (const client of clients.values()) client.destroy();
  }
}

/** Reads all stacks of a tenant, in all of its regions, as {@link readStacks} does. */
export async function deployedStacks(
  request: DeployedStacksRequest,
  credentialsOf: EnvironmentCredentials,
): Promise<readonly DeployedStack[]> {
  const listed: ListedStack[] = [];
  for (const environment of stackEnvironments(request)) {
    listed.push(...listStacks(environment, await stacksIn(environment, request, credentialsOf)));
  }
  return readStacks(listed, credentialsOf);
}

/** The stacks of a tenant in one environment, nested ones too. */
export function stacksIn(
  environment: TenantEnvironment,
  { tenant, assembled }: DeployedStacksRequest,
  credentialsOf: EnvironmentCredentials,
): Promise<Stack[]> {
  const { accountId, region } = environment;
  const here = assembled.filter((stack) => stack.account === accountId && stack.region === region);
  const named = new Set(here.map(({ stackName }) => stackName));
  return tenantStacks(tenant.id, environment, credentialsOf(environment), named);
}

function valuesOf({ Parameters = [] }: Stack): Readonly<Record<string, string>> {
  return Object.fromEntries(Parameters.map(({ ParameterKey: name = '', ParameterValue: value = '' }) => [name, value]));
}
