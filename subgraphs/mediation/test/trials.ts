import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, expectReplay, member, type Row, staff, type TestSubgraph } from '@union-graph/testing';

/** Who does a mutation, with what. */
export interface Ready {
  readonly viewer: Viewer;
  readonly input: Row;
}

/** How a mutation is tried: what it owes beside its own rules (2.0 «Mutations», «Scope»). */
export interface Trial {
  /** Makes all that the mutation needs, anew each time. */
  readonly make: () => Promise<Ready>;
  /** The roles that may do it for the whole city by the role alone; every other one is tried and refused. */
  readonly may: readonly Role[];
  readonly texts?: readonly string[];
  readonly ids: readonly string[];
  /** What may differ under the same key. */
  readonly other: Row;
  /** What nineteen of twenty hear who do it at once. */
  readonly twenty?: string;
}

const UNFIT = ['x'.repeat(10_001), 'a\u0000b', '\u200b', '名\u202e字', '\ud800', '', '  ', '\u3000'];
const STRANGE_IDS = ['nonsense', '', newId()];
const REFUSED = /^(FORBIDDEN|NOT_FOUND)$/;

/** Somebody with the same roles in another district. */
const elsewhere = (viewer: Viewer): Viewer => ({
  ...viewer,
  personId: newId(),
  grants: viewer.grants.flatMap(({ role }) => staff(newId(), role, '/city/110106/').grants),
});

/** Tries each mutation of a table. */
export function tryMutations(trials: Readonly<Record<string, Trial>>, subgraph: () => TestSubgraph): void {
  describe.each(Object.entries(trials))('%s', (mutation, { make, may, texts = [], ids, other, twenty = 'VERSION_CONFLICT' }) => {
    const send = (viewer: Viewer, input: Row) => caller(subgraph())(mutation, '__typename', input, viewer);
    const code = (viewer: Viewer, input: Row) => subgraph().code(send(viewer, input));

    test('who may not, what is written wrongly, and what is stale change nothing', async () => {
      const { viewer, input } = await make();
      for (const role of ROLES.filter((one) => !may.includes(one)))
        expect([role, await code(staff(newId(), role), input)]).toEqual([role, expect.stringMatching(REFUSED)]);
      for (const nobody of [ANONYMOUS, member(newId()), elsewhere(viewer)]) expect(await code(nobody, input)).toMatch(REFUSED);
      for (const field of texts)
        for (const text of UNFIT)
          expect([field, text.slice(0, 9), await code(viewer, { ...input, [field]: text })]).toEqual([
            field,
            text.slice(0, 9),
            'BAD_USER_INPUT',
          ]);
      for (const field of ids)
        for (const id of STRANGE_IDS)
          expect([field, id, await code(viewer, { ...input, [field]: id })]).toEqual([
            field,
            id,
            expect.stringMatching(/^(BAD_USER_INPUT|VALIDATION_FAILED|FORBIDDEN|NOT_FOUND)$/),
          ]);
      if ('expectedVersion' in input) expect(await code(viewer, { ...input, expectedVersion: 99 })).toBe('VERSION_CONFLICT');
      expect((await send(viewer, input)).errors).toBeUndefined();
    });

    test('each role that may, for the whole city', async () => {
      for (const role of may)
        expect([role, (await send(staff(newId(), role), (await make()).input)).errors]).toEqual([role, undefined]);
    });

    test('again under its key, and twenty times at once', async () => {
      const again = await make();
      await expectReplay((more) => send(again.viewer, { ...again.input, ...more }), other);
      const { viewer, input } = await make();
      const codes = await Promise.all(Array.from({ length: 20 }, async () => (await code(viewer, input)) ?? 'done'));
      expect(codes.sort()).toEqual([...Array<string>(19).fill(twenty), 'done'].sort());
    });
  });
}
