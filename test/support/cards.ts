import { ask, mutate, type Visitor } from '@lindungi/cli';
import { everyPage } from './pages';

/** What an officer is given to print. */
export interface Printed {
  printed: number;
  files: { name: string; mediaType: string; content: string }[];
  refused: { row: number; code: string }[];
}

/** Cards are printed: as sheets, unless another format is asked for. */
export const printsCards = (officer: Visitor, input: Record<string, unknown>): Promise<Printed> =>
  mutate<Printed>(
    officer,
    'printCards',
    input,
    'printed files { name mediaType content } refused { row code }',
  );

/** What the picture of a worker's card says: the code that its QR opens. */
export async function codeOf(officer: Visitor, workerId: string): Promise<string> {
  const key = `code-${workerId}-${Math.random()}`;
  const input = { workerIds: [workerId], format: 'SVG', idempotencyKey: key };
  const { files } = await printsCards(officer, input);
  const svg = Buffer.from(files[0]?.content ?? '', 'base64').toString();
  return />((?:[0-9A-Z]{4}-){3}[0-9A-Z]{4})</.exec(svg)?.[1] ?? '';
}

/** What anybody learns who types the code of a card. */
export interface Verification {
  valid: boolean;
  protectedUntil: string | null;
  city: string | null;
}

/** Somebody types the code of a card. */
export async function verified(by: Visitor, code: string): Promise<Verification> {
  const query = 'query($code: String!) { verifyCard(code: $code) { valid protectedUntil city } }';
  return (await ask<{ verifyCard: Verification }>(by, query, { code })).verifyCard;
}

/** A card on an officer's list. */
export interface Card {
  kpj: string;
  state: string;
  handedOn: string | null;
  handedTo: string | null;
  worker: { id: string; name: string };
}

/** The cards of an officer's list, to its end: `state: PRINTED`. */
export const cardsSeenBy = (officer: Visitor, wanted: string): Promise<Card[]> =>
  everyPage<Card>(officer, {
    list: 'cards',
    args: `first: 25, ${wanted}`,
    fields: 'kpj state handedOn handedTo worker { id name }',
  });

/** An officer marks cards as handed over on 22 November, to the workers themselves unless told otherwise. */
export const handsOver = (
  officer: Visitor,
  workerIds: string[],
  key: string,
  more = {},
): Promise<{ handedOver: number; refused: { row: number; code: string }[] }> =>
  mutate(
    officer,
    'markCardHandedOver',
    { workerIds, on: '2026-11-22', to: 'WORKER', idempotencyKey: key, ...more },
    'handedOver refused { row code }',
  );
