import { addDays, newId } from '@union-graph/subgraph';
import type { Trials } from '@union-graph/testing';
import { staff, type TestSubgraph } from '@union-graph/testing';
import { accountant, accountId, approver, caseworker, cashier, deposit, fundId } from '../books.ts';
import { pledge, receipt, receive } from '../donations.ts';
import { reserved, walk } from '../payouts.ts';
import { hashOf, statementFile } from '../statements.ts';
import { requested } from '../transfers.ts';
import { by, fresh, trialOf } from './trial.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const ACCOUNTANT = { may: ['FUND_ACCOUNTANT'], elsewhere: 'FORBIDDEN' } as const;
const CASHIER = { may: ['FUND_CASHIER'], elsewhere: 'FORBIDDEN' } as const;
const APPROVER = { may: ['FUND_APPROVER'], elsewhere: 'FORBIDDEN' } as const;

let budgets = 0;
/** A fund and a year that together no other budget has. */
const fundAndYear = () => {
  const at = budgets++;
  return { fundId: fundId(1 + (Math.floor(at / 80) % 5)), year: 2021 + (at % 80) };
};

const ledgerTrials: Trials = {
  postEntry: trialOf({ ...ACCOUNTANT, twenty: 'done', hears: { amountFen: 'UNBALANCED_ENTRY' } }, async () =>
    by(accountant, {
      book: 'FOUNDATION',
      memo: '利息',
      postedOn: '2013-10-18',
      postings: [
        { accountId: accountId(1, '1002'), side: 'DEBIT', amountFen: '5' },
        { accountId: accountId(1, '4101'), side: 'CREDIT', amountFen: '5' },
      ],
    }),
  ),
  reverseEntry: trialOf({ ...ACCOUNTANT, twenty: 'DUPLICATE' }, async (subgraph) =>
    by(accountant, { entryId: await deposit(subgraph, 1, 5), memo: '更正' }),
  ),
  closePeriod: trialOf({ ...ACCOUNTANT, twenty: 'DUPLICATE' }, async () =>
    // A year that no entry is in, one book a call: months are closed one after the other.
    by(accountant, { book: ['FOUNDATION', 'UNION_SERVICE', 'MUTUAL_AID', 'SKILLS'][fresh() % 4], year: 2001, month: 1 }),
  ),
  // Who finds it there, and who writes it at the same moment.
  allocateBudget: trialOf({ ...ACCOUNTANT, twenty: 'VERSION_CONFLICT|DUPLICATE' }, async () =>
    by(accountant, { ...fundAndYear(), category: 'PROJECTS', allocatedFen: '1000' }),
  ),
  allocateRunningFund: trialOf({ ...ACCOUNTANT, twenty: 'VERSION_CONFLICT|DUPLICATE' }, async (subgraph) => {
    const unionId = newId();
    await subgraph.sql("insert into union_standing values ($1, 'COMMUNITY_JOINT_UNION', false, 1)", [unionId]);
    return by(accountant, { unionId, year: 2013, amountFen: '300000' });
  }),
  setFundRule: trialOf({ may: ['CITY_DEPT'], elsewhere: 'FORBIDDEN', twenty: 'VERSION_CONFLICT' }, async ({ sql }) => {
    const values = await sql("select from rule_number where name = 'HOME_VISITORS'");
    const set = {
      name: 'HOME_VISITORS',
      value: 3,
      effectiveFrom: addDays('2014-01-10', fresh()),
      reason: '加强核实',
    };
    return by(CITY, { ...set, expectedVersion: values.length });
  }),
};

const transferTrials: Trials = {
  requestBookTransfer: trialOf({ ...ACCOUNTANT, twenty: 'done' }, async () =>
    by(accountant, { fromFundId: fundId(1), toFundId: fundId(2), amountFen: '5', purpose: '联合活动' }),
  ),
  approveBookTransfer: trialOf({ ...APPROVER, elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' }, async (subgraph) => {
    const { id, version } = await requested(subgraph);
    return by(approver, { transferId: id, side: 'GIVING', expectedVersion: version });
  }),
  rejectBookTransfer: trialOf({ ...APPROVER, elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' }, async (subgraph) => {
    const { id, version } = await requested(subgraph);
    return by(approver, { transferId: id, reason: '用途不符', expectedVersion: version });
  }),
};

const bankTrials: Trials = {
  makePaymentBatch: trialOf({ ...CASHIER, twenty: 'VALIDATION_FAILED' }, async (subgraph) => {
    await deposit(subgraph, 1, 10_000);
    await walk(subgraph, await reserved(subgraph), 'approve');
    return by(cashier, { fundId: fundId(1) });
  }),
  // Twenty who hand in one file get one statement. An unfit text has another checksum than the one given.
  importBankStatement: trialOf(
    { ...CASHIER, twenty: 'done', hears: { file: 'VALIDATION_FAILED', sha256: 'VALIDATION_FAILED' } },
    async () => {
      const file = statementFile([`${newId()},${newId()},10.00,成功,`], '10.00');
      return by(cashier, { fundId: fundId(1), file, sha256: hashOf(file) });
    },
  ),
};

const donationStep =
  (make: (subgraph: TestSubgraph) => Promise<{ id: string; version: number }>, more: object = {}) =>
  async (subgraph: TestSubgraph) => {
    const { id, version } = await make(subgraph);
    return { donationId: id, expectedVersion: version, ...more };
  };
const receivable = donationStep(pledge);
const cancellable = donationStep(pledge, { reason: '捐赠人未付款' });
const receivedOnes = donationStep(receive);
const refundable = donationStep(
  async (subgraph) => (await receipt(subgraph, await receive(subgraph))).data.issueReceipt.donation,
  {
    reason: '捐赠人要求',
  },
);
const DONATION = { elsewhere: 'NOT_FOUND', twenty: 'VERSION_CONFLICT' } as const;

const donationTrials: Trials = {
  pledgeDonation: trialOf(
    { may: ['FUND_CASEWORKER', 'FUND_CASHIER', 'FUND_ACCOUNTANT'], elsewhere: 'FORBIDDEN', twenty: 'done' },
    async () => by(caseworker, { donorKind: 'ORGANISATION', organisationName: '测试公司', amountFen: '100', purpose: '助学' }),
  ),
  cancelPledge: trialOf({ ...DONATION, may: ['FUND_CASEWORKER', 'FUND_CASHIER', 'FUND_ACCOUNTANT'] }, async (subgraph) =>
    by(caseworker, await cancellable(subgraph)),
  ),
  receiveDonation: trialOf({ ...DONATION, may: ['FUND_CASHIER'] }, async (subgraph) => by(cashier, await receivable(subgraph))),
  issueReceipt: trialOf({ ...DONATION, may: ['FUND_ACCOUNTANT'] }, async (subgraph) =>
    by(accountant, await receivedOnes(subgraph)),
  ),
  refundDonation: trialOf({ ...DONATION, may: ['FUND_ACCOUNTANT'] }, async (subgraph) =>
    by(accountant, await refundable(subgraph)),
  ),
};

export const moneyTrials: Trials = { ...ledgerTrials, ...transferTrials, ...bankTrials, ...donationTrials };
