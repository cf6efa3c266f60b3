import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { CHAOYANG } from '../../test/builders.ts';
import { type Applied, degreeActs, numberOf, OFFICER, SCHOOL } from '../../test/degree.ts';
import { training } from '../subgraph.ts';

describe('an application is withdrawn before the studies (S-62)', () => {
  let subgraph: TestSubgraph;
  let acts: ReturnType<typeof degreeActs>;
  beforeAll(async () => {
    subgraph = await testSubgraph(training);
    acts = degreeActs(subgraph);
  });
  afterAll(() => subgraph.stop());

  test.each(['NOMINATED', 'ELIGIBLE', 'EXAM_REGISTERED', 'SCORE_PASSED'])(
    '%s, who gives up or whose union takes the nomination back is out; the institution does neither',
    async (status) => {
      const give = (of: Applied, viewer: Viewer) => acts.step('withdrawFromStudies', of, { reason: '返乡' }, viewer);
      const of = await acts.candidate();
      const at = await acts.reach(status, of);
      expect(await subgraph.code(give(at, SCHOOL))).toBe('FORBIDDEN');
      expect(await subgraph.code(give(at, staff(newId(), 'JOINT_UNION_OFFICER', CHAOYANG)))).toBe('NOT_FOUND');
      const { application } = (await give(at, OFFICER)).data.withdrawFromStudies;
      expect(application).toMatchObject({ status: 'WITHDRAWN', endedBecause: '返乡', sponsorship: null });
      expect(await subgraph.code(give(application, OFFICER))).toBe('INVALID_TRANSITION');
      // Before the examination the year is free again.
      const again = await subgraph.code(acts.nominate(of));
      expect(again).toBe(['NOMINATED', 'ELIGIBLE'].includes(status) ? null : 'DUPLICATE');
      const own = await acts.candidate();
      const second = await acts.reach(status, own);
      expect((await give(second, member(own.memberId))).data.withdrawFromStudies.application.status).toBe('WITHDRAWN');
    },
  );

  test.each(['ADMITTED', 'ENROLLED'])('%s, who gives up is sponsored no more, planned parts included', async (status) => {
    const at = await acts.reach(status);
    const { sponsorship } = (await acts.approve(at)).data.approveSponsorship;
    const proposed = await acts.reach(status);
    for (const one of [at, proposed]) {
      const { application } = (await acts.step('withdrawFromStudies', one, { reason: '返乡' })).data.withdrawFromStudies;
      expect(application).toMatchObject({ status: 'WITHDRAWN', sponsorship: { status: 'STOPPED' } });
    }
    expect((await acts.read(at.id)).sponsorship).toMatchObject({
      id: sponsorship.id,
      instalments: [{ status: 'CANCELLED' }, { status: 'CANCELLED' }, { status: 'CANCELLED' }],
    });
    expect(await subgraph.code(acts.approve(proposed, { expectedVersion: 2 }))).toBe('INVALID_TRANSITION');
  });

  test('a score of somebody who gave up before it came is not taken', async () => {
    const at = await acts.reach('EXAM_REGISTERED');
    await acts.step('withdrawFromStudies', at, { reason: '返乡' }, OFFICER);
    const { report } = (await acts.scores([[numberOf(at.id), 146]])).data.importExamScores;
    expect(report).toMatchObject({ takenCount: 0, errors: [{ line: 2, code: 'INVALID_TRANSITION' }] });
    expect(await acts.read(at.id)).toMatchObject({ status: 'WITHDRAWN', examScore: null });
  });
});
