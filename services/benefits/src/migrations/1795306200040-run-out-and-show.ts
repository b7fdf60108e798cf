import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last day to pay stands beside the papers that began it, so that those late are found in order; and papers somebody saw. */
export class RunOutAndShow1795306200040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table claim_step
        add column pay_by date check (pay_by is null or (pay_by > on_day and state = 'SUBMITTED'));

      create table claim_paper_seen (
        city_id     text not null,
        claim_id    uuid not null,
        paper       text not null check (paper ~ '^[A-Z0-9_]{3,40}$'),
        number      int not null check (number > 0),
        seen        boolean not null, -- false: it was ticked by mistake
        on_day      date not null,
        told_by     text not null check (told_by in ('BPJS', 'OFFICER')),
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (city_id, claim_id, paper, number), -- the last one stands
        foreign key (city_id, claim_id) references claim (city_id, id)
      );
      ${isolateByCity('claim_paper_seen')}
      grant select, insert on claim_paper_seen to benefits;

      create index grievance_by_clock on grievance (city_id, answer_by, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
