import {
  assertTransition,
  checkedNumber,
  civilDay,
  insertRows,
  isId,
  newId,
  notFound,
  Refusal,
  refuseIf,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { lockApplication } from '../degree-application/lockApplication.ts';
import { degreePolicy } from '../degree-application/policy.ts';
import type { DegreeStatus } from '../degree-application/rules.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { ApproveSponsorshipInput } from '../schema.gen.ts';
import { Instalment } from './Instalment.ts';
import { lockSponsorship } from './lockSponsorship.ts';
import { partsOf, SPONSORSHIP_TRANSITIONS, shareOf, yearsLater } from './rules.ts';
import { Sponsorship } from './Sponsorship.ts';

/** In these states studies lie ahead or go on. */
const SPONSORED: readonly DegreeStatus[] = ['ADMITTED', 'ENROLLED', 'STUDYING'];

/** Approves the share and the yearly parts. For somebody who studies already the sponsorship is active at once. */
export async function approveSponsorship(tx: Tx, input: ApproveSponsorshipInput): Promise<{ sponsorship: Sponsorship }> {
  const { sponsorshipId, expectedVersion } = input;
  const known = isId(sponsorshipId) ? await tx.db.findOneBy(Sponsorship, { id: sponsorshipId }) : null;
  if (!known?.applicationId) throw notFound('sponsorship', sponsorshipId);
  const asked = await lockApplication(tx, {
    applicationId: known.applicationId,
    part: { what: 'sponsorship', id: sponsorshipId },
  });
  degreePolicy.authorise(tx.viewer, 'approveSponsorship', asked);
  const before = await lockSponsorship(tx, sponsorshipId, expectedVersion);
  assertTransition(SPONSORSHIP_TRANSITIONS, 'sponsorship', before.status, 'APPROVED');
  const { application, programme } = asked;
  refuseIf(
    !SPONSORED.includes(application.status),
    'INVALID_TRANSITION',
    `The student is ${application.status}; sponsors pay for studies that lie ahead or go on.`,
    { rule: 'SKL-INV-8', field: 'sponsorshipId' },
  );
  const shareBp = checkedNumber(input.shareBp ?? tx.number(numbers.SPONSORSHIP_SHARE_BP), 'shareBp', [0, 10_000]);
  const today = civilDay(tx.now);
  const firstDueOn = checkedFirstDay(input.firstDueOn ?? today, today);
  const totalFen = shareOf(programme.tuitionFen, shareBp);
  const sponsorship = await updateRow(tx.db, Sponsorship, before, {
    status: application.status === 'STUDYING' ? 'ACTIVE' : 'APPROVED',
    shareBp,
    totalFen,
    approvedBy: actingPerson(tx.viewer),
    approvedAt: today,
  });
  await planInstalments(tx, sponsorship, firstDueOn);
  return { sponsorship };
}

const planInstalments = (tx: Tx, { id, totalFen }: Sponsorship, firstDueOn: string): Promise<unknown> =>
  insertRows(
    tx.db,
    Instalment,
    partsOf(totalFen, tx.number(numbers.SPONSORSHIP_INSTALMENTS)).map((amountFen, at) => ({
      id: newId(),
      sponsorshipId: id,
      position: at + 1,
      dueOn: yearsLater(firstDueOn, at),
      amountFen,
      status: 'PLANNED' as const,
      releasedBy: null,
      releasedAt: null,
      disbursementId: null,
      disbursementVersion: null,
      paymentFailure: null,
      paidAt: null,
      version: 1,
    })),
  );

/** A first part is due today or within a year. */
function checkedFirstDay(day: string, today: string): string {
  if (day >= today && day <= yearsLater(today, 1)) return day;
  throw new Refusal('VALIDATION_FAILED', `The first part is due today or within a year; got ${day}.`, { field: 'firstDueOn' });
}
