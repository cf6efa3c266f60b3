import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, staff, type TestSubgraph, testSubgraph, withoutDeadlock } from '@union-graph/testing';
import { buildLawyer, buildOrg, PATH } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

const NOW = '2013-10-19T10:00:00+08:00';
const admin = staff(newId(), 'DISTRICT_ADMIN', PATH);
const at = (day: string, hour: number): string => `${day}T${String(hour).padStart(2, '0')}:00:00+08:00`;
const shift = (lawyerId: string, day: string, from = 9, to = 17) => ({ lawyerId, start: at(day, from), end: at(day, to) });

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

const call = (verb: string, fields: string, input: object, viewer: Viewer = admin, now = NOW) =>
  caller(subgraph)(verb, fields, input, viewer, now);
const refusal = async (answer: ReturnType<typeof call>) => (await answer).errors?.[0]?.extensions;
const schedule = (orgId: string, shifts: readonly object[], viewer?: Viewer) =>
  call('scheduleDuty', 'shifts { id version lawyer { id } start }', { orgId, shifts }, viewer);
const build = async (...orgIds: string[]) => buildLawyer(subgraph, newId(), orgIds);

const occupied = (orgId: string, { lawyerId, start, end }: ReturnType<typeof shift>) =>
  `(id, lawyer_id, org_id, start_at, end_at) values ('${newId()}', '${lawyerId}', '${orgId}', '${start}', '${end}')`;

describe('rosters that are made at once', () => {
  test('MED-INV-2: of twenty rosters at once that need the same lawyer, at twenty places, one is written', async () => {
    const places = await Promise.all(Array.from({ length: 20 }, () => buildOrg(subgraph)));
    const lawyer = await build(...places);
    const codes = await withoutDeadlock(
      subgraph,
      'duty_shift',
      occupied(places[0] as string, shift(lawyer.id, '2013-10-21')),
      places.map((place) => async () => (await refusal(schedule(place, [shift(lawyer.id, '2013-10-21')])))?.rule ?? 'done'),
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('MED-INV-2'), 'done']);
    expect(await subgraph.sql('select count(*)::int as count from duty_shift where lawyer_id = $1', [lawyer.id])).toEqual([
      { count: 1 },
    ]);
  });

  test('of twenty rosters at once with the same two lawyers, in turned order, one is written, and none waits for another in a circle', async () => {
    const places = await Promise.all(Array.from({ length: 20 }, () => buildOrg(subgraph)));
    const pair = [await build(...places), await build(...places)];
    const shifts = pair.map(({ id }) => shift(id, '2013-10-22'));
    const codes = await withoutDeadlock(
      subgraph,
      'duty_shift',
      occupied(places[0] as string, shifts[0] as (typeof shifts)[number]),
      places.map(
        (place, at) => async () => (await refusal(schedule(place, at % 2 ? shifts : shifts.toReversed())))?.rule ?? 'done',
      ),
    );
    expect(codes.sort()).toEqual([...Array<string>(19).fill('MED-INV-2'), 'done']);
  });
});
