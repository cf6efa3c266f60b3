import { member, type Trials } from '@union-graph/testing';
import { UNION } from '../builders.ts';
import { creditActs, SCHOOL } from '../credits.ts';
import { by, trialOf } from './trial.ts';

const INSTITUTION = { may: ['INSTITUTION'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

export const creditTrials: Trials = {
  depositCredits: trialOf(
    { ...INSTITUTION, elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE', notLookedUp: ['memberId'] },
    async (subgraph) => {
      const { memberId, institutionId } = await creditActs(subgraph).worker();
      const earned = {
        source: 'NON_FORMAL',
        credits: 10,
        earnedAt: '2013-09-01',
        evidence: '岗位业绩证明',
        evidenceNo: '2013-17',
      };
      return by(SCHOOL, { memberId, institutionId, ...earned });
    },
  ),
  voidCredits: trialOf({ ...INSTITUTION, may: ['INSTITUTION', 'CITY_DEPT'] }, async (subgraph) => {
    const acts = creditActs(subgraph);
    const { id, version } = await acts.stored(await acts.worker());
    return by(SCHOOL, { entryId: id, expectedVersion: version, reason: '材料有误' });
  }),
  // Whoever has no such credits has none to convert.
  requestConversion: trialOf(
    { may: ['MEMBER'], elsewhere: null, twenty: 'QUOTA_EXCEEDED', hears: { entryIds: 'QUOTA_EXCEEDED' } },
    async (subgraph) => {
      const acts = creditActs(subgraph);
      const of = await acts.worker();
      const { id } = await acts.stored(of);
      return by(member(of.memberId, UNION), { programmeId: of.programmeId, entryIds: [id] });
    },
  ),
  commitConversion: trialOf(INSTITUTION, async (subgraph) => {
    const acts = creditActs(subgraph);
    const of = await acts.worker();
    await acts.stored(of);
    const { id, version } = await acts.requested(of);
    return by(SCHOOL, { conversionId: id, expectedVersion: version, decision: 'RELEASE', reason: '材料不全' });
  }),
};
