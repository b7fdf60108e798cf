import type { LocalDate, Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type City, type InCity, once, paperCodeHash, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { hideName } from '../worker/numbers.rules';
import type { Vault } from '../worker/vault';
import { auditReason, checkImportSize } from '../worker/worker.rules';
import { addressOf, type CardFace } from './card-face.rules';
import { CardNotIssued, CardNotPrinted, CardReasonRefused } from './handover.errors';
import {
  type CardRowRefused,
  cardOnItsWay,
  cardsOnTheirWay,
  type Desk,
  eachCard,
  LATEST_CARD,
  lockCards,
} from './on-the-way.service';

/** Who prints, and with which keys. */
export interface Printer {
  vault: Vault;
  by: Actor;
  desk: Desk;
}

/**
 * Marks cards as printed, once for each key. A card that is printed again keeps its code, until that is revoked.
 *
 * @returns the workers whose cards may be printed, and the rows left out: CARD_NOT_ISSUED, WORKER_NOT_FOUND
 * @throws ImportSizeRefused
 */
export function printCardsOnce(
  tx: InCity,
  asked: Asked,
  workerIds: readonly string[],
  { vault, by, desk }: Printer,
): Promise<{ workerIds: string[]; refused: CardRowRefused[] }> {
  return once(tx, asked, async () => {
    checkImportSize(workerIds.length);
    await lockCards(tx);
    const cards = await cardsOnTheirWay(tx, workerIds, desk);
    const { decided, refused } = eachCard(workerIds, cards, (card) => {
      if (card.cardId === null) throw new CardNotIssued();
      return { ...card, cardId: card.cardId };
    });
    for (const { cardId, edition, lastEdition } of decided) {
      const printed = edition ?? lastEdition + 1;
      if (edition === null) {
        tx.write(
          `insert into card_print (city_id, card_id, edition, code_hash, printed_by) values ($1, $2, $3, $4, $5)`,
          [tx.city.code, cardId, printed, codeHashOf(vault, tx.city, cardId, printed), by.subject],
        );
      }
      recordDeed(tx, { by, act: 'printCards', kind: 'Card', object: cardId, after: { edition: printed } });
    }
    return { workerIds: decided.map(({ workerId }) => workerId), refused };
  });
}

const codeHashOf = (vault: Vault, { code }: City, cardId: string, edition: number) =>
  paperCodeHash(vault.cardCode(code, cardId, edition));

/**
 * Makes the code of a printed card invalid, for a card that was lost; the next printing has another code.
 *
 * @throws CardReasonRefused, WorkerNotFound, CardNotIssued, CardNotPrinted
 */
export function revokeCardOnce(
  tx: InCity,
  asked: Asked,
  { workerId, reason: typed }: { workerId: string; reason: string },
  { by, desk }: Omit<Printer, 'vault'>,
): Promise<null> {
  return once(tx, asked, async () => {
    const said = auditReason(typed, CardReasonRefused);
    await lockCards(tx);
    const { cardId, edition, name } = await cardOnItsWay(tx, workerId, desk);
    if (cardId === null) throw new CardNotIssued();
    if (edition === null) throw new CardNotPrinted();
    tx.write(
      `update card_print set revoked_by = $4, revoked_at = now()
        where city_id = $1 and card_id = $2 and edition = $3`,
      [tx.city.code, cardId, edition, by.subject],
    );
    const reason = hideName(said, name);
    recordDeed(tx, { by, act: 'revokeCard', kind: 'Card', object: cardId, reason, before: { edition } });
    return null;
  });
}

interface Printed {
  workerId: string;
  cardId: string;
  edition: number;
  name: string;
  kelurahan: string;
  kpj: Buffer;
  issuedOn: LocalDate;
  protectedSince: Month | null;
}

/** What stands on the cards in print of these workers, in their order; the numbers are opened for this alone. */
export async function facesOf(
  tx: InCity,
  workerIds: readonly string[],
  { vault, desk }: Omit<Printer, 'by'>,
): Promise<CardFace[]> {
  const found = await tx.query<Printed>(
    `select w.id as "workerId", c.id as "cardId", p.edition, w.name, w.kelurahan, c.kpj_sealed as kpj,
            c.issued_on as "issuedOn",
            (select min(month) from protection m where m.city_id = $1 and m.worker_id = w.id
                and m.state = 'PROTECTED') as "protectedSince"
       from worker w ${LATEST_CARD}
      where w.city_id = $1 and w.id = any($2::uuid[]) and w.erased_at is null and p.edition is not null
        and ($3::boolean or w.kecamatan = $4)`,
    [tx.city.code, uuidsOf(workerIds.map((id) => ({ id }))), desk.everyone, desk.area],
  );
  const byWorker = new Map(found.map((row) => [row.workerId, faceOf(tx.city, vault, row)]));
  return workerIds.flatMap((id) => byWorker.get(id) ?? []);
}

function faceOf(city: City, vault: Vault, row: Printed): CardFace {
  const { cardId, edition, name, issuedOn, protectedSince } = row;
  const kecamatan = city.kecamatan.find((it) => it.kelurahan.some(({ code }) => code === row.kelurahan));
  const kelurahan = kecamatan?.kelurahan.find(({ code }) => code === row.kelurahan);
  const code = vault.cardCode(city.code, cardId, edition);
  return {
    city: city.name,
    movement: city.movement,
    name,
    kpj: vault.open(city.code, { table: 'card', column: 'kpj_sealed', row: cardId }, row.kpj),
    kelurahan: kelurahan?.name ?? '',
    kecamatan: kecamatan?.name ?? '',
    protectedSince,
    issuedOn,
    code,
    address: addressOf(city.portal, city.code, code),
  };
}
