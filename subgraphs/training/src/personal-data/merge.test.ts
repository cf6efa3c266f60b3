import { newId } from '@union-graph/subgraph';
import { key, listed, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { builders, UNION } from '../../test/builders.ts';
import { training } from '../subgraph.ts';

const APPLY = 'mutation ($input: ApplyForSubsidyInput!) { applyForSubsidy(input: $input) { application { id } } }';
const ENROL = 'mutation ($input: EnrolInput!) { enrol(input: $input) { enrolment { id } } }';

describe('records of one person that are merged (C-16)', () => {
  let subgraph: TestSubgraph;
  let build: ReturnType<typeof builders>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    build = builders(subgraph);
  });
  afterAll(() => subgraph.stop());

  const hear = (type: string, ids: { survivorId: string }) =>
    subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
  const ownerOf = async (table: string, id: unknown) =>
    (await subgraph.sql<{ member_id: string }>(`select member_id from ${table} where id = $1`, [id]))[0]?.member_id;

  test('certificates with the subsidies applied for and places follow and go back; a second place in one session stays', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const certificate = await build.certificate({ member_id: double });
    const input = {
      idempotencyKey: key(),
      certNo: certificate.cert_no,
      employerId: await listed(subgraph.sql, 'ENTERPRISE'),
      employedFrom: '2010-03-01',
    };
    const { data } = await subgraph.ask(member(double, UNION), APPLY, { input });
    const [both, one] = [await build.session({ capacity: 5 }), await build.session({ capacity: 5 })];
    const enrol = async (id: string, session: { id?: unknown }) =>
      (await subgraph.ask(member(id, UNION), ENROL, { input: { idempotencyKey: key(), sessionId: session.id } })).data.enrol
        .enrolment.id;
    await enrol(survivor, both);
    const [second, other] = [await enrol(double, both), await enrol(double, one)];
    const owners = async () => [
      await ownerOf('certificate', certificate.id),
      await ownerOf('subsidy_application', data.applyForSubsidy.application.id),
      await ownerOf('enrolment', other),
      await ownerOf('enrolment', second),
    ];
    expect(await hear('merged', ids)).toBe(204);
    expect(await owners()).toEqual([survivor, survivor, survivor, double]);
    // Who signs in by the merged record is the survivor, with all of it.
    expect(
      await subgraph.code(subgraph.ask(member(double, UNION), ENROL, { input: { idempotencyKey: key(), sessionId: one.id } })),
    ).toBe('DUPLICATE');
    await hear('merged', ids);
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await owners()).toEqual([double, double, double, double]);
  });
});
