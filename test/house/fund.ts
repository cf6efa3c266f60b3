import { createHash, randomUUID } from 'node:crypto';
import { unionId } from '@union-graph/infra/unions';
import { type Answer, ask, codeOf, good, key, TODAY } from './client.ts';

// What journeys about the fund's money share: the ids that its migrations make, and payouts to a joint union.

/** The fund and its accounts, by the fund's number: 1 WARMTH, 2 UNION_SERVICE, 3 MUTUAL_AID, 4 SKILLS, 5 SOCIAL_PURCHASE. */
export const fundId = (fund: number): string => `01900000-0000-7000-8000-00000000000${fund}`;
export const accountId = (fund: number, code: string): string => `01900000-0000-7000-8000-${`${fund}${code}`.padStart(12, '0')}`;

/** Sends one mutation of the fund as a demo person. */
export const change = (as: string, mutation: string, input: object, fields: string, now: string = TODAY): Promise<Answer> =>
  ask(
    as,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${fields} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );

/** The code of a mutation that changes nothing; `done` where it changed something. */
export async function refusalOf(...call: Parameters<typeof change>): Promise<string> {
  const answer = await change(...call);
  return codeOf(answer) ?? 'done';
}

/** Takes a step that must succeed; gives what it changed. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the test's own selection
export async function changed(...call: Parameters<typeof change>): Promise<any> {
  const payload = good(await change(...call))[call[1]] as Record<string, unknown>;
  return Object.values(payload)[0];
}

export interface Payout {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly amountFen: string;
}

/** What no amount may be: a fraction, a negative one, nothing, more than 64 bits hold, and more than any amount of the fund. */
export const NO_AMOUNTS = [1.5, '0.5', '-1', '0', '9223372036854775808', '9223372036854775807'];
/** People of the fund, an auditor and a worker. */
const STAFF = ['lin-fang', 'guo-wei', 'gao-jie', 'xie-min', 'yao-xin', 'li-jianguo'];

/** Everybody of `who` but those who may. */
export async function othersAreForbidden(may: string[], ...[mutation, input, fields]: [string, object, string]) {
  for (const who of STAFF.filter((one) => !may.includes(one)))
    expect([who, await refusalOf(who, mutation, input, fields)]).toEqual([who, expect.stringMatching(/^(FORBIDDEN|NOT_FOUND)$/)]);
}

const COST = 'application { id version }';

/** Lets the fund of the unions' services have a budget for service costs. */
export async function allocateServiceCosts(): Promise<void> {
  const known = good(await ask('xie-min', '{ funds { id budgets(year: 2013) { category version } } }')).funds as {
    id: string;
    budgets: { category: string; version: number }[];
  }[];
  const budget = known.find(({ id }) => id === fundId(2))?.budgets.find(({ category }) => category === 'SERVICE_COSTS');
  const wish = { fundId: fundId(2), year: 2013, category: 'SERVICE_COSTS', allocatedFen: '50000000' };
  await changed('xie-min', 'allocateBudget', { ...wish, expectedVersion: budget?.version ?? null }, 'budget { id }');
}

/** A payout to the joint union of Panjiayuan for the cost of a service: asked for, coordinated and granted by three persons. */
export async function grantedCost(requestedFen: string): Promise<Payout> {
  const wish = {
    unionId: unionId('joint-panjiayuan'),
    purpose: `职工法律讲座 ${randomUUID()}`,
    requestedFen,
    accountMasked: '0200 **** 1234',
  };
  const yes = { decision: 'ACCEPT' };
  const of = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, expectedVersion: version });
  const asked = await changed('chen-xiaomei', 'applyForServiceCost', wish, COST);
  const put = await changed('feng-jing', 'coordinateServiceCost', { ...of(asked), ...yes }, COST);
  const { id } = await changed('shen-ping', 'grantServiceCost', { ...of(put), ...yes }, COST);
  const read = 'query ($id: ID!) { serviceCostApplication(id: $id) { disbursement { id version status amountFen } } }';
  return good(await ask('yao-xin', read, { id })).serviceCostApplication.disbursement;
}

/** The same, approved by a fourth person and waiting for the cashier. */
export async function approvedCost(requestedFen: string): Promise<Payout> {
  const { id, version } = await grantedCost(requestedFen);
  const step = { disbursementId: id, expectedVersion: version };
  return changed('guo-wei', 'approveDisbursement', step, 'disbursement { id version status amountFen }');
}

export async function payoutOf(id: string, as = 'gao-jie'): Promise<Payout & { failureReason: string | null }> {
  const read = 'query ($id: ID!) { disbursement(id: $id) { id version status amountFen failureReason } }';
  return good(await ask(as, read, { id })).disbursement;
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const HEADING = '交易流水号,付款参考号,金额,结果,原因';

/** A whole file of the bank: a heading, the lines, and a last line with their number and sum. */
export const bankFile = (lines: readonly string[], sumYuan: string): string =>
  [HEADING, ...lines, `合计,${lines.length},${sumYuan},,`].join('\r\n');

/** Node reads GBK and does not write it: the pairs of bytes by the character that each is read as. */
const GBK = new Map<string, readonly number[]>();

/** A text as banks save it: in GBK. */
export function inGbk(text: string): Buffer {
  const decoder = new TextDecoder('gbk');
  if (GBK.size === 0)
    for (let lead = 0x81; lead <= 0xfe; lead++)
      for (let trail = 0x40; trail <= 0xfe; trail++) GBK.set(decoder.decode(Uint8Array.of(lead, trail)), [lead, trail]);
  return Buffer.from([...text].flatMap((char) => GBK.get(char) ?? [char.charCodeAt(0)]));
}
