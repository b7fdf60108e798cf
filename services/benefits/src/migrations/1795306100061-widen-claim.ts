import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A claim is of a death, of an accident that may be survived, or of one child's school year; and what becomes of it is
 * told step by step. Nothing of it is edited: a step is added, a correction replaces.
 */
export class WidenClaim1795306100061 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${widened} ${tables}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

const widened = `
  alter table claim
    add column kind        text not null default 'DEATH' check (kind in ('DEATH', 'ACCIDENT', 'SCHOLARSHIP')),
    add column occurred_at timestamptz check ((occurred_at is not null) = (kind = 'ACCIDENT')),
    add column of_claim    uuid,
    add column child       smallint check (child in (1, 2)), -- the law's two; no name, no number, no birth date
    add column school_year text check (school_year ~ '^[0-9]{4}/[0-9]{4}$'),
    add column level       text check (level in ('TK', 'SD', 'SMP', 'SMA', 'KULIAH')),
    drop constraint claim_amount_check,
    drop constraint claim_lines_check,
    drop constraint claim_check1,
    drop constraint claim_check2,
    drop constraint claim_city_id_worker_id_month_fkey,
    drop constraint claim_city_id_worker_id_replaces_key,
    alter column kecamatan drop not null, -- of an accident in a month nobody has receipted, the city answers
    alter column pay_by drop not null;
  alter table claim
    -- only a death is claimed by a covered month; an accident is reported in time, and BPJS judges the month
    add column covered_month text generated always as (case when kind = 'DEATH' then month end) stored,
    add foreign key (city_id, worker_id, covered_month) references coverage (city_id, worker_id, month),
    add foreign key (city_id, of_claim) references claim (city_id, id),
    add unique (city_id, replaces),
    add check (amount >= 0 and (kind = 'ACCIDENT') = (jsonb_array_length(lines) = 0)),
    add check ((kind = 'ACCIDENT') = (amount = 0)),
    add check ((report_by is not null) = (programme = 'JKK' and kind <> 'SCHOLARSHIP')),
    add check (kind <> 'DEATH' or kecamatan is not null),
    add check ((pay_by is not null) = (kind = 'DEATH')),
    add check (pay_by > filed_on),
    add check (num_nonnulls(of_claim, child, school_year, level) = case kind when 'SCHOLARSHIP' then 4 else 0 end);
  create unique index claim_death_once on claim (city_id, worker_id, replaces) nulls not distinct where kind = 'DEATH';
  create unique index claim_accident_once on claim (city_id, worker_id, kecamatan, occurred_on, replaces)
    nulls not distinct where kind = 'ACCIDENT';
  create unique index claim_school_year_once on claim (city_id, of_claim, child, school_year, replaces)
    nulls not distinct where kind = 'SCHOLARSHIP';
`;

const tables = `
  create table claim_step (
    city_id     text not null,
    claim_id    uuid not null,
    number      int not null check (number > 0),
    state       text not null
      check (state in ('REPORTED', 'ENDED', 'SUBMITTED', 'RETURNED', 'APPROVED', 'REJECTED', 'PAID')),
    on_day      date not null,
    outcome     text check (outcome in ('HEALED', 'PARTLY_DISABLED', 'WHOLLY_DISABLED', 'DIED')),
    amount      bigint check (amount > 0),
    reason      text check (length(reason) between 3 and 300 and reason !~ '[0-9]{11}'),
    told_by     text not null check (told_by in ('BPJS', 'OFFICER')),
    recorded_by uuid not null,
    recorded_at timestamptz not null default now(),
    primary key (city_id, claim_id, number),
    foreign key (city_id, claim_id) references claim (city_id, id),
    check ((outcome is not null) = (state = 'ENDED')),
    check ((amount is not null) = (state = 'PAID')),
    check ((reason is not null) = (state in ('RETURNED', 'REJECTED')))
  );
  ${isolateByCity('claim_step')}

  create table claim_heirs (
    city_id         text not null,
    claim_id        uuid not null,
    number          int not null check (number > 0),
    relations       text[] not null
      check (relations <@ '{SPOUSE,CHILD,PARENT,GRANDPARENT,GRANDCHILD,SIBLING,PARENT_IN_LAW,BY_WILL}'),
    may_tell_donor  boolean not null,
    consent_channel text check (consent_channel in ('PAPER', 'RECORDING', 'ELECTRONIC')),
    consent_on      date,
    recorded_by     uuid not null,
    recorded_at     timestamptz not null default now(),
    primary key (city_id, claim_id, number), -- the last one stands
    foreign key (city_id, claim_id) references claim (city_id, id),
    check (num_nonnulls(consent_channel, consent_on) = case when may_tell_donor then 2 else 0 end)
  );
  ${isolateByCity('claim_heirs')}

  create table claim_document (
    city_id     text not null,
    id          uuid not null,
    claim_id    uuid not null,
    paper       text not null check (paper ~ '^[A-Z0-9_]{3,40}$'),
    type        text not null check (type in ('application/pdf', 'image/jpeg', 'image/png')),
    size        int not null check (size > 0),
    sha256      bytea not null check (length(sha256) = 32),
    uploaded_by uuid not null,
    uploaded_at timestamptz not null default now(),
    primary key (city_id, id),
    foreign key (city_id, claim_id) references claim (city_id, id)
  );
  create index on claim_document (city_id, claim_id);
  ${isolateByCity('claim_document')}

  -- An address for a file works once.
  create table used_address (
    city_id text not null,
    id      uuid not null,
    used_at timestamptz not null default now(),
    primary key (city_id, id)
  );
  ${isolateByCity('used_address')}

  grant select, insert on claim_step, claim_heirs, claim_document, used_address to benefits;
`;
