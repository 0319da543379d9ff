/** A note as callers see it. */
export interface Note {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A note with what the service alone needs. */
export interface StoredNote {
  readonly note: Note;
  /** Counts the changes. */
  readonly version: number;
  /** Place in the order of creation. */
  readonly position: string;
}

/** What a caller writes. */
export interface NoteContent {
  readonly title: string;
  readonly body: string;
}
