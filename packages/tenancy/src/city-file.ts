import { z } from 'zod';
import { BUDGETS, type City, PAYMENT_PROVIDERS } from './city';

const text = z.string().trim().min(1);
const host = z.string().regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/, 'a host name in small letters');
const address = z.url({ protocol: /^https?$/ });

/** `neighbour`, `current`, `jpt-pratama` in the file; NEIGHBOUR, CURRENT, JPT_PRATAMA in code and graph. */
const word = <const Words extends readonly string[]>(...words: Words) =>
  z
    .string()
    .transform((written) => written.toUpperCase().replaceAll('-', '_'))
    .pipe(z.enum(words));

const workers = z.int().min(1).max(20);

const secret = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, never its value');
const way = {
  provider: word(...PAYMENT_PROVIDERS),
  secret,
  api: secret.optional(),
  publicKey: secret.optional(),
};

const civilServants = z.strictObject({
  count: z.int().positive(),
  what: word('ASN', 'PNS'),
  source: text,
  asOf: z.iso.date(),
});

/** By name, Indonesia's three: a month begins in them at three moments, which figures kept in a database rely on. */
const ZONES = ['Asia/Jakarta', 'Asia/Pontianak', 'Asia/Makassar', 'Asia/Jayapura'] as const;

/** At least one in ten seconds: longer nobody is told to wait. */
const budget = z.strictObject({
  perSecond: z.number().min(0.1),
  burst: z.int().min(1),
  atOnce: z.int().min(1),
});

/** What a city's file must say: all of it, and nothing else. */
export const cityFile = z.strictObject({
  code: z.string().regex(/^\d{4}$/, 'the Kemendagri code of a city, four digits, in quotes'),
  name: text,
  movement: text,
  portal: host,
  timeZone: z.enum(ZONES, 'a time zone of Indonesia'),
  issuer: z.strictObject({ url: address, jwks: address, audience: text }),
  pledge: z.strictObject({
    months: z.array(z.int().min(1).max(12)).min(1),
    firstMonth: word('CURRENT', 'NEXT'),
    holdDays: z.int().min(1).max(60),
    quota: z
      .strictObject({ 'jpt-pratama': workers, administrator: workers, others: workers })
      .transform((quota) => ({
        JPT_PRATAMA: quota['jpt-pratama'],
        ADMINISTRATOR: quota.administrator,
        OTHERS: quota.others,
      })),
    relations: z.array(word('NEIGHBOUR', 'HOUSEHOLD_WORKER', 'FAMILY', 'RELATIVE', 'CITY_LIST')).min(1),
  }),
  payment: z.strictObject({ ...way, also: z.array(z.strictObject(way)).default([]) }),
  branches: z.array(z.strictObject({ code: text, name: text })).min(1),
  civilServants: civilServants,
  alsoCivilServants: z.array(civilServants).default([]),
  region: z.strictObject({ source: text }),
  kecamatan: z
    .array(
      z.strictObject({
        code: z.string().regex(/^\d\d\.\d\d\.\d\d$/),
        name: text,
        branch: text,
        kelurahan: z.record(z.string().regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/), text),
      }),
    )
    .min(1),
  agencies: z.record(z.string().regex(/^[a-z0-9-]+$/), text),
  limits: z.partialRecord(z.enum(BUDGETS), budget).optional(),
});

/** The file's content as the city it describes. */
export function cityOf(slug: string, file: z.output<typeof cityFile>): City {
  const { region: _source, kecamatan, agencies, ...rest } = file;
  return {
    slug,
    ...rest,
    kecamatan: kecamatan.map((each) => ({ ...each, kelurahan: listOf(each.kelurahan) })),
    agencies: listOf(agencies),
  };
}

function listOf(names: Record<string, string>): { code: string; name: string }[] {
  return Object.entries(names).map(([code, name]) => ({ code, name }));
}
