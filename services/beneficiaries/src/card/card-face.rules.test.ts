import { describe, expect, test } from '@jest/globals';
import { addressOf, kpjGroups, printable, sheetsOf, sinceWords } from './card-face.rules';

describe('the face of a card', () => {
  test('shows the number in groups that people can read out', () => {
    expect(kpjGroups('20012345678')).toBe('2001 2345 678');
  });

  test('says since when the worker is protected, or only registered', () => {
    expect(sinceWords({ protectedSince: '2026-12', issuedOn: '2026-11-22' })).toEqual({
      what: 'Terlindungi sejak',
      when: 'Desember 2026',
    });
    expect(sinceWords({ protectedSince: null, issuedOn: '2026-11-22' })).toEqual({
      what: 'Terdaftar sejak',
      when: '22 November 2026',
    });
  });

  test.each([
    ["Siti Nur'aini", "Siti Nur'aini"],
    ['Siti Nur’aini', "Siti Nur'aini"],
    ['José Ñuñez', 'José Ñuñez'],
    ['Ḥasan', 'Hasan'],
    ['王', '.'],
  ])('prints %s as %s', (name, printed) => expect(printable(name)).toBe(printed));

  test('sixty cards are eight sheets, the last one half full', () => {
    const sheets = sheetsOf(Array.from({ length: 60 }, (_, at) => at));
    expect(sheets.map((it) => it.length)).toEqual([8, 8, 8, 8, 8, 8, 8, 4]);
    expect(sheets.flat()).toHaveLength(60);
    expect(sheetsOf([])).toEqual([]);
  });

  test('its address names a city and a code', () => {
    expect(addressOf('semarang.lindungi.example', '3374', '7K3M-9QXR-0A2B-4CDE')).toBe(
      'https://semarang.lindungi.example/kartu/3374/7K3M-9QXR-0A2B-4CDE',
    );
  });
});
