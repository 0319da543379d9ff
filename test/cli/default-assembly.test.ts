import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
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
  cpSync(aFleet([aTenant()], undefined, { acme: '111111111111' }), join(project, 'tenants'), { recursive: true });
  const assembly = aSmallAssembly({ 'acme-Web': { template: { Resources: {} } } });
  cpSync(assembly, join(project, 'cdk.out'), { recursive: true });
  const touch = (name: string, seconds: number): void => utimesSync(join(project, name), AT(seconds), AT(seconds));
  for (const name of [...namesIn(join(project, 'tenants')), join(project, 'cdk.out/manifest.json')]) {
    utimesSync(name, AT(0), AT(0));
  }
  process.chdir(project);
  return { touch };
}

function namesIn(folder: string): string[] {
  return [folder, ...readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name))];
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

  test.each(['tenants/shared/contacts.ts', 'shared/depth.ts'])(
    'is older than a module that is imported: %s',
    async (name) => {
      const { touch } = aProject();
      mkdirSync('tenants/shared');
      mkdirSync('shared');
      writeFileSync('tenants/shared/contacts.ts', 'export const contacts = {};');
      writeFileSync('shared/depth.ts', 'export const depth = 1;');
      writeFileSync(
        'blueprint.ts',
        "import { depth } from './shared/depth'; export const blueprint = () => void depth;",
      );
      const organization = JSON.parse(readFileSync('tenants/organization.json', 'utf8')) as object;
      writeFileSync('tenants/organization.json', JSON.stringify({ ...organization, blueprint: '../blueprint.ts' }));
      for (const other of ['blueprint.ts', 'shared/depth.ts', ...namesIn('tenants')]) touch(other, 0);
      touch(name, 1);

      expect((await runRecorded(['shapes'])).stderr).toContain(`warning cdk.out is older than ${name}, `);
    },
  );

  test('is older than a file that is gone', async () => {
    const { touch } = aProject();
    touch('tenants', 1);

    expect((await runRecorded(['shapes'])).stderr).toContain('warning cdk.out is older than tenants, ');
  });

  test('is not warned of where nothing has changed', async () => {
    aProject();

    expect((await runRecorded(['shapes'])).stderr).toBe('');
  });

  test('is not warned of where it is in the tenants folder, and was written in the end', async () => {
    const { touch } = aProject();
    for (const name of ['organization.json', 'acme.json', 'accounts.lock.json']) {
      cpSync(join('tenants', name), name);
      touch(name, 0);
    }
    rmSync('tenants', { recursive: true });
    writeFileSync('README.md', 'Our tenants.');
    for (const name of ['README.md', 'cdk.out/validation-report.json', '.']) {
      if (name.includes('report')) writeFileSync(name, '{}');
      touch(name, 1);
    }

    expect((await runRecorded(['shapes', '--tenants', '.'])).stderr).toBe('');
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
