import { rmSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { changeTenant } from '../fleet/change-tenant';
import { tenantId } from '../fleet/generate-tenant';
import { type Usage, measureProcess } from '../measure/measure-process';

/** What is measured, and what it is compared with. */
export type Subject =
  | 'cold'
  | 'warm'
  | 'one-changed'
  | 'single-tenant'
  | 'hand-written'
  | 'hand-written-packs'
  | 'hand-written-unchecked';

/** Compiled programs, seen from the compiled measurements. */
const COMMAND = resolve(__dirname, '../../bin/tenantry.js');
const APP = resolve(__dirname, '../../bin/app.js');
const HAND_WRITTEN = resolve(__dirname, 'hand-written-app.js');

/** All tenants in one app need more memory than Node allows by itself. */
const MUCH_MEMORY = `--max-old-space-size=${Math.floor((totalmem() / 2 ** 20) * 0.8)}`;

/** Runs a subject once, on a fleet of its own. */
export function measureSubject(subject: Subject, fleet: string): Promise<Usage> {
  const folders = { fleet, output: join(fleet, '..', 'cdk.out'), cache: join(fleet, '..', 'cache') };
  return MEASUREMENTS[subject](folders);
}

interface Folders {
  readonly fleet: string;
  readonly output: string;
  readonly cache: string;
}

const MEASUREMENTS: Readonly<Record<Subject, (folders: Folders) => Promise<Usage>>> = {
  cold: (folders) => {
    rmSync(folders.cache, { recursive: true, force: true });
    return synth(folders);
  },
  warm: synth,
  'one-changed': (folders) => {
    changeTenant(folders.fleet);
    return synth(folders);
  },
  'single-tenant': ({ fleet, output }) =>
    measureProcess({
      argv: [APP],
      environment: {
        CDK_CONTEXT_JSON: JSON.stringify({ tenants: fleet, tenant: tenantId(0) }),
        CDK_OUTDIR: output,
        CDK_VALIDATION: 'false',
      },
    }),
  'hand-written': (folders) => byHand(folders, { BENCH_PACKS: 'true' }),
  'hand-written-packs': (folders) => byHand(folders, { BENCH_PACKS: 'true', CDK_VALIDATION: 'false' }),
  'hand-written-unchecked': (folders) => byHand(folders, { CDK_VALIDATION: 'false' }),
};

function synth({ fleet, output, cache }: Folders): Promise<Usage> {
  return measureProcess({
    argv: [COMMAND, 'synth', '--all', '--tenants', fleet, '--output', output, '--cache', cache],
    environment: {},
  });
}

function byHand({ fleet, output }: Folders, environment: Readonly<Record<string, string>>): Promise<Usage> {
  rmSync(output, { recursive: true, force: true });
  return measureProcess({
    argv: [HAND_WRITTEN, fleet],
    nodeOptions: [MUCH_MEMORY],
    environment: { ...environment, CDK_OUTDIR: output },
  });
}
