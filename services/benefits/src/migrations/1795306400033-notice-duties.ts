import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an officer is told of clocks that run out, and of claims whose month is covered no more: each once, and never edited. */
export class NoticeDuties1795306400033 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table duty_notice (
        city_id      text not null,
        id           uuid not null default gen_random_uuid(),
        duty         text not null check (duty in ('REPORT', 'PAY', 'ANSWER', 'REVIEW')),
        phase        text not null check (phase in ('BEFORE', 'AFTER', 'NOW')),
        claim_id     uuid,
        grievance_id uuid,
        month        text check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        due_on       date not null, -- of REVIEW: the day it was heard
        told_at      timestamptz(3) not null default date_trunc('milliseconds', now()),
        primary key (city_id, id),
        unique nulls not distinct (city_id, duty, claim_id, grievance_id, due_on, phase),
        foreign key (city_id, claim_id) references claim (city_id, id),
        foreign key (city_id, grievance_id) references grievance (city_id, id),
        check ((grievance_id is not null) = (duty = 'ANSWER') and num_nonnulls(claim_id, grievance_id) = 1),
        check ((month is not null) = (duty = 'REVIEW') and (phase = 'NOW') = (duty = 'REVIEW'))
      );
      create index duty_notice_latest on duty_notice (city_id, told_at desc, id desc);
      ${isolateByCity('duty_notice')}

      -- Somebody looked at a claim whose month is covered no more; what they found is theirs to say.
      create table duty_review (
        city_id     text not null,
        notice_id   uuid not null,
        finding     text not null check (length(finding) between 3 and 300 and finding !~ '[0-9]{11}'),
        reviewed_by uuid not null,
        reviewed_at timestamptz not null default now(),
        primary key (city_id, notice_id),
        foreign key (city_id, notice_id) references duty_notice (city_id, id)
      );
      ${isolateByCity('duty_review')}
      grant select, insert on duty_notice, duty_review to benefits;

      create index claim_of_month on claim (city_id, worker_id, month);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
