import { Refusal, refuseIf, rows, sql, type Tx } from '@union-graph/subgraph';
import type { MediationCase } from '../case/MediationCase.ts';
import type { SignAgreementInput } from '../schema.gen.ts';

/** A party of a side, and what matters for its signature. */
interface Signer {
  readonly id: string;
  readonly nameZh: string;
  /** The worker, or who acts for a respondent. */
  readonly personId: string | null;
  readonly isRepresentative: boolean;
  readonly hasSigned: boolean;
  /** The day of an applicant's death; null for the living. */
  readonly diedOn: string | null;
}

const signersOf = ({ db }: Tx, caseId: string, agreementId: string, side: string): Promise<Signer[]> =>
  rows<Signer>(
    db,
    sql`select p.id, p.name_zh as "nameZh", p.person_id as "personId", p.is_representative as "isRepresentative", p.died_on::text as "diedOn",
      exists (select from agreement_signature s where s.agreement_id = ${agreementId}::uuid and s.party_id = p.id) as "hasSigned"
    from case_party p where p.case_id = ${caseId}::uuid and p.side = ${side} and p.left_at is null order by p.position`,
  );

/** Whose signatures are put to an agreement now, and whether their side has then signed as a whole. */
export interface Signing {
  readonly partyIds: readonly string[];
  readonly isComplete: boolean;
}

/**
 * A side signs by those whom it elected, one for all; where it elected nobody, each for itself (P11 art. 7, 14). Whoever is of the side signs
 * for themself; the mediator says whose signatures the paper bears.
 */
export async function signingOf(
  tx: Tx,
  row: MediationCase,
  agreementId: string,
  { as, partyIds, signedOn }: SignAgreementInput,
): Promise<Signing> {
  const all = await signersOf(tx, row.id, agreementId, as);
  const elected = all.filter(({ isRepresentative, diedOn }) => isRepresentative && diedOn === null);
  const needed = elected.length > 0 ? elected : all;
  const isMediator = tx.viewer.personId === row.mediatorPersonId;
  const chosen = isMediator
    ? namedOnPaper(needed, elected.length > 0, partyIds)
    : needed.filter(({ personId }) => personId === tx.viewer.personId);
  refuseIf(chosen.length === 0, 'VALIDATION_FAILED', `There is nobody of "${as}" in this case for whom you sign.`, {
    field: 'as',
  });
  const again = chosen.find(({ hasSigned }) => hasSigned);
  refuseIf(again !== undefined, 'VALIDATION_FAILED', `The agreement is signed by "${again?.nameZh}" already.`, { field: 'as' });
  refuseAfterDeath(chosen, signedOn ?? null);
  const isComplete =
    chosen.some(({ isRepresentative }) => isRepresentative) || needed.every((one) => one.hasSigned || chosen.includes(one));
  return { partyIds: chosen.map(({ id }) => id), isComplete };
}

/** Nobody signs after their death; a paper that they signed before says on which day. */
function refuseAfterDeath(chosen: readonly Signer[], signedOn: string | null): void {
  const dead = chosen.find(({ diedOn }) => diedOn !== null && (signedOn === null || signedOn > diedOn));
  if (dead)
    throw new Refusal(
      'VALIDATION_FAILED',
      `"${dead.nameZh}" died on ${dead.diedOn}, by the record. A paper counts that they signed until then: say by "signedOn" when that was.`,
      { rule: 'P11 art. 14', field: 'signedOn' },
    );
}

/** Whose signatures the mediator has on paper: of the only one who must sign, or of those named. */
function namedOnPaper(needed: readonly Signer[], isElected: boolean, partyIds: readonly string[] | null | undefined): Signer[] {
  if (partyIds == null || partyIds.length === 0) {
    const [only, ...others] = needed;
    refuseIf(
      !isElected && others.length > 0,
      'BAD_USER_INPUT',
      `Of this side each of ${needed.length} signs. Say by "partyIds" whose signatures are on the paper.`,
      { rule: 'P11 art. 14', field: 'partyIds' },
    );
    return only ? [only] : [];
  }
  return [...new Set(partyIds)].map((id) => {
    const found = needed.find((one) => one.id === id);
    if (!found)
      throw new Refusal('NOT_FOUND', `There is no party "${id}" who has to sign here. Name those of this side who take part.`, {
        field: 'partyIds',
      });
    return found;
  });
}
