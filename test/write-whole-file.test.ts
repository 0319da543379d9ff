import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { writeWholeFile } from '../lib/write-whole-file';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tenantry-whole-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a file is replaced, and keeps its mode, be it read-only', async () => {
  const file = join(folder, 'report.html');
  writeFileSync(file, 'earlier', { mode: 0o440 });

  await writeWholeFile(file, 'é'.repeat(100_000));
  await writeWholeFile(join(folder, 'new'), '');

  expect(readFileSync(file, 'utf8')).toBe('é'.repeat(100_000));
  expect(statSync(file).mode & 0o777).toBe(0o440);
  expect(readdirSync(folder)).toEqual(['new', 'report.html']);
});

test('a file is written where the file system keeps no modes, as that of a share', () => {
  const file = join(folder, 'journal.json');
  const script = `
    const files = require('node:fs/promises');
    files.chmod = () => Promise.reject(Object.assign(new Error('EPERM'), { code: 'EPERM', syscall: 'chmod' }));
    const { writeWholeFile } = require(${JSON.stringify(resolve('dist/lib/write-whole-file.js'))});
    writeWholeFile(${JSON.stringify(file)}, 'content');
  `;
  execFileSync(process.execPath, ['-e', script]);

  expect(readFileSync(file, 'utf8')).toBe('content');
});

test('a file that finds no room stays as it was, is named, and leaves nothing beside it', () => {
  const file = join(folder, 'report.html');
  writeFileSync(file, 'earlier');
  // As on a disk that is nearly full, there is room for the beginning; the process would end with the signal it is sent.
  const script = `
    process.on('SIGXFSZ', () => undefined);
    const { writeWholeFile } = require(${JSON.stringify(resolve('dist/lib/write-whole-file.js'))});
    const { messageOf } = require(${JSON.stringify(resolve('dist/lib/message-of.js'))});
    writeWholeFile(${JSON.stringify(file)}, 'x'.repeat(4096)).catch((error) => console.log(messageOf(error)));
  `;
  const said = execFileSync('sh', ['-c', 'ulimit -f 1; exec "$0" -e "$1"', process.execPath, script], {
    encoding: 'utf8',
  });

  expect(said).toBe(`cannot write "${file}": the file would be larger than this system allows (ulimit -f)\n`);
  expect(readFileSync(file, 'utf8')).toBe('earlier');
  expect(readdirSync(folder)).toEqual(['report.html']);
});
