import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request that passed, or was meant to pass, through the proxy. */
export interface ProxiedRequest {
  /** E.g. `CreateAccount`, or `enableRegion` where the path says it. */
  readonly action: string;
  /** Parameters, for services that speak JSON. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the proxy does to a request instead of passing it on. */
export interface Fault {
  /** Operation it is for. */
  readonly action: string;
  /** Requests it is for, beside the operation. */
  readonly matching?: (request: ProxiedRequest) => boolean;
  /** How many requests it is for; all by default. */
  times?: number;
  /** Answers with this exception; nothing reaches AWS. */
  readonly refuse?: string;
  /** Answers with this; nothing reaches AWS. */
  readonly reply?: (request: ProxiedRequest) => object;
  /** As `reply`, for services that speak XML. */
  readonly replyXml?: (request: ProxiedRequest) => string;
  /** Breaks the connection before or after the request has reached AWS. */
  readonly drop?: 'before' | 'after';
  /** Changes the answer of AWS. */
  readonly rewrite?: (answer: Record<string, unknown>, request: ProxiedRequest) => Record<string, unknown>;
  /** As `rewrite`, for services that speak XML. */
  readonly rewriteXml?: (answer: string, request: ProxiedRequest) => string;
  /** Is told of the request, before or after it has reached AWS. */
  readonly before?: () => void;
  readonly after?: () => void;
}

/** A proxy between an AWS SDK client and AWS that injects faults. */
export interface FaultProxy {
  readonly endpoint: string;
  /** Every request so far, in order. */
  readonly requests: readonly ProxiedRequest[];
  /** The faults from now on; forgets the requests so far. */
  inject(...faults: Fault[]): void;
  stop(): Promise<void>;
}

/** Starts a proxy on a free port that passes requests on to `upstream`. */
export async function startFaultProxy(upstream: string): Promise<FaultProxy> {
  const requests: ProxiedRequest[] = [];
  let faults: Fault[] = [];

  const handle = async (incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> => {
    const body = await read(incoming);
    const request = describe(incoming, body.toString('utf8'));
    requests.push(request);
    const fault = faults.find(
      ({ action, matching, times = 1 }) => action === request.action && times > 0 && (matching?.(request) ?? true),
    );
    if (fault?.times !== undefined) fault.times -= 1;

    fault?.before?.();
    if (fault?.refuse !== undefined) return refuse(incoming, outgoing, fault.refuse);
    if (fault?.reply !== undefined) return send(outgoing, 200, fault.reply(request));
    if (fault?.replyXml !== undefined) {
      outgoing.writeHead(200, { 'content-type': 'text/xml' });
      return void outgoing.end(fault.replyXml(request));
    }
    if (fault?.drop === 'before') return void incoming.socket.destroy();
    const answer = await fetch(new URL(incoming.url ?? '/', upstream), {
      method: incoming.method ?? 'POST',
      headers: passedOn(incoming),
      ...(body.length > 0 && { body: new Uint8Array(body) }),
    });
    const text = await answer.text();
    fault?.after?.();
    if (fault?.drop === 'after') return void incoming.socket.destroy();
    outgoing.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'text/plain' });
    if (fault?.rewriteXml !== undefined) return void outgoing.end(fault.rewriteXml(text, request));
    outgoing.end(fault?.rewrite ? JSON.stringify(fault.rewrite(JSON.parse(text), request)) : text);
  };
  const server = createServer((incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => incoming.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));

  return {
    endpoint: `http://localhost:${(server.address() as AddressInfo).port}`,
    requests,
    inject: (...injected) => {
      faults = injected;
      requests.length = 0;
    },
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** As bytes: assets that are uploaded are no text. */
async function read(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

function describe({ headers, url = '' }: IncomingMessage, body: string): ProxiedRequest {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return { action: target.split('.').at(-1)!, body: JSON.parse(body || '{}') };
  // Services that speak REST are known by the path: `/enableRegion`.
  if (headers['content-type'] === 'application/json') return { action: url.slice(1), body: JSON.parse(body || '{}') };
  const form = new URLSearchParams(body);
  return { action: form.get('Action') ?? 'unknown', body: Object.fromEntries(form) };
}

function passedOn({ headers }: IncomingMessage): Record<string, string> {
  const hopByHop = new Set(['connection', 'content-length', 'expect', 'host', 'transfer-encoding']);
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !hopByHop.has(name) ? [[name, value]] : [],
    ),
  );
}

/** An exception, in the protocol of the request. */
function refuse({ headers }: IncomingMessage, outgoing: ServerResponse, exception: string): void {
  const status = exception === 'ServiceException' ? 500 : 400;
  const message = `${exception}, injected`;
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true) {
    outgoing.writeHead(status, { 'content-type': 'text/xml' });
    outgoing.end(
      `<ErrorResponse><Error><Type>Sender</Type><Code>${exception}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    );
    return;
  }
  outgoing.setHeader('x-amzn-errortype', exception);
  send(outgoing, status, { __type: exception, message });
}

function send(outgoing: ServerResponse, status: number, answer: object): void {
  outgoing.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  outgoing.end(JSON.stringify(answer));
}
