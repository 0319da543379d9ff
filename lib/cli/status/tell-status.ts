import type { PropertyDrift, ResourceDrift } from '../../operations/stack-drift';
import type { LatestRollout } from '../../status-page/fleet-status';

/** How much of a property's value a line shows; the JSON and the page have all of it. */
const MOST_CHARACTERS = 60;

/** One line for a resource that is not as its template says. */
export function tellDrift({ stack, resource, type, status, properties }: ResourceDrift): string {
  const what = `${stack}/${resource} (${type})`;
  if (status === 'DELETED') return `${what} was deleted`;
  return `${what} was changed: ${properties.map(tellProperty).join('; ')}`;
}

/** One line for a roll-out: how far it is in each ring. */
export function tellRolloutStatus({ state, phase: { phase, reason }, nextStep }: LatestRollout): string {
  const rings = state.rings.map(({ definition, tenants }) => {
    const deployed = tenants.filter(({ progress }) => progress.step === 'deployed').length;
    return `${definition.name} ${deployed} of ${tenants.length}`;
  });
  const why = reason === undefined ? '' : `; ${reason}`;
  const next = nextStep === undefined ? '' : `; to continue: ${nextStep}`;
  return `release ${state.release} is ${phase}: ${rings.join(', ')}${why}${next}`;
}

function tellProperty({ path, expected, actual }: PropertyDrift): string {
  if (expected === undefined) return `${path} is ${short(actual)}, which the template does not have`;
  if (actual === undefined) return `${path} is gone, expected ${short(expected)}`;
  return `${path} is ${short(actual)}, expected ${short(expected)}`;
}

function short(value = ''): string {
  return value.length > MOST_CHARACTERS ? `${value.slice(0, MOST_CHARACTERS)}...` : value;
}
