import { sql, type Kysely, type Selectable } from 'kysely';
import { SERVICE_SCHEMA, type NoteTable, type ServiceTables } from '../database/schema';
import type { ExpectedVersions } from './entity-tag';
import type { NoteContent, StoredNote } from './note';
import type { PageRequest } from './page-request';

/** How a change of a note ended. */
export type ChangeOutcome<Value> =
  | { readonly outcome: 'changed'; readonly value: Value }
  | { readonly outcome: 'missing' }
  /** Somebody else has changed the note since the caller read it. */
  | { readonly outcome: 'conflict' };

/** The notes in the database. */
export class NoteStore {
  private readonly database: Kysely<ServiceTables>;

  public constructor(database: Kysely<ServiceTables>) {
    this.database = database.withSchema(SERVICE_SCHEMA);
  }

  public async create(content: NoteContent): Promise<StoredNote> {
    const row = await this.database.insertInto('note').values(content).returningAll().executeTakeFirstOrThrow();
    return toStoredNote(row);
  }

  public async find(id: string): Promise<StoredNote | undefined> {
    const row = await this.database.selectFrom('note').selectAll().where('id', '=', id).executeTakeFirst();
    return row && toStoredNote(row);
  }

  /** The newest notes first; one more than the limit, if there are more. */
  public async list({ limit, before }: PageRequest): Promise<readonly StoredNote[]> {
    const rows = await this.database
      .selectFrom('note')
      .selectAll()
      .$if(before !== undefined, (query) => query.where('position', '<', before ?? ''))
      .orderBy('position', 'desc')
      .limit(limit + 1)
      .execute();
    return rows.map(toStoredNote);
  }

  public async replace(
    id: string,
    content: NoteContent,
    expected: ExpectedVersions,
  ): Promise<ChangeOutcome<StoredNote>> {
    const row = await this.database
      .updateTable('note')
      .set({ ...content, version: sql`version + 1`, updated_at: sql`now()` })
      .where('id', '=', id)
      .$if(expected !== 'any', (query) => query.where('version', 'in', versions(expected)))
      .returningAll()
      .executeTakeFirst();
    return row === undefined ? this.whyUnchanged(id) : { outcome: 'changed', value: toStoredNote(row) };
  }

  public async delete(id: string, expected: ExpectedVersions): Promise<ChangeOutcome<undefined>> {
    const { numDeletedRows } = await this.database
      .deleteFrom('note')
      .where('id', '=', id)
      .$if(expected !== 'any', (query) => query.where('version', 'in', versions(expected)))
      .executeTakeFirstOrThrow();
    return numDeletedRows === 0n ? this.whyUnchanged(id) : { outcome: 'changed', value: undefined };
  }

  private async whyUnchanged(id: string): Promise<ChangeOutcome<never>> {
    return { outcome: (await this.find(id)) === undefined ? 'missing' : 'conflict' };
  }
}

/** PostgreSQL has no empty list; no note has version 0. */
function versions(expected: ExpectedVersions): readonly number[] {
  return expected === 'any' || expected.length === 0 ? [0] : expected;
}

function toStoredNote(row: Selectable<NoteTable>): StoredNote {
  return {
    note: {
      id: row.id,
      title: row.title,
      body: row.body,
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    },
    version: row.version,
    position: row.position,
  };
}
