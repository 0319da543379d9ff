import { types } from 'node:util';
import type { Blueprint } from './blueprint';
import type { BundledBlueprint } from './bundle-blueprint';
import { ConfigError } from './errors';
import { messageOf } from './message-of';

/**
 * A blueprint is somebody's own code: where it fails, that is what they look for.
 *
 * @returns the blueprint, which throws a ConfigError that names the tenant and the line where the module's own throws, or if it returns a promise
 */
export function withReasons(blueprint: Blueprint, file: string, { code }: BundledBlueprint): Blueprint {
  return (scope, tenant, services) => {
    let returned: unknown;
    try {
      returned = Reflect.apply(blueprint, undefined, [scope, tenant, services]);
    } catch (cause) {
      throw refused(file, `threw for tenant "${tenant.id}": ${messageOf(cause)}${lineOf(cause, file, code)}`);
    }
    if (!types.isPromise(returned)) return;
    // Whatever it comes to is not waited for.
    returned.catch(() => undefined);
    throw refused(
      file,
      `returned a promise for tenant "${tenant.id}"; expected a function that is not async, because nothing that it adds later is in the templates`,
    );
  };
}

/** The innermost line of the blueprint that an error has come through, as the bundle has it: without types. */
function lineOf(cause: unknown, file: string, code: string): string {
  const { stack = '' } = types.isNativeError(cause) ? cause : {};
  const [, place] = stack.split(`${file}:`);
  const line = code.split('\n')[Number.parseInt(place ?? '', 10) - 1]?.trim();
  return line === undefined || line === '' ? '' : ` in: ${line}`;
}

function refused(file: string, message: string): ConfigError {
  return new ConfigError([{ file, path: '', message }]);
}
