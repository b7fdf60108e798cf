import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two people send money: who drew up the list, and another who approves its transfer. And what BPJS refuses is somebody's task. */
export class ApproveRemittance1795300000141 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.remittance
        add prepared_by text check (length(prepared_by) between 1 and 200), -- null: from before this rule
        add approved_by text check (length(approved_by) between 1 and 200),
        add approved_at timestamptz(3),
        add transfer_reference text check (length(transfer_reference) between 1 and 100),
        drop constraint remittance_state_check,
        add constraint remittance_state_check check (state in ('PREPARED', 'APPROVED', 'CONFIRMED')),
        add constraint four_eyes check (approved_by is null or prepared_by is null or approved_by <> prepared_by),
        add constraint approved_whole check ((approved_by is null) = (approved_at is null)
          and (approved_by is null) = (transfer_reference is null)),
        add constraint approved_says_who check (state <> 'APPROVED' or approved_by is not null),
        add constraint prepared_is_not_approved check (state <> 'PREPARED' or approved_by is null);
      alter table billing.remittance_line add kpj text check (kpj ~ '^•{7}[0-9]{4}$'); -- masked

      create table billing.rejection_task (
        city_id   text not null,
        id        uuid not null, -- the refused line
        kecamatan text not null,
        opened_at timestamptz(3) not null default now(),
        done_at   timestamptz(3),
        done_by   text check (length(done_by) between 1 and 200), -- null: BPJS took the month after all
        note      text check (length(note) between 1 and 200),
        primary key (city_id, id),
        foreign key (city_id, id) references billing.remittance_line (city_id, id),
        check (done_at is not null or (done_by is null and note is null))
      );
      create index on billing.rejection_task (city_id, opened_at desc, id desc) where done_at is null;
      create index on billing.rejection_task (city_id, kecamatan, opened_at desc, id desc);

      ${isolateByCity('billing.rejection_task')}
      grant update (approved_by, approved_at, transfer_reference) on billing.remittance to billing;
      grant update (kpj) on billing.remittance_line to billing;
      grant select, insert (city_id, id, kecamatan), update (done_at, done_by, note) on billing.rejection_task to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
