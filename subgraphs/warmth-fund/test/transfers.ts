import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import { accountant, approver, fundId } from './books.ts';

/** A second approver, who stands for the other side of a transfer. */
export const otherApprover = staff(newId(), 'FUND_APPROVER');

const FIELDS = `transfer { id status version amountFen fromFund { code } toFund { code } fromApprovedBy toApprovedBy reason
  outEntry { book memo sourceRef { typeName id } postings { side amountFen account { code } } }
  inEntry { book memo sourceRef { typeName id } postings { side amountFen account { code } } } }`;

const send = (subgraph: TestSubgraph, viewer: Viewer, mutation: string, input: object) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${FIELDS} } }`,
    { input: { idempotencyKey: key(), ...input } },
  );

export interface TestTransfer {
  readonly id: string;
  readonly version: number;
}

/** Asks for a transfer between the funds of two numbers, from 1 FOUNDATION to 2 UNION_SERVICE unless told. */
export const askTransfer = (subgraph: TestSubgraph, more: object = {}, viewer: Viewer = accountant) =>
  send(subgraph, viewer, 'requestBookTransfer', {
    fromFundId: fundId(1),
    toFundId: fundId(2),
    amountFen: '500',
    purpose: '联合开展送温暖活动',
    ...more,
  });

export async function requested(subgraph: TestSubgraph, more: object = {}): Promise<TestTransfer> {
  const answer = await askTransfer(subgraph, more);
  if (answer.errors) throw new Error(answer.errors[0]?.message);
  return answer.data.requestBookTransfer.transfer;
}

export const approveSide = (
  subgraph: TestSubgraph,
  { id, version }: TestTransfer,
  side: 'GIVING' | 'RECEIVING',
  viewer: Viewer = side === 'GIVING' ? approver : otherApprover,
  idempotencyKey = key(),
) => send(subgraph, viewer, 'approveBookTransfer', { idempotencyKey, transferId: id, side, expectedVersion: version });

export const reject = (subgraph: TestSubgraph, { id, version }: TestTransfer, more: object = {}, viewer: Viewer = approver) =>
  send(subgraph, viewer, 'rejectBookTransfer', { transferId: id, expectedVersion: version, reason: '用途不符', ...more });
