import { civilDay, rows, sql, type Tx } from '@union-graph/subgraph';
import { In } from 'typeorm';
import type { Agreement } from './Agreement.ts';
import type { AgreementTerm } from './AgreementTerm.ts';
import { Signature } from './Signature.ts';

/** A term, and the applicants for whom it was agreed. */
export interface OwnedTerm extends AgreementTerm {
  readonly partyIds: readonly string[];
}

/** For which of those who take part a term is. */
export const ownersIn = ({ partyIds }: OwnedTerm, absentIds: readonly string[]): readonly string[] =>
  partyIds.filter((id) => !absentIds.includes(id));

/** Whether of these terms each is promised to the same applicants, whoever of the two sets of applicants is absent. */
export const promisesAlike = (terms: readonly OwnedTerm[], before: readonly string[], now: readonly string[]): boolean =>
  terms.every((term) => String(ownersIn(term, before)) === String(ownersIn(term, now)));

/** Whether an applicant shares no term with somebody with whom they did not share it before. */
const givesAsMuch = (terms: readonly OwnedTerm[], partyId: string, before: readonly string[], now: readonly string[]): boolean =>
  terms
    .map((term) => ownersIn(term, now))
    .every((owners) => !owners.includes(partyId) || owners.every((id) => !before.includes(id)));

interface Remade {
  /** What was agreed, as it went on for those who took part; the earliest first. */
  readonly chain: readonly Agreement[];
  readonly terms: readonly OwnedTerm[];
  readonly absentIds: readonly string[];
}

/** The signatures that bind to what is agreed now: each of those who take part, to as much as they signed; one of each. */
export async function keptSignatures({ db }: Tx, { chain, terms, absentIds }: Remade): Promise<Signature[]> {
  const all = await db.find(Signature, { where: { agreementId: In(chain.map(({ id }) => id)) }, order: { signedAt: 'asc' } });
  const binds = ({ signer, partyId }: Signature, before: readonly string[]): boolean =>
    signer === 'APPLICANT'
      ? partyId !== null && !absentIds.includes(partyId) && givesAsMuch(terms, partyId, before, absentIds)
      : promisesAlike(terms, before, absentIds);
  const fallen = await mergesTakenBack(db, all);
  const given = all.filter(({ mergeId }) => mergeId === null || !fallen.has(mergeId));
  const kept = given.filter((one) => textsOf(one, chain).some((text) => binds(one, text.absentIds)));
  return [...new Map(kept.toReversed().map((one) => [`${one.signer} ${one.partyId}`, one])).values()];
}

/** The merges that were taken back since one of these was signed by them. */
async function mergesTakenBack(db: Tx['db'], signatures: readonly Signature[]): Promise<ReadonlySet<string>> {
  const ids = signatures.flatMap(({ mergeId }) => mergeId ?? []);
  if (ids.length === 0) return new Set();
  const found = await rows<{ id: string }>(
    db,
    sql`select id from member_merge where id = any(${ids}::uuid[]) and state = 'REVERTED'`,
  );
  return new Set(found.map(({ id }) => id));
}

/** What a signature was put to: the agreement to which it was recorded, and on paper the one that stood when that day was over. */
const textsOf = ({ agreementId, signedOn }: Signature, chain: readonly Agreement[]): Agreement[] => [
  ...chain.filter(({ id }) => id === agreementId),
  ...(signedOn === null ? [] : chain.filter(({ voidedAt }) => voidedAt === null || civilDay(voidedAt) > signedOn).slice(0, 1)),
];
