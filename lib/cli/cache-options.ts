import { join } from 'node:path';
import { Option } from '@commander-js/extra-typings';

/** Folder of the cache, unless another one is given. */
export const DEFAULT_CACHE = join('.tenantry', 'cache');

/** Where the cache is. */
export const cacheOption = new Option('--cache <dir>', 'folder for what later runs can use again').default(
  DEFAULT_CACHE,
);

/** The way around it. */
export const noCacheOption = new Option('--no-cache', 'synthesize everything anew, and keep nothing');
