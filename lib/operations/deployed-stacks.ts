import { CloudFormationClient, GetTemplateCommand, TemplateStage } from '@aws-sdk/client-cloudformation';
import type { DeployableTenant } from '../config/is-deployable';
import { OperationError } from '../errors';
import { deployRole } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import { environmentsOf } from './tenant-environments';
import { tenantStacks } from './tenant-stacks';

/** A stack of a tenant as CloudFormation has it. */
export interface DeployedStack {
  readonly stackName: string;
  readonly accountId: string;
  readonly region: string;
  readonly terminationProtection: boolean;
  /** The template it was deployed with last. */
  readonly template: object;
}

/** States of a stack that was proposed, or is gone: it has no resources. */
const WITHOUT_RESOURCES = /^(REVIEW_IN_PROGRESS|DELETE_COMPLETE)$/;

const SESSION = 'tenantry-diff';

/**
 * Reads the templates of all stacks of a tenant, in all of its regions. Asks through the deploy role of the bootstrap; changes nothing.
 *
 * @throws OperationError if a template is not JSON
 */
export async function deployedStacks(
  tenant: DeployableTenant,
  operator: CredentialProvider,
): Promise<readonly DeployedStack[]> {
  const found: DeployedStack[] = [];
  for (const environment of environmentsOf(tenant)) {
    const stacks = await tenantStacks(tenant.id, environment, operator, SESSION);
    const client = new CloudFormationClient({
      region: environment.region,
      credentials: deployRole(environment, operator, SESSION),
    });
    try {
      for (const { StackName: stackName = '', StackStatus: status = '', EnableTerminationProtection } of stacks) {
        if (WITHOUT_RESOURCES.test(status)) continue;
        const { TemplateBody: body = '' } = await client.send(
          new GetTemplateCommand({ StackName: stackName, TemplateStage: TemplateStage.Original }),
        );
        found.push({
          ...environment,
          stackName,
          terminationProtection: EnableTerminationProtection ?? false,
          template: parse(stackName, body),
        });
      }
    } finally {
      client.destroy();
    }
  }
  return found;
}

function parse(stackName: string, body: string): object {
  try {
    return JSON.parse(body) as object;
  } catch (cause) {
    throw new OperationError(
      `stack ${stackName} was not deployed by the CDK: its template is not JSON; compare it by hand (aws cloudformation get-template)`,
      { cause },
    );
  }
}
