import { newId } from '@union-graph/subgraph';
import { member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { act, buildCase, buildOrg, placeFirms, TODAY } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const CASE = 'id caseNo applicants { member { id } }';

describe('records of one person that are merged (C-16)', () => {
  let subgraph: TestSubgraph;
  let orgId: string;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    orgId = await buildOrg(subgraph);
    await placeFirms(subgraph, firm);
  });
  afterAll(() => subgraph.stop());

  const hear = (type: string, ids: { survivorId: string }) =>
    subgraph.send({ type: `organisation.member.${type}`, subject: ids.survivorId, data: ids });
  const firm = newId();
  const apply = (worker: string, memberId = worker) =>
    act(
      subgraph,
      member(worker),
      'applyForMediation',
      {
        orgId,
        ownership: 'PRIVATE',
        knewOn: '2013-07-01',
        applicants: [{ memberId, nameZh: '李建国' }],
        respondents: [{ enterpriseId: firm, nameZh: '某公司' }],
        claims: [{ kind: 'WAGES', amountFen: '864000', ground: '拖欠工资' }],
      },
      TODAY,
      CASE,
    );

  test('cases follow and go back; the same claim is one claim by whichever record it is made (MED-INV-3)', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const { id } = (await apply(double)).data.applyForMediation.case;
    const read = async (viewer: string) =>
      (await subgraph.ask(member(viewer), `{ mediationCase(id: "${id}") { ${CASE} } }`)).data?.mediationCase?.applicants;
    expect(await read(survivor)).toBeUndefined();
    expect(await hear('merged', ids)).toBe(204);
    for (const viewer of [survivor, double]) expect(await read(viewer)).toEqual([{ member: { id: survivor } }]);
    expect(await subgraph.sql('select applicant_ids from mediation_case where id = $1', [id])).toEqual([
      { applicant_ids: [survivor] },
    ]);
    expect((await apply(survivor)).errors?.[0]?.extensions.code).toBe('DUPLICATE');
    expect((await apply(survivor, double)).errors?.[0]?.extensions.code).toBe('DUPLICATE');
    expect(await hear('unmerged', ids)).toBe(204);
    expect(await read(double)).toEqual([{ member: { id: double } }]);
    expect(await read(survivor)).toBeUndefined();
  });

  test('who acts for a respondent still does by the record that stays, and is never on both sides of a case', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    const acted = await buildCase(subgraph, 'IN_MEDIATION', { respondent_ids: [double] });
    const both = await buildCase(subgraph, 'IN_MEDIATION', { applicant_ids: [survivor], respondent_ids: [double] });
    await hear('merged', ids);
    const read = (viewer: string, id: string) =>
      subgraph.code(subgraph.ask(member(viewer), `{ mediationCase(id: "${id}") { id } }`));
    expect(await read(survivor, acted.id)).toBeNull();
    const sidesOf = async (id: string) =>
      (await subgraph.sql('select applicant_ids, respondent_ids from mediation_case where id = $1', [id]))[0];
    expect(await sidesOf(both.id)).toEqual({ applicant_ids: [survivor], respondent_ids: [double] });
    await hear('unmerged', ids);
    expect(await sidesOf(acted.id)).toMatchObject({ respondent_ids: [double] });
    expect(await sidesOf(both.id)).toEqual({ applicant_ids: [survivor], respondent_ids: [double] });
  });

  test('a case that names the merged record after the merge is the survivor’s', async () => {
    const [survivor, double] = [newId(), newId()];
    const ids = { mergeId: newId(), survivorId: survivor, duplicateId: double };
    await hear('merged', ids);
    const { data } = await apply(survivor, double);
    expect(data.applyForMediation.case.applicants).toEqual([{ member: { id: survivor } }]);
    expect(await subgraph.sql('select member_id from case_party where member_id = any($1)', [[survivor, double]])).toEqual([
      { member_id: survivor },
    ]);
  });
});
