import { id } from '../ids.ts';
import { personId } from './persons.ts';
import { accountId, type Entry, entry, fundId } from './warmth-fund-books.ts';
import { budgetId, fundOf, organisationId, PROJECTS, type ProjectSeed, projectId, RETURNED_FEN } from './warmth-fund-projects.ts';

/** Share of the total in per cent that is due with each of the three milestones. */
const SHARES = [40, 40, 20] as const;
const TITLES = ['启动并组建服务团队', '中期评估', '结项验收'] as const;

interface Step {
  readonly project: ProjectSeed;
  readonly name: string;
  readonly at: number;
  readonly amountFen: number;
  readonly isAccepted: boolean;
  readonly isPaid: boolean;
}

/** How many milestones are accepted in a state. */
const accepted = (status: string): number => ({ IN_PROGRESS: 1, MIDTERM: 2, TERMINATED: 1 })[status] ?? 0;

/** The three milestones of each project. The first one's money is paid; with the second one accepted, that is due. */
const STEPS: readonly Step[] = PROJECTS.flatMap((project) =>
  SHARES.map((share, at) => ({
    project,
    name: `${project.code}-${at + 1}`,
    at,
    amountFen: (project.budgetFen / 100) * share,
    isAccepted: at < accepted(project.status),
    isPaid: at === 0 && accepted(project.status) > 0,
  })),
);
const PAID = STEPS.filter(({ isPaid }) => isPaid);

const dueAt = ({ kind, status, to }: ProjectSeed, at: number): string => {
  if (at === 2) return kind === 'PURCHASED' ? '2013-12-31' : to;
  if (at === 1) return status === 'MIDTERM' ? '2013-09-30' : '2013-11-30';
  return status === 'AGREEMENT_SIGNED' ? '2013-10-31' : '2013-03-31';
};

const paidAt = ({ kind }: ProjectSeed): string =>
  kind === 'PURCHASED' ? '2013-04-10T10:30:00+08:00' : '2013-02-20T10:30:00+08:00';

export const agreementRows = PROJECTS.map(({ code, from, kind, to, budgetFen }) => ({
  id: id('project-agreement', code),
  project_id: projectId(code),
  signed_at: from,
  from_day: from,
  to_day: kind === 'PURCHASED' ? '2013-12-31' : to,
  total_fen: budgetFen,
}));

export const milestoneRows = STEPS.map(({ project, name, at, isAccepted }) => ({
  id: id('project-milestone', name),
  project_id: projectId(project.code),
  seq: at + 1,
  title: TITLES[at],
  due_at: dueAt(project, at),
  status: isAccepted ? 'ACCEPTED' : project.status === 'TERMINATED' ? 'CANCELLED' : 'PENDING',
  acceptance: isAccepted ? '材料齐全，现场核实' : null,
  accepted_by: isAccepted ? personId(project.kind === 'PURCHASED' ? 'jiang-nan' : 'lin-fang') : null,
  accepted_at: isAccepted ? `${dueAt(project, at)}T15:00:00+08:00` : null,
  version: isAccepted ? 2 : 1,
}));

export const instalmentRows = STEPS.map(({ project, name, amountFen, isAccepted, isPaid }) => ({
  id: id('project-instalment', name),
  agreement_id: id('project-agreement', project.code),
  project_id: projectId(project.code),
  milestone_id: id('project-milestone', name),
  amount_fen: amountFen,
  status: isPaid ? 'PAID' : isAccepted ? 'DUE' : project.status === 'TERMINATED' ? 'CANCELLED' : 'PLANNED',
  version: isPaid ? 4 : isAccepted ? 2 : 1,
}));

export const projectPayoutRows = PAID.map(({ project, name, amountFen }) => ({
  id: id('disbursement', name),
  fund_id: fundId(fundOf(project.kind)),
  source_subgraph: 'warmth-fund',
  source_type: 'ProjectInstalment',
  source_id: id('project-instalment', name),
  source_revision: 1,
  payee_kind: 'ORGANISATION',
  organisation_id: organisationId(project.ngo),
  account_masked: '0200 **** 1234',
  amount_fen: amountFen,
  status: 'SETTLED',
  created_by: personId('lin-fang'),
  created_at: paidAt(project),
  approved_by: personId('guo-wei'),
  paid_by: personId('gao-jie'),
  paid_at: paidAt(project),
  scope_path: '/city/',
  version: 5,
}));

export const projectTransferRows = PAID.map(({ project, name, amountFen }) => ({
  disbursement_id: id('disbursement', name),
  account_id: accountId(fundOf(project.kind), '1002'),
  amount_fen: amountFen,
  status: 'POSTED',
  entry_id: id('journal-entry', `payout-${name}`),
}));

/** The entries that paid instalments, and what came back of the terminated project. */
export const projectEntries: readonly Entry[] = PROJECTS.flatMap((project) => {
  const paid = PAID.filter((step) => step.project === project).map(({ name, amountFen }) => {
    const payoutId = id('disbursement', name);
    const source = {
      source_subgraph: 'warmth-fund',
      source_type: 'Disbursement',
      source_id: payoutId,
      posted_by: personId('gao-jie'),
    };
    const lines = [
      ['DEBIT', '5101', amountFen],
      ['CREDIT', '1002', amountFen],
    ] as const;
    return entry(`payout-${name}`, fundOf(project.kind), paidAt(project), `发放 ${payoutId}`, lines, source);
  });
  if (project.status !== 'TERMINATED') return paid;
  const lines = [
    ['DEBIT', '1002', RETURNED_FEN],
    ['CREDIT', '5101', RETURNED_FEN],
  ] as const;
  const memo = `项目终止退款 ${project.code}: 服务未按约定开展`;
  const source = {
    source_subgraph: 'warmth-fund',
    source_type: 'ServiceProject',
    source_id: projectId(project.code),
    posted_by: personId('jiang-nan'),
  };
  return [...paid, entry(`returned-${project.code}`, fundOf(project.kind), `${project.to}T16:00:00+08:00`, memo, lines, source)];
});

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);

/** The budgets for projects of the two funds in 2013: what was awarded and not ended early, of which part is paid. */
export const budgetRows = (['WARMTH', 'SOCIAL_PURCHASE'] as const).map((fund) => {
  const projects = PROJECTS.filter(({ kind }) => fundOf(kind) === fund);
  const paid = PAID.filter(({ project }) => projects.includes(project));
  const live = projects.filter(({ status }) => status !== 'TERMINATED');
  const paidLive = sum(paid.filter(({ project }) => live.includes(project)).map(({ amountFen }) => amountFen));
  return {
    id: budgetId(fund),
    fund_id: fundId(fund),
    year: 2013,
    category: 'PROJECTS',
    allocated_fen: fund === 'WARMTH' ? 150_000_000 : 60_000_000,
    committed_fen: sum(live.map(({ budgetFen }) => budgetFen)) - paidLive,
    spent_fen: sum(paid.map(({ amountFen }) => amountFen)) - (live.length < projects.length ? RETURNED_FEN : 0),
    version: 1 + projects.length,
  };
});
