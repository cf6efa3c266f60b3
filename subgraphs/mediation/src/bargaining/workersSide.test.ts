import { newId } from '@union-graph/subgraph';
import { caller, listed, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { type Built, buildRound, buildSides, threeOf } from '../../test/bargaining.ts';
import { mediation } from '../subgraph.ts';

const CONFLICT = { code: 'CONFLICT_OF_INTEREST', rule: '2.2.3', field: 'representatives' };

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await testSubgraph(mediation);
});
afterAll(() => subgraph.stop());

const act = async (verb: string, { id, version }: Built, viewer: ReturnType<typeof staff>, input: object) => {
  const answer = await caller(subgraph)(verb, 'round { status }', { roundId: id, expectedVersion: version, ...input }, viewer);
  return answer.errors?.[0]?.extensions ?? answer.data[verb].round;
};
const name = (built: Built, personId: string | null, at: number) => {
  const representatives = threeOf('EMPLOYER', built.sides.chiefs.EMPLOYER).map((rep, position) =>
    position === at ? { ...rep, personId } : rep,
  );
  return act('setRepresentatives', built, built.employers[0]?.viewer as ReturnType<typeof staff>, {
    side: 'EMPLOYER',
    representatives,
  });
};
const placed = (scopePath: string, more: object = {}) => listed(subgraph.sql, 'STAFF', { scopePath, ...more });

describe('who represents the employers is not on the workers’ side (2.2.3)', () => {
  test.each([0, 1, 2])('staff of the union or of one above it and instructors are none, at place %s', async (at) => {
    const built = await buildRound(subgraph, 'PREPARING');
    const { unionId, instructor } = built.sides;
    for (const path of [`/city/110105/${unionId}/`, '/city/110105/', '/city/'])
      expect(await name(built, await placed(path), at)).toEqual(CONFLICT);
    expect(await name(built, instructor.viewer.personId, at)).toMatchObject({ code: 'CONFLICT_OF_INTEREST' });
  });

  test('who has left the office may be one, and staff of another district', async () => {
    for (const person of [await placed('/city/110105/', { hasEnded: true }), await placed('/city/110101/')])
      expect(await name(await buildRound(subgraph, 'PREPARING'), person, 2)).toEqual({ status: 'NEGOTIATING' });
  });

  test('a chief who came to such an office signs no more, neither here nor on paper', async () => {
    const sides = await buildSides(subgraph);
    const built = await buildRound(subgraph, 'PASSED', { sides });
    const chief = sides.chiefs.EMPLOYER;
    const admin = staff(chief.personId as string, 'DISTRICT_ADMIN', '/city/110105/');
    expect(await act('signContract', built, admin, { side: 'EMPLOYER' })).toEqual(CONFLICT);
    await placed('/city/110105/', { entryId: chief.personId });
    expect(await act('signContract', built, chief, { side: 'EMPLOYER' })).toEqual(CONFLICT);
    const paper = { side: 'EMPLOYER', paperRef: '第8页' };
    expect(await act('signContract', built, sides.instructor.viewer, paper)).toEqual(CONFLICT);
    expect(await act('signContract', built, sides.chiefs.WORKERS, { side: 'WORKERS' })).toEqual({ status: 'PASSED' });
  });

  test('nobody of an office names themself for the employers', async () => {
    const built = await buildRound(subgraph, 'PREPARING');
    const [speaker] = built.employers;
    const person = newId();
    const rep = staff(person, 'EMPLOYER_REP', `/city/110105/${speaker?.id}/`);
    const admin = staff(person, 'DISTRICT_ADMIN', '/city/110105/');
    const both = { ...rep, grants: [...rep.grants, ...admin.grants] };
    const representatives = threeOf('EMPLOYER', both);
    expect(await act('setRepresentatives', built, both, { side: 'EMPLOYER', representatives })).toEqual(CONFLICT);
  });
});
