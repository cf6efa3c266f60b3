import { newId } from '@union-graph/subgraph';
import { eventually, key, listenerTo, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { organisation } from '../src/subgraph.ts';
import { inventedFile } from './builders/importFile.ts';
import { buildJointUnion, type UnionRow } from './builders/index.ts';

export const IMPORT = `mutation ($input: ImportMembersInput!) { importMembers(input: $input) { batch {
  id status statusZh dryRun total processed accepted rejected progressBp union { id } } } }`;
const BATCH = `query ($id: ID!, $after: Int) { importBatch(id: $id) { status statusZh total processed accepted rejected progressBp finishedAt
  errors(first: 1000, afterRow: $after) { row line field code message messageZh } } }`;

/** Starts organisation for the test file that calls this, with a joint union for each test, and gives what imports into it need. */
export function useImports() {
  let subgraph: TestSubgraph;
  let union: UnionRow;
  let nextPerson = 0;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation, { subscribers: listenerTo('organisation') });
  });
  afterAll(() => subgraph.stop());
  beforeEach(async () => {
    union = await buildJointUnion(subgraph.sql);
  });

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  const officer = () => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
  const send = (input: object, viewer: Viewer = officer()) =>
    subgraph.ask(viewer, IMPORT, {
      input: { idempotencyKey: key(), unionId: union.id, dryRun: false, evidenceRef: 'box-7', file: fresh(2), ...input },
    });
  /** A file of people who were in none before. */
  const fresh = (count: number): string => {
    nextPerson += count;
    return inventedFile(count, nextPerson - count);
  };
  const look = async (id: string, viewer: Viewer = officer(), after?: number) =>
    (await subgraph.ask(viewer, BATCH, { id, after })).data.importBatch;
  const done = (id: string, viewer?: Viewer) =>
    eventually(async () => {
      const batch = await look(id, viewer);
      return batch.finishedAt && batch;
    });
  const run = async (input: object, viewer?: Viewer) => {
    const { data, errors } = await send(input, viewer);
    expect(errors).toBeUndefined();
    return done(data.importMembers.batch.id);
  };
  const members = () =>
    subgraph.sql<Record<string, unknown>>(
      'select name_zh, member_no, membership_status, scope_path, district_code, identity_masked, phone_masked, birth_year, identity_birth_year, gender, joined_at::text, version from member where union_id = $1 order by name_zh, id',
      [union.id],
    );
  const counted = async () =>
    (
      await subgraph.sql(
        'select member_count as members, female_member_count as women, migrant_member_count as migrants from trade_union where id = $1',
        [union.id],
      )
    )[0];
  return { subgraph: () => subgraph, union: () => union, officer, send, fresh, look, done, run, members, counted };
}
