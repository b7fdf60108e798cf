import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const table = join(__dirname, '../../services/donors/dist/roster/table.js');
const sheet = join(__dirname, '../../packages/subgraph/dist/sheet.js');

/** A process with a heap of 24 MB, which could not hold the 100,000 lines it reads. */
const READS = `
  const [how] = process.argv.slice(1);
  const { PassThrough, Readable } = require('node:stream');
  const { writeCsv, writeXlsx } = require(${JSON.stringify(sheet)});
  const { openTable } = require(${JSON.stringify(table)});
  async function* rows() {
    for (let at = 0; at < 100_000; at++) {
      if (at % 500 === 0) await new Promise(setImmediate);
      yield [String(199_001_012_015_041_001n + BigInt(at)), 'Orang Contoh ' + at, 'Pelaksana', 'dinas-pendidikan'];
    }
  }
  (async () => {
    const out = new PassThrough();
    const written = (how === 'CSV' ? writeCsv : writeXlsx)({ name: 'Pegawai', head: ['nip', 'nama', 'jabatan', 'opd'], rows: rows() }, out);
    const { lines } = await openTable(Readable.from(out));
    let count = 0;
    let last;
    for await (const { cells } of lines) {
      count++;
      last = cells[1];
      if (count % 250 === 0) await new Promise(setImmediate);
    }
    await written;
    console.log(count, last);
  })();
`;

test.each(['CSV', 'XLSX'])(
  'a roster of 100,000 lines as %s is read by who could not hold it',
  (how) => {
    const heap = ['--max-old-space-size=24', '--max-semi-space-size=1'];
    const { status, stdout, stderr } = spawnSync(process.execPath, [...heap, '-e', READS, how], {
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toBe('100001 Orang Contoh 99999\n');
  },
  60_000,
);
