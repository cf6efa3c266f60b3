import { certificateVerified } from '@union-graph/events';
import {
  civilDay,
  insertRow,
  isId,
  newId,
  notFound,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  updateRow,
} from '@union-graph/subgraph';
import { requireAgency } from '../agency/queries.ts';
import { Certificate } from '../certificate/Certificate.ts';
import { isCertNo, plainCertNo } from '../certificate/rules.ts';
import { Competition } from '../competition/Competition.ts';
import type { CompetitionEvent } from '../competition/CompetitionEvent.ts';
import { getEventOf } from '../competition/getCompetition.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { IssueChampionCertificateInput } from '../schema.gen.ts';
import { CompetitionAward } from './CompetitionAward.ts';

/** The labour authority, which alone certifies champions (SKL-INV-7), and its name as it stands on certificates. */
const ISSUER = { code: 'HRSS', nameZh: '北京市人力资源和社会保障局' } as const;

/**
 * Issues the certificate of an event's champion once appeals are closed. It is valid from the first day on, since its issuer enters it.
 * With the last champion's the competition is CERTIFIED.
 */
export async function issueChampionCertificate(
  tx: Tx,
  input: IssueChampionCertificateInput,
): Promise<{ award: CompetitionAward }> {
  await requireAgency(tx, ISSUER.code);
  const competitionId = await lockCompetitionOf(tx, input.awardId);
  const award = competitionId === null ? null : await tx.db.findOneBy(CompetitionAward, { id: input.awardId });
  if (!award || competitionId === null) throw notFound('award', input.awardId, 'awardId');
  refuseIf(
    award.version !== input.expectedVersion,
    'VERSION_CONFLICT',
    'The award was changed since you read it. Read it again.',
    {
      field: 'expectedVersion',
    },
  );
  const { competition, event } = await getEventOf(tx, award.eventId);
  await refuseUnready(tx, award, competition, event);
  const certificate = await insertRow(tx.db, Certificate, certificateOf(tx, award, event, input.certNo));
  const certified = await updateRow(tx.db, CompetitionAward, award, { certificateId: certificate.id });
  await finishWithTheLast(tx, competition);
  const { id, memberId, level, status, version, scopePath } = certificate;
  await tx.publish(certificateVerified, { id, version }, { memberId, level, status, scopePath });
  return { award: certified };
}

/** Locks the competition before its parts. */
async function lockCompetitionOf({ db }: Tx, awardId: string): Promise<string | null> {
  if (!isId(awardId)) return null;
  const [found] = await rows<{ id: string }>(
    db,
    sql`select c.id from competition c join competition_event e on e.competition_id = c.id
      join competition_award a on a.event_id = e.id where a.id = ${awardId} for update of c`,
  );
  return found?.id ?? null;
}

async function refuseUnready(tx: Tx, award: CompetitionAward, { status }: Competition, event: CompetitionEvent): Promise<void> {
  const [open] = await rows(
    tx.db,
    sql`select from competition_appeal a where a.event_id = ${event.id} and a.status = 'OPEN' limit 1`,
  );
  refuseIf(open !== undefined, 'INVALID_TRANSITION', 'An appeal against the results of this event is not decided yet.', {
    rule: 'SKL-INV-7',
    field: 'awardId',
  });
  refuseIf(
    status !== 'APPEAL_CLOSED',
    'INVALID_TRANSITION',
    `The competition is ${status}; champions get certificates once it is APPEAL_CLOSED.`,
    { rule: 'SKL-INV-7', field: 'awardId' },
  );
  refuseIf(award.rank !== 1, 'NOT_ELIGIBLE', `The award is of rank ${award.rank}; a certificate is the champion's.`, {
    rule: 'SKL-INV-7',
    field: 'awardId',
  });
  refuseIf(!event.certifiable, 'NOT_ELIGIBLE', 'The event was announced without a certificate.', {
    rule: 'S-61',
    field: 'awardId',
  });
  refuseIf(award.certificateId !== null, 'INVALID_TRANSITION', 'The champion has the certificate already.', { field: 'awardId' });
}

function certificateOf(
  tx: Tx,
  { id, memberId, scopePath }: CompetitionAward,
  event: CompetitionEvent,
  text: string,
): Certificate {
  const certNo = plainCertNo(text);
  refuseIf(!isCertNo(certNo), 'BAD_USER_INPUT', `"${text}" is not a certificate number: 6 to 32 digits and Latin letters.`, {
    field: 'certNo',
  });
  if (memberId === null) throw new Refusal('VALIDATION_FAILED', 'The record of the champion was erased.', { field: 'awardId' });
  const issuer = actingPerson(tx.viewer);
  refuseIf(issuer === memberId, 'SEPARATION_OF_DUTIES', 'You are the champion. Ask a colleague to issue your certificate.');
  return {
    id: newId(),
    memberId,
    kind: 'VOCATIONAL_QUALIFICATION',
    level: tx.number(numbers.CHAMPION_CERTIFICATE_LEVEL),
    occupationCode: event.occupationCode,
    certNo,
    issuedBy: ISSUER.nameZh,
    issuingAgency: ISSUER.code,
    issuedAt: civilDay(tx.now),
    source: 'COMPETITION',
    status: 'VALID',
    issuerRef: id,
    verifiedBy: issuer,
    verifiedAt: tx.now,
    revokedReason: null,
    revokedBy: null,
    revokedAt: null,
    revokedFrom: null,
    withdrawnReason: null,
    withdrawnBy: null,
    withdrawnAt: null,
    recordedBy: issuer,
    recordedAt: tx.now,
    scopePath,
    version: 1,
  };
}

async function finishWithTheLast(tx: Tx, competition: Competition): Promise<void> {
  const [waiting] = await rows(
    tx.db,
    sql`select from competition_event e join competition_award a on a.event_id = e.id
      where e.competition_id = ${competition.id} and e.certifiable and a.rank = 1 and a.certificate_id is null and a.member_id is not null limit 1`,
  );
  if (waiting === undefined) await updateRow(tx.db, Competition, competition, { status: 'CERTIFIED' });
}
