import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename } from 'node:path';

/** Removes the folder of temporary files that a run of the tests has of its own. */
// oxlint-disable-next-line import/no-default-export -- jest takes nothing else
export default function endTemporaryFiles(): void {
  const folder = tmpdir();
  // A server that is being stopped may still be writing.
  if (basename(folder).startsWith('tenantry-tests-')) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
