import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type PublishProgress, publishRelease } from '../../../lib/operations/fleet-release/publish-release';

const ENVIRONMENT = {
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CONFIG_FILE: '/dev/null',
  AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
};

let directory: string;
let server: Server;

/** Objects of the bucket, by key. */
let objects: Set<string>;
/** Whether the bucket is there. */
let isBucketThere: boolean;
const environment = { ...process.env };

beforeAll(async () => {
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    request.resume().on('end', () => {
      if (!isBucketThere) return response.writeHead(404).end('<Error><Code>NoSuchBucket</Code></Error>');
      if (request.method === 'PUT') {
        objects.add(pathname.replace('/tenantry-assets/', ''));
        return response.end();
      }
      const prefix = searchParams.get('prefix');
      if (prefix === null || !objects.has(prefix)) return response.end('<Answer/>');
      return response.end(
        `<ListBucketResult><Contents><Key>${prefix}</Key><Size>100</Size></Contents></ListBucketResult>`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  Object.assign(process.env, ENVIRONMENT, { AWS_ENDPOINT_URL: `http://localhost:${port}` });
});
afterAll(async () => {
  process.env = environment;
  await new Promise((resolve) => server.close(resolve));
});

beforeEach(() => {
  objects = new Set();
  isBucketThere = true;
  directory = mkdtempSync(join(tmpdir(), 'tenantry-publish-'));
  const folder = join(directory, 'eu-central-1');
  mkdirSync(join(folder, 'code'), { recursive: true });
  writeFileSync(join(folder, 'template.json'), '{}');
  writeFileSync(join(folder, 'code', 'index.mjs'), '');
  const to = (objectKey: string) => ({
    operator: { bucketName: 'tenantry-assets', objectKey, region: 'eu-central-1' },
  });
  const files = {
    template: { source: { path: 'template.json', packaging: 'file' }, destinations: to('templates/one.json') },
    code: { source: { path: 'code', packaging: 'zip' }, destinations: to('code.zip') },
  };
  writeFileSync(join(folder, 'assets.json'), JSON.stringify({ version: '54.0.0', files }));
  writeFileSync(join(directory, 'release.json'), '{}');
});
afterEach(() => rmSync(directory, { recursive: true }));

const publish = (notify?: (progress: PublishProgress) => void) =>
  publishRelease({ directory, profile: undefined, role: undefined }, notify);

test('uploads the files of each region, folders as zip files, and tells after each', async () => {
  const told: PublishProgress[] = [];

  const ends = await publish((progress) => told.push(progress));

  expect(ends).toEqual([{ region: 'eu-central-1', done: 2, total: 2, uploaded: 2 }]);
  expect([...objects].toSorted()).toEqual(['code.zip', 'templates/one.json']);
  expect(told.map(({ done }) => done)).toEqual([1, 2]);
});

test('uploads nothing that is there already', async () => {
  objects = new Set(['code.zip']);

  expect(await publish()).toEqual([{ region: 'eu-central-1', done: 2, total: 2, uploaded: 1 }]);
  expect(await publish()).toEqual([{ region: 'eu-central-1', done: 2, total: 2, uploaded: 0 }]);
});

test('says what to look at where files cannot be published', async () => {
  isBucketThere = false;

  await expect(publish()).rejects.toMatchObject({
    name: 'OperationError',
    message: expect.stringMatching(
      /^2 of 2 files were not published to eu-central-1 \(.+\); look whether operator\/Fleet-eu-central-1 is deployed and the credentials may write to its buckets, then run this again$/,
    ),
  });
});
