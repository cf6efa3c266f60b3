import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildMember, buildRequest, type MemberRow } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const RECORD = 'requester { nameZh birthYear phoneMasked employer { id } }';

// C-19: the hotline calls back about one open request; a list of requests is no list of records.
describe('what a request tells of who asked', () => {
  let subgraph: TestSubgraph;
  let person: MemberRow;
  const ids: Record<string, string> = {};
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    person = await buildMember(subgraph.sql);
    for (const status of ['DISPATCHED', 'RESOLVED', 'CLOSED', 'DUPLICATE'])
      ids[status] = (await buildRequest(subgraph.sql, person, status)).id;
  });
  afterAll(() => subgraph.stop());

  /** The fields that are refused, each once. */
  const refused = (errors: readonly { path?: readonly unknown[]; extensions: object }[] = []) =>
    [...new Set(errors.map(({ path }) => String(path?.at(-1))))].sort();
  async function one(viewer: Viewer, status: string) {
    const { data, errors } = await subgraph.ask(viewer, `query ($id: ID!) { serviceRequest(id: $id) { ${RECORD} } }`, {
      id: ids[status],
    });
    return { name: data.serviceRequest.requester?.nameZh, refused: refused(errors) };
  }
  async function listed(viewer: Viewer) {
    const { data, errors } = await subgraph.ask(viewer, `{ serviceRequests(first: 50) { nodes { ${RECORD} } } }`);
    const nodes: { requester: { nameZh: string } | null }[] = data.serviceRequests.nodes;
    return { names: [...new Set(nodes.map(({ requester }) => requester?.nameZh))], refused: refused(errors) };
  }
  const REFUSED = ['birthYear', 'employer', 'phoneMasked'];
  const agent = staff(newId(), 'HOTLINE_AGENT');

  test.each(['DISPATCHED', 'RESOLVED'])('the hotline reads the record in one request that is %s', async (status) => {
    expect(await one(agent, status)).toEqual({ name: person.name_zh, refused: [] });
  });

  test.each(['CLOSED', 'DUPLICATE'])('of one that is %s it reads the name', async (status) => {
    expect(await one(agent, status)).toEqual({ name: person.name_zh, refused: REFUSED });
  });

  test('in a list, and asked for by another service, it reads the name', async () => {
    expect(await listed(agent)).toEqual({ names: [person.name_zh], refused: REFUSED });
    const { data, errors } = await subgraph.ask(
      agent,
      `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ServiceRequest { ${RECORD} } } }`,
      { of: [{ __typename: 'ServiceRequest', id: ids.DISPATCHED }] },
    );
    expect(data._entities[0].requester.nameZh).toBe(person.name_zh);
    expect(refused(errors)).toEqual(REFUSED);
    expect(errors?.every(({ extensions }) => 'missing' in extensions)).toBe(true);
  });

  test('where the masked number is asked for too, which may not be null, nothing is told of the person', async () => {
    const { data, errors } = await subgraph.ask(
      agent,
      '{ serviceRequests(first: 50) { nodes { requester { nameZh identityMasked } } } }',
    );
    expect(data.serviceRequests.nodes.every(({ requester }: { requester: unknown }) => requester === null)).toBe(true);
    expect(new Set(errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
  });

  test('by 21 requests of one operation, read or written, the hotline reads no list of workers', async () => {
    const workers: MemberRow[] = [];
    for (let at = 0; at < 21; at++) workers.push(await buildMember(subgraph.sql));
    const open = [];
    for (const worker of workers) open.push((await buildRequest(subgraph.sql, worker, 'DISPATCHED')).id);
    const FIELDS = 'requester { nameZh }';
    const read = (of: readonly string[]) =>
      subgraph.ask(agent, `{ ${of.map((id, at) => `r${at}: serviceRequest(id: "${id}") { ${FIELDS} }`).join(' ')} }`);
    expect((await read(open.slice(1))).errors).toBeUndefined();
    expect((await read(open)).errors).toHaveLength(21);
    const write = (of: readonly MemberRow[]) => {
      const fields = of.map(
        ({ id }, at) =>
          `w${at}: submitServiceRequest(input: { idempotencyKey: "${key()}", channel: HOTLINE, category: RIGHTS, topic: "欠薪", text: "三个月没有发工资", requesterId: "${id}" }) { request { ${FIELDS} } }`,
      );
      return subgraph.ask(agent, `mutation { ${fields.join(' ')} }`);
    };
    expect((await write(workers.slice(1))).errors).toBeUndefined();
    const { data, errors } = await write(workers);
    expect(errors?.map(({ path, extensions }) => [path?.[0], extensions.code])).toEqual([['w20', 'FORBIDDEN']]);
    expect(data.w20).toEqual({ request: { requester: null } });
  });

  test('the worker, an officer, and an agent who is one, too, read it everywhere', async () => {
    const officer = staff(newId(), 'JOINT_UNION_OFFICER');
    const both = { ...agent, grants: [...agent.grants, ...officer.grants] };
    for (const viewer of [member(person.id), officer, both]) {
      expect(await one(viewer, 'CLOSED')).toEqual({ name: person.name_zh, refused: [] });
      expect(await listed(viewer)).toEqual({ names: [person.name_zh], refused: [] });
    }
  });
});
