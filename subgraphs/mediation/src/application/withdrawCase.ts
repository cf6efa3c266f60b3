import { checkedText, refuseIf, refuseUnused, type Tx } from '@union-graph/subgraph';
import { endUnagreed } from '../agreement/endUnagreed.ts';
import { type Applicant, applicantsOf, elected, remaining } from '../case/applicants.ts';
import type { MediationCase } from '../case/MediationCase.ts';
import { LONGEST_PAPER_REF } from '../case/rules.ts';
import { isApplicant } from '../case/scope.ts';
import { takeOfApplicants } from '../case/takeOfApplicants.ts';
import type { WithdrawCaseInput } from '../schema.gen.ts';
import { leaveCase } from './leaveCase.ts';

/** Takes an application back, also from arbitration before there is an award, and not after an agreement took effect (2.2.2): for all by those whom they elected, else each for themself (P11 art. 7). */
export async function withdrawCase(tx: Tx, input: WithdrawCaseInput): Promise<{ case: MediationCase }> {
  const { row, haveDied } = await takeOfApplicants(tx, input, 'withdrawCase');
  refuseIf(
    row.status === 'TO_ARBITRATION' && row.agreedAt !== null,
    'INVALID_TRANSITION',
    'An agreement took effect in this case, and what is due by it stays due. Let the arbitration go on, or settle what is left and record its performance.',
    { field: 'status' },
  );
  const applicants = await applicantsOf(tx.db, row.id);
  if (haveDied && row.status !== 'DRAFT')
    return { case: await leaveCase(tx, row, { ...ofHeirs(applicants, input), as: 'WITHDRAWN', reason: null }) };
  if (row.status === 'DRAFT' || applicants.length === 1) {
    refuseUnused(input, ['partyIds', 'paperRef'], 'There is one applicant, who withdraws.');
    return { case: await endUnagreed(tx, row, 'WITHDRAWN') };
  }
  const { partyIds, paperRef } = isApplicant(tx.viewer, row) ? inPerson(tx, applicants, input) : onPaper(applicants, input);
  if (elected(applicants).length > 0) return { case: await endUnagreed(tx, row, 'WITHDRAWN') };
  return { case: await leaveCase(tx, row, { partyIds, as: 'WITHDRAWN', paperRef, reason: null }) };
}

interface Word {
  readonly partyIds: readonly string[];
  readonly paperRef: string | null;
}

function inPerson({ viewer }: Tx, applicants: readonly Applicant[], input: WithdrawCaseInput): Word {
  refuseUnused(input, ['partyIds', 'paperRef'], 'You withdraw in person.');
  return { partyIds: applicants.filter(({ memberId }) => memberId === viewer.personId).map(({ id }) => id), paperRef: null };
}

/** Once all who asked have died, staff withdraw for who has a claim after them, whose written word they have (P11 art. 25). */
function ofHeirs(applicants: readonly Applicant[], input: WithdrawCaseInput): Word {
  refuseUnused(input, ['partyIds'], 'All who asked have died; who has a claim after them withdraws for all.');
  return { partyIds: remaining(applicants).map(({ id }) => id), paperRef: checkedPaper(input) };
}

/** Staff who filed for several withdraw for those whose written word they have; for all, by the word of one whom they elected. */
function onPaper(applicants: readonly Applicant[], input: WithdrawCaseInput): Word {
  const { partyIds } = input;
  const named = [...new Set(partyIds ?? [])];
  const needed = elected(applicants).length > 0 ? elected(applicants) : applicants;
  refuseIf(named.length === 0, 'BAD_USER_INPUT', 'There are several applicants. Say by "partyIds" who of them withdraws.', {
    rule: 'P11 art. 7',
    field: 'partyIds',
  });
  refuseIf(
    named.some((id) => !needed.some((one) => one.id === id)),
    'NOT_FOUND',
    'One of these is not an applicant who can withdraw here. Where the applicants elected representatives, name these.',
    { field: 'partyIds' },
  );
  return { partyIds: named, paperRef: checkedPaper(input) };
}

function checkedPaper({ paperRef }: WithdrawCaseInput): string {
  refuseIf(!paperRef?.trim(), 'VALIDATION_FAILED', 'Whoever withdraws for others says where their written word is kept.', {
    rule: 'P11 art. 7',
    field: 'paperRef',
  });
  return checkedText(String(paperRef), 'paperRef', LONGEST_PAPER_REF);
}
