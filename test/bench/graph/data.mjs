// The bench's people: invented, the same in every run, made from a number and kept nowhere.

const GIVEN = ['Siti', 'Joko', 'Ratna', 'Bambang', 'Dewi', 'Agus', 'Kartini', 'Slamet', 'Wahyu', 'Endang'];
const FAMILY = ['Wulandari', 'Susilo', 'Lestari', 'Prasetyo', 'Handayani', 'Nugroho', 'Utami'];
const CITIES = ['Semarang', 'Palangka Raya'];
const WORK = ['TRADER', 'OJEK_DRIVER', 'PARKING_ATTENDANT', 'SCAVENGER', 'FARMER'];
const DONORS = 1_000;
const WORKERS = 2_400;

const of = (list, n) => list[n % list.length];
const nameOf = (n) => `${of(GIVEN, n)} ${of(FAMILY, n * 3)}`;

export function donor(id) {
  const n = Number(/^d(\d+)$/.exec(id)?.[1] ?? DONORS);
  if (n >= DONORS) return null;
  const name = nameOf(n);
  return {
    __typename: 'Donor',
    id,
    n,
    name,
    email: `${name.toLowerCase().replace(' ', '.')}${n}@kota.example`,
  };
}

/** `first` donors from the `after`th on; it goes round at the end. */
export const donors = (first, after) =>
  Array.from({ length: first }, (_, i) => donor(`d${(after + i) % DONORS}`));

export const tierOf = ({ n }) => of(['BRONZE', 'SILVER', 'GOLD'], n);

export const pledgesOf = ({ n }, first) => Array.from({ length: first }, (_, i) => pledge(n * 8 + i));

export const pledge = (n) => ({
  id: `p${n}`,
  months: of([3, 6, 12], n),
  amount: 16_800 * of([3, 6, 12], n),
  // A worker is offered to by several donors: engines that ask for each entity once have something to save.
  beneficiary: { __typename: 'Beneficiary', id: `b${(n * 7) % WORKERS}` },
});

/** Two months of weeks with the days a donor gave on: a list of lists. */
export const calendarOf = ({ n }) =>
  Array.from({ length: 4 }, (_, week) =>
    Array.from({ length: 1 + ((n + week) % 3) }, (_, day) => day * 2 + 1),
  );

export const activityOf = (donor, first) =>
  Array.from({ length: first }, (_, i) => {
    const n = donor.n * 4 + i;
    const at = new Date(Date.UTC(2026, 10, 1 + (n % 28), n % 24)).toISOString();
    const { beneficiary } = pledge(n);
    if (n % 3 === 0) return { __typename: 'PledgeMade', at, pledge: pledge(n) };
    if (n % 3 === 1)
      return { __typename: 'NoteAdded', at, text: `Terima kasih, "${nameOf(n)}".`, author: donor };
    return { __typename: 'VisitPaid', at, beneficiary };
  });

export function beneficiary({ id }) {
  const n = Number(id.slice(1));
  if (!(n < WORKERS)) return null;
  return {
    id,
    name: nameOf(n * 13),
    city: of(CITIES, n),
    birthYear: 1960 + (n % 45),
    occupation: of(WORK, n),
  };
}

export const invoicesOf = ({ id }, first) => {
  const n = Number(id.slice(1));
  return Array.from({ length: first }, (_, i) => ({
    id: `i${n * 4 + i}`,
    amount: 16_800 * (1 + (i % 3)),
    due: `2026-${String(1 + ((n + i) % 12)).padStart(2, '0')}-15`,
    state: of(['OPEN', 'PAID', 'LATE'], n + i),
  }));
};

export const branch = ({ id }) => ({
  id,
  title: `Kantor Cabang ${id.slice(2)}`,
  hours: '08.00-15.30',
});

export const coverageOf = ({ id }) => {
  const n = Number(id.slice(1));
  if (n % 9 === 0) return null; // not protected: null where the graph allows it
  return {
    id: `c${n}`,
    plan: of(['JKK', 'JKM', 'JKK_JKM'], n),
    limit: 42_000_000 + n * 1_000,
    branch: { __typename: 'Branch', id: `br${n % 40}` },
  };
};
