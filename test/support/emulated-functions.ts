import { CreateFunctionCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EmulatedClientConfig } from './aws-emulator';

/**
 * Makes a function of a handler as it is bundled for AWS; gives its ARN.
 *
 * @param handler folder of the bundle in `dist/handlers`
 * @param exported name of what it exports
 */
export async function makeFunction(
  config: EmulatedClientConfig,
  { handler, exported, role }: { readonly handler: string; readonly exported: string; readonly role: string },
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-function-'));
  const file = join(folder, 'function.zip');
  // Python is there wherever the emulator is.
  execFileSync('python3', ['-m', 'zipfile', '-c', file, 'index.mjs'], {
    cwd: join(__dirname, '../../dist/handlers', handler),
  });
  const { FunctionArn: arn } = await new LambdaClient(config).send(
    new CreateFunctionCommand({
      FunctionName: `${handler.replaceAll('/', '-')}-${exported}`,
      Runtime: 'nodejs24.x',
      Handler: `index.${exported}`,
      Role: role,
      Code: { ZipFile: readFileSync(file) },
      Timeout: 20,
    }),
  );
  rmSync(folder, { recursive: true });
  return arn!;
}
