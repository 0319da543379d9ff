import { ServiceDatabases } from './support/service-database';
import { recordLogs, testService, type Call } from './support/test-service';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const UNKNOWN_ID = '00000000-0000-4000-8000-000000000000';

let databases: ServiceDatabases;
let call: Call;

beforeAll(async () => {
  databases = await ServiceDatabases.start();
});

afterAll(() => databases.stop());

beforeEach(async () => {
  recordLogs();
  call = testService(databases.user(await databases.create()));
});

afterEach(() => jest.restoreAllMocks());

describe('notes', () => {
  test('creates a note and says where it is', async () => {
    const answer = await call('POST', '/notes', { body: { title: 'Milk', body: 'Two litres' } });

    expect(answer.status).toBe(201);
    expect(answer.body).toEqual({
      id: expect.stringMatching(UUID),
      title: 'Milk',
      body: 'Two litres',
      createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updatedAt: answer.body['createdAt'],
    });
    expect(answer.headers).toMatchObject({
      location: `/live/notes/${String(answer.body['id'])}`,
      etag: '"1"',
      'content-type': 'application/json',
      'cache-control': 'no-store',
    });
  });

  test('returns a note as it was written, whatever its alphabet', async () => {
    const id = await create({ title: "O'Hara; drop table note", body: 'Žluťoučký 🐎\n"quoted"' });

    const answer = await call('GET', `/notes/${id}`);

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ id, title: "O'Hara; drop table note", body: 'Žluťoučký 🐎\n"quoted"' });
  });

  test('replaces a note and counts the change', async () => {
    const id = await create({ title: 'Milk', body: '' });

    const answer = await call('PUT', `/notes/${id}`, { body: { title: 'Bread', body: 'Rye' } });

    expect(answer).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { id, title: 'Bread', body: 'Rye' } });
    expect((await call('GET', `/notes/${id}`)).body).toEqual(answer.body);
  });

  test('deletes a note for good', async () => {
    const id = await create({ title: 'Milk', body: '' });

    expect(await call('DELETE', `/notes/${id}`)).toMatchObject({ status: 204, body: {} });
    expect((await call('GET', `/notes/${id}`)).status).toBe(404);
    expect((await call('DELETE', `/notes/${id}`)).status).toBe(404);
  });

  test('lists nothing in a new database', async () => {
    expect(await call('GET', '/notes')).toMatchObject({ status: 200, body: { items: [], next: null } });
  });

  test('lists the newest notes first, page by page, each once, also while notes are added', async () => {
    for (const title of ['1', '2', '3', '4', '5']) await create({ title, body: '' });

    const first = await call('GET', '/notes', { query: { limit: '2' } });
    await create({ title: '6', body: '' });
    const second = await call('GET', '/notes', { query: { limit: '2', after: String(first.body['next']) } });
    const third = await call('GET', '/notes', { query: { limit: '2', after: String(second.body['next']) } });

    expect([first, second, third].map(titles)).toEqual([['5', '4'], ['3', '2'], ['1']]);
    expect(third.body['next']).toBeNull();
  });

  test('ends the list when the last page is exactly full', async () => {
    for (const title of ['1', '2']) await create({ title, body: '' });

    expect((await call('GET', '/notes', { query: { limit: '2' } })).body['next']).toBeNull();
  });

  test('lists 20 notes by default', async () => {
    for (let count = 0; count < 21; count += 1) await create({ title: `Note ${count}`, body: '' });

    expect(titles(await call('GET', '/notes'))).toHaveLength(20);
  });

  test.each(['0', '101', '-1', '1.5', 'ten', ''])('refuses a limit of "%s"', async (limit) => {
    expect(await call('GET', '/notes', { query: { limit } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'limit', message: 'expected a whole number from 1 to 100' }] },
    });
  });

  test.each([
    '',
    'abc',
    Buffer.from("1' or true").toString('base64url'),
    Buffer.from('9'.repeat(19)).toString('base64url'),
  ])('refuses to go on after "%s"', async (after) => {
    expect(await call('GET', '/notes', { query: { after } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'after', message: 'expected the value of "next" of an earlier answer' }] },
    });
  });

  test('refuses a note with everything that is wrong with it', async () => {
    const answer = await call('POST', '/notes', { body: { title: 7, body: 'x'.repeat(10_001), colour: 'red' } });

    expect(answer.status).toBe(400);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.body).toEqual({
      title: 'Bad Request',
      status: 400,
      detail: 'the note is not valid',
      errors: [
        { field: 'title', message: 'expected a string of 1 to 200 characters' },
        { field: 'body', message: 'expected 0 to 10000 characters, got 10001' },
        { field: 'colour', message: 'unknown field; expected title, body' },
      ],
      requestId: 'request-1',
    });
  });

  test.each([
    { name: 'text PostgreSQL cannot store', title: 'a\0b' },
    { name: 'half a surrogate pair', title: 'a\ud83d' },
  ])('refuses $name', async ({ title }) => {
    expect(await call('POST', '/notes', { body: { title, body: '' } })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'title', message: 'contains characters that are not text' }] },
    });
  });

  test('counts characters, not their halves', async () => {
    expect((await call('POST', '/notes', { body: { title: '🐎'.repeat(200), body: '' } })).status).toBe(201);
  });

  test.each([
    { name: 'a body that is not JSON', body: '{"title":', status: 400, detail: 'the body is not valid JSON' },
    { name: 'an empty body', body: '', status: 400, detail: 'the body is not valid JSON' },
    { name: 'no body', body: undefined, status: 415, detail: 'the body must be sent as application/json' },
    { name: 'an array', body: [], status: 400, detail: 'the body must be a JSON object' },
    { name: 'null', body: 'null', status: 400, detail: 'the body must be a JSON object' },
  ])('refuses $name', async ({ body, status, detail }) => {
    expect(await call('POST', '/notes', { body })).toMatchObject({ status, body: { detail } });
  });

  test('refuses a body that does not claim to be JSON', async () => {
    const headers = { 'Content-Type': 'text/plain' };

    expect(await call('POST', '/notes', { body: { title: 'a', body: '' }, headers })).toMatchObject({
      status: 415,
      body: { detail: 'the body must be sent as application/json' },
    });
  });

  test('reads a body that names its character set', async () => {
    const headers = { 'Content-Type': 'application/json; charset=utf-8' };

    expect((await call('POST', '/notes', { body: { title: 'a', body: '' }, headers })).status).toBe(201);
  });

  test.each(['GET', 'PUT', 'DELETE'])('finds no note to %s under an unknown or malformed id', async (method) => {
    const body = method === 'PUT' ? { title: 'a', body: '' } : undefined;

    for (const id of [UNKNOWN_ID, '1', "1' or true"]) {
      expect(await call(method, `/notes/${encodeURIComponent(id)}`, { body })).toMatchObject({
        status: 404,
        body: { title: 'Not Found', detail: 'there is no note with this id' },
      });
    }
  });
});

