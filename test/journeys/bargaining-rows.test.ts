import { unionId } from '@union-graph/infra/unions';
import { ask, good } from '../house/client.ts';

describe('what the demo data tells of bargaining (6.2, S-55)', () => {
  test('a notice of 21 days, votes with 90 and 89, wages by 929 against 770', async () => {
    const of = async (as: string, union: string) =>
      good(
        await ask(
          as,
          `{ bargainingRounds(workersSideId: "${unionId(union)}") { nodes { status reportedAt congress { total present consent passed } } } }`,
        ),
      ).bargainingRounds.nodes;
    expect(await of('feng-jing', 'joint-jianwai')).toEqual([{ status: 'REFUSED', reportedAt: '2013-10-19', congress: null }]);
    const vote = { total: 180, present: 120 };
    expect(await of('shen-ping', 'ent-taxi')).toMatchObject([
      { status: 'PASSED', congress: { ...vote, consent: 90, passed: true } },
    ]);
    expect(await of('shen-ping', 'ent-baic-shunyi')).toMatchObject([
      { status: 'NEGOTIATING', congress: { ...vote, consent: 89, passed: false } },
    ]);
    const { bargainingEffect } = good(
      await ask(null, '{ bargainingEffect(year: 2012) { bargainingGrowthBp gdpGrowthBp differenceBp } }'),
    );
    expect(bargainingEffect).toEqual({ bargainingGrowthBp: 929, gdpGrowthBp: 770, differenceBp: 159 });
  });
});
