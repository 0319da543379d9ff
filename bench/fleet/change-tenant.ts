import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateTenant } from './generate-tenant';

/** Changes the displayed name of the first tenant of a generated fleet; each call to another one. */
export function changeTenant(directory: string): void {
  const file = join(directory, generateTenant(0).name);
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(
      /Tenant 0(\.\d+)?/,
      (_, change: string | undefined) => `Tenant 0.${Number(change?.slice(1) ?? 0) + 1}`,
    ),
  );
}
