import { z } from 'zod';
import { type Dated, funds, type Law, sectors } from './law';
import { localDate } from './local-date';
import { month } from './month';
import { dataRequestKinds, keptThings } from './privacy';
import { rupiah } from './rupiah';

/** A reader that answers with a brand, or with the sentence of what is wrong. */
const readBy = <In, Out>(input: z.ZodType<In>, read: (value: In) => Out) =>
  input.transform((value, ctx) => {
    try {
      return read(value);
    } catch (error) {
      ctx.addIssue({ code: 'custom', message: (error as Error).message });
      return z.NEVER;
    }
  });

const aMonth = readBy(z.string(), month);
const aDay = readBy(z.string(), localDate);
const amount = readBy(z.number().positive(), rupiah);
const whole = z.int().positive();
const text = z.string().min(3);
const verified = z.strictObject({ on: aDay, by: text });

const parameter = <At extends string, Value>(at: z.ZodType<At>, value: z.ZodType<Value>) =>
  z.strictObject({
    name: text,
    english: text,
    unit: text,
    values: z
      .array(z.strictObject({ from: at, value, source: text }) as z.ZodType<Dated<At, Value>>)
      .min(1)
      .refine((values) => values.every((it, i) => i === 0 || values[i - 1]!.from < it.from), {
        message: 'values must be in order of time, each month or day once',
      }),
    verified,
  });

const amountByMonth = parameter(aMonth, amount);
const amountByDay = parameter(aDay, amount);
const wholeByDay = parameter(aDay, whole);
const percentByDay = parameter(aDay, whole.max(100));

const reliefs = z.strictObject({
  verified,
  reliefs: z.array(
    z
      .strictObject({
        source: text,
        percent: whole.max(100),
        sector: z.enum(sectors),
        from: aMonth,
        until: aMonth,
        notPaidFrom: z.array(z.enum(funds)),
      })
      .refine((it) => it.from <= it.until, { message: 'until is before from' }),
  ),
});

const jkm = z.strictObject({
  lumpSum: amountByDay,
  periodic: amountByDay,
  funeral: amountByDay,
  waitingMonths: wholeByDay,
  early: amountByDay,
});

const accidentDeath = z.strictObject({
  base: amountByDay,
  multiple: wholeByDay,
  percent: percentByDay,
  minimum: amountByDay,
  periodic: amountByDay,
  funeral: amountByDay,
});

const accident = z.strictObject({
  highestBase: amountByDay,
  landTransport: amountByDay,
  seaTransport: amountByDay,
  airTransport: amountByDay,
  homeCare: amountByDay,
  unableMonths: wholeByDay,
  unableFirst: percentByDay,
  unableAfter: percentByDay,
  disabledMultiple: wholeByDay,
  disabledWhole: percentByDay,
  disabledPeriodic: amountByDay,
  dentures: amountByDay,
  hearingAid: amountByDay,
  glasses: amountByDay,
});

const scholarship = z.strictObject({
  kindergarten: amountByDay,
  kindergartenYears: wholeByDay,
  primary: amountByDay,
  primaryYears: wholeByDay,
  lowerSecondary: amountByDay,
  lowerSecondaryYears: wholeByDay,
  upperSecondary: amountByDay,
  upperSecondaryYears: wholeByDay,
  university: amountByDay,
  universityYears: wholeByDay,
  children: wholeByDay,
  endsAtAge: wholeByDay,
  membershipMonths: wholeByDay,
});

const deadlines = z.strictObject({
  reportDays: wholeByDay,
  payWorkingDays: wholeByDay,
  arrearsMonths: wholeByDay,
  latePercent: percentByDay,
  accidentYears: wholeByDay,
  grievanceDays: wholeByDay,
});

const membership = z.strictObject({ scholarshipMonths: wholeByDay });

const holiday = z.strictObject({ on: aDay, name: text });
const year = z
  .strictObject({
    year: whole,
    source: text,
    verified,
    holidays: z.array(holiday).min(1),
    // Written down and not counted: see isWorkingDay.
    expected: z.array(holiday),
    collectiveLeave: z.array(holiday),
  })
  .refine(
    (it) =>
      [it.holidays, it.expected, it.collectiveLeave].flat().every(({ on }) => on.startsWith(`${it.year}-`)),
    { message: 'a day lies in another year' },
  );

