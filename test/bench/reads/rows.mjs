// People of a city by the thousand, written by SQL past the front door, with every trigger, key and check in force.
import { cities } from '@lindungi/tenancy';

/** Workers written in one transaction. */
const CHUNK = 10_000;
/** A donor protects five workers; three workers in four wait for one. */
const WORKERS_OF_DONOR = 20;

/** How many donors a city with so many workers has. */
export const donorsAmong = (workers) => Math.max(1, Math.floor(workers / WORKERS_OF_DONOR));

/**
 * Writes a city's workers; every fourth has a pledge of three months, invoiced and paid, the first month receipted.
 *
 * @param donorIds  of the city's donors, in their order
 */
export async function writeCity(db, code, workers, donorIds) {
  const kelurahan = cities()
    .get(code)
    .kecamatan.flatMap((it) => it.kelurahan.map((place) => place.code));
  await writeDonors(db, code, donorIds);
  for (let from = 0; from < workers; from += CHUNK) {
    const to = Math.min(workers, from + CHUNK) - 1;
    await db.query('begin');
    for (const { text, takes } of STATEMENTS) {
      const all = { code, from, to, kelurahan, donorIds };
      await db.query(
        text,
        takes.map((name) => all[name]),
      );
    }
    await db.query('commit');
  }
  for (const text of FIGURES) await db.query(text, [code]);
}

async function writeDonors(db, code, ids) {
  const agencies = Object.values(cities().get(code).agencies).map((it) => it.code);
  for (let from = 0; from < ids.length; from += CHUNK) {
    await db.query(
      `insert into donors.donor (city_id, id, name, masked_nip, kind, post, agency, sample)
       select $1, id, 'Donatur ' || n, '••••1234', 'PNS', 'OTHERS', ($4::text[])[1 + n % cardinality($4::text[])], true
         from unnest($2::uuid[], $3::int[]) it (id, n)`,
      [
        code,
        ids.slice(from, from + CHUNK),
        ids.slice(from, from + CHUNK).map((_, at) => from + at),
        agencies,
      ],
    );
  }
}

/** Whom the nth worker of a city is: the same ids in every table. */
const id = (what) => `md5('${what}' || $1 || n)::uuid`;
const donor = `($4::uuid[])[1 + (n / ${WORKERS_OF_DONOR}) % cardinality($4::uuid[])]`;
const place = `($4::text[])[1 + n % cardinality($4::text[])]`;
const sponsored = 'generate_series($2::int, $3::int) n where n % 4 = 0';
const months = `(values ('2026-12', 8400), ('2027-01', 16800), ('2027-02', 16800)) m (month, amount)`;
const ofSponsored = `generate_series($2::int, $3::int) n cross join ${months} where n % 4 = 0`;
const WITH_DONORS = ['code', 'from', 'to', 'donorIds'];
const WITH_PLACES = ['code', 'from', 'to', 'kelurahan'];

