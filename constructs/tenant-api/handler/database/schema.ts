import type { Generated, GeneratedAlways } from 'kysely';

/** Schema of the database that holds everything of the service, the ledger of its migrations included. */
export const SERVICE_SCHEMA = 'service';

/** Tables of the service. */
export interface ServiceTables {
  note: NoteTable;
}

/** Text the tenant's users keep. */
export interface NoteTable {
  id: Generated<string>;
  /** Order of creation, for pages; a `bigint`, which the driver returns as a string. */
  position: GeneratedAlways<string>;
  title: string;
  body: string;
  /** Counts the changes; the entity tag of the note. */
  version: Generated<number>;
  created_at: Generated<Date>;
  updated_at: Generated<Date>;
}
