import { cpSync, mkdtempSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runRecorded } from '../support/recording-cli';
import { aSmallAssembly } from '../support/small-assembly';
import { aFleet, aTenant } from '../support/tenants-folder';

const AT = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);
const WARNING = 'is older than tenants/acme.json, and does not show what has changed since: tenantry synth --all';

/** A project with its assembly beside the tenants folder, in which everything was written in one moment; commands run in it. */
function aProject(): { readonly touch: (name: string, seconds: number) => void } {
  const project = mkdtempSync(join(tmpdir(), 'tenantry-default-assembly-'));
  projects.push(project);
  cpSync(aFleet([aTenant()]), join(project, 'tenants'), { recursive: true });
  const assembly = aSmallAssembly({ 'acme-Web': { template: { Resources: {} } } });
  cpSync(assembly, join(project, 'cdk.out'), { recursive: true });
  const touch = (name: string, seconds: number): void => utimesSync(join(project, name), AT(seconds), AT(seconds));
  for (const name of ['tenants/acme.json', 'tenants/organization.json', 'tenants', 'cdk.out/manifest.json']) {
    touch(name, 0);
  }
  process.chdir(project);
  return { touch };
}

const projects: string[] = [];
const before = process.cwd();
afterEach(() => {
  process.chdir(before);
  for (const project of projects.splice(0)) rmSync(project, { recursive: true });
});

describe('the assembly that is read by default', () => {
  test.each([
    ['audit', []],
    ['shapes', []],
    ['diff', ['--base', 'cdk.out']],
  ])('%s warns where a tenant has changed since', async (command, words) => {
    const { touch } = aProject();
    touch('tenants/acme.json', 1);

    const { stderr } = await runRecorded([command, ...words]);

    expect(stderr).toContain(`warning cdk.out ${WARNING}\n`);
  });

  test('is older than a file that is gone', async () => {
    const { touch } = aProject();
    touch('tenants', 1);

    expect((await runRecorded(['shapes'])).stderr).toContain('warning cdk.out is older than tenants, ');
  });

  test('is not warned of where nothing has changed', async () => {
    aProject();

    expect((await runRecorded(['shapes'])).stderr).toBe('');
  });

  test('is not warned of by another name: it may have come from elsewhere', async () => {
    const { touch } = aProject();
    touch('tenants/acme.json', 1);

    expect((await runRecorded(['shapes', './cdk.out'])).stderr).toBe('');
  });

  test('is an error where there is none', async () => {
    aProject();
    rmSync('cdk.out', { recursive: true });

    expect((await runRecorded(['shapes'])).stderr).toMatch(/^error /);
  });
});
