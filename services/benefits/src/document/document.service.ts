import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { claimSeen, sightOfClaims } from '../claim/claim.loaders';
import type { Actor } from '../context';
import type { FileAddress } from './address';
import { DocumentNotFound, DocumentsTooMany } from './document.errors';
import { checkSize, type FileType, typeByName } from './file.rules';
import type { Paper } from './paper.rules';

/** Files of one claim; its list has nineteen papers at most, and some come twice. */
const MOST_DOCUMENTS = 60;

/**
 * Whether somebody may hand a file in, and of which type it must be.
 *
 * @throws ClaimNotFound, FileKindRefused, FileSizeRefused, DocumentsTooMany
 */
export async function mayHandIn(
  tx: InCity,
  by: Actor,
  file: { claimId: string; paper: Paper; name: string; size: number },
): Promise<{ claimId: string; type: FileType }> {
  const { id } = await claimSeen(tx, by, file.claimId);
  checkSize(file.size);
  const [count] = await tx.query<{ here: number }>(
    'select count(*)::int as here from claim_document where city_id = $1 and claim_id = $2',
    [tx.city.code, id],
  );
  if (count!.here >= MOST_DOCUMENTS) throw new DocumentsTooMany(MOST_DOCUMENTS);
  const { paper, size } = file;
  recordDeed(tx, { by, act: 'addressForPaper', kind: 'Claim', object: id, after: { paper, size } });
  return { claimId: id, type: typeByName(file.name) };
}

/** Whether somebody may read a file; that they did is a deed. @throws DocumentNotFound */
export async function mayRead(tx: InCity, by: Actor, documentId: string): Promise<{ documentId: string }> {
  const { all, kecamatan } = sightOfClaims({ principal: by });
  const [found] = await tx.query<{ id: string; claimId: string }>(
    `select document.id, document.claim_id as "claimId"
       from claim_document document join claim on claim.city_id = $1 and claim.id = document.claim_id
      where document.city_id = $1 and document.id = any($2::uuid[]) and ($3::boolean or claim.kecamatan = $4)`,
    [tx.city.code, uuidsOf([{ id: documentId }]), all, kecamatan],
  );
  if (!found) throw new DocumentNotFound();
  recordDeed(tx, {
    by,
    act: 'addressOfDocument',
    kind: 'Claim',
    object: found.claimId,
    after: { document: found.id },
  });
  return { documentId: found.id };
}

/** Takes an address that works once; false when it was taken before. */
export async function useAddress(tx: InCity, { id }: FileAddress): Promise<boolean> {
  const taken = await tx.query(
    'insert into used_address (city_id, id) values ($1, $2) on conflict do nothing returning 1',
    [tx.city.code, id],
  );
  return taken.length > 0;
}

/** A file that is in the store, under the id of its address. */
export async function keepDocument(
  tx: InCity,
  { id, claimId, paper, type, size, subject }: Extract<FileAddress, { what: 'in' }>,
  sha256: Buffer,
): Promise<void> {
  tx.write(
    `insert into claim_document (city_id, id, claim_id, paper, type, size, sha256, uploaded_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [tx.city.code, id, claimId, paper, type, size, sha256, subject],
  );
  recordDeed(tx, {
    by: { subject, roles: [] },
    act: 'handInPaper',
    kind: 'Claim',
    object: claimId,
    after: { paper, document: id, size },
  });
}

/** The type of a document, as its content showed it. */
export async function typeOf(tx: InCity, documentId: string): Promise<FileType | undefined> {
  const [found] = await tx.query<{ type: FileType }>(
    'select type from claim_document where city_id = $1 and id = $2',
    [tx.city.code, documentId],
  );
  return found?.type;
}
