import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What officers were told of requests whose 3x24 hours run out, or have: each once. */
export class NoticeRequests1795306400034 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table request_notice (
        city_id    text not null,
        request_id uuid not null,
        phase      text not null check (phase in ('BEFORE', 'AFTER')),
        told_at    timestamptz not null default date_trunc('milliseconds', now()),
        primary key (city_id, request_id, phase),
        foreign key (city_id, request_id) references data_request (city_id, id)
      );
      ${isolateByCity('request_notice')}
      grant select, insert on request_notice to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
