import { TaskNoteRefused } from './rejection.errors';

const LONGEST_NOTE = 200;

/** Whose tasks a person may see: of the whole city, of one kecamatan, or none. */
export function tasksSeenBy(viewer: {
  roles: readonly string[];
  area: string | null;
}): { all: true } | { kecamatan: string } | undefined {
  if (['ADMIN', 'TREASURER', 'BPJS'].some((role) => viewer.roles.includes(role))) return { all: true };
  if (viewer.roles.includes('DISTRICT') && viewer.area !== null) return { kecamatan: viewer.area };
  return undefined;
}

/** @throws TaskNoteRefused  empty, or longer than 200 letters */
export function taskNote(typed: string): string {
  const note = typed.trim();
  if (note === '' || note.length > LONGEST_NOTE) throw new TaskNoteRefused(LONGEST_NOTE);
  return note;
}