const occupations = z.strictObject({
  source: text,
  verified,
  occupations: z
    .array(
      z.strictObject({
        code: z.string().regex(/^[A-Z][A-Z0-9_]+$/),
        name: text,
        english: text,
        sector: z.enum(sectors),
      }),
    )
    .min(1)
    .refine((list) => new Set(list.map(({ code }) => code)).size === list.length, {
      message: 'two occupations have one code',
    }),
});

const mandateTexts = z.strictObject({
  verified,
  texts: z
    .array(
      z.strictObject({
        version: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/),
        from: aDay,
        source: text,
        text: z.string().min(80),
      }),
    )
    .min(1)
    .refine((texts) => texts.every((it, i) => i === 0 || texts[i - 1]!.from < it.from), {
      message: 'texts must be in order of time, each day once',
    })
    .refine((texts) => new Set(texts.map(({ version }) => version)).size === texts.length, {
      message: 'two texts have one version',
    }),
});

const privacy = z.strictObject({
  verified,
  clocks: z
    .array(z.strictObject({ request: z.enum(dataRequestKinds), from: aDay, hours: whole, source: text }))
    .min(1),
  retention: z
    .array(z.strictObject({ what: z.enum(keptThings), from: aDay, months: whole, source: text }))
    .min(1),
});

const file = <Body extends z.ZodType>(path: string, body: Body) => ({
  name: new RegExp(`^${path.replace('.', '\\.')}$`),
  example: path,
  body,
});

/** Which file says what. */
export const shapes: readonly { name: RegExp; example: string; body: z.ZodType }[] = [
  file('contribution/jkk.yaml', amountByMonth),
  file('contribution/jkm.yaml', amountByMonth),
  file('contribution/due-day.yaml', parameter(aMonth, whole.max(28))),
  file('contribution/relief.yaml', reliefs),
  file('benefit/jkm.yaml', jkm),
  file('benefit/accident-death.yaml', accidentDeath),
  file('benefit/accident.yaml', accident),
  file('benefit/scholarship.yaml', scholarship),
  file('benefit/deadlines.yaml', deadlines),
  file('benefit/membership.yaml', membership),
  file('occupations.yaml', occupations),
  file('mandate.yaml', mandateTexts),
  file('privacy.yaml', privacy),
  { ...file('calendar/2026.yaml', year), name: /^calendar\/\d{4}\.yaml$/ },
];

/** The law, of files that have kept their shapes. */
export function lawOf(bodies: ReadonlyMap<string, unknown>): Law {
  const body = <Shape extends z.ZodType>(path: string, _shape: Shape) => bodies.get(path) as z.output<Shape>;
  const years = [...bodies.keys()]
    .filter((path) => path.startsWith('calendar/'))
    .map((path) => body(path, year));
  return {
    contribution: {
      jkk: body('contribution/jkk.yaml', amountByMonth),
      jkm: body('contribution/jkm.yaml', amountByMonth),
      dueDay: body('contribution/due-day.yaml', parameter(aMonth, whole)),
    },
    reliefs: body('contribution/relief.yaml', reliefs).reliefs,
    holidays: new Map(years.flatMap((it) => it.holidays.map((day) => [day.on, day.name]))),
    holidayYears: new Set(years.map((it) => it.year)),
    jkm: body('benefit/jkm.yaml', jkm),
    accidentDeath: body('benefit/accident-death.yaml', accidentDeath),
    accident: body('benefit/accident.yaml', accident),
    scholarship: body('benefit/scholarship.yaml', scholarship),
    deadlines: body('benefit/deadlines.yaml', deadlines),
    membership: body('benefit/membership.yaml', membership),
    occupations: body('occupations.yaml', occupations).occupations,
    mandateTexts: body('mandate.yaml', mandateTexts).texts,
    privacy: body('privacy.yaml', privacy),
  };
}