describe('changes at the same time', () => {
  const content = { title: 'Bread', body: '' };

  test.each(['PUT', 'DELETE'])('lets a %s through that is based on the current version', async (method) => {
    const id = await create({ title: 'Milk', body: '' });
    const headers = { 'If-Match': '"1"' };

    expect((await call(method, `/notes/${id}`, { body: content, headers })).status).toBeLessThan(300);
  });

  test.each(['PUT', 'DELETE'])('refuses a %s that is based on an old version', async (method) => {
    const id = await create({ title: 'Milk', body: '' });
    await call('PUT', `/notes/${id}`, { body: { title: 'Butter', body: '' } });

    const answer = await call(method, `/notes/${id}`, { body: content, headers: { 'If-Match': '"1"' } });

    expect(answer).toMatchObject({
      status: 412,
      body: { detail: 'the note has been changed since you read it; read it again and repeat your change' },
    });
    expect((await call('GET', `/notes/${id}`)).body['title']).toBe('Butter');
  });

  test.each(['"7", "1"', '*'])('lets a change through that expects %s', async (expected) => {
    const id = await create({ title: 'Milk', body: '' });

    expect((await call('PUT', `/notes/${id}`, { body: content, headers: { 'If-Match': expected } })).status).toBe(200);
  });

  test.each(['W/"1"', 'nonsense', '"99999999999"'])('refuses a change that expects %s', async (expected) => {
    const id = await create({ title: 'Milk', body: '' });

    expect((await call('PUT', `/notes/${id}`, { body: content, headers: { 'If-Match': expected } })).status).toBe(412);
  });

  test('finds no note to change, whatever version is expected', async () => {
    const headers = { 'If-Match': '"1"' };

    expect((await call('PUT', `/notes/${UNKNOWN_ID}`, { body: content, headers })).status).toBe(404);
  });
});

async function create(note: { title: string; body: string }): Promise<string> {
  return String((await call('POST', '/notes', { body: note })).body['id']);
}

function titles({ body }: Awaited<ReturnType<Call>>): readonly string[] {
  return Array.isArray(body['items']) ? body['items'].map(({ title }: { title: string }) => title) : [];
}
