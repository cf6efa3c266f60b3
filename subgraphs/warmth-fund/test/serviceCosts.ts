import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { warmthFund } from '../src/subgraph.ts';
import { accountant, auditor, deposit, faultsOfBooks, fundId } from './books.ts';
import { walk } from './payouts.ts';
import { act } from './projects.ts';
import { insertUnion } from './unions.ts';

const FIELDS = `id status version requestedFen grantedFen reason receipts { receiptNo amountFen }
  disbursement { id status version amountFen }`;

/** The joint union that applies, its officer, and those above it who decide. */
export const unionId = newId();
export const path = `/city/110105/${unionId}/`;
export const officer = staff(newId(), 'JOINT_UNION_OFFICER', path);
export const district = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
export const city = staff(newId(), 'CITY_DEPT');

export const yes = { decision: 'ACCEPT' };
export const no = { decision: 'REJECT', reason: '与年度计划不符' };
export const of = ({ id, version }: { id: string; version: number }, more: object = {}) => ({
  applicationId: id,
  expectedVersion: version,
  ...more,
});
export const asked = (more: object = {}) => ({
  unionId,
  purpose: `社区职工法律讲座 ${newId()}`,
  requestedFen: '10000',
  accountMasked: '0200 **** 1234',
  ...more,
});
export const receipts = (...amounts: string[]) => ({
  receipts: amounts.map((amountFen) => ({ receiptNo: newId(), issuedOn: '2013-10-18', title: '讲座场地费', amountFen })),
});

/** What the tests of service costs share: a fund with money and a budget, a joint union, and after each test the books looked through. */
export function serviceCostDesk() {
  const desk = { subgraph: undefined as unknown as TestSubgraph };
  beforeAll(async () => {
    desk.subgraph = await testSubgraph(warmthFund, { subscribers: listenerTo('warmth-fund') });
    await deposit(desk.subgraph, 2, 1_000_000);
    await insertUnion(desk.subgraph, unionId);
    const budget = { fundId: fundId(2), year: 2013, category: 'SERVICE_COSTS', allocatedFen: '100000' };
    const { errors } = await act(desk.subgraph, accountant, 'allocateBudget', budget);
    if (errors) throw new Error(errors[0]?.message);
  });
  afterEach(async () => expect(await faultsOfBooks(desk.subgraph)).toEqual([]));
  afterAll(() => desk.subgraph.stop());
  return Object.assign(
    desk,
    actsOf(() => desk.subgraph),
  );
}

function actsOf(subgraph: () => TestSubgraph) {
  const send = (viewer: Viewer, mutation: string, input: object) =>
    subgraph().ask(
      viewer,
      `mutation ($input: ${mutation[0]?.toUpperCase()}${mutation.slice(1)}Input!) { ${mutation}(input: $input) { application { ${FIELDS} } } }`,
      { input: { idempotencyKey: key(), ...input } },
    );
  const good = async (viewer: Viewer, mutation: string, input: object) => {
    const answer = await send(viewer, mutation, input);
    if (answer.errors) throw new Error(`${mutation}: ${answer.errors[0]?.extensions.code} ${answer.errors[0]?.message}`);
    return answer.data[mutation].application;
  };
  const apply = (more: object = {}) => good(officer, 'applyForServiceCost', asked(more));
  const coordinated = async (more: object = {}) => good(district, 'coordinateServiceCost', of(await apply(more), yes));
  /** The unions above do not read payouts; the auditor does. */
  const read = async (id: string) => {
    const query = `query ($id: ID!) { serviceCostApplication(id: $id) { ${FIELDS} } }`;
    return (await subgraph().ask(auditor, query, { id })).data.serviceCostApplication;
  };
  const granted = async (more: object = {}) => {
    const { id, disbursement } = await good(city, 'grantServiceCost', of(await coordinated(), { ...yes, ...more }));
    expect(disbursement).toBeNull();
    return read(id);
  };
  const paid = async () => {
    const application = await granted();
    await walk(subgraph(), application.disbursement, 'approve', 'send', 'settle');
    return read(application.id);
  };
  const budget = async () => {
    const [row] = await subgraph().sql<{ committed: string; spent: string }>(
      `select committed_fen::text as committed, spent_fen::text as spent from budget where category = 'SERVICE_COSTS'`,
    );
    return [row?.committed, row?.spent].map(Number) as [number, number];
  };
  const code = (viewer: Viewer, mutation: string, input: object) => subgraph().code(send(viewer, mutation, input));
  return { send, good, code, apply, coordinated, read, granted, paid, budget };
}
