import {
  addDays,
  checkedName,
  checkedNumber,
  checkedText,
  civilDay,
  insertRow,
  insertRows,
  newId,
  refuseIf,
  rows,
  sql,
  type Tx,
} from '@union-graph/subgraph';
import { checkedAgencies } from '../agency/queries.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { AnnounceCompetitionInput } from '../schema.gen.ts';
import { Competition } from './Competition.ts';
import { CompetitionEvent } from './CompetitionEvent.ts';
import { competitionPolicy } from './policy.ts';

const MOST_EVENTS = 50;

/** Announces a competition with its events and days; nobody can enter before registration begins. */
export async function announceCompetition(tx: Tx, input: AnnounceCompetitionInput): Promise<{ competition: Competition }> {
  competitionPolicy.authorise(tx.viewer, 'announceCompetition', {});
  const nameZh = checkedName(input.nameZh, 'nameZh', 60, 2);
  const days = checkedDays(input, civilDay(tx.now));
  const last = addDays(civilDay(tx.now), tx.number(numbers.PLANNED_DAYS_AHEAD));
  refuseIf(days.finalOn > last, 'VALIDATION_FAILED', `The final is on a day until ${last}; got ${days.finalOn}.`, {
    rule: 'S-61',
    field: 'finalOn',
  });
  const organisers = await checkedAgencies(tx, input.organiserCodes, 'organiserCodes');
  checkedNumber(organisers.length, 'organiserCodes', [1, 10]);
  checkedNumber(input.events.length, 'events', [1, MOST_EVENTS]);
  const events = input.events.map(({ occupationCode, certifiable }) => ({
    occupationCode: checkedText(occupationCode, 'occupationCode', 20),
    certifiable,
  }));
  const occupations = events.map(({ occupationCode }) => occupationCode);
  refuseIf(new Set(occupations).size < occupations.length, 'BAD_USER_INPUT', 'Each occupation has one event.', {
    field: 'occupationCode',
  });
  const competition = await insertRow(tx.db, Competition, {
    id: newId(),
    nameZh,
    year: Number(days.finalOn.slice(0, 4)),
    status: 'ANNOUNCED' as const,
    ...days,
    publishedAt: null,
    publishedBy: null,
    appealsUntil: null,
    announcedBy: actingPerson(tx.viewer),
    announcedAt: tx.now,
    version: 1,
  });
  await rows(
    tx.db,
    sql`insert into competition_organiser (competition_id, agency_code, position)
      select ${competition.id}, code, position from unnest(${organisers}::text[]) with ordinality as organiser(code, position)`,
  );
  await insertRows(
    tx.db,
    CompetitionEvent,
    events.map((event) => ({ ...event, id: newId(), competitionId: competition.id, scoredBy: [], version: 1 })),
  );
  return { competition };
}

/** The days of a competition lie ahead and follow one another: registration, the preliminary round, the final. */
function checkedDays(input: AnnounceCompetitionInput, today: string) {
  const { registrationFrom, registrationUntil, preliminaryOn, finalOn } = input;
  refuseIf(registrationFrom < today, 'VALIDATION_FAILED', 'Registration begins today at the earliest.', {
    field: 'registrationFrom',
  });
  refuseIf(registrationUntil < registrationFrom, 'BAD_USER_INPUT', 'Registration ends before it begins.', {
    field: 'registrationUntil',
  });
  refuseIf(preliminaryOn <= registrationUntil, 'BAD_USER_INPUT', 'The preliminary round is after the registration.', {
    field: 'preliminaryOn',
  });
  refuseIf(finalOn < preliminaryOn, 'BAD_USER_INPUT', 'The final is not before the preliminary round.', { field: 'finalOn' });
  return { registrationFrom, registrationUntil, preliminaryOn, finalOn };
}
