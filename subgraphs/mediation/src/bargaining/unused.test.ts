import { caller, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildEmployer, buildRound, buildSides } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

describe('what a choice has no use for is refused, not dropped', () => {
  let subgraph: TestSubgraph;
  let call: ReturnType<typeof caller>;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
    call = caller(subgraph);
  });
  afterAll(() => subgraph.stop());

  const faultOf = async (answer: ReturnType<typeof call>) => {
    const { code, field } = (await answer).errors?.[0]?.extensions ?? {};
    return code ? [code, field] : null;
  };

  test('an employer that declines covers no workers', async () => {
    const { id: roundId, version: expectedVersion, employers } = await buildRound(subgraph, 'NOTICED');
    const declined = { roundId, expectedVersion, enterpriseId: employers[0]?.id, answer: 'DECLINED', reason: '停产' };
    const reply = (more: object) =>
      call('replyBargaining', 'round { id }', { ...declined, ...more }, employers[0]?.viewer as never);
    expect(await faultOf(reply({ workersCovered: 5 }))).toEqual(['BAD_USER_INPUT', 'workersCovered']);
    expect(await faultOf(reply({}))).toBeNull();
  });

  test('a union answers without a number of workers or a paper, and accepts without a reason', async () => {
    const sides = await buildSides(subgraph);
    const firm = await buildEmployer(subgraph, { unionId: sides.unionId });
    const { unionId: workersSideId } = sides;
    const notice = { initiator: 'EMPLOYER', kind: 'COLLECTIVE', workersSideId, employerIds: [firm.id], topic: '合同' };
    const { round } = (await call('noticeBargaining', 'round { id }', notice, firm.viewer)).data.noticeBargaining;
    const reply = (more: object) =>
      call(
        'replyBargaining',
        'round { refusalReason }',
        { roundId: round.id, expectedVersion: 1, answer: 'ACCEPTED', ...more },
        sides.officer,
      );
    for (const unused of [{ workersCovered: 5 }, { paperRef: '档案-7' }, { reason: '同意' }])
      expect(await faultOf(reply(unused))).toEqual(['BAD_USER_INPUT', Object.keys(unused)[0]]);
    const { data } = await reply({ answer: 'DECLINED', reason: '另行约定' });
    expect(data.replyBargaining.round.refusalReason).toBe('另行约定');
  });

  test('the wage before the raise is for the growth line, where it is kept with a waiver, too', async () => {
    const { id: roundId, version: expectedVersion, sides } = await buildRound(subgraph, 'DRAFTED', { kind: 'WAGE_SPECIAL' });
    const check = (more: object) =>
      call('recordGuaranteeCheck', 'round { version }', { roundId, expectedVersion, ...more }, sides.instructor.viewer);
    const measured = { measuredFen: '150000', evidenceRef: '档案-9' };
    const waived = { waivedReason: '由区里统一认定' };
    for (const found of [measured, waived])
      expect(await faultOf(check({ kind: 'MINIMUM_WAGE', ...found, baseFen: '150000' }))).toEqual(['BAD_USER_INPUT', 'baseFen']);
    for (const field of ['measuredFen', 'baseFen'])
      expect(await faultOf(check({ kind: 'GROWTH_LINE', ...waived, [field]: '0' }))).toEqual(['BAD_USER_INPUT', field]);
    expect(await faultOf(check({ kind: 'GROWTH_LINE', ...waived, measuredFen: '310000', baseFen: '300000' }))).toBeNull();
    const kept = await subgraph.sql<{ measured_fen: string; base_fen: string }>(
      'select measured_fen, base_fen from guarantee_check where round_id = $1',
      [roundId],
    );
    expect(kept.map(({ measured_fen, base_fen }) => [String(measured_fen), String(base_fen)])).toEqual([['310000', '300000']]);
  });
});
