import { addDays, newId } from '@union-graph/subgraph';
import { insert, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildInstructor, buildRound, buildSides } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const LAST = '2013-12-31';
const AFTER = addDays(LAST, 1);

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

/** A round that somebody guides whose term ends on {@link LAST}. */
async function guided() {
  const sides = { ...(await buildSides(subgraph)), instructor: await buildInstructor(subgraph, '110105', LAST) };
  return { ...(await buildRound(subgraph, 'NEGOTIATING', { sides })), guide: sides.instructor.viewer };
}

type Someone = ReturnType<typeof staff>;
/** What somebody sees on a day: the round by its id, and how many rounds their list has. */
const sees = async (viewer: Someone, id: string, day: string) => {
  const asked = `{ bargainingRound(id: "${id}") { id } bargainingRounds { totalCount } }`;
  const { data } = await subgraph.ask(viewer, asked, {}, `${day}T10:00:00+08:00`);
  return [data?.bargainingRound?.id === id, (data?.bargainingRounds?.totalCount ?? 0) > 0];
};

describe('an instructor reads rounds while a term runs (S-54)', () => {
  test('until the last day those of the district; afterwards none, the round that they guided included', async () => {
    const { id, guide } = await guided();
    expect(await sees(guide, id, LAST)).toEqual([true, true]);
    expect(await sees(guide, id, AFTER)).toEqual([false, false]);
  });

  test('whose round it is by their person alone reads it until then, too', async () => {
    const { id, guide } = await guided();
    const plain = staff(guide.personId as string, 'MEMBER');
    expect((await sees(plain, id, LAST))[0]).toBe(true);
    expect((await sees(plain, id, AFTER))[0]).toBe(false);
  });

  test('who is appointed anew reads them again, before the first day of a term nobody does', async () => {
    const { id, guide } = await guided();
    const term = { appointed_on: '2014-03-01', term_to: '2015-02-28' };
    const named = { person_id: guide.personId, name_zh: '吴指导员', district_code: '110105' };
    await insert(subgraph.sql, 'wage_instructor', { id: newId(), ...named, ...term });
    expect(await sees(guide, id, '2014-02-28')).toEqual([false, false]);
    expect(await sees(guide, id, '2014-03-01')).toEqual([true, true]);
  });

  test('who was never appointed has the role by the word of the union; another office stays what it is', async () => {
    const { id, guide } = await guided();
    expect(await sees(staff(newId(), 'WAGE_INSTRUCTOR', '/city/110105/'), id, AFTER)).toEqual([true, true]);
    const admin = staff(guide.personId as string, 'DISTRICT_ADMIN', '/city/110105/');
    const both = { ...guide, grants: [...guide.grants, ...admin.grants] };
    expect(await sees(both, id, AFTER)).toEqual([true, true]);
  });

  test('who has left the staff does not read their round', async () => {
    const { id, guide } = await guided();
    await listed(subgraph.sql, 'STAFF', { entryId: guide.personId as string, hasEnded: true });
    expect((await sees(staff(guide.personId as string, 'MEMBER'), id, LAST))[0]).toBe(false);
  });
});
