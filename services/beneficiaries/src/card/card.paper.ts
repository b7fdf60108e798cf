import { type LocalDate, writtenDate } from '@lindungi/jamsostek';
import PDFDocument from 'pdfkit';
import { type CardFace, kpjGroups, printable, sheetsOf, sinceWords } from './card-face.rules';
import { qrOf } from './qr';

/** Points of a millimetre. */
const MM = 72 / 25.4;
const A4 = { width: 595.28, height: 841.89 };
/** ISO/IEC 7810 ID-1: what a wallet holds. */
const CARD = { width: 85.6 * MM, height: 53.98 * MM };
const GAP = 6 * MM;
const LEFT = (A4.width - 2 * CARD.width - GAP) / 2;
const TOP = (A4.height - 4 * CARD.height - 3 * GAP) / 2;
const PAD = 4.5 * MM;
const BAND = 12.5 * MM;

const DEEP = '#0b3d5c';
const GOLD = '#d9a441';
const INK = '#16212b';
const GREY = '#5b6670';

type Page = InstanceType<typeof PDFDocument>;
interface Corner {
  x: number;
  y: number;
}

/** What is said of a lot of sheets, below each. */
export interface Sheets {
  city: string;
  printedOn: LocalDate;
}

/** Cards as a PDF of A4 sheets, eight on each, with cut marks: for a ceremony in a kecamatan. */
export function cardSheets(cards: readonly CardFace[], { city, printedOn }: Sheets): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    lang: 'id-ID',
    info: { Title: 'Kartu peserta', Author: city, CreationDate: new Date(printedOn) },
  });
  const bytes = new Promise<Buffer>((done, failed) => {
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('end', () => done(Buffer.concat(chunks)));
    page.once('error', failed);
  });
  const sheets = sheetsOf(cards);
  sheets.forEach((sheet, at) => {
    page.addPage();
    sheet.forEach((card, place) => {
      const corner = cornerOf(place);
      printCard(page, card, corner);
      printCutMarks(page, corner);
    });
    printFoot(
      page,
      `${city}   Lembar ${at + 1} dari ${sheets.length}   Dicetak ${writtenDate(printedOn, 'id')}`,
    );
  });
  page.end();
  return bytes;
}

function cornerOf(place: number): Corner {
  const column = place % 2;
  const row = (place - column) / 2;
  return { x: LEFT + column * (CARD.width + GAP), y: TOP + row * (CARD.height + GAP) };
}

function printCard(page: Page, card: CardFace, { x, y }: Corner): void {
  page.save();
  page.rect(x, y, CARD.width, CARD.height).clip();
  page.rect(x, y, CARD.width, CARD.height).fill('#ffffff');
  page.rect(x, y, CARD.width, BAND).fill(DEEP);
  page.rect(x, y + BAND, CARD.width, 1.1 * MM).fill(GOLD);
  printHead(page, card, { x, y });
  printHolder(page, card, { x, y });
  printQr(page, card, { x, y });
  page.restore();
  page.rect(x, y, CARD.width, CARD.height).lineWidth(0.3).strokeColor('#c3cad0').stroke();
}

function printHead(page: Page, { city, movement }: CardFace, { x, y }: Corner): void {
  const width = CARD.width - 2 * PAD;
  page.fillColor('#ffffff').font('Helvetica-Bold');
  line(page, city.toUpperCase(), { x: x + PAD, y: y + 3 * MM }, { width, size: 11.5, spacing: 0.8 });
  page.fillColor('#dbe6ee').font('Helvetica');
  line(page, movement, { x: x + PAD, y: y + 7.9 * MM }, { width, size: 6.6 });
}

