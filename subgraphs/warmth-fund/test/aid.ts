import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, staff, type TestSubgraph } from '@union-graph/testing';
import { approver, caseworker, fundId } from './books.ts';
import { insertFile } from './hardship.ts';
import { allocate } from './projects.ts';

export const clerk = staff(newId(), 'STATION_STAFF', '/city/110105/');
export const cityDept = staff(newId(), 'CITY_DEPT');

const APPLICATION =
  'application { id version status requestedFen approvedFen note eligibility { ok reasons ruleVersion } disbursement { id version status amountFen payee { accountMasked } createdBy } }';
const FIELDS: Readonly<Record<string, string>> = {
  defineScheme:
    'scheme { id code capFen validFrom validTo rule { version maxPerCapitaBpOfLine causes needsActiveFile effectiveFrom } }',
  openCycle: 'cycle { id version status from to }',
  freezeCycle: 'cycle { id version status }',
};

/** Sends one of the mutations of aid, with a fresh key unless one is given. */
export const act = (subgraph: TestSubgraph, viewer: Viewer, mutation: string, input: object, now = '2013-10-19T10:00:00+08:00') =>
  subgraph.ask(
    viewer,
    `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { ${FIELDS[mutation] ?? APPLICATION} } }`,
    { input: { idempotencyKey: key(), ...input } },
    now,
  );

/** The same, which must succeed; gives the scheme, the cycle or the application. */
// biome-ignore lint/suspicious/noExplicitAny: the shape is the mutation's own
export async function done(...call: Parameters<typeof act>): Promise<any> {
  const answer = await act(...call);
  if (answer.errors) throw new Error(`${call[2]}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
  return Object.values(answer.data[call[2]] as object)[0];
}

/** A scheme of a test file with one open cycle of October 2013, as rows; gives the cycle's id. Each code can be had once. */
export async function insertCycle(
  { sql }: Pick<TestSubgraph, 'sql'>,
  { code = 'MEDICAL', fund = 1, capFen = 500_000, perCycle = 1, needsActiveFile = true },
): Promise<string> {
  const [scheme, cycle] = [newId(), newId()];
  await sql(
    `insert into aid_scheme (id, code, name_zh, fund_id, cap_fen, per_cycle, valid_from, needs_active_file)
     values ($1, $2, '测试救助', $3, $4, $5, '2013-01-01', $6)`,
    [scheme, code, fundId(fund), capFen, perCycle, needsActiveFile],
  );
  await sql(
    `insert into aid_cycle (id, scheme_id, from_day, to_day, status) values ($1, $2, '2013-10-01', '2013-10-31', 'OPEN')`,
    [cycle, scheme],
  );
  return cycle;
}

/** Takes a cycle back to its days of application, or on from them. */
export const setCycle = ({ sql }: Pick<TestSubgraph, 'sql'>, cycleId: string, status: 'OPEN' | 'FROZEN') =>
  sql('update aid_cycle set status = $2 where id = $1', [cycleId, status]);

export const allocateAid = (subgraph: TestSubgraph, allocatedFen: string, fund = 1) =>
  allocate(subgraph, allocatedFen, { category: 'AID', fundId: fundId(fund) });

/** Applies for the head of a household with an active file of its own; gives the application. */
export async function applied(
  subgraph: TestSubgraph,
  cycleId: string,
  { head = newId(), input = {} as object, viewer = clerk as Viewer } = {},
) {
  await insertFile(subgraph, { head, path: '/city/110105/u/' });
  return done(subgraph, viewer, 'applyForAid', { cycleId, memberId: head, requestedFen: '400000', reason: '孩子住院', ...input });
}

/** What an application has in its id and version, for the next step. */
export const stepOf = ({ id, version }: { id: string; version: number }) => ({ applicationId: id, expectedVersion: version });

// biome-ignore lint/suspicious/noExplicitAny: an application as a test has read it
export async function reviewed(subgraph: TestSubgraph, cycleId: string, options?: Parameters<typeof applied>[2]): Promise<any> {
  const application = await applied(subgraph, cycleId, options);
  const checked = await done(subgraph, clerk, 'checkAid', stepOf(application));
  return done(subgraph, caseworker, 'reviewAid', { ...stepOf(checked), opinion: '情况属实，建议批准' });
}

/** An application that is approved, in a cycle that is frozen then. */
export async function approved(subgraph: TestSubgraph, cycleId: string, options?: Parameters<typeof applied>[2]) {
  const application = await reviewed(subgraph, cycleId, options);
  await setCycle(subgraph, cycleId, 'FROZEN');
  return done(subgraph, approver, 'approveAid', stepOf(application));
}
