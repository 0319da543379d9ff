/**
 * Builds the package into `dist/`: type-checked CommonJS with declarations, and one self-contained
 * ES module for each Lambda handler (`constructs/<construct>/<…handler>/index.ts`).
 *
 * Handlers are bundled here and not at synth, so that a synth costs nothing for them, gives the same bytes
 * on every machine, and users of the package need none of the handlers' dependencies.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = dirname(fileURLToPath(import.meta.url));

/** `pg` and others are CommonJS and call `require`, which an ES module does not have. */
const REQUIRE_IN_ESM = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

await Promise.all([compile(), ...handlers().map(bundle)]);

function compile() {
  const tsc = createRequire(import.meta.url).resolve('@typescript/native/package.json');
  const compiler = spawn(process.execPath, [join(dirname(tsc), 'bin/tsc'), '-p', 'tsconfig.build.json'], {
    cwd: root,
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    compiler.on('error', reject);
    compiler.on('exit', (code) => (code === 0 ? resolve() : process.exit(1)));
  });
}

function handlers() {
  const constructs = join(root, 'constructs');
  return readdirSync(constructs).flatMap((construct) =>
    readdirSync(join(constructs, construct), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name.endsWith('handler'))
      .map((entry) => ({ construct, handler: entry.name }))
      .filter(({ handler }) => existsSync(join(constructs, construct, handler, 'index.ts'))),
  );
}

function bundle({ construct, handler }) {
  return build({
    absWorkingDir: root,
    entryPoints: [join('constructs', construct, handler, 'index.ts')],
    outfile: join('dist/handlers', construct, handler, 'index.mjs'),
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: { js: REQUIRE_IN_ESM },
    external: ['pg-native'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
}
