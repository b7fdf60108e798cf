import { expect, test } from '@jest/globals';
import { taskNote, tasksSeenBy } from './rejection.rules';

test("a district's officer sees the tasks of the own kecamatan; who keeps the city's books sees all", () => {
  expect(tasksSeenBy({ roles: ['DISTRICT'], area: '33.74.15' })).toEqual({ kecamatan: '33.74.15' });
  expect(tasksSeenBy({ roles: ['DISTRICT', 'ADMIN'], area: '33.74.15' })).toEqual({ all: true });
  for (const role of ['TREASURER', 'BPJS'])
    expect(tasksSeenBy({ roles: [role], area: null })).toEqual({ all: true });
});

test('an officer of no kecamatan, a donor and a mayor see none', () => {
  for (const role of ['DISTRICT', 'DONOR', 'MAYOR']) {
    expect(tasksSeenBy({ roles: [role], area: null })).toBeUndefined();
  }
});

test('a task ends with a sentence', () => {
  expect(taskNote(' NIK diperbaiki ')).toBe('NIK diperbaiki');
  for (const typed of ['', '  ', 'x'.repeat(201)]) {
    expect(() => taskNote(typed)).toThrow(expect.objectContaining({ code: 'TASK_NOTE_REFUSED' }));
  }
});
