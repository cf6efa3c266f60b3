import { personId } from '../../demo/persons.ts';
import { certificateFacts } from '../../demo/training-subsidies.ts';
import { id } from '../../ids.ts';
import type { Row } from '../../load.ts';
import type { People } from '../members.ts';
import type { Profile } from '../profile.ts';
import { type Employed, employed } from './people.ts';
import { OCCUPATIONS } from './subsidies.ts';

const COMPETITION = id('competition', 'city-2013-spring');
/** 29 June, the seventh day after the final, is a Saturday: appeals are taken until Monday. */
const DAYS = { from: '2013-03-04', until: '2013-03-29', preliminary: '2013-05-11', final: '2013-06-22', appeals: '2013-07-01' };
/** One member in so many enters, and of each event's entries one in five reaches the final [D]. */
const SHARE = 300;
const FINALISTS = 5;

const instant = (day: string): string => `${day}T16:00:00+08:00`;
const eventId = (occupation: string): string => id('competition-event', `city-2013-spring ${occupation}`);
const entryId = (occupation: string, at: number): string => id('competition-entry', `city-2013-spring ${occupation} ${at}`);
const certificateNo = (at: number): string => `133${String(at).padStart(13, '0')}`;

/** The fewest that enter an event, so that its final has two. */
const LEAST = 10;

/** How many enter each of the events. */
const perEvent = ({ jointMembers }: Profile): number => Math.max(LEAST, Math.floor(jointMembers / SHARE / OCCUPATIONS.length));
const finalistsOf = (entries: number): number => Math.ceil(entries / FINALISTS);

/** Entries, awards and champions' certificates. */
export const competitionCounts = (profile: Profile) => {
  const entries = perEvent(profile);
  const events = OCCUPATIONS.length;
  return { entries: entries * events, awards: finalistsOf(entries) * events, champions: events };
};

/** A table and its rows. */
type Rows = readonly [table: string, rows: readonly Row[]];

interface Entry {
  readonly occupation: string;
  /** Their place in the event, the best first. */
  readonly at: number;
  readonly worker: Employed;
}

/** The rows of one competition that is over, in the order of their foreign keys. Its events, scores and champions are invented. */
export function competitionRows(people: People): readonly [Rows, ...Rows[]] {
  const count = perEvent(people.profile);
  const entries: Entry[] = employed(people, count * OCCUPATIONS.length, 0.4).map((worker, place) => ({
    occupation: OCCUPATIONS[place % OCCUPATIONS.length] as string,
    at: Math.floor(place / OCCUPATIONS.length),
    worker,
  }));
  const finalists = entries.filter(({ at }) => at < finalistsOf(count));
  return [
    ['competition', [competition()]],
    [
      'competition_organiser',
      ['SCIENCE', 'HRSS'].map((agency_code, at) => ({ competition_id: COMPETITION, agency_code, position: at + 1 })),
    ],
    ['competition_event', OCCUPATIONS.map(eventRow)],
    ['competition_entry', entries.map((entry) => entryRow(entry, finalistsOf(count)))],
    ['certificate', finalists.filter(({ at }) => at === 0).map(certificateRow)],
    ['competition_award', finalists.map(awardRow)],
  ];
}

const competition = () => ({
  id: COMPETITION,
  name_zh: '首都职工春季职业技能竞赛',
  year: 2013,
  status: 'CERTIFIED',
  registration_from: DAYS.from,
  registration_until: DAYS.until,
  preliminary_on: DAYS.preliminary,
  final_on: DAYS.final,
  published_at: instant(DAYS.final),
  published_by: personId('shen-ping'),
  appeals_until: DAYS.appeals,
  announced_by: personId('shen-ping'),
  announced_at: '2013-02-25T10:00:00+08:00',
  version: 7,
});

const eventRow = (occupation: string) => ({
  id: eventId(occupation),
  competition_id: COMPETITION,
  occupation_code: occupation,
  certifiable: true,
  scored_by: [personId('peng-bo')],
  version: 3,
});

/** The best has most points in both rounds, so ranks and scores agree. */
function entryRow({ occupation, at, worker }: Entry, finalists: number) {
  const isFinalist = at < finalists;
  return {
    id: entryId(occupation, at),
    event_id: eventId(occupation),
    member_id: worker.memberId,
    status: isFinalist ? 'QUALIFIED' : 'ELIMINATED',
    preliminary_score: Math.max(0, 100 - at),
    final_score: isFinalist ? 100 - at : null,
    entered_at: instant(`2013-03-${String(4 + (at % 20)).padStart(2, '0')}`),
    scope_path: worker.scopePath,
    version: isFinalist ? 3 : 2,
  };
}

const placeOf = (occupation: string): number => OCCUPATIONS.indexOf(occupation);

/** The labour authority makes a champion a senior technician (S-61). */
const certificateRow = ({ occupation, worker }: Entry) => ({
  ...certificateFacts,
  id: id('certificate', certificateNo(placeOf(occupation))),
  member_id: worker.memberId,
  level: 1,
  occupation_code: occupation,
  cert_no: certificateNo(placeOf(occupation)),
  source: 'COMPETITION',
  issuing_agency: 'HRSS',
  issued_at: '2013-07-15',
  issuer_ref: id('competition-award', entryId(occupation, 0)),
  verified_by: personId('fan-yong'),
  verified_at: instant('2013-07-15'),
  recorded_by: personId('fan-yong'),
  recorded_at: instant('2013-07-15'),
  scope_path: worker.scopePath,
});

const awardRow = ({ occupation, at, worker }: Entry) => ({
  id: id('competition-award', entryId(occupation, at)),
  event_id: eventId(occupation),
  entry_id: entryId(occupation, at),
  member_id: worker.memberId,
  rank: at + 1,
  certificate_id: at === 0 ? id('certificate', certificateNo(placeOf(occupation))) : null,
  scope_path: worker.scopePath,
});
