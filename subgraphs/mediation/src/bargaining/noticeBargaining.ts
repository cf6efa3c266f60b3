import {
  checkedText,
  civilDay,
  insertRow,
  insertRows,
  isId,
  lastDayOf,
  newId,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { employersIn, refuseStrangers } from '../contract/employers.ts';
import { renewedContract } from '../contract/renewal.ts';
import type { EmployerPlace } from '../employer/EmployerPlace.ts';
import { numbers } from '../rule/numbers.ts';
import type { IndustryCode, NoticeBargainingInput } from '../schema.gen.ts';
import { getUnion } from '../union/followUnions.ts';
import { BargainingRound } from './BargainingRound.ts';
import { roundPolicy } from './policy.ts';
import { RoundEmployer } from './RoundEmployer.ts';
import { ofOneEmployer } from './rules.ts';

const LONGEST_TOPIC = 300;

/** Asks the other side in writing to bargain (P14 art. 32): a union its employers, or an employer the union. */
export async function noticeBargaining(tx: Tx, input: NoticeBargainingInput): Promise<{ round: BargainingRound }> {
  const { initiator, kind, workersSideId, employerIds } = input;
  roundPolicy.authorise(tx.viewer, 'noticeBargaining', {
    workersSideId,
    scopePath: '/city/',
    side: initiator,
    employerIds,
    instructorPersonId: null,
    chiefPersonId: null,
    onPaper: false,
  });
  checkKind(input);
  const known = await employersIn(tx, employerIds);
  const scopePath = await pathOf(tx, input, known);
  refuseStrangers({ employers: known, workersSideId, scopePath });
  const industry = industryOf(input, known);
  const renewsId = await renewedContract(tx, { kind, workersSideId, employers: known, renewsId: input.renewsContractId ?? null });
  await closeUnanswered(tx, input);
  const today = civilDay(tx.now);
  const round = await insertRow(tx.db, BargainingRound, {
    ...NOTHING_YET,
    id: newId(),
    kind,
    initiator,
    workersSideId,
    scopePath,
    districtCode: /^\/city\/(\d{6})\//.exec(scopePath)?.[1] ?? null,
    industry,
    topic: checkedText(input.topic, 'topic', LONGEST_TOPIC),
    noticedOn: today,
    replyDueOn: await lastDayOf(tx.db, today, { days: tx.number(numbers.REPLY_DAYS) }),
    renewsId,
  });
  await insertRows(
    tx.db,
    RoundEmployer,
    known.map((place) => asked(tx, round, place, initiator === 'EMPLOYER')),
  );
  return { round };
}

const NOTHING_YET = {
  repliedOn: null,
  refusedOn: null,
  refusalReason: null,
  resumeOn: null,
  status: 'NOTICED',
  instructorId: null,
  draftNo: 0,
  signingNo: 1,
  draftedOn: null,
  termFrom: null,
  termTo: null,
  textRef: null,
  hasWageTerms: null,
  wageGrowthBp: null,
  version: 1,
} as const;

/** An employer that asks has said that it will bargain, about all its workers. */
const asked = (tx: Tx, round: BargainingRound, { enterpriseId, headcount }: EmployerPlace, itself: boolean): RoundEmployer => ({
  roundId: round.id,
  enterpriseId,
  kind: round.kind,
  answer: itself ? 'ACCEPTED' : null,
  answeredOn: itself ? round.noticedOn : null,
  reason: null,
  paperRef: null,
  answeredBy: itself ? tx.viewer.subject : null,
  workers: itself ? Math.max(1, headcount ?? 1) : null,
  isOpen: true,
});

function checkKind({ initiator, kind, workersSideId, employerIds }: NoticeBargainingInput): void {
  refuseIf(!isId(workersSideId), 'BAD_USER_INPUT', 'The union is named by its id.', { field: 'workersSideId' });
  refuseIf(
    ofOneEmployer(kind) && employerIds.length !== 1,
    'VALIDATION_FAILED',
    `A contract of the kind "${kind}" has one employer; got ${employerIds.length}.`,
    { rule: '2.2.3', field: 'employerIds' },
  );
  refuseIf(
    initiator === 'EMPLOYER' && !ofOneEmployer(kind),
    'VALIDATION_FAILED',
    'An employer asks for a contract of its own; a union asks many employers for one together.',
    { rule: '2.2.3', field: 'kind' },
  );
}

/**
 * The industry whose standards the round goes by (S-53): one of those of the employers by their records, so that nobody chooses a lower standard;
 * for one employer its own. An employer of which none is known may be of any.
 */
function industryOf({ industry, kind }: NoticeBargainingInput, employers: readonly EmployerPlace[]): IndustryCode | null {
  const kept = employers.map((employer) => employer.industry);
  refuseIf(
    industry != null && !kept.includes(null) && !kept.includes(industry),
    'VALIDATION_FAILED',
    `By their records the employers are of the industry ${[...new Set(kept)].sort().join(' or ')}; got ${industry}. Send one of these, or leave it out.`,
    { rule: 'S-53', field: 'industry' },
  );
  return industry ?? (ofOneEmployer(kind) ? ((kept[0] ?? null) as IndustryCode | null) : null);
}

/** Where the round lies: where organisation says that the union of the workers' side lies, whoever asks and from wherever they hold their office. */
async function pathOf(
  tx: Tx,
  { initiator, workersSideId }: NoticeBargainingInput,
  [first]: readonly EmployerPlace[],
): Promise<string> {
  if (initiator === 'WORKERS' || first?.unionId === workersSideId)
    return (await getUnion(tx, workersSideId, 'workersSideId')).scopePath;
  throw new Refusal('VALIDATION_FAILED', 'An employer asks the union that its workers belong to.', {
    rule: '2.2.3',
    field: 'workersSideId',
  });
}

/** Ends the rounds of these employers whose notice was not answered in time, so that a new one can begin. */
async function closeUnanswered({ db, now }: Tx, { kind, employerIds }: NoticeBargainingInput): Promise<void> {
  await rows(
    db,
    sql`with late as (
      update bargaining_round r set status = 'REFUSED', refused_on = r.reply_due_on + 1, version = r.version + 1
      where r.status = 'NOTICED' and r.kind = ${kind} and r.reply_due_on < ${civilDay(now)}::date and exists (
        select from round_employer e where e.round_id = r.id and e.is_open and e.enterprise_id = any(${[...employerIds]}::uuid[]))
      returning r.id)
    update round_employer e set is_open = false from late where e.round_id = late.id returning 1`,
  );
  // In a round that went on, whoever has not answered in time is not bargained with any more.
  await rows(
    db,
    sql`update round_employer e set is_open = false from bargaining_round r where r.id = e.round_id and e.is_open and e.answer is null
      and e.kind = ${kind} and r.initiator = 'WORKERS' and r.reply_due_on < ${civilDay(now)}::date
      and e.enterprise_id = any(${[...employerIds]}::uuid[]) returning 1`,
  );
}
