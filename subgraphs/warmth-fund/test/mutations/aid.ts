import type { Viewer } from '@union-graph/identity';
import { addDays, newId } from '@union-graph/subgraph';
import type { TestSubgraph, Trials } from '@union-graph/testing';
import { allocateAid, applied, cityDept, clerk, done, insertCycle, reviewed, setCycle, stepOf } from '../aid.ts';
import { approver, caseworker, deposit, fundId } from '../books.ts';
import { buildPlan, claimAct, claimStep, covered, fireInput, paper } from '../claims.ts';
import { insertFile } from '../hardship.ts';
import { by, fresh, trialOf } from './trial.ts';

const SPOT = {
  may: ['STATION_STAFF', 'JOINT_UNION_OFFICER', 'FUND_CASEWORKER'],
  elsewhere: 'NOT_FOUND',
  twenty: 'VERSION_CONFLICT',
} as const;
const CASEWORKER = { ...SPOT, may: ['FUND_CASEWORKER'] } as const;
const APPROVER = { ...SPOT, may: ['FUND_APPROVER'] } as const;

/** The cycle of a scheme, made once a test database, and open. */
async function openCycle(subgraph: TestSubgraph): Promise<string> {
  const [known] = await subgraph.sql<{ id: string }>(
    "select c.id from aid_cycle c join aid_scheme s on s.id = c.scheme_id where s.code = 'MEDICAL'",
  );
  if (!known) {
    await deposit(subgraph, 1, 100_000_000);
    await allocateAid(subgraph, '100000000');
    return insertCycle(subgraph, {});
  }
  await setCycle(subgraph, known.id, 'OPEN');
  return known.id;
}

/** A scheme of a code, made once a test database, without a cycle. */
async function scheme({ sql }: TestSubgraph, code: string): Promise<string> {
  await sql(
    `insert into aid_scheme (id, code, name_zh, fund_id, cap_fen, per_cycle, valid_from, needs_active_file)
     select $1, $2, '测试', $3, 1000, 1, '2013-01-01', false where not exists (select from aid_scheme where code = $2)`,
    [newId(), code, fundId(1)],
  );
  const [row] = await sql<{ id: string }>('select id from aid_scheme where code = $1', [code]);
  return row?.id as string;
}

/** The week of a cycle that no other has. */
const days = () => {
  const from = addDays('2016-01-01', 7 * fresh());
  return { from, to: addDays(from, 6) };
};

const application = async (subgraph: TestSubgraph) => applied(subgraph, await openCycle(subgraph));
const checked = async (subgraph: TestSubgraph) => done(subgraph, clerk, 'checkAid', stepOf(await application(subgraph)));
const returned = async (subgraph: TestSubgraph) =>
  done(subgraph, caseworker, 'returnAid', { ...stepOf(await application(subgraph)), note: '补充材料' });
async function decidable(subgraph: TestSubgraph) {
  const cycle = await openCycle(subgraph);
  const one = await reviewed(subgraph, cycle);
  await setCycle(subgraph, cycle, 'FROZEN');
  return one;
}

