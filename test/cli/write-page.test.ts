import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writePage } from '../../lib/cli/write-page';

let folder: string;
const told: string[] = [];
const silent = { result: () => {}, info: (text: string) => void told.push(text), warn: () => {}, error: () => {} };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'write-page-'));
  told.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test('a page is written anew or over the earlier one, which is told', async () => {
  const path = join(folder, 'page.html');

  await writePage(path, 'one', silent);
  await writePage(path, 'two', silent);

  expect(readFileSync(path, 'utf8')).toBe('two');
  expect(readdirSync(folder)).toEqual(['page.html']);
  expect(told).toEqual([`wrote ${path}`, `wrote ${path}`]);
});

test('whoever reads the earlier page meanwhile reads it to its end', async () => {
  const path = join(folder, 'page.html');
  writeFileSync(path, 'one');
  const before = execFileSync('stat', ['-c', '%i', path], { encoding: 'utf8' });

  await writePage(path, 'two', silent);

  expect(execFileSync('stat', ['-c', '%i', path], { encoding: 'utf8' })).not.toBe(before);
});

test('a pipe gets the page, and stays a pipe', async () => {
  const path = join(folder, 'pipe');
  execFileSync('mkfifo', [path]);
  const reader = spawn('cat', [path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let read = '';
  reader.stdout.setEncoding('utf8').on('data', (text: string) => (read += text));
  const ended = new Promise((resolve) => reader.once('close', resolve));

  await writePage(path, 'one', silent);
  await ended;

  expect(read).toBe('one');
  expect(execFileSync('stat', ['-c', '%F', path], { encoding: 'utf8' })).toBe('fifo\n');
});

test('a folder that is not there leaves nothing behind', async () => {
  await expect(writePage(join(folder, 'missing', 'page.html'), 'one', silent)).rejects.toThrow('ENOENT');
  expect(existsSync(join(folder, 'missing'))).toBe(false);
});
