import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { unionId, unionPath } from './unions.ts';
import { accountId, type Entry, entry, fundId } from './warmth-fund-books.ts';

type Status = 'SUBMITTED' | 'COORDINATED' | 'SPENT' | 'SETTLED' | 'REJECTED';

interface CostSeed {
  readonly union: string;
  readonly officer: string;
  /** Of the union above. */
  readonly coordinator: string;
  readonly purpose: string;
  readonly requestedFen: number;
  readonly grantedFen?: number;
  readonly status: Status;
  readonly appliedOn: string;
  readonly paidAt?: string;
  readonly reason?: string;
  readonly receipts?: readonly (readonly [receiptNo: string, issuedOn: string, title: string, amountFen: number])[];
}

/** Service costs of 2013 (S-33): one accounted for and accepted, with what was left given back; one accounted for, two under way, one turned down. */
const COSTS: readonly CostSeed[] = [
  {
    union: 'joint-panjiayuan',
    officer: 'chen-xiaomei',
    coordinator: 'feng-jing',
    purpose: '社区法律讲座四场',
    requestedFen: 200_000,
    grantedFen: 180_000,
    status: 'SETTLED',
    appliedOn: '2013-09-02',
    paidAt: '2013-09-12T10:20:00+08:00',
    receipts: [
      ['京A-0093117', '2013-09-18', '讲座场地费', 60_000],
      ['京A-0093402', '2013-09-27', '讲师课酬', 100_000],
    ],
  },
  {
    union: 'joint-donghuamen',
    officer: 'he-tao',
    coordinator: 'dong-lei',
    purpose: '零散就业人员健康体检',
    requestedFen: 150_000,
    grantedFen: 150_000,
    status: 'SPENT',
    appliedOn: '2013-09-09',
    paidAt: '2013-09-18T11:05:00+08:00',
    receipts: [['京B-0210884', '2013-10-11', '体检费', 150_000]],
  },
  {
    union: 'joint-donghuamen',
    officer: 'he-tao',
    coordinator: 'dong-lei',
    purpose: '新会员见面会',
    requestedFen: 50_000,
    status: 'COORDINATED',
    appliedOn: '2013-10-10',
  },
  {
    union: 'joint-panjiayuan',
    officer: 'chen-xiaomei',
    coordinator: 'feng-jing',
    purpose: '冬季取暖安全宣传',
    requestedFen: 80_000,
    status: 'SUBMITTED',
    appliedOn: '2013-10-17',
  },
  {
    union: 'joint-panjiayuan',
    officer: 'chen-xiaomei',
    coordinator: 'feng-jing',
    purpose: '购置办公桌椅',
    requestedFen: 120_000,
    status: 'REJECTED',
    appliedOn: '2013-08-20',
    reason: '办公用品由运行经费列支',
  },
];

const nameOf = ({ union, appliedOn }: CostSeed): string => `${union}-${appliedOn}`;
const costId = (cost: CostSeed): string => id('service-cost', nameOf(cost));
const payoutId = (cost: CostSeed): string => id('disbursement', `cost-${nameOf(cost)}`);
const budgetId = id('budget', 'UNION_SERVICE-SERVICE_COSTS');
/** The state of an application has been reached by so many changes. */
const VERSIONS: Readonly<Record<Status, number>> = { SUBMITTED: 1, COORDINATED: 2, SPENT: 5, SETTLED: 6, REJECTED: 2 };

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const provenFen = ({ receipts = [] }: CostSeed): number => sum(receipts.map(([, , , amountFen]) => amountFen));
const granted = COSTS.flatMap((cost) =>
  cost.grantedFen && cost.paidAt ? [{ ...cost, grantedFen: cost.grantedFen, paidAt: cost.paidAt }] : [],
);
const leftFen = (cost: CostSeed): number => (cost.status === 'SETTLED' ? (cost.grantedFen ?? 0) - provenFen(cost) : 0);

