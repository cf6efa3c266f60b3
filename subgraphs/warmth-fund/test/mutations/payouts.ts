import type { Role, Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import type { Trial, Trials } from '@union-graph/testing';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import { accountant, approver, caseworker, cashier, deposit, fundId } from '../books.ts';
import { approve, type Payout, requestInput, reserved, type Step, walk } from '../payouts.ts';
import { insertUnion } from '../unions.ts';
import { by, fresh, trialOf } from './trial.ts';

const step = (
  may: readonly Role[],
  viewer: Viewer,
  before: readonly Step[],
  more: object = {},
  twenty = 'VERSION_CONFLICT',
): Trial =>
  trialOf({ may, elsewhere: 'NOT_FOUND', twenty }, async (subgraph) => {
    await deposit(subgraph, 1, 1_000);
    const { id, version } = await walk(subgraph, await reserved(subgraph), ...before);
    return by(viewer, { disbursementId: id, expectedVersion: version, ...more });
  });

const payoutTrials: Trials = {
  requestDisbursement: trialOf(
    {
      may: ['FUND_CASEWORKER'],
      // A source of another part of the city is as one that nobody approved.
      elsewhere: 'SOURCE_NOT_APPROVED',
      twenty: 'DUPLICATE',
      // C-11: what was not approved so is no source.
      hears: {
        ...{ subgraph: 'SOURCE_NOT_APPROVED', typeName: 'SOURCE_NOT_APPROVED', id: 'SOURCE_NOT_APPROVED' },
        ...{ fundId: 'PAYEE_MISMATCH', memberId: 'PAYEE_MISMATCH', organisationId: 'PAYEE_MISMATCH', unionId: 'PAYEE_MISMATCH' },
        accountMasked: 'VALIDATION_FAILED',
      },
    },
    async (subgraph) => {
      await deposit(subgraph, 1, 1_000);
      const { idempotencyKey: _, ...input } = requestInput();
      await approve(subgraph, { ...input, idempotencyKey: key() });
      return by(caseworker, input);
    },
  ),
  approveDisbursement: step(['FUND_APPROVER'], approver, []),
  sendDisbursement: step(['FUND_CASHIER'], cashier, ['approve']),
  settleDisbursement: step(['FUND_CASHIER'], cashier, ['approve', 'send']),
  failDisbursement: step(['FUND_CASHIER'], cashier, ['approve', 'send'], { returnCode: 'AC04' }),
  recordReturn: step(['FUND_CASHIER'], cashier, ['approve', 'send', 'settle'], { returnCode: 'AC01' }),
  voidDisbursement: step(['FUND_CASEWORKER', 'FUND_APPROVER'], caseworker, ['approve']),
};

const UNION = newId();
const officer = staff(newId(), 'JOINT_UNION_OFFICER', `/city/110105/${UNION}/`);
const district = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const city = staff(newId(), 'CITY_DEPT');
const yes = { decision: 'ACCEPT' };
const wish = { unionId: UNION, purpose: '法律讲座', requestedFen: '1000', accountMasked: '0200 **** 1234' };

interface Cost extends Payout {
  readonly disbursement: Payout;
}

async function send(subgraph: TestSubgraph, viewer: Viewer, mutation: string, input: object): Promise<Cost> {
  const answer = await subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { application { id version } } }`,
    { input: { idempotencyKey: key(), ...input } },
  );
  if (answer.errors) throw new Error(`${mutation}: ${answer.errors[0]?.message}`);
  return answer.data[mutation].application;
}

const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, expectedVersion: version });
/** The cost of something else each time: one cost is asked for once. */
const anotherWish = () => ({ ...wish, purpose: `${wish.purpose} ${fresh()}` });
const asked = async (subgraph: TestSubgraph) => {
  await insertUnion(subgraph, wish.unionId);
  return send(subgraph, officer, 'applyForServiceCost', anotherWish());
};
const coordinated = async (subgraph: TestSubgraph) =>
  send(subgraph, district, 'coordinateServiceCost', { ...of(await asked(subgraph)), ...yes });
const receipts = () => ({ receipts: [{ receiptNo: `R-${fresh()}`, issuedOn: '2013-10-18', title: '场地费', amountFen: '900' }] });

async function budgeted(subgraph: TestSubgraph): Promise<void> {
  await deposit(subgraph, 2, 1_000);
  await subgraph.sql(
    `insert into budget values (gen_random_uuid(), $1, 2013, 'SERVICE_COSTS', 100000000, 0, 0, 1) on conflict do nothing`,
    [fundId(2)],
  );
}

async function paid(subgraph: TestSubgraph): Promise<{ id: string; version: number }> {
  await budgeted(subgraph);
  const { id } = await send(subgraph, city, 'grantServiceCost', { ...of(await coordinated(subgraph)), ...yes });
  const [payout] = await subgraph.sql<Payout>('select id, version from disbursement where source_id = $1', [id]);
  await walk(subgraph, payout as Payout, 'approve', 'send', 'settle');
  const [row] = await subgraph.sql<Payout>('select id, version from service_cost_application where id = $1', [id]);
  return row as Payout;
}

const accountedFor = async (subgraph: TestSubgraph) =>
  send(subgraph, officer, 'accountForServiceCost', { ...of(await paid(subgraph)), ...receipts() });

const ABOVE = { may: ['DISTRICT_ADMIN', 'CITY_DEPT'], elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

const costTrials: Trials = {
  applyForServiceCost: trialOf(
    { may: ['JOINT_UNION_OFFICER'], elsewhere: 'FORBIDDEN', twenty: 'DUPLICATE', hears: { accountMasked: 'VALIDATION_FAILED' } },
    async (subgraph) => {
      await insertUnion(subgraph, wish.unionId);
      return by(officer, anotherWish());
    },
  ),
  coordinateServiceCost: trialOf(ABOVE, async (subgraph) =>
    by(district, { ...of(await asked(subgraph)), decision: 'REJECT', reason: '重复' }),
  ),
  grantServiceCost: trialOf(ABOVE, async (subgraph) => {
    await budgeted(subgraph);
    return by(city, { ...of(await coordinated(subgraph)), ...yes, grantedFen: '900' });
  }),
  accountForServiceCost: trialOf({ ...ABOVE, may: ['JOINT_UNION_OFFICER'] }, async (subgraph) =>
    by(officer, { ...of(await paid(subgraph)), ...receipts() }),
  ),
  settleServiceCost: trialOf({ ...ABOVE, may: ['FUND_ACCOUNTANT'] }, async (subgraph) =>
    by(accountant, of(await accountedFor(subgraph))),
  ),
};

export const payoutTrialsOfFund: Trials = { ...payoutTrials, ...costTrials };
