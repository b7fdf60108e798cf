import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who withdrew consent may give it again; what it was before stands in the trail. */
export class RenewConsent1795306200021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worker
        add column consent_renewed_at timestamptz;
      grant update (consent_channel, consent_declared_by, consent_text_version, consent_on, consent_at,
                    standing_declared, consent_renewed_at) on worker to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
