import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { OccupationUnknown, sectorOf } from './occupation';
import { LawMalformed, readLaw, readLawIn } from './read-law';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the law to spoil. */
function copy(): { folder: string; edit(file: string, from: string | RegExp, to: string): void } {
  const folder = mkdtempSync(join(tmpdir(), 'law-'));
  folders.push(folder);
  cpSync(join(__dirname, '../parameters'), folder, { recursive: true });
  return {
    folder,
    edit: (file, from, to) => {
      const path = join(folder, file);
      const text = readFileSync(path, 'utf8');
      if (text.replace(from, to) === text) throw new Error(`nothing to spoil in ${file}`);
      writeFileSync(path, text.replace(from, to));
    },
  };
}

function mistakesOf(folder: string): readonly string[] {
  try {
    readLawIn(folder);
    return [];
  } catch (error) {
    if (error instanceof LawMalformed) return error.mistakes;
    throw error;
  }
}

describe("the law's parameters", () => {
  test('are read once', () => expect(readLaw()).toBe(readLaw()));

  test('a scholarship asks for a number of months, with its source', () => {
    const { values, verified } = readLaw().membership.scholarshipMonths;
    expect(values.at(-1)).toMatchObject({ value: 36, source: expect.stringMatching(/PP 82/) });
    expect(verified.by).not.toBe('');
  });

  test('every value has a source, and says who verified it', () => {
    const law = readLaw();
    const parameters = [
      ...Object.values(law.contribution),
      ...Object.values(law.jkm),
      ...Object.values(law.accidentDeath),
      ...Object.values(law.accident),
      ...Object.values(law.scholarship),
      ...Object.values(law.deadlines),
    ];
    expect(parameters).toHaveLength(47);
    for (const parameter of parameters) {
      expect(parameter.verified.by).not.toBe('');
      for (const { source } of parameter.values) expect(source).toMatch(/PP|Permenaker|Perdir|UU/);
    }
  });

  test('all their mistakes are told at once', () => {
    const { folder, edit } = copy();
    edit('contribution/jkk.yaml', /, source: .* }/, ' }');
    edit('contribution/jkm.yaml', '6800', '6800.5');
    edit('contribution/relief.yaml', 'until: 2027-03', 'until: 2025-03');
    edit('contribution/due-day.yaml', /verified:.*/, '');
    edit('calendar/2027.yaml', '2027-12-25', '2028-12-25');
    edit('occupations.yaml', 'code: KURIR,', 'code: SOPIR,');
    edit('benefit/jkm.yaml', 'lumpSum:', 'lumpsum:');
    rmSync(join(folder, 'benefit/deadlines.yaml'));
    writeFileSync(join(folder, 'rumour.yaml'), 'percent: 0.24');

    const mistakes = mistakesOf(folder).join('\n');
    for (const said of [
      /contribution\/jkk\.yaml: values\.0\.source/,
      /contribution\/jkm\.yaml: values\.0\.value: Not a whole rupiah/,
      /contribution\/relief\.yaml: reliefs\.0: until is before from/,
      /contribution\/due-day\.yaml: verified/,
      /calendar\/2027\.yaml: file: a day lies in another year/,
      /occupations\.yaml: occupations: two occupations have one code/,
      /benefit\/jkm\.yaml: lumpSum/,
      /benefit\/jkm\.yaml: file: .*lumpsum/,
      /benefit\/deadlines\.yaml: the file is missing/,
      /rumour\.yaml: no such parameter/,
    ]) {
      expect(mistakes).toMatch(said);
    }
  });

  test('values stand in order of time', () => {
    const { folder, edit } = copy();
    edit('contribution/jkm.yaml', /( {2}- \{.*\})/, '$1\n  - { from: 2015-01, value: 1, source: a mistake }');
    expect(mistakesOf(folder)).toEqual([expect.stringMatching(/in order of time/)]);
  });

  test('a text to sign has its law and its day, and two texts never share a version', () => {
    for (const { source } of readLaw().mandateTexts) expect(source).toMatch(/Pasal 1792/);
    const { folder, edit } = copy();
    edit('mandate.yaml', /( {2}- version: [\s\S]*)$/, '$1$1');
    expect(mistakesOf(folder)).toEqual([
      expect.stringMatching(/in order of time/),
      expect.stringMatching(/two texts have one version/),
    ]);
  });

  test('a new rate is one line, and the past keeps its own', () => {
    const { folder, edit } = copy();
    edit('contribution/jkm.yaml', /( {2}- \{.*\})/, '$1\n  - { from: 2027-01, value: 9000, source: a wish }');
    const { values } = readLawIn(folder).contribution.jkm;
    expect(values.map(({ value }) => value)).toEqual([6_800, 9_000]);
  });
});

describe('an occupation', () => {
  test.each([
    ['OJEK_PANGKALAN', 'TRANSPORT'],
    ['KURIR', 'TRANSPORT'],
    ['PEDAGANG_SAYUR', 'OTHER'],
    ['TUKANG_BECAK', 'OTHER'],
  ])('%s is %s', (code, sector) => expect(sectorOf(readLaw(), code)).toBe(sector));

  test('that is not listed has no sector', () => {
    expect(() => sectorOf(readLaw(), 'IBU_RUMAH_TANGGA')).toThrow(OccupationUnknown);
  });
});
