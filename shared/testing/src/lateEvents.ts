import { type EventType, newId, type SubgraphDefinition, typesTakenBy } from '@union-graph/subgraph';
import { namesRecords, sampleEvent } from './sampleEvents.ts';
import type { TestSubgraph } from './subgraph.ts';
import { tablesNaming } from './tablesNaming.ts';

/** What erases a record, moves its rows, or asks about it: of each the tests of persons try what it does. */
const ABOUT_RECORDS = ['member.erased', 'member.merged', 'member.unmerged', 'dataRequest.opened'];

interface LateEvents {
  readonly definition: SubgraphDefinition;
  readonly subgraph: () => TestSubgraph;
  /** Tables about persons whose rows no merge moves. */
  readonly stays: readonly string[];
  /** Makes what the service needs before it takes events. */
  readonly seeded: () => Promise<unknown>;
}

/** What is told of a record that was erased, or merged into another one, after that: each type of event that the service takes is tried. */
export function testLateEvents({ definition, subgraph, stays, seeded }: LateEvents): void {
  const types = [...new Set(typesTakenBy(definition))].filter((type) => namesRecords(type) && !ABOUT_RECORDS.includes(type.name));
  const { tell, hear, namedIn } = tellerTo(definition, subgraph);
  const erase = (memberId: string) => hear('erased', memberId, { memberId });
  const mergeInto = (survivorId: string, duplicateId: string) =>
    hear('merged', survivorId, { mergeId: newId(), survivorId, duplicateId });

  /** What an event of each type writes about a record to which something happened before, but for what is written into `expected` tables. */
  async function writtenAfter(before: (record: string) => Promise<unknown>, expected: readonly string[]) {
    const written: [string, string[]][] = [];
    for (const type of types) {
      const record = newId();
      await before(record);
      await tell(type, record);
      written.push([type.name, (await namedIn(record)).filter((table) => !expected.includes(table))]);
    }
    return written;
  }
  const nothing = types.map(({ name }) => [name, []]);

  test('an event about a record that was erased writes nothing but what a law has kept', async () => {
    await seeded();
    const kept = (definition.personalData ?? []).filter(({ onErasure }) => onErasure !== 'DELETE' && 'keep' in onErasure);
    const byLaw = kept.map(({ table }) => table);
    expect(await writtenAfter(erase, byLaw)).toEqual(nothing);
    // Of a record that is there the same events do write.
    expect(await writtenAfter(async () => {}, [])).not.toEqual(nothing);
  });

  test('a record that is merged into one that was erased is erased as well', async () => {
    await seeded();
    const kept = (definition.personalData ?? []).flatMap(({ table, onErasure }) => (onErasure === 'DELETE' ? [] : [table]));
    for (const type of types) {
      const [survivor, duplicate] = [newId(), newId()];
      await tell(type, duplicate);
      await erase(survivor);
      await mergeInto(survivor, duplicate);
      const left = [...(await namedIn(survivor)), ...(await namedIn(duplicate))];
      expect([type.name, left.filter((table) => !kept.includes(table))]).toEqual([type.name, []]);
    }
  });

  test('an event about a record that was merged is about the survivor', async () => {
    await seeded();
    expect(await writtenAfter((record) => mergeInto(newId(), record), stays)).toEqual(nothing);
  });
}

/** Tells a service of records, and looks where it names them. */
function tellerTo(definition: SubgraphDefinition, subgraph: () => TestSubgraph) {
  const target = definition.name.toUpperCase().replaceAll('-', '_');
  return {
    tell: async (type: EventType, record: string): Promise<void> =>
      expect([type.name, await subgraph().send(sampleEvent(type, record, target))]).toEqual([type.name, 204]),
    hear: async (type: string, subject: string, data: object): Promise<void> =>
      expect(await subgraph().send({ type: `organisation.member.${type}`, subject, data })).toBe(204),
    /** The tables with a row that names a record. */
    namedIn: async (record: string): Promise<string[]> => [...(await tablesNaming(subgraph().sql, record)).keys()],
  };
}
