import { type CardFace, kpjGroups, sinceWords } from './card-face.rules';
import { qrOf } from './qr';

/** One card as SVG, in millimetres: for a telephone, and for a printer of plastic cards. */
export function cardSvg(card: CardFace): Buffer {
  const { what, when } = sinceWords(card);
  const words = [
    text(4.5, 6.6, card.city.toUpperCase(), { size: 4.05, fill: '#fff', bold: true, widest: 76 }),
    text(4.5, 10.4, card.movement, { size: 2.3, fill: '#dbe6ee', widest: 76 }),
    text(4.5, 18.8, 'Nomor peserta (KPJ)', { size: 2.1, fill: '#5b6670' }),
    text(4.5, 24.6, kpjGroups(card.kpj), { size: 5.8, fill: '#16212b', bold: true, widest: 52 }),
    text(4.5, 29.4, 'Nama', { size: 2.1, fill: '#5b6670' }),
    text(4.5, 33.2, card.name, { size: 3.7, fill: '#16212b', bold: true, widest: 52 }),
    text(4.5, 36.8, `Kel. ${card.kelurahan}, Kec. ${card.kecamatan}`, {
      size: 2.5,
      fill: '#5b6670',
      widest: 52,
    }),
    text(4.5, 41.6, what, { size: 2.1, fill: '#5b6670' }),
    text(4.5, 45, when, { size: 3.2, fill: '#16212b', bold: true }),
    text(4.5, 51, 'Jaminan Kecelakaan Kerja dan Jaminan Kematian, BPJS Ketenagakerjaan', {
      size: 2,
      fill: '#5b6670',
    }),
    text(71, 42.6, card.code, { size: 2, fill: '#16212b', bold: true, middle: true }),
  ];
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="85.6mm" height="53.98mm" viewBox="0 0 85.6 53.98" role="img">
<title>Kartu peserta, ${escaped(card.city)}</title>
<rect width="85.6" height="53.98" fill="#fff"/>
<rect width="85.6" height="12.5" fill="#0b3d5c"/><rect y="12.5" width="85.6" height="1.1" fill="#d9a441"/>
${words.join('\n')}
${qrPath(card.address, { x: 59, y: 16, side: 24 })}
</svg>
`);
}

interface Look {
  size: number;
  fill: string;
  bold?: boolean;
  middle?: boolean;
  /** Longer words are pressed together to this width. */
  widest?: number;
}

/** Half of a typeface's height is about the width of its letters. */
const LETTER = 0.58;

function text(x: number, y: number, words: string, { size, fill, bold, middle, widest }: Look): string {
  const tooLong = widest !== undefined && words.length * size * LETTER > widest;
  const more = [
    bold ? ' font-weight="700"' : '',
    middle ? ' text-anchor="middle"' : '',
    tooLong ? ` textLength="${widest}" lengthAdjust="spacingAndGlyphs"` : '',
  ].join('');
  return `<text x="${x}" y="${y}" font-family="Helvetica,Arial,sans-serif" font-size="${size}" fill="${fill}"${more}>${escaped(words)}</text>`;
}

function qrPath(address: string, { x, y, side }: { x: number; y: number; side: number }): string {
  const { size, runs } = qrOf(address);
  const path = runs.map((run) => `M${run.x} ${run.y}h${run.width}v1h-${run.width}z`).join('');
  return `<svg x="${x}" y="${y}" width="${side}" height="${side}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names are people's own words: none of them is a tag. */
function escaped(words: string): string {
  return words.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? '');
}
