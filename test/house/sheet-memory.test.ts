import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const sheet = join(__dirname, '../../packages/subgraph/dist/sheet.js');

/** A process with a heap of 24 MB, which could not hold the rows it writes: 100,000 of ten cells. */
const WRITES = `
  const [how] = process.argv.slice(1);
  const { Writable } = require('node:stream');
  const { writeCsv, writeXlsx } = require(${JSON.stringify(sheet)});
  async function* rows() {
    for (let at = 0; at < 100_000; at++) {
      if (at % 500 === 0) await new Promise(setImmediate); // as a page of the database comes
      yield ['SK-3374-' + at, 'Orang Contoh ' + Math.random(), '****2901', 'Bank Jateng', 3, '2026-12 2027-01', at, '', '', ''];
    }
  }
  let bytes = 0;
  const out = new Writable({ write(piece, _encoding, done) { bytes += piece.length; setImmediate(done); } });
  const head = Array.from({ length: 10 }, (_, at) => 'kolom_' + at);
  (how === 'CSV' ? writeCsv : writeXlsx)({ name: 'Potongan', head, rows: rows() }, out).then(() => console.log(bytes));
`;

test.each(['CSV', 'XLSX'])(
  'a file of 100,000 rows as %s is written by who could not hold it',
  (how) => {
    const heap = ['--max-old-space-size=24', '--max-semi-space-size=1'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...heap, '-e', WRITES, how], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(Number(stdout)).toBeGreaterThan(3_000_000);
  },
  60_000,
);