const STATEMENTS = [
  {
    takes: WITH_PLACES,
    text: `insert into beneficiaries.worker (city_id, id, name, nik_sealed, nik_index, nik_mask, registry_hash, birth_date,
        occupation, sector, kecamatan, kelurahan, relation, consent_channel, consent_declared_by, consent_text_version,
        consent_on, registered_by, registered_at, sample)
      select $1, ${id('worker')}, 'Pekerja ' || n, '\\x00', sha256(convert_to('nik' || $1 || n, 'UTF8')), '99••',
        sha256(convert_to('registry' || $1 || n, 'UTF8')), '1980-01-01', 'PEDAGANG_SAYUR', 'OTHER', left(${place}, 8), ${place},
        'CITY_LIST', 'PAPER', 'WORKER', 'uji-1', '2026-11-01', ${id('officer')},
        timestamptz '2026-11-01' - n * interval '1 second', true
      from generate_series($2::int, $3::int) n`,
  },
  {
    takes: WITH_DONORS,
    text: `insert into donors.pledge (city_id, id, donor_id, worker_id, first_month, months, created_at)
      select $1, ${id('pledge')}, ${donor}, ${id('worker')}, '2026-12', 3, timestamptz '2026-11-02' from ${sponsored}`,
  },
  {
    takes: WITH_DONORS,
    text: `insert into beneficiaries.reservation (city_id, pledge_id, donor_id, worker_id, months, fund, state, held_since)
      select $1, ${id('pledge')}, ${donor}, ${id('worker')}, '{2026-12,2027-01,2027-02}', 'OWN', 'RESERVED', '2026-11-02'
      from ${sponsored}`,
  },
  {
    takes: WITH_DONORS,
    text: `insert into beneficiaries.protection (city_id, pledge_id, month, worker_id, donor_id, state, paid_at, paid_told,
        protected_at, protected_told, received_on, receipt)
      select $1, ${id('pledge')}, month, ${id('worker')}, ${donor}, case month when '2026-12' then 'PROTECTED' else 'PAID' end,
        timestamptz '2026-11-03', 'bench:1', case month when '2026-12' then timestamptz '2026-11-04' end,
        case month when '2026-12' then 'bench:2' end, case month when '2026-12' then date '2026-11-04' end,
        case month when '2026-12' then 'TB-' || n end
      from ${ofSponsored}`,
  },
  {
    takes: [...WITH_DONORS, 'kelurahan'],
    text: `insert into billing.invoice (city_id, id, number, pledge_id, donor_id, worker_id, sector, fund, kecamatan, branch,
        amount, due_on, state, received)
      select $1, ${id('invoice')}, 'INV-' || $1 || '-202611-' || lpad((n / 4)::text, 6, '0'), ${id('pledge')}, ${donor},
        ${id('worker')}, 'OTHER', 'OWN', left(${place.replaceAll('$4', '$5')}, 8), 'bench', 42000, '2026-12-15', 'PAID', 42000
      from ${sponsored}`,
  },
  {
    takes: ['code', 'from', 'to'],
    text: `insert into billing.invoice_line (city_id, invoice_id, month, amount, full_amount, relief, due_on, sources)
      select $1, ${id('invoice')}, month, amount, 16800, case amount when 16800 then 0 else 50 end, '2026-12-15', '{bench}'
      from ${ofSponsored}`,
  },
  {
    takes: ['code', 'from', 'to'],
    text: `insert into billing.contributed_month (city_id, month, worker_id, invoice_id, amount)
      select $1, month, ${id('worker')}, ${id('invoice')}, amount from ${ofSponsored}`,
  },
  {
    takes: [...WITH_DONORS, 'kelurahan'],
    text: `insert into benefits.coverage (city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on)
      select $1, ${id('worker')}, '2026-12', ${id('pledge')}, ${donor}, left(${place.replaceAll('$4', '$5')}, 8), 'TB-' || n,
        '2026-11-04'
      from ${sponsored}`,
  },
];

/** What listeners would have counted meanwhile. */
const FIGURES = [
  `insert into beneficiaries.progress (city_id, kecamatan, workers, sponsored, contributed)
   select $1, kecamatan, count(*), count(r.pledge_id), 42000 * count(r.pledge_id)
     from beneficiaries.worker w left join beneficiaries.reservation r on r.city_id = $1 and r.worker_id = w.id
    where w.city_id = $1 group by kecamatan`,
  `insert into beneficiaries.progress_month (city_id, kecamatan, month, reserved, paid, protected)
   select $1, kecamatan, month, count(*), count(*), count(*) filter (where state = 'PROTECTED')
     from beneficiaries.protection p join beneficiaries.worker w on w.city_id = $1 and w.id = p.worker_id
    where p.city_id = $1 group by kecamatan, month`,
  `insert into benefits.payout (city_id, id, title, paid_on, total, source, recorded_by)
   select $1, gen_random_uuid(), 'Santunan ' || n, '2026-03-24', 42000000, 'bench', gen_random_uuid() from generate_series(1, 5) n`,
];
