import { newId } from '@union-graph/subgraph';
import { member } from '@union-graph/testing';
import { useApplications } from '../../test/applications.ts';

/** Workers who apply once, and workers who press the button five times. */
const [ONCE, OFTEN, TIMES] = [50, 30, 5];

describe('MED-INV-3: two hundred applications at once', () => {
  const { subgraph, input, apply } = useApplications();

  test('of those for one dispute one stays, and the others are told its number', async () => {
    const often = Array.from({ length: OFTEN }, () => newId());
    const workers = [...Array.from({ length: ONCE }, () => newId()), ...Array.from({ length: TIMES }, () => often).flat()];
    const answers = await Promise.all(
      workers.map(async (worker) => ({ worker, ...(await apply(member(worker), input(worker))) })),
    );
    const received = answers.filter(({ errors }) => !errors);
    expect(received.map(({ worker }) => worker).sort()).toEqual([...new Set(workers)].sort());
    const refused = answers.filter(({ errors }) => errors);
    expect(new Set(refused.map(({ errors }) => errors?.[0]?.extensions.code))).toEqual(new Set(['DUPLICATE']));
    for (const { worker, errors } of refused) {
      const kept = received.find((one) => one.worker === worker)?.data.applyForMediation.case;
      expect(errors?.[0]?.message).toContain(kept.caseNo);
    }
    const [stored] = await subgraph().sql<{ n: string }>('select count(*) as n from mediation_case');
    expect(Number(stored?.n)).toBe(ONCE + OFTEN);
  });
});
