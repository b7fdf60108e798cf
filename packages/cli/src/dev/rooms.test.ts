import { describe, expect, test } from '@jest/globals';
import { processesOn, readRooms } from './rooms';

const rooms = readRooms();
const touching = (...names: string[]) => processesOn(new Set(names.map((it) => `@lindungi/${it}`)), rooms);

describe('what runs anew when a room is saved', () => {
  test('a service alone for its own code', () => {
    expect(touching('billing')).toEqual(['billing']);
  });

  test('everything for the words of the domain', () => {
    expect(touching('jamsostek')).toEqual(['donors', 'beneficiaries', 'billing', 'benefits', 'gateway']);
  });

  test('nothing for the command line itself', () => {
    expect(touching('cli')).toEqual([]);
  });

  test('rooms that others stand on are compiled first', () => {
    const order = rooms.map((room) => room.folder);
    expect(order.indexOf('packages/jamsostek')).toBeLessThan(order.indexOf('packages/tenancy'));
    expect(order.indexOf('packages/subgraph')).toBeLessThan(order.indexOf('services/donors'));
  });
});
