import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, type TestSubgraph } from '@union-graph/testing';
import { approver, caseworker, cashier, fundId } from './books.ts';

const FIELDS =
  'id status version amountFen paidAt failureReason createdBy approvedBy paidBy payee { accountMasked } source { subgraph typeName id }';

export const STEPS = {
  approve: { mutation: 'approveDisbursement', by: approver },
  send: { mutation: 'sendDisbursement', by: cashier },
  settle: { mutation: 'settleDisbursement', by: cashier },
  fail: { mutation: 'failDisbursement', by: cashier, extra: { returnCode: 'AC04' } },
  void: { mutation: 'voidDisbursement', by: caseworker },
  return: { mutation: 'recordReturn', by: cashier, extra: { returnCode: 'AC01' } },
} as const satisfies Record<string, { mutation: string; by: Viewer; extra?: object }>;

export type Step = keyof typeof STEPS;

export interface Payout {
  readonly id: string;
  readonly status: string;
  readonly version: number;
}

const inputType = (mutation: string): string => `${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!`;

/** Sends one step of a payout as the role that takes it, or as another viewer. */
export const take = (
  subgraph: TestSubgraph,
  step: Step,
  { id, version }: Payout,
  { viewer = STEPS[step].by as Viewer, idempotencyKey = key() } = {},
) => {
  const { mutation } = STEPS[step];
  const extra = 'extra' in STEPS[step] ? (STEPS[step] as { extra: object }).extra : {};
  return subgraph.ask(
    viewer,
    `mutation ($input: ${inputType(mutation)}) { ${mutation}(input: $input) { disbursement { ${FIELDS} } } }`,
    {
      input: { idempotencyKey, disbursementId: id, expectedVersion: version, ...extra },
    },
  );
};

/** Takes steps one after the other; each must succeed. Gives the payout as it then is. */
export async function walk(subgraph: TestSubgraph, payout: Payout, ...steps: Step[]): Promise<Payout> {
  let now = payout;
  for (const step of steps) {
    const answer = await take(subgraph, step, now);
    if (answer.errors) throw new Error(`${step}: ${answer.errors[0]?.message}`);
    now = answer.data[STEPS[step].mutation].disbursement;
  }
  return now;
}

export const requestInput = (overrides: object = {}) => ({
  idempotencyKey: key(),
  fundId: fundId(1),
  source: { subgraph: 'warmth-fund', typeName: 'AidApplication', id: newId() },
  memberId: newId(),
  accountMasked: '6222 **** **** 0412',
  amountFen: '1000',
  districtCode: '110105',
  ...overrides,
});

type RequestInput = ReturnType<typeof requestInput>;

/** Approves a source, as the service that decides about it does; one that is approved already stays as it is. */
export const approve = (
  { sql }: Pick<TestSubgraph, 'sql'>,
  { source, fundId: fund, memberId, amountFen, districtCode }: RequestInput,
) =>
  sql(
    `insert into payout_source (subgraph, type, id, fund_id, member_id, amount_fen, state, scope_path, approved_at, revision)
     values ($1, $2, $3, $4, $5, $6, 'APPROVED', '/city/' || $7 || '/', '2013-10-18T02:00:00Z', 1) on conflict do nothing`,
    [source.subgraph, source.typeName, source.id, fund, memberId, amountFen, districtCode],
  );

export const ask = (subgraph: TestSubgraph, input: object, viewer: Viewer = caseworker) =>
  subgraph.ask(
    viewer,
    `mutation ($input: RequestDisbursementInput!) { requestDisbursement(input: $input) { disbursement { ${FIELDS} } } }`,
    { input },
  );

/** Asks for a payout of a source that is approved with the payee, the fund and the amount asked for. */
export const request = async (subgraph: TestSubgraph, overrides: object = {}, viewer: Viewer = caseworker) => {
  const input = requestInput(overrides);
  await approve(subgraph, input);
  return ask(subgraph, input, viewer);
};

/** A payout that was asked for and whose money is set aside. */
export async function reserved(subgraph: TestSubgraph, overrides: object = {}): Promise<Payout> {
  const answer = await request(subgraph, overrides);
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  return answer.data.requestDisbursement.disbursement;
}

/** Gives up the payout of a source, and asks for parts of it instead. */
export async function askInParts(
  subgraph: TestSubgraph,
  { typeName, id, payout }: { readonly typeName: string; readonly id: string; readonly payout: Payout },
  amounts: readonly string[],
): Promise<Payout[]> {
  await walk(subgraph, payout, 'void');
  const parts: Payout[] = [];
  for (const amountFen of amounts) {
    const source = { subgraph: 'warmth-fund', typeName, id };
    const answer = await ask(subgraph, { idempotencyKey: key(), source, accountMasked: '6222 **** 0412', amountFen });
    if (answer.errors) throw new Error(answer.errors[0]?.message);
    parts.push(answer.data.requestDisbursement.disbursement);
  }
  return parts;
}
