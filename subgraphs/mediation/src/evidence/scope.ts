import type { Viewer } from '@union-graph/identity';
import { forbidden, type ReadContext, raw, refuseIf, type Sql, sql, type Tx } from '@union-graph/subgraph';
import type { Party } from '../application/Party.ts';
import { applicantsOf, elected } from '../case/applicants.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { hasFiled, isApplicant, isParty, worksOnCase } from '../case/scope.ts';
import type { PartySide } from '../schema.gen.ts';

/**
 * Who reads a piece of evidence (C-19), as a condition in SQL on `evidence e`, `case_party p` and `mediation_case c`: the mediator and the lawyer
 * of the case, unless they are a party; the side whose piece it is; the other side, where it was received and is not
 * confidential; and who handed it in. Nobody else in the district, no linked party and no partner.
 */
export const readsEvidence = ({ viewer, now }: Pick<ReadContext, 'viewer' | 'now'>): Sql => {
  if (viewer.personId === null || viewer.agreement) return raw('false');
  const person = sql`${viewer.personId}::uuid`;
  const isOn = (side: string) => sql`${raw(side)} @> array[${person}]`;
  const isIn = sql`(${isOn('c.applicant_ids')} or ${isOn('c.respondent_ids')})`;
  return sql`(e.submitted_by = ${person} or e.status = 'RECEIVED' and case
    when ${isIn} then not e.is_confidential or case p.side when 'APPLICANT' then ${isOn('c.applicant_ids')} else ${isOn('c.respondent_ids')} end
    else ${worksOnCase({ now }, person)} end)`;
};

/** A party whose piece it is to be. */
type Owner = Pick<Party, 'side' | 'memberId' | 'representativeId' | 'leftAt'>;

/**
 * Throws for a party that hands in a piece as another's: of the other side, or of somebody beside it, for whom only one whom the applicants elected
 * acts; and for who filed the case for the applicants and hands in one for the respondents. Who has left the case hands in nothing more.
 */
export async function submitsFor({ db, viewer }: Tx, row: MediationCase, owner: Owner): Promise<void> {
  refuseIf(owner.leftAt !== null, 'VALIDATION_FAILED', 'This applicant has left the case. Name a party who takes part.', {
    field: 'partyId',
  });
  refuseOtherSide(viewer, row, owner.side);
  if (!isParty(viewer, row) || [owner.memberId, owner.representativeId].includes(viewer.personId)) return;
  const isElected = elected(await applicantsOf(db, row.id)).some(({ memberId }) => memberId === viewer.personId);
  if (owner.side === 'APPLICANT' && isElected) return;
  throw forbidden(viewer, 'Each party hands in its own evidence.', { kind: 'person', anyOf: ['mediator', 'this party'] });
}

function refuseOtherSide(viewer: Viewer, row: MediationCase, side: PartySide): void {
  const forApplicants = isApplicant(viewer, row) || (!isParty(viewer, row) && hasFiled(viewer, row));
  const forRespondents = viewer.personId !== null && row.respondentIds.includes(viewer.personId);
  const isMediator = !isParty(viewer, row) && viewer.personId === row.mediatorPersonId;
  if (isMediator || (side === 'APPLICANT' ? forApplicants : forRespondents)) return;
  throw forbidden(viewer, 'Each side hands in its own evidence.', {
    kind: 'person',
    anyOf: ['mediator', side === 'APPLICANT' ? 'applicant' : 'respondent'],
  });
}
