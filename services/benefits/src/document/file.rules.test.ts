import { describe, expect, test } from '@jest/globals';
import { passKey } from '@lindungi/tenancy';
import { type FileAddress, readDocument, signDocument } from './address';
import { checkBytes, checkSize, LARGEST_FILE, typeByName } from './file.rules';
import { openDocument, sealDocument } from './seal';

const pdf = Buffer.from('%PDF-1.7');
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0]);
const png = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0]);
const page = Buffer.from('<script>alert(1)</script>');

describe('a file', () => {
  test.each([
    ['akta.pdf', 'application/pdf'],
    ['KTP Bu Siti.JPG', 'image/jpeg'],
    ['foto.2026.jpeg', 'image/jpeg'],
    [' kk.png ', 'image/png'],
  ])('called %s is %s', (name, type) => {
    expect(typeByName(name)).toBe(type);
  });

  test.each(['akta', 'akta.exe', 'akta.svg', 'akta.pdf.html', '.', ''])(
    'called "%s" is not taken',
    (name) => {
      expect(() => typeByName(name)).toThrow(expect.objectContaining({ code: 'FILE_KIND_REFUSED' }));
    },
  );

  test.each([
    ['application/pdf', pdf],
    ['image/jpeg', jpeg],
    ['image/png', png],
  ] as const)('of %s begins as one does, and as no other', (type, bytes) => {
    checkBytes(bytes, { type, size: bytes.length });
    for (const other of [pdf, jpeg, png, page].filter((it) => it !== bytes)) {
      expect(() => checkBytes(other, { type, size: other.length })).toThrow(
        expect.objectContaining({ code: 'FILE_KIND_REFUSED' }),
      );
    }
  });

  test('has as many bytes as announced, and 8 MiB at most', () => {
    const refused = expect.objectContaining({ code: 'FILE_SIZE_REFUSED' });
    expect(() => checkBytes(pdf, { type: 'application/pdf', size: pdf.length + 1 })).toThrow(refused);
    checkSize(1);
    checkSize(LARGEST_FILE);
    for (const size of [0, -1, 1.5, LARGEST_FILE + 1]) expect(() => checkSize(size)).toThrow(refused);
  });
});

const key = passKey(Buffer.alloc(32, 7).toString('base64url'));
const other = passKey(Buffer.alloc(32, 8).toString('base64url'));

describe('an address', () => {
  const address: FileAddress = {
    city: '3374',
    id: '0b0f7a3e-2a55-4f0e-8d5c-3a1f3b2c4d5e',
    exp: 1_000,
    subject: 'somebody',
    what: 'out',
    documentId: '0b0f7a3e-2a55-4f0e-8d5c-3a1f3b2c4d5f',
  };
  const signed = signDocument(key, address);

  test('says what was signed, until its time is over', () => {
    expect(readDocument(key, signed, 999)).toEqual(address);
    expect(readDocument(key, signed, 1_000)).toBeUndefined();
  });

  test('is nothing by another key, changed, or with something behind it', () => {
    const [text = '', mark = ''] = signed.split('.');
    const wider = Buffer.from(JSON.stringify({ ...address, city: '6271' })).toString('base64url');
    for (const forged of [`${wider}.${mark}`, `${text}.`, `${signed}.x`, text, '']) {
      expect(readDocument(key, forged, 999)).toBeUndefined();
    }
    expect(readDocument(other, signed, 999)).toBeUndefined();
  });
});

describe('a sealed document', () => {
  const id = '0b0f7a3e-2a55-4f0e-8d5c-3a1f3b2c4d5e';
  const sealed = sealDocument(key, '3374', id, pdf);

  test('shows nothing, and opens in its place', () => {
    expect(sealed.includes(pdf)).toBe(false);
    expect(openDocument(key, '3374', id, sealed)).toEqual(pdf);
  });

  test('opens for no other city, document, key or byte', () => {
    const changed = Buffer.from(sealed);
    changed[changed.length - 1]! ^= 1;
    expect(() => openDocument(key, '6271', id, sealed)).toThrow('does not open');
    expect(() => openDocument(key, '3374', id.replace('0b', '0c'), sealed)).toThrow('does not open');
    expect(() => openDocument(other, '3374', id, sealed)).toThrow('does not open');
    expect(() => openDocument(key, '3374', id, changed)).toThrow('does not open');
    expect(() => openDocument(key, '3374', id, Buffer.alloc(3))).toThrow('does not open');
  });
});
