/*
 * People who do not exist. Their NIK begin with 99, a province that is none; serials of NIP begin at 900; KPJ
 * begin with 99. They pass every rule that a real number passes, and can never be somebody's.
 */

const GIVEN = [
  'Sari',
  'Budi',
  'Wati',
  'Joko',
  'Rina',
  'Agus',
  'Dewi',
  'Slamet',
  'Tini',
  'Hadi',
  'Lestari',
  'Bambang',
  'Yuni',
  'Eko',
  'Murni',
  'Toni',
];
const MIDDLE = [
  'Ayu',
  'Bagus',
  'Cahya',
  'Dwi',
  'Eka',
  'Fajar',
  'Gita',
  'Indah',
  'Kusuma',
  'Mulia',
  'Nur',
  'Putra',
  'Ratna',
  'Surya',
  'Tri',
  'Wahyu',
];
const FAMILY = ['Contoh', 'Percobaan', 'Misal', 'Rekaan', 'Umpama'];

/** A name that says of itself that it is made up; 1,280 differ. */
export function inventedName(number: number): string {
  const pick = (from: readonly string[], at: number) => from[Math.floor(at) % from.length];
  const given = pick(GIVEN, number);
  const middle = pick(MIDDLE, number / GIVEN.length);
  const family = pick(FAMILY, number / (GIVEN.length * MIDDLE.length) + number);
  return `${given} ${middle} ${family}`;
}

const two = (number: number): string => String(number).padStart(2, '0');

/** The `number`-th NIK of nobody. */
export function inventedNik(number: number): string {
  const district = two((Math.floor(number / 9_998) % 99) + 1);
  return `9901${district}${two((number % 28) + 1)}0785${String((number % 9_998) + 1).padStart(4, '0')}`;
}

/** The birth date that is written in `inventedNik(number)`. */
export const inventedBirth = (number: number): string => `1985-07-${two((number % 28) + 1)}`;

/** The `number`-th NIP of nobody; seventy thousand differ. */
export function inventedNip(number: number): string {
  const day = two((number % 28) + 1);
  const year = 1965 + (Math.floor(number / 28) % 25);
  return `${year}03${day}201001${(number % 2) + 1}${900 + (Math.floor(number / 700) % 100)}`;
}

/** The `number`-th KPJ of nobody. */
export const inventedKpj = (number: number): string => `99${String(number).padStart(9, '0')}`;
