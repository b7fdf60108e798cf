import { describe, expect, test } from '@jest/globals';
import { localDate, month, rupiah } from '@lindungi/jamsostek';
import { tableIn } from '../sheet/sheet.rules';
import { readAnswers as answersIn, LIST_HEAD, listName, listRows, saysTheSame } from './list-file.rules';

const A = 'aaaaaaaa-0000-4000-8000-000000000001';
const B = 'bbbbbbbb-0000-4000-8000-000000000002';
const ids = new Set([A, B]);
const readAnswers = (text: string, lineIds: ReadonlySet<string>) => answersIn(tableIn(text), lineIds);
const HEAD = 'id_baris,hasil,kpj,nomor_tanda_terima,alasan';

describe('the list for BPJS', () => {
  const rows = listRows([
    {
      ...{ id: A, workerId: 'w1', month: month('2026-12'), full: rupiah(16_800), relief: 50 },
      ...{ amount: rupiah(8_400), sources: ['PP 44/2015', 'PP 50/2025 Pasal 4'] },
    },
  ]);
  test('names the price, the relief and the law of each month, and leaves room for the answer', () => {
    expect(rows).toEqual([
      [1, A, 'w1', '2026-12', 16_800, 50, 8_400, 'PP 44/2015; PP 50/2025 Pasal 4', '', '', '', ''],
    ]);
    expect(rows[0]).toHaveLength(LIST_HEAD.length);
  });

  test('names no person', () => expect(LIST_HEAD.join()).not.toMatch(/nama|nik/));

  test('comes back as it went out, filled in', () => {
    const filled = rows.map((row) => [...row.slice(0, 8), 'DITERIMA', '', 'TB-1', ''].join(','));
    const { answers, refused } = readAnswers([LIST_HEAD.join(), ...filled].join('\n'), ids);
    expect(refused).toEqual([]);
    expect(answers).toEqual([{ lineId: A, accepted: true, receipt: 'TB-1', kpj: '' }]);
  });

  test('is a file with a name', () =>
    expect(listName('semarang-pemuda', localDate('2026-11-22'), A)).toBe(
      'daftar-iuran-semarang-pemuda-2026-11-22-aaaaaaaa',
    ));
});

describe("BPJS's answer", () => {
  test('is a receipt, with the card or without, or a reason', () => {
    const text = `${HEAD}\n${A.toUpperCase()},diterima,12345678901,TB-1,\n${B},DITOLAK,,,NIK tidak padan`;
    expect(readAnswers(text, ids)).toEqual({
      refused: [],
      answers: [
        { lineId: A, accepted: true, receipt: 'TB-1', kpj: '12345678901' },
        { lineId: B, accepted: false, reason: 'NIK tidak padan' },
      ],
    });
  });

  test.each([
    ['id_baris', `${A.replace('1', '9')},DITERIMA,,TB,`],
    ['hasil', `${A},OK,,TB,`],
    ['hasil', `${A},,,,`],
    ['nomor_tanda_terima', `${A},DITERIMA,,,`],
    ['nomor_tanda_terima', `${A},DITERIMA,,1.23457E+19,`],
    ['nomor_tanda_terima', `${A},DITERIMA,,${'x'.repeat(201)},`],
    ['alasan', `${A},DITERIMA,,TB,tapi`],
    ['alasan', `${A},DITOLAK,,,`],
    ['nomor_tanda_terima', `${A},DITOLAK,,TB,salah`],
    ['kpj', `${A},DITERIMA,1234,TB,`],
    ['kpj', `${A},DITERIMA,１２３４５６７８９０１,TB,`],
  ])('is refused for its %s: %s', (column, row) => {
    const { answers, refused } = readAnswers(`${HEAD}\n${row}`, ids);
    expect(answers).toEqual([]);
    expect(refused.map(({ row: at, refusal }) => [at, refusal.code, refusal.facts])).toEqual([
      [2, 'CELL_REFUSED', { column }],
    ]);
  });

  test('may come in the list with names: nothing of a person in it is read', () => {
    const { answers, refused } = readAnswers(
      `no;id_baris;nik;nama;tanggal_lahir;pekerjaan;dasar_upah;hasil;kpj;nomor_tanda_terima;alasan
1;${A};9901010107850001;Budi;1985-07-01;Pedagang;1000000;DITERIMA;;TB-1;`,
      ids,
    );
    expect(refused).toEqual([]);
    expect(JSON.stringify(answers)).not.toMatch(/9901|Budi/);
  });

  test('is refused where it answers a line twice, and says where it did first', () => {
    const { refused } = readAnswers(`${HEAD}\n${A},DITERIMA,,TB,\n${A},DITOLAK,,,salah`, ids);
    expect(refused[0]?.refusal.words.id).toBe('Kolom id_baris: sudah dijawab di baris 2.');
  });

  test('said again is the same; another word is not', () => {
    const kept = [{ id: A, state: 'ACCEPTED', receipt: 'TB-1', reason: null }];
    const said = { lineId: A, accepted: true, receipt: 'TB-1' };
    expect(saysTheSame(kept, [said])).toBe(true);
    expect(saysTheSame(kept, [{ ...said, receipt: 'TB-2' }])).toBe(false);
    expect(saysTheSame(kept, [{ lineId: A, accepted: false, reason: 'x' }])).toBe(false);
    expect(saysTheSame(kept, [])).toBe(false);
  });
});
