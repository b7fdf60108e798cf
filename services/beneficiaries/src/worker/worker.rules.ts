import {
  ageOn,
  birthDateOf,
  type DomainError,
  type Law,
  type LocalDate,
  type Nik,
  parseNik,
  type Sector,
  sectorOf,
  todayIn,
} from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';
import type { ConsentChannel, ConsentDeclarant } from './consent';
import { eligibilityOf, type Standing } from './eligibility.rules';
import { holdsNumber } from './numbers.rules';
import {
  ConsentRefused,
  ImportSizeRefused,
  KelurahanOutsideArea,
  KelurahanUnknown,
  OccupationRepeated,
  PhoneMalformed,
  RelationUnknown,
  RevealReasonRefused,
  SampleNikRefused,
  WorkerNameRefused,
  WorkPlaceRefused,
} from './worker.errors';
import type { WorkerFlag } from './worker-flag';

/** No statute here forbids it, but the law on child labour asks for a second look. */
const ADULT = 18;

export const IMPORT_LIMIT = 100;

export interface Consent {
  channel: ConsentChannel;
  declaredBy: ConsentDeclarant;
  /** Which wording was agreed to. */
  textVersion: string;
  on: LocalDate;
  /** The moment, where it is known; on the day `on` in the city's zone. */
  at?: Date | null;
}

/** What a registrar fills in, as typed. */
export interface WorkerForm {
  name: string;
  nik: string;
  birthDate: LocalDate;
  /** A code of the occupation catalogue. */
  occupation: string;
  /** Another one beside it; the first decides the sector. */
  secondOccupation?: string | null;
  /** In words: 'Pasar Ngaliyan'. */
  workPlace?: string | null;
  /** Kemendagri code, '33.74.15.1007'. */
  kelurahan: string;
  relation: string;
  phone?: string | null;
  consent: Consent;
  /** Left out, nobody has asked; that is kept too. */
  standing?: Standing | null;
  sample?: boolean | null;
}

/** A form that was read and found in order. */
export interface Candidate {
  name: string;
  nik: Nik;
  birthDate: LocalDate;
  occupation: string;
  secondOccupation: string | null;
  workPlace: string | null;
  sector: Sector;
  kecamatan: string;
  kelurahan: string;
  relation: string;
  phone: string | null;
  flags: WorkerFlag[];
  consent: Consent;
  standingDeclared: boolean;
  sample: boolean;
}

const UNASKED: Standing = { working: true, employee: false, civilServant: false };

/**
 * Reads the form of one worker. Whether the city has the NIK already, only the table can say.
 *
 * @param city    its kelurahan and its relations
 * @param area    the one kecamatan the registrar may register in; null for the whole city
 * @param today   in the city's zone; it decides the age
 * @throws WorkerNameRefused, NikMalformed, SampleNikRefused, BirthDateRefused, WorkerTooOld, NotWorkingRefused,
 *   EmployeeRefused, CivilServantRefused, OccupationUnknown, OccupationRepeated, WorkPlaceRefused, KelurahanUnknown, KelurahanOutsideArea, RelationUnknown, PhoneMalformed, ConsentRefused
 */
export function readForm(
  law: Law,
  city: Pick<City, 'kecamatan' | 'pledge' | 'timeZone'>,
  area: string | null,
  form: WorkerForm,
  today: LocalDate,
): Candidate {
  const name = nameOf(form.name);
  const nik = parseNik(form.nik);
  const sample = isSample(nik, form.sample ?? false);
  const standing = form.standing ?? UNASKED;
  const [reason] = eligibilityOf({ birthDate: form.birthDate, standing, firstMonth: null }, today).reasons;
  if (reason) throw reason;
  const sector = sectorOf(law, form.occupation);
  const secondOccupation = secondOf(law, form);
  const workPlace = form.workPlace?.trim() ? workPlaceOf(form.workPlace) : null;
  const kecamatan = kecamatanOf(city, area, form.kelurahan);
  const { relations } = city.pledge;
  if (!relations.some((it) => it === form.relation)) throw new RelationUnknown(form.relation, relations);
  const phone = form.phone?.trim() ? phoneOf(form.phone) : null;
  const consent = consentOf(form.consent, city.timeZone, today);

  const flags = flagsOf(nik, form.birthDate, today);

  const { birthDate, occupation, kelurahan, relation } = form;
  return {
    name,
    nik,
    birthDate,
    occupation,
    secondOccupation,
    workPlace,
    sector,
    kecamatan,
    kelurahan,
    relation,
    phone,
    flags,
    consent,
    standingDeclared: form.standing != null,
    sample,
  };
}

