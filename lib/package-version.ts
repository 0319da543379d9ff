import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Version of this package, from its package.json. */
export function packageVersion(directory = __dirname): string {
  const file = join(directory, 'package.json');
  if (!existsSync(file)) return packageVersion(dirname(directory));
  return (JSON.parse(readFileSync(file, 'utf8')) as { readonly version: string }).version;
}
