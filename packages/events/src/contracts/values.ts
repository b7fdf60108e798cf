import { funds, localDate, month, rupiah, sectors } from '@lindungi/jamsostek';
import { z } from 'zod';

/** 'YYYY-MM' on the way, a `Month` for the listener. */
export const aMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .transform(month);

/** At least one; two years are longer than any pledge. */
export const someMonths = z.array(aMonth).min(1).max(24);

export const aDay = z.iso.date().transform(localDate);

/** Whole rupiah. */
export const anAmount = z.int().transform(rupiah);

export const aSector = z.enum(sectors);
export const aFund = z.enum(funds);

/** Kemendagri code, '33.74.15'. */
export const aKecamatan = z.string().regex(/^\d{2}\.\d{2}\.\d{2}$/);

/** Code of a BPJS Ketenagakerjaan branch, as the city's file names it. */
export const aBranch = z.string().min(1).max(64);

/** Code of an agency (OPD), as the city's file names it. */
export const anAgency = z.string().regex(/^[a-z0-9-]{1,57}$/);

/** Words of an official: a receipt's number, a reason. Never about a person. */
export const aNote = z.string().min(1).max(200);

/** What a service still holds of somebody whose data went: a table, how many rows, and why. Never a row's content. */
export const someHoldings = z
  .array(
    z.strictObject({ what: z.string().regex(/^[a-z_]{1,40}$/), rows: z.int().nonnegative(), why: aNote }),
  )
  .max(20);
