import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  lstatSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { UsageError } from '../../lib/errors';
import { type AssemblyFolders, replaceAssembly } from '../../lib/fleet/assembly-directory';

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'tenantry-assembly-'));
  directory = join(parent, 'cdk.out');
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

async function writeAssembly({ fresh, scratch }: AssemblyFolders, text: string): Promise<void> {
  mkdirSync(fresh);
  writeFileSync(join(scratch, 'on-its-way'), text);
  writeFileSync(join(fresh, 'cdk.out'), '{}');
  writeFileSync(join(fresh, text), text);
}

test('puts the new assembly in the place of the old one, of which nothing stays', async () => {
  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'old'));

  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'));

  expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'new']);
  expect(readdirSync(parent)).toEqual(['cdk.out']);
});

test('keeps the old assembly when writing the new one fails', async () => {
  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'old'));

  const failing = replaceAssembly(directory, ({ fresh }) => {
    mkdirSync(fresh);
    return Promise.reject(new Error('disk full'));
  });

  await expect(failing).rejects.toThrow('disk full');
  expect(readFileSync(join(directory, 'old'), 'utf8')).toBe('old');
  expect(readdirSync(parent)).toEqual(['cdk.out']);
});

describe('a folder that is kept', () => {
  const inodeOf = (name: string): number => statSync(join(directory, name)).ino;

  beforeEach(async () => {
    await replaceAssembly(directory, async (folders) => {
      await writeAssembly(folders, 'old');
      mkdirSync(join(folders.fresh, 'part'));
    });
  });

  test('is moved to the new assembly', async () => {
    const before = inodeOf('part');

    await replaceAssembly(directory, async (folders) => {
      await writeAssembly(folders, 'new');
      folders.keep(['part'], () => expect('not').toBe('called'));
    });

    expect(inodeOf('part')).toBe(before);
    expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'new', 'part']);
    expect(readdirSync(parent)).toEqual(['cdk.out']);
  });

  test('is made anew where another run has replaced it in the meantime', async () => {
    await replaceAssembly(directory, async (folders) => {
      await writeAssembly(folders, 'new');
      folders.keep(['part'], () => {
        mkdirSync(join(folders.fresh, 'part'));
        writeFileSync(join(folders.fresh, 'part/made'), 'anew');
      });
      renameSync(join(directory, 'part'), join(directory, 'was'));
      mkdirSync(join(directory, 'part'));
      writeFileSync(join(directory, 'part/other'), "run's");
    });

    expect(readdirSync(join(directory, 'part'))).toEqual(['made']);
    expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'new', 'part']);
  });

  test('stays where it was when the new assembly cannot be put in its place', async () => {
    const failing = replaceAssembly(directory, async (folders) => {
      await writeAssembly(folders, 'new');
      folders.keep(['part'], () => undefined);
      folders.keep(['old'], () => {
        throw new Error('disk full');
      });
      rmSync(join(directory, 'old'));
    });

    await expect(failing).rejects.toThrow('disk full');
    expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'part']);
    expect(readdirSync(parent)).toEqual(['cdk.out']);
  });
});

