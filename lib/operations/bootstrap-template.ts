import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import template from '../bootstrap/template.json';
import { inTemporaryFolder } from './temporary-folder';

/** Gives the template of the bootstrap of tenants' accounts as a file, which is there until `use` is done with it. */
export function withBootstrapTemplate<Result>(use: (file: string) => Promise<Result>): Promise<Result> {
  return inTemporaryFolder('tenantry-bootstrap-', async (folder) => {
    const file = join(folder, 'template.json');
    await writeFile(file, JSON.stringify(template));
    return use(file);
  });
}
