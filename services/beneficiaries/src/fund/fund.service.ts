import { randomUUID } from 'node:crypto';
import type { LocalDate, Words } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { addFundMonths, removeFundMonths } from '../protection/registry.service';
import type { Vault } from '../worker/vault';
import { auditReason, checkImportSize } from '../worker/worker.rules';
import { FundListNotFound, FundSourceRefused } from './fund.errors';
import { type FundRow, LIST_LIMIT, type ListFund, readHeading, readRows } from './fund.rules';

/** A list as an officer sends it. */
export interface FundDelivery {
  fund: ListFund;
  source: string;
  listedOn: LocalDate;
  rows: readonly FundRow[];
}

interface FundDesk {
  vault: Vault;
  by: Actor;
  today: LocalDate;
}

/**
 * Takes the people of another fund's list into the registry, once for each key: hashed at once, and kept nowhere else.
 * Whether somebody on it was known already is not answered.
 *
 * @throws ImportSizeRefused, FundSourceRefused, FundDateRefused
 */
export function importFundListOnce(
  tx: InCity,
  asked: Asked,
  { fund, rows, ...heading }: FundDelivery,
  { vault, by, today }: FundDesk,
): Promise<{ id: string | null; rows: number; refused: { row: number; code: string; words: Words }[] }> {
  return once(tx, asked, async () => {
    checkImportSize(rows.length, LIST_LIMIT);
    const { source, listedOn } = readHeading(heading, today);
    const { read, refused } = readRows(rows);
    const left = refused.map(({ row, refusal: { code, words } }) => ({ row, code, words }));
    if (read.length === 0) return { id: null, rows: 0, refused: left };

    const id = randomUUID();
    tx.write(
      `insert into fund_list (city_id, id, fund, source, listed_on, rows, imported_by)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [tx.city.code, id, fund, source, listedOn, read.length, by.subject],
    );
    recordDeed(tx, {
      by,
      act: asked.mutation,
      kind: 'FundList',
      object: id,
      after: { fund, source, listedOn, rows: read.length },
    });
    const claim = vault.registryClaim(tx.city.code, id);
    const months = read.flatMap(({ nik, months: of }) => {
      const nikHash = vault.registryHash(nik);
      return of.map((month) => ({ nikHash, month, claim }));
    });
    await addFundMonths(tx, fund, months);
    return { id, rows: read.length, refused: left };
  });
}

/**
 * Takes a list back that should not have been taken in: its months count no more. Once for each key.
 *
 * @throws FundListNotFound, FundSourceRefused for a reason that says nothing
 */
export function withdrawFundListOnce(
  tx: InCity,
  asked: Asked,
  { listId, reason }: { listId: string; reason: string },
  { vault, by }: FundDesk,
): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const said = auditReason(reason, FundSourceRefused);
    const [list] = await tx.query<{ id: string; fund: string; rows: number }>(
      `update fund_list set withdrawn_at = now(), withdrawn_by = $3
        where city_id = $1 and id = any($2::uuid[]) and withdrawn_at is null returning id, fund, rows`,
      [tx.city.code, uuidsOf([{ id: listId }]), by.subject],
    );
    if (!list) throw new FundListNotFound();
    const { id, ...before } = list;
    recordDeed(tx, { by, act: asked.mutation, kind: 'FundList', object: id, reason: said, before });
    await removeFundMonths(tx, vault.registryClaim(tx.city.code, id));
    return { id };
  });
}