test('refuses to replace a folder that is not a cloud assembly', async () => {
  mkdirSync(directory);
  writeFileSync(join(directory, 'thesis.txt'), 'years of work');

  await expect(replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'))).rejects.toThrow(
    new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "cdk.out"); give an empty folder to --output, or remove it`,
    ),
  );
  expect(existsSync(join(directory, 'thesis.txt'))).toBe(true);
});

test('refuses the folder of a project, which has a folder with the name of the file that marks an assembly', async () => {
  mkdirSync(join(directory, 'cdk.out'), { recursive: true });
  writeFileSync(join(directory, 'thesis.txt'), 'years of work');

  await expect(replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'))).rejects.toThrow(
    new UsageError(
      `"${directory}" is not empty and not a cloud assembly (it has no file "cdk.out"); give an empty folder to --output, or remove it`,
    ),
  );
  expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'thesis.txt']);
});

test.each(['', '.', '..', '/'])('refuses the folder the command runs in, and those around it: "%s"', async (output) => {
  await expect(replaceAssembly(output, () => Promise.reject(new Error('was tried')))).rejects.toThrow(
    new UsageError(
      `"${output}" is or holds the folder this command runs in, which would be replaced; give --output a folder of its own, e.g. cdk.out`,
    ),
  );
});

test('refuses a file', async () => {
  writeFileSync(directory, '');

  await expect(replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'))).rejects.toThrow(
    new UsageError(
      `"${directory}" cannot be read (a part of its path is a file; expected a folder); give --output an empty folder, or a name that is not taken`,
    ),
  );
});

test('replaces what a symbolic link leads to, and keeps the link', async () => {
  mkdirSync(join(parent, 'elsewhere'));
  symlinkSync(join(parent, 'elsewhere'), directory);

  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'));

  expect(lstatSync(directory).isSymbolicLink()).toBe(true);
  expect(readdirSync(join(parent, 'elsewhere')).toSorted()).toEqual(['cdk.out', 'new']);
  expect(readdirSync(parent).toSorted()).toEqual(['cdk.out', 'elsewhere']);
});

test('removes what a killed run with the number of this process had begun, as containers have them', async () => {
  mkdirSync(`${directory}.partial-${process.pid}/assembly`, { recursive: true });

  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'));

  expect(readdirSync(parent)).toEqual(['cdk.out']);
  expect(readdirSync(directory).toSorted()).toEqual(['cdk.out', 'new']);
});

test('removes what a killed run had begun, and leaves alone what another run is making', async () => {
  const [killed, running] = [`${directory}.partial-99999999`, `${directory}.partial-${process.ppid}`];
  mkdirSync(killed);
  mkdirSync(running);

  await replaceAssembly(directory, (folders) => writeAssembly(folders, 'new'));

  expect({ killed: existsSync(killed), running: existsSync(running) }).toEqual({ killed: false, running: true });
});

/** Runs a command in a folder, in which `container` is an image with what was changed since. */
function inContainer(folder: string, command: string): SpawnSyncReturns<string> {
  for (const name of ['image', 'changes', 'work', 'container']) mkdirSync(join(folder, name), { recursive: true });
  const mount = 'mount -t overlay overlay -o lowerdir=image,upperdir=changes,workdir=work,userxattr container';
  const script = `${mount} && cd container && ${command}`;
  return spawnSync('unshare', ['--map-root-user', '--mount', 'sh', '-c', script], { cwd: folder, encoding: 'utf8' });
}

function mayMount(): boolean {
  const folder = mkdtempSync(join(tmpdir(), 'tenantry-mount-'));
  const { status } = inContainer(folder, 'true');
  rmSync(folder, { recursive: true });
  return status === 0;
}

// Where this user may not mount anything, it is left to those who may.
(mayMount() ? describe : describe.skip)('in a container', () => {
  test('replaces an assembly of the image, whose folders cannot be renamed', () => {
    for (const name of ['made', 'failed']) {
      mkdirSync(join(parent, 'image', name, 'part'), { recursive: true });
      writeFileSync(join(parent, 'image', name, 'cdk.out'), '{}');
      writeFileSync(join(parent, 'image', name, 'part/old'), '');
    }
    writeFileSync(
      join(parent, 'replace.js'),
      `const { mkdirSync, writeFileSync, readdirSync } = require('node:fs');
      const { replaceAssembly } = require(${JSON.stringify(resolve('dist/lib/fleet/assembly-directory.js'))});
      const replace = (name, make) => replaceAssembly(name, async ({ fresh, keep }) => {
        mkdirSync(fresh);
        writeFileSync(fresh + '/cdk.out', '{}');
        keep(['part'], () => make(fresh + '/part'));
      });
      const fail = () => { throw new Error('disk full'); };
      replace('made', mkdirSync)
        .then(() => replace('failed', fail))
        .catch(({ message }) => console.log([message, ...readdirSync('.', { recursive: true }).sort()].join('\\n')));`,
    );

    const { stdout, stderr } = inContainer(parent, `"${process.execPath}" ../replace.js`);

    expect(stderr).toBe('');
    expect(stdout.split('\n')).toEqual([
      'disk full',
      'failed',
      'failed/cdk.out',
      'failed/part',
      'failed/part/old',
      'made',
      'made/cdk.out',
      'made/part',
      '',
    ]);
  });
});