function printHolder(page: Page, card: CardFace, { x, y }: Corner): void {
  const left = x + PAD;
  const width = CARD.width - 2 * PAD - 24 * MM;
  label(page, 'Nomor peserta (KPJ)', { x: left, y: y + 16.6 * MM });
  page.fillColor(INK).font('Helvetica-Bold');
  line(page, kpjGroups(card.kpj), { x: left, y: y + 19.2 * MM }, { width, size: 16.5, spacing: 0.5 });

  label(page, 'Nama', { x: left, y: y + 27.2 * MM });
  page.fillColor(INK).font('Helvetica-Bold');
  line(page, card.name, { x: left, y: y + 29.6 * MM }, { width, size: 10.5 });
  page.fillColor(GREY).font('Helvetica');
  line(
    page,
    `Kel. ${card.kelurahan}, Kec. ${card.kecamatan}`,
    { x: left, y: y + 34.1 * MM },
    { width, size: 7 },
  );

  const { what, when } = sinceWords(card);
  label(page, what, { x: left, y: y + 39.4 * MM });
  page.fillColor(INK).font('Helvetica-Bold');
  line(page, when, { x: left, y: y + 41.8 * MM }, { width, size: 9 });
  page.fillColor(GREY).font('Helvetica');
  const foot = 'Jaminan Kecelakaan Kerja dan Jaminan Kematian, BPJS Ketenagakerjaan';
  line(page, foot, { x: left, y: y + 49 * MM }, { width: CARD.width - 2 * PAD, size: 5.6 });
}

function printQr(page: Page, { address, code }: CardFace, { x, y }: Corner): void {
  const side = 24 * MM;
  const corner = { x: x + CARD.width - side - 2.6 * MM, y: y + 16 * MM };
  const qr = qrOf(address);
  const unit = side / qr.size;
  for (const run of qr.runs) {
    page.rect(corner.x + run.x * unit, corner.y + run.y * unit, run.width * unit, unit);
  }
  page.fillColor('#000000').fill();
  page.fillColor(GREY).font('Helvetica').fontSize(5.6);
  page.text('Pindai untuk memeriksa', corner.x, corner.y + side - 0.3 * MM, {
    width: side,
    align: 'center',
    lineBreak: false,
  });
  page.fillColor(INK).font('Courier-Bold').fontSize(5.8);
  page.text(code, corner.x - 2 * MM, corner.y + side + 2.3 * MM, {
    width: side + 4 * MM,
    align: 'center',
    lineBreak: false,
  });
}

function label(page: Page, text: string, { x, y }: Corner): void {
  page.fillColor(GREY).font('Helvetica').fontSize(6).text(text, x, y, { lineBreak: false });
}

/** One line, smaller where it would not fit, and cut off only below half its size. */
function line(
  page: Page,
  text: string,
  { x, y }: Corner,
  { width, size, spacing = 0 }: { width: number; size: number; spacing?: number },
): void {
  const words = printable(text);
  let fits = size;
  const widthAt = () => page.fontSize(fits).widthOfString(words, { characterSpacing: spacing });
  while (widthAt() > width && fits > size / 2) fits -= 0.25;
  page.text(words, x, y + (size - fits) * 0.7, {
    width,
    height: size,
    characterSpacing: spacing,
    lineBreak: false,
    ellipsis: true,
  });
}

/** Where to cut: short lines outside of each corner, so that none is left on a card. */
function printCutMarks(page: Page, { x, y }: Corner): void {
  const [near, far] = [0.8 * MM, 2.6 * MM];
  for (const [cx, side] of [
    [x, -1],
    [x + CARD.width, 1],
  ] as const) {
    for (const [cy, above] of [
      [y, -1],
      [y + CARD.height, 1],
    ] as const) {
      page.moveTo(cx + side * near, cy).lineTo(cx + side * far, cy);
      page.moveTo(cx, cy + above * near).lineTo(cx, cy + above * far);
    }
  }
  page.lineWidth(0.4).strokeColor('#000000').stroke();
}

function printFoot(page: Page, words: string): void {
  page.fillColor(GREY).font('Helvetica').fontSize(7);
  page.text(printable(words), LEFT, A4.height - 11 * MM, {
    width: A4.width - 2 * LEFT,
    align: 'center',
    lineBreak: false,
  });
}
