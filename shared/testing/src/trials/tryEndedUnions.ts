import type { Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import type { SubgraphDefinition } from '@union-graph/subgraph';
import { key } from '../keys.ts';
import { type TestSubgraph, testSubgraph } from '../subgraph.ts';
import { mutationsOf } from './inputs.ts';
import type { Trials } from './tryMutations.ts';

/** What there is to know beside the trials. */
interface UnionsOfService {
  /** The unions that the service knows: a statement that selects `id` and `path`. */
  readonly known: string;
  /** Ends a union; unless given, the service is told as organisation tells. */
  readonly end?: (subgraph: TestSubgraph, id: string) => Promise<unknown>;
  /** Undoes the end, for trials that share a union. */
  readonly revive?: (subgraph: TestSubgraph, id: string) => Promise<unknown>;
  /** Places, as `mutation.field`, at which a union that has ended is named as before, each with the reason. */
  readonly goesOn?: Readonly<Record<string, string>>;
}

/** What an act on a union that has ended may be answered. */
const REFUSED = /^(VALIDATION_FAILED|INVALID_TRANSITION|NOT_FOUND|FORBIDDEN)$/;

/**
 * Tries what acts do with unions that have ended (2.1.3): each mutation of the trials with each union that its input names, whatever the field is called, by
 * whom the trial says and with the same role for the whole city, who has an office still. Nothing is begun there.
 */
export function tryEndedUnions(definition: SubgraphDefinition, trials: Trials, options: UnionsOfService): void {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  test('nothing is begun for a union that has ended, whichever act names it', async () => {
    const found = await outcomes(definition, trials, subgraph, options);
    expect(found.length).toBeGreaterThan(0);
    const goesOn = Object.keys(options.goesOn ?? {});
    expect(found.filter(([at, code]) => !goesOn.includes(at) && !REFUSED.test(code))).toEqual([]);
    expect(goesOn.filter((at) => !found.some(([place, code]) => place === at && code === 'done'))).toEqual([]);
  });
}

type Outcome = readonly [at: string, code: string];

async function outcomes(
  definition: SubgraphDefinition,
  trials: Trials,
  subgraph: TestSubgraph,
  { known, end = tellEnd(known), revive = async () => undefined }: UnionsOfService,
): Promise<Outcome[]> {
  const mutations = mutationsOf(loadSubgraphSdl(definition.dir));
  const found: Outcome[] = [];
  const named = async (input: object) => {
    const unions = await subgraph.sql<{ id: string }>(`select u.id::text as id from (${known}) u`);
    return textsOf(input).filter(([, text]) => unions.some(({ id }) => id === text));
  };
  for (const [mutation, { make }] of Object.entries(trials)) {
    for (const [place] of await named((await make(subgraph.sql, subgraph)).input)) {
      const { input, viewer, now } = await make(subgraph.sql, subgraph);
      const union = new Map(await named(input)).get(place) as string;
      await end(subgraph, union);
      const sent = { input: { idempotencyKey: key(), ...input } };
      const answer = await subgraph.ask(forWholeCity(viewer), mutations.documentOf(mutation), sent, now);
      found.push([`${mutation}.${place}`, answer.errors?.[0]?.extensions.code ?? 'done']);
      await revive(subgraph, union);
    }
  }
  return found;
}

/** The texts of an input, each with its place in it. */
const textsOf = (value: unknown, place = ''): [place: string, text: string][] =>
  typeof value === 'string'
    ? [[place, value]]
    : typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([name, inner]) => textsOf(inner, place ? `${place}.${name}` : name))
      : [];

const tellEnd =
  (known: string) =>
  async (subgraph: TestSubgraph, id: string): Promise<void> => {
    const [union] = await subgraph.sql<{ path: string }>(`select u.path from (${known}) u where u.id::text = $1`, [id]);
    const data = { kind: 'COMMUNITY_JOINT_UNION', scopePath: union?.path, mergedIntoId: null };
    const status = await subgraph.send({ type: 'organisation.union.dissolved', subject: id, aggregateversion: 9, data });
    if (status !== 204) throw new Error(`The end of the union was answered by ${status}.`);
  };

const forWholeCity = (viewer: Viewer): Viewer => ({
  ...viewer,
  grants: viewer.grants.flatMap((grant) => [grant, { role: grant.role, scopePath: '/city/' }]),
});
