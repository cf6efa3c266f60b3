import { sponsorshipInstalmentDue } from '@union-graph/events';
import { assertTransition, civilDay, getForUpdate, isId, notFound, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import { LessThan } from 'typeorm';
import { lockApplication } from '../degree-application/lockApplication.ts';
import { degreePolicy } from '../degree-application/policy.ts';
import { actingPerson } from '../member/scope.ts';
import type { ReleaseInstalmentInput } from '../schema.gen.ts';
import { Instalment } from './Instalment.ts';
import { lockSponsorship } from './lockSponsorship.ts';
import { INSTALMENT_TRANSITIONS } from './rules.ts';
import { Sponsorship } from './Sponsorship.ts';

/** Has the fund pay an instalment; it knows it by the instalment's id and pays it once (SKL-INV-8). */
export async function releaseInstalment(
  tx: Tx,
  { instalmentId, expectedVersion }: ReleaseInstalmentInput,
): Promise<{ instalment: Instalment; sponsorship: Sponsorship }> {
  const known = isId(instalmentId) ? await tx.db.findOneBy(Instalment, { id: instalmentId }) : null;
  const of = known && (await tx.db.findOneBy(Sponsorship, { id: known.sponsorshipId }));
  if (!of?.applicationId) throw notFound('instalment', instalmentId);
  const asked = await lockApplication(tx, {
    applicationId: of.applicationId,
    part: { what: 'instalment', id: instalmentId },
  });
  degreePolicy.authorise(tx.viewer, 'approveSponsorship', asked);
  const sponsorship = await lockSponsorship(tx, of.id);
  const before = await getForUpdate(tx, Instalment, instalmentId, { what: 'instalment', visible: () => true, expectedVersion });
  assertTransition(INSTALMENT_TRANSITIONS, 'instalment', before.status, 'PAYMENT_REQUESTED');
  refuseIf(
    sponsorship.status !== 'ACTIVE' || asked.application.status !== 'STUDYING',
    'INVALID_TRANSITION',
    `The sponsorship is ${sponsorship.status} and the student is ${asked.application.status}. Instalments are paid only while they study.`,
    { rule: 'SKL-INV-8', field: 'instalmentId' },
  );
  refuseIf(before.dueOn > civilDay(tx.now), 'VALIDATION_FAILED', `This instalment is due on ${before.dueOn}.`, {
    rule: 'SKL-INV-8',
    field: 'instalmentId',
  });
  const earlier = await tx.db.findOneBy(Instalment, {
    sponsorshipId: of.id,
    position: LessThan(before.position),
    status: 'PLANNED',
  });
  refuseIf(earlier !== null, 'INVALID_TRANSITION', 'An earlier part was not released. The first is paid first.', {
    rule: 'SKL-INV-8',
    field: 'instalmentId',
  });
  const instalment = await updateRow(tx.db, Instalment, before, {
    status: 'PAYMENT_REQUESTED',
    releasedBy: actingPerson(tx.viewer),
    releasedAt: tx.now,
  });
  const changed = await updateRow(tx.db, Sponsorship, sponsorship, {});
  const { id, version, memberId, scopePath } = changed;
  const { amountFen } = instalment;
  await tx.publish(
    sponsorshipInstalmentDue,
    { id, version },
    { instalmentId: instalment.id, memberId, amountFen: amountFen.toString(), scopePath },
  );
  return { instalment, sponsorship: changed };
}
