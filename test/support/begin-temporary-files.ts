import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives a run of the tests a folder of its own for temporary files: each app without an output folder leaves one, thousands in all. */
// oxlint-disable-next-line import/no-default-export -- jest takes nothing else
export default function beginTemporaryFiles(): void {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-tests-'));
  // PostgreSQL runs as another user where the tests run as root.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
}
