import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jsonSchemas } from './json-schemas';

/*
 * The script behind `npm run schema`, run in the root of the repository.
 */
const directory = 'schema';
mkdirSync(directory, { recursive: true });
for (const [name, text] of Object.entries(jsonSchemas())) writeFileSync(join(directory, name), text);
