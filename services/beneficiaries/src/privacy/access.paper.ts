import { type LocalDate, writtenDate } from '@lindungi/jamsostek';
import PDFDocument from 'pdfkit';
import { printable } from '../card/card-face.rules';
import type { KeptData } from './access.service';
import { type Reading, readable } from './readable.rules';

const MARGIN = 50;
const WIDTH = 595.28 - 2 * MARGIN;
const INK = '#1b1b1b';
const GREY = '#666666';

/** The classes as a person would call them. */
const CLASSES: Readonly<Record<string, string>> = {
  FACT: 'Kejadian, tanpa nama',
  GENERAL: 'Data umum',
  NUMBER: 'NIK, KPJ, telepon: dengan alasan',
  SPECIFIC: 'Data spesifik',
};

const ROLES: Readonly<Record<string, string>> = {
  DONOR: 'donatur yang mendaftarkan atau membayar',
  DISTRICT: 'petugas kecamatan',
  BPJS: 'petugas BPJS Ketenagakerjaan',
  ADMIN: 'petugas kota',
  AUDITOR: 'auditor',
};

type Page = InstanceType<typeof PDFDocument>;

/** Everything kept on a person, to read on paper, in Indonesian. */
export function accessPaper(
  data: KeptData,
  { city, on, reading }: { city: string; on: LocalDate; reading: Reading },
): Promise<Buffer> {
  const page = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    lang: 'id-ID',
    info: { Title: 'Salinan data pribadi', Author: city, CreationDate: new Date(on) },
  });
  const bytes = new Promise<Buffer>((done, failed) => {
    const chunks: Buffer[] = [];
    page.on('data', (chunk: Buffer) => chunks.push(chunk));
    page.once('end', () => done(Buffer.concat(chunks)));
    page.once('error', failed);
  });
  page.font('Helvetica-Bold').fontSize(18).fillColor(INK).text('Salinan data pribadi');
  const head = `${city}, ${writtenDate(on, 'id')}. Dibuat atas permintaan menurut UU 27/2022 tentang Pelindungan Data Pribadi.`;
  page.font('Helvetica').fontSize(10).fillColor(GREY).text(head).moveDown(1);
  for (const { title, rows } of data.tables) {
    heading(page, title);
    for (const row of rows) {
      for (const [label, value] of Object.entries(row))
        if (value !== null) line(page, label, readable(value, reading));
      page.moveDown(0.6);
    }
  }
  heading(page, 'Yang disimpan di tempat lain');
  for (const { service, holds, why } of data.elsewhere)
    line(page, readable(service, reading), `${holds} ${why}`);
  heading(page, 'Siapa yang boleh membaca');
  for (const [name, roles] of Object.entries(data.readers))
    if (roles.length > 0)
      line(
        page,
        `${CLASSES[name] ?? name} (${name})`,
        roles.map((role) => `${ROLES[role] ?? role} (${role})`).join(', '),
      );
  page.end();
  return bytes;
}

/** A heading never stands alone at the foot of a page. */
function heading(page: Page, words: string): void {
  if (page.y > 720) page.addPage();
  page.moveDown(0.4).font('Helvetica-Bold').fontSize(12).fillColor(INK).text(printable(words), MARGIN);
  page.moveDown(0.3);
}

function line(page: Page, label: string, value: string): void {
  if (page.y > 780) page.addPage();
  const { y } = page;
  page.font('Helvetica').fontSize(9).fillColor(GREY).text(printable(label), MARGIN, y, { width: 170 });
  const below = page.y;
  page.fillColor(INK).text(printable(value), MARGIN + 180, y, { width: WIDTH - 180 });
  page.y = Math.max(page.y, below) + 2;
}
