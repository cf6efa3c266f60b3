import { loadSubgraphSdl } from '@union-graph/schema';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { key } from '../keys.ts';
import { type TestSubgraph, testSubgraph } from '../subgraph.ts';
import { member, staff } from '../viewers.ts';
import { mutationsOf } from './inputs.ts';
import { namedRecords, OWN_IN_OFFICE } from './namedRecords.ts';
import type { Ready, Trials } from './tryMutations.ts';

/** What a service refuses by for who has died. */
const HAS_DIED = 'The record says that this person has died.';

const tellsDeath = (table: string): string =>
  `insert into ${table} (member_id, scope_path, has_died, seen_version) values ($1, '/city/', true, 1)
   on conflict on constraint ${table}_pk do update set has_died = true`;

/** The statement by which a record says that the person has died, by the table in which the service keeps it. */
const DIES = {
  member_place: tellsDeath('member_place'),
  known_member: tellsDeath('known_member'),
  member: `update member set membership_status = 'DECEASED', died_on = '2013-01-02', union_id = null, joined_at = null where id = $1`,
} as const;

/** What acts that name a worker, and acts of a worker's own, do with somebody who has died. */
interface DeadRecords {
  /** Places, as `mutation.field` (`mutation.viewer` for who acts themselves), at which what was begun before goes on, or ends. */
  readonly goesOn: readonly string[];
  /** The table in which the service keeps who has died; `member_place` unless told. */
  readonly keptIn?: keyof typeof DIES;
  /** Makes somebody's record, where the service keeps deaths in the record itself; gives its id. */
  readonly living?: (subgraph: TestSubgraph) => Promise<string>;
  /** Makes calls that name a worker at a place that the trials do not reach, and says whom. */
  readonly more?: Readonly<
    Record<string, (subgraph: TestSubgraph) => Promise<{ readonly ready: Ready; readonly record: string }>>
  >;
}

/**
 * Tries that nothing new is begun for a worker who has died: by each mutation of the trials that names a worker's record, or that somebody does
 * for themselves, other than those that go on with what was begun. For a service that keeps what organisation tells of workers' records.
 */
export function tryDeadRecords(
  definition: SubgraphDefinition,
  trials: Trials,
  { goesOn, keptIn = 'member_place', living, more = {} }: DeadRecords,
): void {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());
  const mutations = mutationsOf(loadSubgraphSdl(definition.dir));

  /** Whether the call is refused since somebody has died, and with which code. */
  async function answerTo(mutation: string, { viewer, input, now }: Ready, record: string): Promise<string> {
    await subgraph.sql(DIES[keptIn], [record]);
    const sent = { input: { idempotencyKey: key(), ...input } };
    const [error] = (await subgraph.ask(viewer, mutations.documentOf(mutation), sent, now)).errors ?? [];
    return error?.message.startsWith(HAS_DIED) ? `dead: ${error.extensions.code}` : 'goes on';
  }

  test.each(['a worker', 'a member of staff'])(
    'nothing is read by the login of %s who has died, whenever they signed in',
    async (who) => {
      const known = (await living?.(subgraph)) ?? newId();
      const viewer = who === 'a worker' ? member(known) : staff(known, 'CITY_DEPT');
      const read = async () => (await subgraph.ask(viewer, '{ __typename }')).errors?.[0];
      await subgraph.sql(DIES[keptIn], [known]);
      expect(await read()).toMatchObject({
        message: expect.stringContaining(HAS_DIED),
        extensions: { code: 'VALIDATION_FAILED' },
      });
    },
  );

  test('nothing new is begun for who has died, and what was begun goes on', async () => {
    const found: Record<string, string> = {};
    for (const [mutation, { make }] of Object.entries(trials)) {
      for (const place of namedRecords(mutations, mutation, await make(subgraph.sql, subgraph)).keys()) {
        if (place === OWN_IN_OFFICE) continue;
        const ready = await make(subgraph.sql, subgraph);
        const record = namedRecords(mutations, mutation, ready).get(place) as string;
        found[`${mutation}.${place}`] = await answerTo(mutation, ready, record);
      }
    }
    for (const [at, make] of Object.entries(more)) {
      const { ready, record } = await make(subgraph);
      found[at] = await answerTo(at.split('.')[0] as string, ready, record);
    }
    const expected = Object.keys(found).map((at) => [at, goesOn.includes(at) ? 'goes on' : 'dead: VALIDATION_FAILED']);
    expect(found).toEqual(Object.fromEntries(expected));
    expect(Object.keys(found)).toEqual(expect.arrayContaining([...goesOn]));
    expect(expected.some(([, what]) => what !== 'goes on')).toBe(true);
  });
}
