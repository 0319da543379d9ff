import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { tenantry } from '../support/tenantry-cli';

/** Listens, and takes none of the connections that fill its queue: whoever comes after them waits, as behind a firewall that drops packets. */
const TAKES_NO_CONNECTION = `
import socket, sys
server = socket.socket()
server.bind(('127.0.0.1', 0))
server.listen(0)
waiting = [socket.socket() for _ in range(4)]
for client in waiting:
    client.setblocking(False)
    client.connect_ex(server.getsockname())
print(server.getsockname()[1], flush=True)
sys.stdin.read()
`;

let firewall: ChildProcess;
let endpoint: string;

beforeAll(async () => {
  firewall = spawn('python3', ['-c', TAKES_NO_CONNECTION], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [port] = (await once(firewall.stdout!, 'data')) as [Buffer];
  endpoint = `http://127.0.0.1:${port.toString().trim()}`;
});
afterAll(() => firewall.kill());

test('an AWS that takes no connection is given up on within seconds, and said', async () => {
  const started = Date.now();
  const { code, stderr } = await tenantry(['deploy', 'acme'], { endpoint, cwd: join(__dirname, '../..') });

  expect(stderr).toMatch(/^error the operator account cannot be used \(.*did not establish a connection.*\)\n$/);
  expect(code).toBe(1);
  expect(Date.now() - started).toBeLessThan(45_000);
});
