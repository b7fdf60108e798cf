import type { LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { hideName } from '../worker/numbers.rules';
import { sightOf } from '../worker/sight.rules';
import { auditReason } from '../worker/worker.rules';
import { DuplicateNotFound, MergeReasonRefused } from './duplicate.errors';
import { compare, exchanged, MOST_OF_ONE, WORTH_A_LOOK } from './duplicate.rules';
import { wordsOf } from './name.rules';

/** An entry that was just written. */
export interface Entry {
  id: string;
  name: string;
  birthDate: LocalDate;
  /** Of the telephone number, in hex. */
  phone: string | null;
  kecamatan: string;
  sample: boolean;
}

const COMPARED = 'id, name, birth_date, phone_index, kecamatan, merged_into, sample';

type Found = Entry & { of: string };

/**
 * Notes which of these entries may be somebody the city has already. A birthday or a telephone brings two together, so
 * that each registration looks at few; people who are registered in the same moment may miss each other.
 */
export async function noteDuplicates(tx: InCity, entries: readonly Entry[]): Promise<void> {
  if (entries.length === 0) return;
  const asked = entries.map(({ id, birthDate, phone, sample }) => ({
    ...{ id, birth: birthDate, phone, sample },
    exchanged: exchanged(birthDate) ?? null,
  }));
  const found = await tx.query<Found>(
    `select f.id as of, w.id, w.name, w.birth_date as "birthDate", encode(w.phone_index, 'hex') as phone, w.kecamatan,
            w.sample
       from jsonb_to_recordset($2::jsonb) as f (id uuid, birth date, exchanged date, phone text, sample boolean)
      cross join lateral (
        select ${COMPARED} from worker where city_id = $1 and birth_date = f.birth
        union select ${COMPARED} from worker where city_id = $1 and birth_date = f.exchanged
        union select ${COMPARED} from worker where city_id = $1 and phone_index = decode(f.phone, 'hex')) w
      where w.id <> f.id and w.merged_into is null and w.sample = f.sample`,
    [tx.city.code, JSON.stringify(asked)],
  );
  const names = new Set([...entries, ...found].map(({ name }) => name));
  const words = new Map([...names].map((name) => [name, wordsOf(name)]));
  const compared = (entry: Entry) => ({ ...entry, words: words.get(entry.name)! });
  const ofOne = Map.groupBy(found, ({ of }) => of);
  const pairs = entries.flatMap((entry) => {
    const others = (ofOne.get(entry.id) ?? []).map((other) => ({
      other,
      ...compare(compared(entry), compared(other)),
    }));
    const likely = others.filter(({ score }) => score >= WORTH_A_LOOK).sort((a, b) => b.score - a.score);
    return likely.slice(0, MOST_OF_ONE).map(({ other, score, because }) => {
      const [worker, second] = [entry.id, other.id].sort();
      const kecamatan = entry.kecamatan === other.kecamatan ? entry.kecamatan : null;
      return { worker, other: second, score, because, kecamatan };
    });
  });
  if (pairs.length === 0) return;
  tx.write(
    `insert into possible_duplicate (city_id, worker_id, other_id, score, because, kecamatan)
     select $1, worker, other, score, because, kecamatan
       from jsonb_to_recordset($2::jsonb) as p (worker uuid, other uuid, score int, because text[], kecamatan text)
     on conflict (city_id, worker_id, other_id) do nothing`,
    [tx.city.code, JSON.stringify(pairs)],
  );
}

/**
 * Says that two are two, so that nobody looks at them again. Once for each key.
 *
 * @throws MergeReasonRefused, DuplicateNotFound
 */
export function dismissDuplicateOnce(
  tx: InCity,
  asked: Asked,
  { duplicateId, reason }: { duplicateId: string; reason: string },
  by: Actor,
): Promise<null> {
  return once(tx, asked, async () => {
    const typed = auditReason(reason, MergeReasonRefused);
    const { everyone, area } = sightOf(by);
    const [pair] = await tx.query<{ id: string; score: number; names: string[] }>(
      `update possible_duplicate set state = 'DISMISSED'
        where city_id = $1 and id = any($2::uuid[]) and state = 'OPEN' and ($3::boolean or kecamatan = $4)
       returning id, score, array(select w.name from worker w where w.city_id = $1 and w.id in (worker_id, other_id)) as names`,
      [tx.city.code, uuidsOf([{ id: duplicateId }]), everyone, area],
    );
    if (!pair) throw new DuplicateNotFound();
    const said = pair.names.reduce((words, name) => hideName(words, name), typed);
    recordDeed(tx, {
      by,
      act: asked.mutation,
      kind: 'PossibleDuplicate',
      object: pair.id,
      reason: said,
      before: { state: 'OPEN', score: pair.score },
      after: { state: 'DISMISSED' },
    });
    return null;
  });
}
