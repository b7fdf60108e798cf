import { inflateSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { localDate, type Month, rupiah } from '@lindungi/jamsostek';
import { pdfOf, tableOf } from './paper';
import type { Paper, PaperMonth } from './receipt.rules';

const month = (name: Month, state: PaperMonth['state'], receipt: string | null = null): PaperMonth => ({
  month: name,
  amount: rupiah(16_800),
  paid: true,
  state,
  receipt,
  receivedOn: state === 'ACCEPTED' ? localDate('2026-11-30') : null,
});

const paper: Paper = {
  city: 'Kota Semarang',
  movement: 'Gerakan PNS Peduli Pekerja Rentan',
  portal: 'semarang.lindungi.example',
  id: '0b0e7a52-6a0f-4a51-8f0c-000000000001',
  code: '10AB-CDEF-GHJK-MNPQ',
  payer: 'Sari Dewi',
  amount: rupiah(50_400),
  firstDay: localDate('2026-11-22'),
  lastDay: localDate('2026-11-22'),
  issuedOn: localDate('2026-11-22'),
  printedOn: localDate('2026-12-01'),
  lines: [
    {
      invoice: 'INV-3374-202611-000123',
      amount: rupiah(50_400),
      paidOn: localDate('2026-11-22'),
      months: [month('2026-12', 'ACCEPTED', 'TB-77'), month('2027-01', 'PREPARED'), month('2027-02', null)],
    },
  ],
};

/** The words on the pages: what the content streams show, in the order they show it. */
function wordsOf(pdf: Buffer): string {
  const bytes = pdf.toString('latin1');
  const streams = [...bytes.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].flatMap(([, body = '']) => {
    try {
      return [inflateSync(Buffer.from(body, 'latin1')).toString('latin1')];
    } catch {
      return [];
    }
  });
  const shown = streams.join('\n').matchAll(/\[((?:<[0-9a-f]*>|[\d\s.-])*)\] TJ/g);
  return [...shown]
    .map(([, parts = '']) => [...parts.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => hex).join(''))
    .map((hex) => Buffer.from(hex, 'hex').toString('latin1'))
    .join('\n');
}

const pagesOf = (pdf: Buffer) => [...pdf.toString('latin1').matchAll(/\/Type \/Page\b(?!s)/g)].length;

describe('the paper', () => {
  test('says what came, from whom, and by which code anybody can verify it', async () => {
    const words = wordsOf(await pdfOf(paper));
    for (const said of [
      'Kota Semarang, Gerakan PNS Peduli Pekerja Rentan',
      'Tanda terima pembayaran iuran',
      'Sari Dewi',
      'Rp50.400',
      '22 November 2026',
      '10AB-CDEF-GHJK-MNPQ',
      'Tagihan INV-3374-202611-000123',
      'semarang.lindungi.example',
      'Halaman 1 dari 1',
    ]) {
      expect(words).toContain(said);
    }
  });

  test('shows paid, and apart from it where each month is; it never says protected', async () => {
    const words = wordsOf(await pdfOf(paper));
    expect(words.match(/^Lunas$/gm)).toHaveLength(3);
    expect(words).toContain('Diterima BPJS 2026-11-30, no. TB-77');
    expect(words).toContain('Sudah dikirim, menunggu jawaban BPJS');
    expect(words).toContain('Belum disetor ke BPJS');
    const own = words.replaceAll(paper.portal, '');
    expect(own).not.toMatch(/terlindungi|dilindungi|perlindungan|protected/i);
  });

  test('without a name to print names nobody', async () => {
    const words = wordsOf(await pdfOf({ ...paper, payer: null }));
    expect(words).toContain('Donatur yang terdaftar di kota ini');
    expect(words).not.toContain('Sari');
  });

  test('goes on over as many pages as it needs, each with the code', async () => {
    const lines = Array.from({ length: 60 }, () => paper.lines[0]!);
    const pdf = await pdfOf({ ...paper, lines });
    const pages = pagesOf(pdf);
    expect(pages).toBeGreaterThan(3);
    expect(wordsOf(pdf).match(/Kode 10AB-CDEF-GHJK-MNPQ +Halaman/g)).toHaveLength(pages);
  });
});

describe('the table', () => {
  test('is CSV in UTF-8 with its mark, a row per month', () => {
    const text = tableOf(paper).toString('utf8');
    expect(text.startsWith('\ufefftanggal_bayar,nomor_tagihan,')).toBe(true);
    expect(text.trim().split('\n')).toHaveLength(4);
    expect(text).toContain('2026-11-22,INV-3374-202611-000123,50400,2026-12,16800,Lunas,"Diterima BPJS 2026');
  });

  test('has no cell that a spreadsheet would work out', () => {
    const line = { ...paper.lines[0]!, months: [month('2026-12', 'ACCEPTED', '=HYPERLINK("x")')] };
    expect(tableOf({ ...paper, lines: [line] }).toString('utf8')).toContain(`'=HYPERLINK`);
  });
});
