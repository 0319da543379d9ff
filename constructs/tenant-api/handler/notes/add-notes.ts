import type { Router } from '@aws-lambda-powertools/event-handler/http';
import type { RequestContext } from '@aws-lambda-powertools/event-handler/types';
import type { UseDatabase } from '../database/use-database';
import { addResource } from '../http/add-resource';
import { jsonResponse } from '../http/json-response';
import { Problem } from '../http/problem';
import { readJsonObject } from '../http/read-json';
import { entityTag, expectedVersions } from './entity-tag';
import type { StoredNote } from './note';
import { parseNoteContent } from './note-content';
import { NoteStore, type ChangeOutcome } from './note-store';
import { encodeCursor, parsePageRequest } from './page-request';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Adds the resources `/notes` and `/notes/:id`. */
export function addNotes(router: Router, useDatabase: UseDatabase): void {
  const useNotes = <Result>(work: (notes: NoteStore) => Promise<Result>): Promise<Result> =>
    useDatabase((database) => work(new NoteStore(database)));

  addResource(router, '/notes', {
    async GET({ req }) {
      const page = parsePageRequest(new URL(req.url).searchParams);
      const found = await useNotes((notes) => notes.list(page));
      const items = found.slice(0, page.limit);
      const last = found.length > page.limit ? items.at(-1) : undefined;
      return jsonResponse(200, {
        items: items.map(({ note }) => note),
        next: last === undefined ? null : encodeCursor(last.position),
      });
    },

    async POST(request) {
      const content = parseNoteContent(await readJsonObject(request.req));
      const stored = await useNotes((notes) => notes.create(content));
      return noteResponse(201, stored, { location: `${publicPath(request)}/${stored.note.id}` });
    },
  });

  addResource(router, '/notes/:id', {
    async GET({ params }) {
      const id = noteId(params);
      const stored = await useNotes((notes) => notes.find(id));
      if (stored === undefined) throw noSuchNote();
      return noteResponse(200, stored);
    },

    async PUT({ params, req }) {
      const id = noteId(params);
      const content = parseNoteContent(await readJsonObject(req));
      const expected = expectedVersions(req.headers.get('if-match'));
      return noteResponse(200, changed(await useNotes((notes) => notes.replace(id, content, expected))));
    },

    async DELETE({ params, req }) {
      const id = noteId(params);
      const expected = expectedVersions(req.headers.get('if-match'));
      changed(await useNotes((notes) => notes.delete(id, expected)));
      return new Response(null, { status: 204 });
    },
  });
}

function noteResponse(status: number, { note, version }: StoredNote, headers: Record<string, string> = {}): Response {
  return jsonResponse(status, note, { etag: entityTag(version), ...headers });
}

function noteId({ id = '' }: Readonly<Record<string, string>>): string {
  if (!UUID.test(id)) throw noSuchNote();
  return id;
}

function changed<Value>(change: ChangeOutcome<Value>): Value {
  if (change.outcome === 'missing') throw noSuchNote();
  if (change.outcome === 'conflict') {
    throw new Problem(412, 'the note has been changed since you read it; read it again and repeat your change');
  }
  return change.value;
}

function noSuchNote(): Problem {
  return new Problem(404, 'there is no note with this id');
}

/** The path as the caller wrote it, with the stage or base path that API Gateway has taken off. */
function publicPath({ event, req }: RequestContext): string {
  const path = 'path' in event.requestContext ? event.requestContext.path : new URL(req.url).pathname;
  return path.replace(/\/+$/, '');
}
