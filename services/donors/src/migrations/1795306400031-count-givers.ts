import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How many are on a roster, and how many of them gave as a month began, are figures kept by the transactions that move
 * them: a city of fifty thousand civil servants answers them from as few rows as a small one. Only triggers write them,
 * and checks hold them equal to a recount.
 */
export class CountGivers1795306400031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table roster_figure (
        city_id text not null,
        agency  text not null,
        post    text not null,
        kind    text not null,
        donors  int not null,
        primary key (city_id, agency, post, kind)
      ) with (fillfactor = 50);

      -- A donor begins to give, or ends, in one of the stretches into which months cut time; the sum of all before a
      -- month's beginning is how many gave as it began.
      create table giving_figure (
        city_id text not null,
        agency  text not null,
        kind    text not null,
        since   timestamptz(3) not null,
        givers  int not null,
        primary key (city_id, agency, kind, since)
      ) with (fillfactor = 50);

      alter table donor add column gives tstzmultirange not null default '{}'; -- all pledges of the donor, in whole stretches
      grant update (gives) on donor to donors;
      ${STRETCHES}
      ${['donor', 'pledge'].map((table) => `alter table ${table} no force row level security;`).join('\n')}
      update donor set gives = spans.gives from (
        select city_id, donor_id, ${SPANS} as gives from pledge group by city_id, donor_id) spans
       where spans.city_id = donor.city_id and spans.donor_id = donor.id;
      with changed as (${from('donor', 1)}) ${FIGURES.roster};
      with changed as (${from('donor', 1)}) ${FIGURES.giving};
      ${['donor', 'pledge'].map((table) => `alter table ${table} force row level security;`).join('\n')}
      ${FOLLOW}
      ${isolateByCity('roster_figure')}
      ${isolateByCity('giving_figure')}
      -- for the triggers, which work as whoever moves the donor; no statement of ours writes them
      grant select, insert on roster_figure, giving_figure to donors;
      grant update (donors) on roster_figure to donors;
      grant update (givers) on giving_figure to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/**
 * A month begins three times, once in each of Indonesia's zones; between two beginnings lies a stretch, in which nothing
 * that happens is told apart. So the figures need no city's zone, which is in its file and not here.
 */
const STRETCHES = `
  create function stretch_of(at timestamptz) returns timestamptz stable strict language sql as $$
    select greatest(date_trunc('month', at, 'Asia/Jakarta'), date_trunc('month', at, 'Asia/Makassar'),
                    date_trunc('month', at, 'Asia/Jayapura'))
  $$;`;

const SPANS = `range_agg(tstzrange(stretch_of(created_at), stretch_of(withdrawn_at)))`;

const from = (rows: string, by: 1 | -1): string =>
  `select city_id, agency, post, kind, gives, ${by} as by from ${rows} where left_at is null`;

/** What changed, added up; in one order for everyone, so that two imports at once wait and do not deadlock. */
const FIGURES = {
  roster: `
    insert into roster_figure as figure (city_id, agency, post, kind, donors)
      select city_id, agency, post, kind, sum(by) from changed group by city_id, agency, post, kind having sum(by) <> 0
       order by city_id, agency, post, kind
      on conflict (city_id, agency, post, kind) do update set donors = figure.donors + excluded.donors`,
  giving: `
    insert into giving_figure as figure (city_id, agency, kind, since, givers)
      select city_id, agency, kind, at, sum(by * step)
        from changed cross join lateral unnest(gives) span
             cross join lateral (values (lower(span), 1), (upper(span), -1)) turn (at, step)
       where at is not null group by city_id, agency, kind, at having sum(by * step) <> 0
       order by city_id, agency, kind, at
      on conflict (city_id, agency, kind, since) do update set givers = figure.givers + excluded.givers`,
};

const counting = (name: string, changed: string): string => `
  create function ${name}() returns trigger language plpgsql set search_path from current as $$
    begin
      with changed as (${changed}) ${FIGURES.roster};
      with changed as (${changed}) ${FIGURES.giving};
      return null;
    end $$;`;

/** The donor's row is taken before the pledges are looked through: of two pledges at once, the second sees the first. */
const FOLLOW = `
  ${counting('count_joiners', from('these', 1))}
  ${counting('count_changes', `${from('these', 1)} union all ${from('those', -1)}`)}
  create trigger count_joiners after insert on donor
    referencing new table as these for each statement execute function count_joiners();
  create trigger count_changes after update on donor
    referencing new table as these old table as those for each statement execute function count_changes();

  create function follow_giving() returns trigger language plpgsql set search_path from current as $$
    begin
      perform from donor where city_id = new.city_id and id = new.donor_id for no key update;
      update donor set gives = spans.gives
        from (select ${SPANS} as gives from pledge where city_id = new.city_id and donor_id = new.donor_id) spans
       where city_id = new.city_id and id = new.donor_id and donor.gives is distinct from spans.gives;
      return null;
    end $$;
  create trigger follow_giving after insert or update of withdrawn_at on pledge
    for each row execute function follow_giving();`;
