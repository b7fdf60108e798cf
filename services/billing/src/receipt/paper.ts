import { writtenDate, writtenRupiah } from '@lindungi/jamsostek';
import PDFDocument from 'pdfkit';
import { csvOf } from '../sheet/sheet.paper';
import {
  atBpjsInWords,
  CSV_HEAD,
  csvRows,
  headWords,
  monthWords,
  type Paper,
  type PaperLine,
  paidInWords,
} from './receipt.rules';

const MARGIN = 50;
const WIDTH = 595.28 - 2 * MARGIN;
const COLUMN = { what: MARGIN, paid: MARGIN + 190, bpjs: MARGIN + 270 };
// Where Helvetica is missing, viewers put a wider letter in its place: room for it
const FOOT_WIDTH = WIDTH - 75;
const LOWEST = 841.89 - MARGIN - 40;
const INK = '#1b1b1b';
const GREY = '#666666';

type Page = InstanceType<typeof PDFDocument>;

/**
 * A receipt as a PDF, A4, in Indonesian: what came in, and apart from that where each month's
 * contribution is. It proves money, and says so; membership is proven by BPJS alone.
 */
export function pdfOf(paper: Paper): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    bufferPages: true,
    lang: 'id-ID',
    info: {
      Title: 'Tanda terima pembayaran iuran',
      Author: paper.city,
      CreationDate: new Date(paper.printedOn),
    },
  });
  const bytes = new Promise<Buffer>((done, failed) => {
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('end', () => done(Buffer.concat(chunks)));
    page.once('error', failed);
  });
  printHead(page, paper);
  printTableHead(page);
  for (const line of paper.lines) printLine(page, line);
  printFoot(page, paper);
  numberPages(page, paper);
  page.end();
  return bytes;
}

function printHead(page: Page, paper: Paper): void {
  page.fillColor(GREY).font('Helvetica').fontSize(10).text(`${paper.city}, ${paper.movement}`);
  page.moveDown(0.4).fillColor(INK).font('Helvetica-Bold').fontSize(18).text('Tanda terima pembayaran iuran');
  page.moveDown(0.8);
  for (const [what, said] of headWords(paper)) {
    const { y } = page;
    page.font('Helvetica').fontSize(10).fillColor(GREY).text(what, MARGIN, y, { width: 130 });
    page
      .font('Helvetica-Bold')
      .fillColor(INK)
      .text(said, MARGIN + 140, y, { width: WIDTH - 140 });
    page.moveDown(0.35);
  }
  page.moveDown(0.8);
}

function printTableHead(page: Page): void {
  row(
    page,
    ['Pembayaran dan bulan iuran', 'Status bayar', 'Status di BPJS Ketenagakerjaan'],
    'Helvetica-Bold',
  );
  page
    .moveTo(MARGIN, page.y)
    .lineTo(MARGIN + WIDTH, page.y)
    .strokeColor('#999999')
    .stroke();
  page.moveDown(0.4);
}

function printLine(page: Page, line: PaperLine): void {
  const paid = `${writtenDate(line.paidOn, 'id')}: ${writtenRupiah(line.amount, 'id')}`;
  row(page, [`${paid}\nTagihan ${line.invoice}`, '', ''], 'Helvetica-Bold');
  for (const month of line.months) {
    row(page, [`   ${monthWords(month)}`, paidInWords(month), atBpjsInWords(month)], 'Helvetica');
  }
  page.moveDown(0.5);
}

/** Three cells side by side, as high as the highest; on the next page when they would not fit. */
function row(page: Page, cells: readonly [string, string, string], font: string): void {
  const widths = [COLUMN.paid - COLUMN.what - 8, COLUMN.bpjs - COLUMN.paid - 8, MARGIN + WIDTH - COLUMN.bpjs];
  page.font(font).fontSize(9).fillColor(INK);
  const heights = cells.map((cell, at) => page.heightOfString(cell || ' ', { width: widths[at] ?? 0 }));
  const height = Math.max(...heights);
  if (page.y + height > LOWEST) page.addPage();
  const { y } = page;
  [COLUMN.what, COLUMN.paid, COLUMN.bpjs].forEach((x, at) => {
    if (cells[at]) page.text(cells[at], x, y, { width: widths[at] ?? 0 });
  });
  page.x = MARGIN;
  page.y = y + height + 3;
}

function printFoot(page: Page, paper: Paper): void {
  const words = [
    'Tanda terima ini bukti uang masuk. Sudah dibayar belum berarti sudah tercatat di BPJS Ketenagakerjaan: ' +
      'lihat kolom status di BPJS. Kepesertaan dibuktikan oleh BPJS Ketenagakerjaan sendiri.',
    `Siapa pun dapat memeriksa kode ${paper.code} di ${paper.portal}: jawabannya asli atau tidak, jumlah, ` +
      'tanggal, dan kota; tidak pernah nama.',
    ...(paper.payer ? ['Nama di atas ditulis oleh pengunduh dan tidak disimpan.'] : []),
    `Status per ${writtenDate(paper.printedOn, 'id')}.`,
  ];
  page.font('Helvetica').fontSize(9).fillColor(GREY);
  const height = words.reduce((all, it) => all + page.heightOfString(it, { width: FOOT_WIDTH }) + 4, 12);
  if (page.y + height > LOWEST) page.addPage();
  page.y += 8;
  for (const word of words) {
    page.text(word, MARGIN, page.y, { width: FOOT_WIDTH });
    page.y += 4;
  }
}

function numberPages(page: Page, { code }: Paper): void {
  const { count } = page.bufferedPageRange();
  for (let at = 0; at < count; at++) {
    page.switchToPage(at);
    page.page.margins.bottom = 0; // or a line below the margin would begin a new page
    const words = `Kode ${code}   Halaman ${at + 1} dari ${count}`;
    page.font('Helvetica').fontSize(8).fillColor(GREY);
    page.text(words, MARGIN, 841.89 - MARGIN + 10, { width: WIDTH, align: 'right', lineBreak: false });
  }
}

/** A receipt as CSV: a row per payment and month. */
export function tableOf(paper: Paper): Buffer {
  return csvOf(CSV_HEAD, csvRows(paper));
}
