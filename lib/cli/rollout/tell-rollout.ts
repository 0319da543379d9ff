import type { RunRolloutContext } from '../../operations/rollout/run-rollout';
import { type RolloutState, atWork, failures } from '../../rollout/rollout-state';
import type { Reporter } from '../console-reporter';

type Notify = RunRolloutContext['notify'];

/** Tells what happens to a release, one line each, the tenant or the ring in front. */
export function tellRollout(reporter: Reporter): Notify {
  return (event, state) => {
    switch (event.type) {
      case 'deploying':
        return reporter.info(`${event.tenant}: deploying release ${state.release}`);
      case 'deployed':
        return reporter.info(`${event.tenant}: has release ${state.release}${progressOf(state, event.tenant)}`);
      case 'deployFailed':
        return reporter.error(`${event.tenant}: ${event.reason}`);
      case 'rollingBack':
        return reporter.info(`${event.tenant}: rolling back`);
      case 'rolledBack':
        return reporter.warn(`${event.tenant}: rolled back to release ${event.to}`);
      case 'rollbackFailed':
        return reporter.error(`${event.tenant}: not rolled back: ${event.reason}`);
      case 'steppedOver':
        return reporter.warn(`${event.tenant}: stepped over, because ${event.reason}`);
      case 'checking':
        return reporter.info(`ring ${event.ring}: looking at the alarms of its tenants`);
      case 'checked':
        for (const { tenant, reason } of event.unhealthy) reporter.error(`${tenant}: ${reason}`);
        return reporter.info(`ring ${event.ring}: ${tellHealth(event.unhealthy.length)}`);
      case 'checkFailed':
        for (const { tenant, reason } of event.unhealthy) reporter.error(`${tenant}: ${reason}`);
        return reporter.error(`ring ${event.ring}: ${event.reason}`);
      case 'wait':
        return isBaking(state, event.ring)
          ? reporter.info(`ring ${event.ring}: bakes until ${event.until}`)
          : undefined;
      case 'paused':
      case 'aborted':
        return reporter.info(`${event.type}: what was begun is finished, nothing new is started`);
      default:
        return undefined;
    }
  };
}

function tellHealth(unhealthy: number): string {
  if (unhealthy === 0) return 'its tenants are well';
  return unhealthy === 1 ? '1 tenant is not well' : `${unhealthy} tenants are not well`;
}

function progressOf({ rings }: RolloutState, tenant: string): string {
  const ring = rings.find(({ tenants }) => tenants.some(({ id }) => id === tenant));
  if (ring === undefined) return '';
  const waiting = ring.tenants.filter(({ progress }) => progress.step === 'waiting').length;
  const done = ring.tenants.length - waiting - atWork(ring).length - failures(ring).length;
  return ` (${done} of ${ring.tenants.length} in ring ${ring.definition.name})`;
}

function isBaking({ rings }: RolloutState, name: string): boolean {
  return rings.some(({ definition, gate }) => definition.name === name && gate.step === 'baking');
}
