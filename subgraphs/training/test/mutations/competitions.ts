import { newId } from '@union-graph/subgraph';
import type { Trials } from '@union-graph/testing';
import { freshCertNo } from '../builders.ts';
import { appealOf, asMember, CITY, competitionIn, delegateOf } from '../competitions.ts';
import { by, CITY_ONLY, OWN, trialOf } from './trial.ts';

/** A day on which the finals are over, and one on which appeals may be filed. */
const [AFTER_FINAL, APPEAL_DAY] = ['2013-11-02T18:00:00+08:00', '2013-10-15T10:00:00+08:00'];

const ANNOUNCEMENT = {
  organiserCodes: ['SCIENCE', 'HRSS'],
  events: [{ occupationCode: '6-05-02-01', certifiable: true }],
  registrationFrom: '2013-10-21',
  registrationUntil: '2013-10-31',
  preliminaryOn: '2013-11-05',
  finalOn: '2013-11-09',
};

const ruledTrials: Trials = {
  announceCompetition: trialOf({ ...CITY_ONLY, twenty: 'DUPLICATE' }, async () =>
    by(CITY, { nameZh: `技能大赛${newId()}`, ...ANNOUNCEMENT }),
  ),
  advanceCompetition: trialOf(CITY_ONLY, async ({ sql }) => {
    const { competitionId } = await competitionIn(sql, 'ANNOUNCED');
    return by(CITY, { competitionId, expectedVersion: 1, to: 'REGISTRATION' });
  }),
  recordCompetitionScores: trialOf(CITY_ONLY, async ({ sql }) => {
    const { eventId, finalists } = await competitionIn(sql, 'FINAL');
    const scores = finalists.map(({ entryId }, at) => ({ entryId, score: 95 - at }));
    return by(CITY, { eventId, expectedVersion: 1, scores }, AFTER_FINAL);
  }),
  publishResults: trialOf(CITY_ONLY, async ({ sql }) => {
    const { competitionId, eventId } = await competitionIn(sql, 'FINAL');
    await sql(
      `update competition_entry e set final_score = 80 + r.n
       from (select id, row_number() over () as n from competition_entry where event_id = $1) r where e.id = r.id`,
      [eventId],
    );
    return by(CITY, { competitionId, expectedVersion: 1 }, AFTER_FINAL);
  }),
  decideAppeal: trialOf(CITY_ONLY, async ({ sql }) => {
    const played = await competitionIn(sql, 'RESULTS');
    const corrections = [{ entryId: played.finalists[1].entryId, score: 99 }];
    const appealId = await appealOf(sql, played);
    return by(CITY, { appealId, expectedVersion: 1, upheld: true, decision: '计时更正', corrections }, APPEAL_DAY);
  }),
};

export const competitionTrials: Trials = {
  ...ruledTrials,
  registerEntry: trialOf({ may: ['MEMBER'], elsewhere: null, twenty: 'DUPLICATE' }, async ({ sql }) =>
    by(asMember(newId()), { eventId: (await competitionIn(sql, 'REGISTRATION')).eventId }),
  ),
  withdrawEntry: trialOf(OWN, async ({ sql }) => {
    const [{ memberId, entryId }] = (await competitionIn(sql, 'REGISTRATION')).finalists;
    return by(asMember(memberId), { entryId, expectedVersion: 1 });
  }),
  // Whoever took no part in an event has no entry there to appeal for.
  fileAppeal: trialOf({ may: ['MEMBER'], elsewhere: 'NOT_FOUND', twenty: 'DUPLICATE' }, async ({ sql }) => {
    const { eventId, finalists } = await competitionIn(sql, 'RESULTS');
    return by(asMember(finalists[1].memberId), { eventId, ground: '计时有误' }, APPEAL_DAY);
  }),
  issueChampionCertificate: trialOf(
    { may: ['LINKED_PARTY'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' },
    async ({ sql }) => {
      const [{ awardId }] = (await competitionIn(sql, 'APPEAL_CLOSED')).finalists;
      return by(await delegateOf(sql, 'HRSS'), { awardId, expectedVersion: 1, certNo: freshCertNo() });
    },
  ),
};
