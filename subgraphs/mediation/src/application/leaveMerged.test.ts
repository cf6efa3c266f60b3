import type { Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { knownMember, member, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { inTurn, joinCase, tellAlive, tellDeath } from '../../test/applicants.ts';
import { buildCase, day } from '../../test/build.ts';
import { mediation } from '../subgraph.ts';

describe('an applicant whose record is merged into that of somebody who has died (C-16)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(mediation);
  });
  afterAll(() => subgraph.stop());

  const die = (viewer: Viewer, diedOn?: string) => tellDeath(subgraph, viewer, diedOn);
  const live = (viewer: Viewer) => tellAlive(subgraph, viewer);
  const build = async () => {
    const built = await buildCase(subgraph, 'IN_MEDIATION');
    const read = async () =>
      (await subgraph.ask(built.centre, `{ mediationCase(id: "${built.id}") { status flags applicants { leftAs } } }`)).data
        .mediationCase;
    return { ...built, read };
  };
  const three = async () => {
    const built = await build();
    const second = await joinCase(subgraph, built);
    await joinCase(subgraph, built);
    return { ...built, second };
  };
  const ways = ({ applicants }: { applicants: readonly { leftAs: string | null }[] }) => applicants.map(({ leftAs }) => leftAs);
  const hear = async (type: string, ids: { survivorId: string }, diedOn: string | null) => {
    const event = { type: `organisation.member.${type}`, subject: ids.survivorId, data: { ...ids, diedOn } };
    expect(await subgraph.send(event)).toBe(204);
  };
  const other = async () => {
    const viewer = member(newId());
    await knownMember(subgraph.sql, String(viewer.personId));
    return viewer;
  };
  const pair = (survivor: Viewer, duplicate: Viewer) => ({
    mergeId: newId(),
    survivorId: String(survivor.personId),
    duplicateId: String(duplicate.personId),
  });
  const daysOf = async (id: string) =>
    (
      await subgraph.sql(
        `select died_on::text as day from case_party where case_id = $1 and side = 'APPLICANT' order by position`,
        [id],
      )
    ).map(({ day: of }) => of);

  test.each([
    ['the death is told first', true],
    ['the merge is told first', false],
  ])('leaves the case to the others, or has it flagged: %s', async (_, diesFirst) => {
    const [{ id, second, read }, alone] = [await three(), await build()];
    for (const [viewer, of] of [
      [second.viewer, read],
      [alone.applicant, alone.read],
    ] as const) {
      const dead = await other();
      if (diesFirst) await die(dead, day(-3));
      await hear('merged', pair(dead, viewer), diesFirst ? day(-3) : null);
      if (!diesFirst) await die(dead, day(-3));
      expect((await of()).status).toBe('IN_MEDIATION');
    }
    expect(ways(await read())).toEqual([null, 'DIED', null]);
    expect(await daysOf(id)).toEqual([null, day(-3), null]);
    expect(await alone.read()).toMatchObject({ flags: ['APPLICANT_DIED'], applicants: [{ leftAs: null }] });
    expect(await daysOf(alone.id)).toEqual([day(-3)]);
  });

  test.each([true, false])('who had both records in the case leaves it whole; the death is told first: %s', async (diesFirst) => {
    const { id, applicant, second, read } = await three();
    if (diesFirst) await die(applicant, day(-3));
    await hear('merged', pair(applicant, second.viewer), diesFirst ? day(-3) : null);
    if (!diesFirst) await die(applicant, day(-3));
    expect(ways(await read())).toEqual(['DIED', 'DIED', null]);
    expect(await daysOf(id)).toEqual([day(-3), day(-3), null]);
  });

  test('also where the dead acted for the respondent, and the case stays with the merged record', async () => {
    const { id, second, read } = await three();
    const dead = await other();
    await subgraph.sql('update mediation_case set respondent_ids = respondent_ids || $2::uuid where id = $1', [
      id,
      dead.personId,
    ]);
    await die(dead);
    await hear('merged', pair(dead, second.viewer), day(-1));
    expect(ways(await read())).toEqual([null, 'DIED', null]);
  });

  test('keeps the day that was recorded where the merge, and what took it back before, are told behind it', async () => {
    const [{ id, second }, survivor] = [await three(), await other()];
    await die(second.viewer, day(-3));
    const ids = pair(survivor, second.viewer);
    await hear('merged', ids, null);
    await hear('unmerged', ids, null);
    expect(await daysOf(id)).toEqual([null, day(-3), null]);
  });

  test('has the day of the record that they have, where both tell a death; that the other one lives takes theirs back no more', async () => {
    const [{ id, second }, survivor] = [await three(), await other()];
    await die(second.viewer, day(-3));
    await die(survivor, day(-2));
    const ids = pair(survivor, second.viewer);
    await hear('merged', ids, day(-2));
    expect(await daysOf(id)).toEqual([null, day(-2), null]);
    await hear('unmerged', ids, day(-3));
    await live(survivor);
    expect(await daysOf(id)).toEqual([null, day(-3), null]);
  });

  test.each(['unmerged', 'told'])(
    'lives again when the merge is taken back: what ended stays so, and the flag goes; first %s',
    async (first) => {
      const [{ id, second, read }, alone] = [await three(), await build()];
      for (const viewer of [second.viewer, alone.applicant]) {
        const dead = await other();
        await die(dead);
        const ids = pair(dead, viewer);
        await hear('merged', ids, day(-1));
        if (first === 'told') await live(viewer);
        await hear('unmerged', ids, null);
        if (first === 'unmerged') await live(viewer);
      }
      expect(ways(await read())).toEqual([null, 'DIED', null]);
      expect(await daysOf(id)).toEqual([null, null, null]);
      expect((await alone.read()).flags).toEqual([]);
      const [{ version } = {}] = await subgraph.sql('select version from mediation_case where id = $1', [alone.id]);
      const withdraw = inTurn(subgraph, alone.id);
      expect(await withdraw(alone.applicant, 'withdrawCase', { expectedVersion: version })).toBe('WITHDRAWN');
    },
  );
});
