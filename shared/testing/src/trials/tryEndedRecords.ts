import type { Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { key } from '../keys.ts';
import { type TestSubgraph, testSubgraph } from '../subgraph.ts';
import { tablesNaming } from '../tablesNaming.ts';
import { mutationsOf } from './inputs.ts';
import { namedRecords, OWN, OWN_IN_OFFICE } from './namedRecords.ts';
import type { Trials } from './tryMutations.ts';

/** What there is to know beside the trials. */
interface EndedRecords {
  /** Places, as `mutation.field`, at which a record that was erased is named as before, since a law has what is written there kept. */
  readonly keptByLaw?: readonly string[];
}

/** What became of a record before an act names it. */
type Ending = 'erased' | 'merged' | 'left';

/** One call that named a record, or was made by the person whose it is. */
interface Outcome {
  readonly at: string;
  readonly code: string;
  /** The tables that have more rows about the record than before. */
  readonly written: readonly string[];
}

/**
 * Tries what acts do with records that ended: each mutation of the trials that names a worker's record, or that somebody does for themselves, with a record that was
 * erased, was merged into another one, or whose person left. Nothing is written about a record that was erased, what is written about a merged
 * one is the survivor's, and nothing breaks.
 */
export function tryEndedRecords(definition: SubgraphDefinition, trials: Trials, { keptByLaw = [] }: EndedRecords = {}): void {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());
  const broken = (found: readonly Outcome[]) => found.filter(({ code }) => code === 'INTERNAL_SERVER_ERROR');

  test('nothing is written about a record that was erased, and its person does nothing but go on with what a law has kept', async () => {
    const found = await outcomes(definition, trials, subgraph, 'erased');
    const open = (definition.openToErased ?? []).flatMap((mutation) => [`${mutation}.${OWN}`, `${mutation}.${OWN_IN_OFFICE}`]);
    const isOpen = ({ at }: Outcome) => open.includes(at) || keptByLaw.includes(at);
    const refused = /^(NOT_FOUND|FORBIDDEN|VALIDATION_FAILED|INVALID_TRANSITION)$/;
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((one) => !isOpen(one) && (one.written.length > 0 || !refused.test(one.code)))).toEqual([]);
    expect(broken(found)).toEqual([]);
  });

  test('what is written about a record that was merged is the survivor’s', async () => {
    const found = await outcomes(definition, trials, subgraph, 'merged');
    expect(found.filter(({ written }) => written.length > 0)).toEqual([]);
    expect(broken(found)).toEqual([]);
  });

  test('an act about who left is done, or refused with a code', async () => {
    expect(broken(await outcomes(definition, trials, subgraph, 'left'))).toEqual([]);
  });
}

/** Has each record that a trial names end, and then makes the trial's call. */
async function outcomes(definition: SubgraphDefinition, trials: Trials, subgraph: TestSubgraph, how: Ending): Promise<Outcome[]> {
  const mutations = mutationsOf(loadSubgraphSdl(definition.dir));
  const found: Outcome[] = [];
  for (const [mutation, { make }] of Object.entries(trials)) {
    for (const place of namedRecords(mutations, mutation, await make(subgraph.sql, subgraph)).keys()) {
      const ready = await make(subgraph.sql, subgraph);
      const record = namedRecords(mutations, mutation, ready).get(place) as string;
      if (!(await end(subgraph, record, how))) continue;
      const before = await tablesNaming(subgraph.sql, record);
      const sent = { input: { idempotencyKey: key(), ...ready.input } };
      const viewer = place === OWN_IN_OFFICE ? inOffice(ready.viewer) : ready.viewer;
      const answer = await subgraph.ask(viewer, mutations.documentOf(mutation), sent, ready.now);
      const after = await tablesNaming(subgraph.sql, record);
      const written = [...after.keys()].filter((table) => (after.get(table) ?? 0) > (before.get(table) ?? 0));
      found.push({ at: `${mutation}.${place}`, code: answer.errors?.[0]?.extensions.code ?? 'done', written });
    }
  }
  return found;
}

/** Ends a record, as the other services are told; false where organisation could not have: a member is not erased. */
async function end(subgraph: TestSubgraph, record: string, how: Ending): Promise<boolean> {
  const survivorId = newId();
  const data = {
    erased: { memberId: record },
    merged: { mergeId: newId(), survivorId, duplicateId: record },
    left: { memberId: record, unionId: null, scopePath: '/city/110105/' },
  }[how];
  const subject = how === 'merged' ? survivorId : record;
  return (await subgraph.send({ type: `organisation.member.${how}`, subject, data, aggregateversion: 9 })) === 204;
}

/** The same person, who is a teacher, too. */
const inOffice = (viewer: Viewer): Viewer => ({
  ...viewer,
  grants: [...viewer.grants, { role: 'TEACHER', scopePath: '/city/110101/' }],
});