export const aidTrials: Trials = {
  defineScheme: trialOf({ may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' }, async () =>
    by(cityDept, {
      ...{
        code: 'EMPLOYMENT',
        nameZh: '就业援助',
        fundId: fundId(1),
        capFen: '1000',
        perCycle: 1,
        validFrom: addDays('2014-01-01', fresh()),
      },
      ...{ rule: { needsActiveFile: true, maxPerCapitaBpOfLine: 15_000, causes: ['UNEMPLOYMENT'] }, reason: '新设' },
    }),
  ),
  openCycle: trialOf({ ...CASEWORKER, elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE' }, async (subgraph) =>
    by(caseworker, { schemeId: await scheme(subgraph, 'SCHOOLING'), ...days() }),
  ),
  freezeCycle: trialOf({ ...CASEWORKER, elsewhere: 'FORBIDDEN' }, async (subgraph) => {
    const { from, to } = days();
    const id = newId();
    await subgraph.sql("insert into aid_cycle (id, scheme_id, from_day, to_day, status) values ($1, $2, $3, $4, 'OPEN')", [
      ...[id, await scheme(subgraph, 'FESTIVAL'), from, to],
    ]);
    return { ...by(caseworker, { cycleId: id, expectedVersion: 1 }), now: `${from}T10:00:00+08:00` };
  }),
  applyForAid: trialOf(
    {
      ...SPOT,
      twenty: 'QUOTA_EXCEEDED',
      hears: { memberId: 'NOT_ELIGIBLE', accountMasked: 'VALIDATION_FAILED' },
    },
    async (subgraph) => {
      const head = newId();
      const cycleId = await openCycle(subgraph);
      await insertFile(subgraph, { head, path: '/city/110105/u/' });
      // One more than these may wait undecided.
      await subgraph.sql(
        `insert into aid_application (id, member_id, cycle_id, requested_fen, status, applied_at, scope_path, version)
         select gen_random_uuid(), $1, $2, 100, 'SUBMITTED', '2013-10-18T02:00:00Z', '/city/110105/u/', 1 from generate_series(1, 4)`,
        [head, cycleId],
      );
      return by(clerk, { cycleId, memberId: head, requestedFen: '400000', reason: '孩子住院' });
    },
  ),
  checkAid: trialOf(SPOT, async (subgraph) => by(clerk, stepOf(await application(subgraph)))),
  reviewAid: trialOf(CASEWORKER, async (subgraph) => by(caseworker, { ...stepOf(await checked(subgraph)), opinion: '属实' })),
  returnAid: trialOf({ ...SPOT, may: ['FUND_CASEWORKER', 'FUND_APPROVER'] }, async (subgraph) =>
    by(caseworker, { ...stepOf(await application(subgraph)), note: '补充材料' }),
  ),
  resubmitAid: trialOf({ ...SPOT, hears: { accountMasked: 'VALIDATION_FAILED' } }, async (subgraph) =>
    by(clerk, { ...stepOf(await returned(subgraph)), requestedFen: '300000', reason: '已补充' }),
  ),
  approveAid: trialOf(APPROVER, async (subgraph) => by(approver, { ...stepOf(await decidable(subgraph)), approvedFen: '1000' })),
  rejectAid: trialOf(APPROVER, async (subgraph) => by(approver, { ...stepOf(await application(subgraph)), note: '不符合' })),
  cancelAid: trialOf({ ...SPOT, may: ['FUND_CASEWORKER', 'FUND_APPROVER'] }, async (subgraph) =>
    by(caseworker, { ...stepOf(await application(subgraph)), note: '本人撤回' }),
  ),
};

async function plan(subgraph: TestSubgraph): Promise<void> {
  const known = await subgraph.sql('select from mutual_aid_plan');
  if (known.length === 0) await buildPlan(subgraph);
}

interface Claim {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

async function submitted(subgraph: TestSubgraph, more: object = {}): Promise<Claim & { viewer: Viewer }> {
  await plan(subgraph);
  const { viewer } = await covered(subgraph);
  const { claim } = (await claimAct(subgraph, viewer, 'submitClaim', fireInput(more))).data.submitClaim;
  return { ...claim, viewer };
}

const claimOf = ({ id, version }: Claim) => ({ claimId: id, expectedVersion: version });
const YES = { decision: 'ACCEPT' };
const NO = { decision: 'REJECT', reason: '材料不实' };

export const claimTrials: Trials = {
  defineMutualAidPlan: trialOf(
    { may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE', blank: {} },
    async (subgraph) => {
      await plan(subgraph);
      const day = addDays('2015-01-01', fresh());
      return by(cityDept, {
        ...{ code: `MA-${day}`, nameZh: '互助保障', periodFrom: day, periodTo: day },
        benefits: [{ code: 'HOME_FIRE', rateBp: 1000, capFen: '300000', documents: ['FIRE_REPORT'] }],
      });
    },
  ),
  submitClaim: trialOf(
    {
      ...SPOT,
      elsewhere: 'NOT_FOUND',
      twenty: 'DUPLICATE',
      hears: { memberId: 'NOT_ELIGIBLE', accountMasked: 'VALIDATION_FAILED', disabilityGrade: 'VALIDATION_FAILED' },
    },
    async (subgraph) => {
      await plan(subgraph);
      const { person } = await covered(subgraph);
      return by(clerk, { ...fireInput(), memberId: person });
    },
  ),
  addClaimDocuments: trialOf(SPOT, async (subgraph) =>
    by(clerk, { ...claimOf(await submitted(subgraph, { documents: [] })), documents: [paper('FIRE_REPORT')] }),
  ),
  assessClaim: trialOf({ ...SPOT, may: ['FUND_CASEWORKER', 'FUND_APPROVER'] }, async (subgraph) =>
    by(caseworker, { ...claimOf(await submitted(subgraph)), ...YES, lossFen: '2000000' }),
  ),
  approveClaim: trialOf(APPROVER, async (subgraph) => {
    await deposit(subgraph, 3, 1_000_000);
    const claim = await claimStep(subgraph, caseworker, 'assessClaim', await submitted(subgraph), YES);
    return by(approver, { ...claimOf(claim), ...YES });
  }),
  appealClaim: trialOf(SPOT, async (subgraph) => {
    const claim = await claimStep(subgraph, caseworker, 'assessClaim', await submitted(subgraph), NO);
    return by(clerk, { ...claimOf(claim), appeal: '已补充材料' });
  }),
};
