import { CloudWatchClient, DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import type { DeployableTenant } from '../config/is-deployable';
import { lookupRole } from './deploy-role';
import type { CredentialProvider } from './operator-session';
import { environmentsOf } from './tenant-environments';

/**
 * Names of the tenant's alarms that are in state ALARM, in all its regions, sorted.
 *
 * Asks through the lookup role of the bootstrap, which may read alarms; the deploy role may not.
 */
export async function tenantAlarms(
  tenant: DeployableTenant,
  operator: CredentialProvider,
  sessionName: string,
): Promise<string[]> {
  const alarms: string[] = [];
  for (const environment of environmentsOf(tenant)) {
    const client = new CloudWatchClient({
      region: environment.region,
      credentials: lookupRole(environment, operator, sessionName),
    });
    try {
      let NextToken: string | undefined;
      do {
        const page = await client.send(
          new DescribeAlarmsCommand({
            AlarmNamePrefix: tenant.id,
            StateValue: 'ALARM',
            AlarmTypes: ['MetricAlarm', 'CompositeAlarm'],
            NextToken,
          }),
        );
        for (const { AlarmName: name } of [...(page.MetricAlarms ?? []), ...(page.CompositeAlarms ?? [])]) {
          if (name !== undefined) alarms.push(name);
        }
        ({ NextToken } = page);
      } while (NextToken !== undefined);
    } finally {
      client.destroy();
    }
  }
  return alarms.toSorted();
}
