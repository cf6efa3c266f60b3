import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { joinCase } from '../../test/applicants.ts';
import { act, type BuiltCase, buildCase, day, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const READ = 'query ($id: ID!) { mediationCase(id: $id) { caseNo documents { kind titleZh html } } }';

describe('documents of a case', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const read = async (built: BuiltCase, viewer: Viewer = built.applicant) =>
    (await subgraph.ask(viewer, READ, { id: built.id })).data.mediationCase as {
      caseNo: string;
      documents: { kind: string; titleZh: string; html: string }[];
    } | null;
  const textOf = async (built: BuiltCase, kind: string) =>
    (await read(built))?.documents.find((document) => document.kind === kind)?.html ?? '';

  test.each([
    ['RECEIVED', ['APPLICATION']],
    ['NOT_ACCEPTED', ['APPLICATION', 'REFUSAL_NOTICE']],
    ['ACCEPTED', ['APPLICATION', 'ACCEPTANCE_NOTICE']],
    ['IN_MEDIATION', ['APPLICATION', 'ACCEPTANCE_NOTICE']],
    ['AGREED', ['APPLICATION', 'ACCEPTANCE_NOTICE', 'AGREEMENT']],
    ['CONFIRMED', ['APPLICATION', 'ACCEPTANCE_NOTICE', 'AGREEMENT', 'JUDICIAL_CONFIRMATION']],
  ])('a case that is %s has %j', async (status, kinds) => {
    const built = await buildCase(subgraph, status);
    expect((await read(built))?.documents.map(({ kind }) => kind)).toEqual(kinds);
  });

  test('say what is recorded', async () => {
    const built = await buildCase(subgraph, 'CONFIRMED', { confirmation: 'ARBITRATION_REVIEW' });
    const [application, acceptance, agreement, review] = await Promise.all(
      ['APPLICATION', 'ACCEPTANCE_NOTICE', 'AGREEMENT', 'ARBITRATION_REVIEW'].map((kind) => textOf(built, kind)),
    );
    for (const text of [application, acceptance, agreement]) expect(text).toContain('劳动报酬');
    expect(application).toMatch(/申请人：李工友[\s\S]*被申请人：某商贸公司[\s\S]*拖欠工资[\s\S]*街道调解室[\s\S]*2013年10月15日/);
    expect(acceptance).toMatch(/2013年10月16日受理[\s\S]*调解期限至2013年10月30日止/);
    expect(agreement).toMatch(/4,320.00[\s\S]*8,640.00元（大写：捌仟陆佰肆拾元整）[\s\S]*已于2013年10月17日生效/);
    expect(review).toMatch(/仲裁委员会[\s\S]*予以确认，文书编号：D-1/);
  });

  test('run nothing that somebody wrote', async () => {
    const attack = '<script>alert(1)</script><img src=x onerror="alert(2)">';
    const built = await buildCase(subgraph, 'AGREED');
    await subgraph.sql('update case_party set name_zh = $2 where case_id = $1', [built.id, attack]);
    await subgraph.sql('update case_claim set ground = $2 where case_id = $1', [built.id, attack]);
    await subgraph.sql('update mediation_case set case_no = $2, oral_record = $2 where id = $1', [built.id, `${attack}'`]);
    for (const { html } of (await read(built))?.documents ?? []) {
      expect(html).toContain('&lt;script&gt;');
      expect(html).not.toMatch(/<script|<img/);
      expect(html).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
    }
  });

  test('are for whom the case is', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    for (const viewer of [built.applicant, built.respondent, built.mediator.viewer, built.centre])
      expect((await read(built, viewer))?.documents).toHaveLength(3);
    for (const viewer of [
      member(newId()),
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      staff(newId(), 'STATION_STAFF', PATH),
    ])
      expect(await read(built, viewer)).toBeNull();
  });

  test('an agreement has a place to sign for each of several who elected nobody, and none for who left', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const [stays, leaves] = [await joinCase(subgraph, built), await joinCase(subgraph, built)];
    await subgraph.sql(`update case_party set name_zh = '赵离开', left_at = now(), left_as = 'WITHDRAWN' where id = $1`, [
      leaves.partyId,
    ]);
    await act(subgraph, stays.viewer, 'signAgreement', { caseId: built.id, expectedVersion: 1, as: 'APPLICANT' });
    const text = await textOf(built, 'AGREEMENT');
    expect(text).toMatch(/申请人（签名）李工友：＿+　+年[\s\S]*申请人（签名）王工友：＿+　+2013年10月19日/);
    expect(text).not.toContain('赵离开');
    expect(await textOf(built, 'APPLICATION')).toContain('赵离开');
  });

  test('a signature on paper has the day on which it was given, and where nobody said one that of the record', async () => {
    const built = await buildCase(subgraph, 'AGREED');
    const paper = { caseId: built.id, paperRef: '第3页' };
    const sign = (input: object) => act(subgraph, built.mediator.viewer, 'signAgreement', { ...paper, ...input });
    await sign({ expectedVersion: 1, as: 'APPLICANT', signedOn: day(-2) });
    await sign({ expectedVersion: 2, as: 'RESPONDENT' });
    expect(await textOf(built, 'AGREEMENT')).toMatch(
      /申请人（签名）：＿+　+2013年10月17日[\s\S]*被申请人（签名或者盖章）：＿+　+2013年10月19日/,
    );
  });

  test('an extended term is the one that the notice names', async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION', { extension_days: 10 });
    expect(await textOf(built, 'ACCEPTANCE_NOTICE')).toContain('调解期限至2013年11月11日止');
    expect(day(0)).toBe('2013-10-19');
  });
});