/** What an officer should look at. */
export function flagsOf(nik: Nik, birthDate: LocalDate, today: LocalDate): WorkerFlag[] {
  const flags: WorkerFlag[] = [];
  if (ageOn(birthDate, today) < ADULT) flags.push('UNDER_18');
  if (birthDateOf(nik, today) !== birthDate) flags.push('BIRTH_DATE_UNLIKE_NIK');
  return flags;
}

/** @throws ImportSizeRefused */
export function checkImportSize(rows: number, limit = IMPORT_LIMIT): void {
  if (rows < 1 || rows > limit) throw new ImportSizeRefused(rows, limit);
}

/**
 * The reason as it goes into the audit, which is kept for years: so no NIK in it.
 *
 * @throws RevealReasonRefused
 */
export function revealReason(reason: string): string {
  return auditReason(reason, RevealReasonRefused);
}

/** A reason for any audit: words that mean something, and no number of a person among them. */
export function auditReason(
  reason: string,
  Refused: new (least: number, most: number) => DomainError,
): string {
  const said = reason.replace(/\s+/g, ' ').trim();
  if (said.length < 10 || said.length > 300 || holdsNumber(said)) throw new Refused(10, 300);
  return said;
}

/** @throws WorkerNameRefused */
export function nameOf(typed: string): string {
  const name = typed.replace(/\s+/g, ' ').trim();
  if (name.length < 2 || name.length > 100 || /[\d\p{Cc}]/u.test(name)) throw new WorkerNameRefused();
  return name;
}

/** No province has code 99: such a number is a sample whatever the form says. */
function isSample(nik: Nik, declared: boolean): boolean {
  const invented = nik.startsWith('99');
  if (declared && !invented) throw new SampleNikRefused();
  return invented;
}

function secondOf(law: Law, { occupation, secondOccupation }: WorkerForm): string | null {
  if (!secondOccupation) return null;
  sectorOf(law, secondOccupation); // one of the list too, though it decides nothing
  if (secondOccupation === occupation) throw new OccupationRepeated();
  return secondOccupation;
}

function workPlaceOf(typed: string): string {
  const place = typed.replace(/\s+/g, ' ').trim();
  if (place.length < 2 || place.length > 100 || /\d(?:[\s.-]?\d){8}|\p{Cc}/u.test(place))
    throw new WorkPlaceRefused();
  return place;
}

/** @throws BirthDateRefused, WorkerTooOld */
export function assertAge(birthDate: LocalDate, today: LocalDate): void {
  const [reason] = eligibilityOf({ birthDate, standing: UNASKED, firstMonth: null }, today).reasons;
  if (reason) throw reason;
}

/** @throws KelurahanUnknown, KelurahanOutsideArea */
export function kecamatanOf(city: Pick<City, 'kecamatan'>, area: string | null, kelurahan: string): string {
  const kecamatan = city.kecamatan.find((it) => it.kelurahan.some(({ code }) => code === kelurahan));
  if (!kecamatan) throw new KelurahanUnknown(kelurahan);
  if (area !== null && kecamatan.code !== area) throw new KelurahanOutsideArea(kelurahan, area);
  return kecamatan.code;
}

/** As one writes it abroad, +62…, so that one telephone has one form. @throws PhoneMalformed */
export function phoneOf(typed: string): string {
  const [, number] = /^(?:\+?62|0)([1-9]\d{7,11})$/.exec(typed.replace(/[\s().-]/g, '')) ?? [];
  if (!number) throw new PhoneMalformed();
  return `+62${number}`;
}

/** A consent as it is kept. @throws ConsentRefused */
export function consentOf(consent: Consent, zone: string, today: LocalDate): Consent {
  if (consent.on > today) {
    throw new ConsentRefused({
      id: 'Persetujuan pekerja tidak mungkin bertanggal di masa depan.',
      en: "The worker's consent cannot be dated in the future.",
    });
  }
  if (consent.at && todayIn(zone, consent.at) !== consent.on) {
    throw new ConsentRefused({
      id: 'Waktu persetujuan bukan pada tanggal persetujuan itu.',
      en: 'The time of the consent is not on the day of the consent.',
    });
  }
  const textVersion = consent.textVersion.trim();
  if (!/^[\w.-]{1,40}$/.test(textVersion) || holdsNumber(textVersion)) {
    throw new ConsentRefused({
      id: 'Sebutkan versi teks persetujuan, misalnya "2026-01".',
      en: 'Name the version of the consent text, "2026-01" for instance.',
    });
  }
  return { ...consent, at: consent.at ?? null, textVersion };
}
