import { codeOf } from '../house/client.ts';
import { eventually } from '../house/house.ts';
import { story } from '../house/story.ts';

interface Sheet {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly values: readonly (string | null)[] }[];
}

const COPIES = ['organisationCopy', 'mediationCopy', 'trainingCopy', 'venuesCopy', 'warmthFundCopy'] as const;
const LATER = '2013-10-20T10:00:00+08:00';

describe('J-17 查阅与删除本人信息 / a copy and erasure of one’s own data, in all five services', () => {
  const { tell, attempt } = story('J-17');

  /** A step's data once all five services have answered. Another journey may have killed one: while it comes back, it is waited for. */
  const answered = (step: number, telling: { now?: string } = {}) =>
    eventually(async () => {
      const { data, errors } = await attempt(step, telling);
      const isAway = errors?.some(({ extensions }) => extensions.code === 'DEPENDENCY_UNAVAILABLE') ?? false;
      return !isAway && (errors || data.personalDataRequest.status === 'FULFILLED') && tell(step, telling);
    }, 30);

  test('the worker asks, and every service has a copy ready or nothing', async () => {
    const { request } = (await tell(1)).requestMyData;
    expect(request.parts.map(({ subgraph }: { subgraph: string }) => subgraph)).toEqual([
      'mediation',
      'organisation',
      'training',
      'venues',
      'warmth-fund',
    ]);
    const copy = (await answered(2)).personalDataRequest;
    const titles = COPIES.flatMap((part) => (copy[part] as Sheet[]).map(({ title }) => title));
    expect(titles).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^职工档案/),
        expect.stringMatching(/^场地预约/),
        expect.stringMatching(/^培训报名/),
      ]),
    );
    const record = copy.organisationCopy.find(({ title }: Sheet) => title.startsWith('职工档案')) as Sheet;
    expect(record.rows[0]?.values[record.columns.indexOf('name_zh')]).toBe('吴大勇');
  });

  test('nobody else reads the copy, not even the officer who follows the request', async () => {
    expect(codeOf(await attempt(2, { as: 'zheng-hong' }))).toBe('NOT_FOUND');
    const officer = await attempt(2, { as: 'luo-qing' });
    expect(officer.data.personalDataRequest).toMatchObject({ status: 'FULFILLED' });
    for (const part of COPIES) expect([part, officer.data.personalDataRequest[part]]).toEqual([part, null]);
  });

  test('after leaving, erasure: bookings and enrolments go, what the law keeps has its ground, and the record tells nothing', async () => {
    expect((await tell(3, { now: LATER })).leaveUnion.member.membershipStatus).toBe('LEFT');
    expect((await tell(4, { now: LATER })).requestErasure.request.parts).toHaveLength(5);
    const { personalDataRequest, me } = await answered(5, { now: LATER });
    const outcomes = Object.fromEntries(
      personalDataRequest.parts.map(({ subgraph, outcome }: { subgraph: string; outcome: string }) => [subgraph, outcome]),
    );
    expect(outcomes).toMatchObject({ organisation: 'KEPT_BY_LAW', venues: 'ERASED', 'warmth-fund': 'KEPT_BY_LAW' });
    for (const { outcome, legalBasis } of personalDataRequest.parts) expect(legalBasis !== null).toBe(outcome === 'KEPT_BY_LAW');
    expect(me).toMatchObject({
      nameZh: expect.stringMatching(/^P-/),
      membershipStatus: 'LEFT',
      bookings: { nodes: [] },
      enrolments: { nodes: [] },
    });
  });
});
