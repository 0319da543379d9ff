import { Problem, type FieldProblem } from '../http/problem';
import type { NoteContent } from './note';

const FIELDS: Readonly<Record<keyof NoteContent, { readonly min: number; readonly max: number }>> = {
  title: { min: 1, max: 200 },
  body: { min: 0, max: 10_000 },
};

/** What PostgreSQL cannot store as text, or stores as something else: NUL and halves of surrogate pairs. */
const NOT_TEXT = /[\0\p{Surrogate}]/u;

/**
 * The content of a note from the body of a request.
 *
 * @throws Problem 400 with every field that is missing, wrong or unknown
 */
export function parseNoteContent(body: Readonly<Record<string, unknown>>): NoteContent {
  const problems: readonly FieldProblem[] = [
    ...(['title', 'body'] as const).flatMap((field) => fieldProblems(field, body[field])),
    ...Object.keys(body)
      .filter((field) => !Object.hasOwn(FIELDS, field))
      .map((field) => ({ field, message: `unknown field; expected ${Object.keys(FIELDS).join(', ')}` })),
  ];
  if (problems.length > 0) throw new Problem(400, 'the note is not valid', { fields: problems });
  return { title: String(body['title']), body: String(body['body']) };
}

function fieldProblems(field: keyof NoteContent, value: unknown): readonly FieldProblem[] {
  const { min, max } = FIELDS[field];
  if (typeof value !== 'string') return [{ field, message: `expected a string of ${min} to ${max} characters` }];
  if (NOT_TEXT.test(value)) return [{ field, message: 'contains characters that are not text' }];
  const length = Array.from(value).length;
  if (length >= min && length <= max) return [];
  return [{ field, message: `expected ${min} to ${max} characters, got ${length}` }];
}
