import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, type TestSubgraph } from '@union-graph/testing';
import { accountant, caseworker, cashier, fundId } from './books.ts';
import { request } from './payouts.ts';

const FIELDS = `donation { id status version amountFen receiptNo purpose refundReason cancelReason restrictedTo { code }
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

/** A pledge as the fund writes it down: that of a member by the caseworker, who looks workers up. */
export const pledge = (
  subgraph: TestSubgraph,
  more: Readonly<Record<string, unknown>> = {},
  viewer: Viewer = more.donorKind === 'MEMBER' ? caseworker : cashier,
) => donated(subgraph, viewer, 'pledgeDonation', { donorKind: 'ANONYMOUS', amountFen: '1000', ...more });
export const receive = async (subgraph: TestSubgraph, more: Readonly<Record<string, unknown>> = {}) =>
  donated(subgraph, cashier, 'receiveDonation', at(await pledge(subgraph, more)));
export const receipt = (subgraph: TestSubgraph, donation: TestDonation, now?: string) =>
  donationAct(subgraph, accountant, 'issueReceipt', at(donation), now);
export const refund = (subgraph: TestSubgraph, donation: TestDonation, viewer: Viewer = accountant) =>
  donationAct(subgraph, viewer, 'refundDonation', { ...at(donation), reason: '捐赠人要求退还' });

export const cancel = (
  subgraph: TestSubgraph,
  donation: TestDonation,
  viewer: Viewer = caseworker,
  reason = '约定日期已过，未付款',
) => donationAct(subgraph, viewer, 'cancelPledge', { ...at(donation), reason });

/** Asks for the payout of an application for aid of a scheme that is approved. */
export async function askAid(subgraph: TestSubgraph, scheme: string, amountFen: string) {
  const [schemeId, cycleId, applicationId, memberId] = [newId(), newId(), newId(), newId()];
  await subgraph.sql(
    `insert into aid_scheme (id, code, name_zh, fund_id, cap_fen, per_cycle, valid_from) values ($1, $2, '救助', $3, 1000000, 1, '2013-01-01')
     on conflict do nothing`,
    [schemeId, scheme, fundId(1)],
  );
  await subgraph.sql(
    `insert into aid_cycle (id, scheme_id, from_day, to_day, status) select $1, id, '2013-09-01', '2013-12-31', 'APPROVED'
     from aid_scheme where code = $2 on conflict do nothing`,
    [cycleId, scheme],
  );
  await subgraph.sql(
    `insert into aid_application (id, member_id, cycle_id, requested_fen, approved_fen, status, applied_at, scope_path, version)
     select $1, $2, c.id, $4, $4, 'PAYABLE', '2013-10-01', '/city/110105/', 1 from aid_cycle c join aid_scheme s on s.id = c.scheme_id
     where s.code = $3`,
    [applicationId, memberId, scheme, amountFen],
  );
  return request(subgraph, {
    source: { subgraph: 'warmth-fund', typeName: 'AidApplication', id: applicationId },
    memberId,
    amountFen,
  });
}
