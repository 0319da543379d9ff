import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { aws_lambda as lambda } from 'aws-cdk-lib';

/**
 * Code of a Lambda handler that lives beside its construct, bundled when the package was built.
 *
 * @param construct folder of the construct, e.g. `tenant-api`
 * @param handler folder of the handler in it, e.g. `handler`
 * @throws Error if the package has not been built
 */
export function handlerCode(construct: string, handler: string): lambda.Code {
  const directory = join(packageRoot(__dirname), 'dist', 'handlers', construct, handler);
  if (!existsSync(join(directory, 'index.mjs'))) {
    throw new Error(`no bundled handler in "${directory}"; run "npm run build" in the tenantry package`);
  }
  return lambda.Code.fromAsset(directory);
}

/** Nearest folder with a package.json: the same one from the sources and from `dist/`. */
function packageRoot(from: string): string {
  return existsSync(join(from, 'package.json')) ? from : packageRoot(dirname(from));
}