export const serviceCostRows = COSTS.map((cost) => {
  const { union, officer, coordinator, purpose, requestedFen, grantedFen, status, appliedOn, paidAt, reason } = cost;
  return {
    id: costId(cost),
    union_id: unionId(union),
    purpose,
    requested_fen: requestedFen,
    granted_fen: grantedFen ?? null,
    account_masked: '0200 **** **** 3318',
    status,
    budget_id: grantedFen ? budgetId : null,
    paid: paidAt !== undefined,
    applied_by: personId(officer),
    applied_at: `${appliedOn}T09:30:00+08:00`,
    coordinated_by: status === 'SUBMITTED' || status === 'REJECTED' ? null : personId(coordinator),
    granted_by: grantedFen ? personId('shen-ping') : null,
    settled_by: status === 'SETTLED' ? personId('xie-min') : null,
    rejected_by: status === 'REJECTED' ? personId(coordinator) : null,
    reason: reason ?? null,
    scope_path: unionPath(union),
    version: VERSIONS[status],
  };
});

export const serviceCostReceiptRows = COSTS.flatMap((cost) =>
  (cost.receipts ?? []).map(([receiptNo, issuedOn, title, amountFen]) => ({
    application_id: costId(cost),
    receipt_no: receiptNo,
    issued_on: issuedOn,
    title,
    amount_fen: amountFen,
  })),
);

/** What the fund may spend on service costs in the year; all that was granted is paid. */
export const serviceCostBudgetRow = {
  id: budgetId,
  fund_id: fundId('UNION_SERVICE'),
  year: 2013,
  category: 'SERVICE_COSTS',
  allocated_fen: 5_000_000,
  committed_fen: 0,
  spent_fen: sum(granted.map((cost) => cost.grantedFen - leftFen(cost))),
  version: 1 + 2 * granted.length + granted.filter((cost) => leftFen(cost) > 0).length,
};

export const serviceCostPayoutRows = granted.map((cost) => ({
  id: payoutId(cost),
  fund_id: fundId('UNION_SERVICE'),
  source_subgraph: 'warmth-fund',
  source_type: 'ServiceCostApplication',
  source_id: costId(cost),
  source_revision: 1,
  payee_kind: 'UNION',
  union_id: unionId(cost.union),
  account_masked: '0200 **** **** 3318',
  amount_fen: cost.grantedFen,
  status: 'SETTLED',
  created_by: personId(cost.coordinator),
  created_at: cost.paidAt,
  approved_by: personId('guo-wei'),
  paid_by: personId('gao-jie'),
  paid_at: cost.paidAt,
  scope_path: unionPath(cost.union),
  version: 5,
}));

export const serviceCostTransferRows = granted.map((cost) => ({
  disbursement_id: payoutId(cost),
  account_id: accountId('UNION_SERVICE', '1002'),
  amount_fen: cost.grantedFen,
  status: 'POSTED',
  entry_id: id('journal-entry', `payout-cost-${nameOf(cost)}`),
}));

/** The entries that paid the grants, and the one by which what the receipts did not prove came back. */
export const serviceCostEntries: readonly Entry[] = granted.flatMap((cost) => {
  const ref = (type: string, sourceId: string, poster: string) => ({
    source_subgraph: 'warmth-fund',
    source_type: type,
    source_id: sourceId,
    posted_by: personId(poster),
  });
  const lines = (debit: string, credit: string, amountFen: number) =>
    [
      ['DEBIT', debit, amountFen],
      ['CREDIT', credit, amountFen],
    ] as const;
  const paid = payoutId(cost);
  const payout = entry(
    `payout-cost-${nameOf(cost)}`,
    'UNION_SERVICE',
    cost.paidAt,
    `发放 ${paid}`,
    lines('5101', '1002', cost.grantedFen),
    ref('Disbursement', paid, 'gao-jie'),
  );
  if (leftFen(cost) === 0) return [payout];
  const memo = `服务费用结余退回 ${costId(cost)}`;
  const back = ref('ServiceCostApplication', costId(cost), 'xie-min');
  return [
    payout,
    entry(
      `left-cost-${nameOf(cost)}`,
      'UNION_SERVICE',
      '2013-10-08T15:40:00+08:00',
      memo,
      lines('1002', '5101', leftFen(cost)),
      back,
    ),
  ];
});
