import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Reporter } from '../console-reporter';

/** Where the past of a comparison is taken from. */
export interface BaseRequest {
  /** Folder of a cloud assembly, or a commit of the repository the tenants folder is in. */
  readonly base: string;
  /** Folder with the organization file and the tenant files of today. */
  readonly tenants: string;
  /** Folder of the cache, used where it is there; false for none. */
  readonly cacheDirectory: string | false;
  readonly reporter: Reporter;
}

/**
 * Lets `use` read the assembly of the past; what is made for it is gone afterwards.
 *
 * @throws UsageError if the base is neither, or cannot be synthesized
 */
export async function withBaseAssembly<Result>(
  request: BaseRequest,
  use: (assembly: string) => Result,
): Promise<Result> {
  const { base } = request;
  // What is there is a folder, even if a branch has the same name; without a manifest the reader says what is wrong with it.
  if (existsSync(join(base, 'manifest.json')) || (existsSync(base) && base.includes('/'))) return use(base);
  const { withSynthesizedCommit } = await import('./synthesize-commit');
  return withSynthesizedCommit(request, use);
}
