import type { Viewer } from '@union-graph/identity';
import { key, type TestSubgraph } from '@union-graph/testing';
import { accountant, cashier } from './books.ts';

const FIELDS = `donation { id status version amountFen receiptNo purpose refundReason restrictedTo { code }
  donor { kind organisationName member { id } } }`;

/** Sends one of the mutations of donations. */
export const donationAct = (subgraph: TestSubgraph, viewer: Viewer, mutation: string, input: object, now?: string) =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${FIELDS} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );

export interface TestDonation {
  readonly id: string;
  readonly version: number;
}

/** The same, which must succeed; gives the donation as it then is. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the document's own
export async function donated(...call: Parameters<typeof donationAct>): Promise<any> {
  const answer = await donationAct(...call);
  if (answer.errors) throw new Error(`${call[2]}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
  return answer.data[call[2]].donation;
}

const at = ({ id, version }: TestDonation) => ({ donationId: id, expectedVersion: version });

export const pledge = (subgraph: TestSubgraph, more: object = {}, viewer: Viewer = cashier) =>
  donated(subgraph, viewer, 'pledgeDonation', { donorKind: 'ANONYMOUS', amountFen: '1000', ...more });
export const receive = async (subgraph: TestSubgraph, more: object = {}) =>
  donated(subgraph, cashier, 'receiveDonation', at(await pledge(subgraph, more)));
export const receipt = (subgraph: TestSubgraph, donation: TestDonation, now?: string) =>
  donationAct(subgraph, accountant, 'issueReceipt', at(donation), now);
export const refund = (subgraph: TestSubgraph, donation: TestDonation, viewer: Viewer = accountant) =>
  donationAct(subgraph, viewer, 'refundDonation', { ...at(donation), reason: '捐赠人要求退还' });
