import { BootstrapSource, BootstrapTemplate } from '@aws-cdk/toolkit-lib';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { tenantBootstrapTemplate } from './tenant-bootstrap-template';

/** Writes `lib/bootstrap/template.json` from the template of the CDK toolkit that is installed: `npm run bootstrap-template`. */
async function main(): Promise<void> {
  const template = await BootstrapTemplate.fromSource(BootstrapSource.default());
  const content = tenantBootstrapTemplate(JSON.parse(template.asJSON()));
  await writeFile(join('lib', 'bootstrap', 'template.json'), `${JSON.stringify(content, undefined, 1)}\n`);
}

void main();
