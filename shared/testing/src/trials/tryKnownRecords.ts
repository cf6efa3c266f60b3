import { identityProof } from '@union-graph/identity';
import { memberNameHash, newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { type TestEvent, type TestSubgraph, testSubgraph } from '../subgraph.ts';

/** A worker's record as organisation has it. */
interface Model {
  readonly id: string;
  version: number;
  nameZh: string;
  employerId: string;
  /** `identityProof` of the person's number. */
  identityProof: string;
  isMember: boolean;
  hasDied: boolean;
  scopePath: string;
  isErased: boolean;
  mergedInto: Model | null;
  merge: { readonly mergeId: string; readonly survivorId: string; readonly duplicateId: string } | null;
}

interface KnownCopy {
  /** The columns of the copy that are compared, beside `member_id`. */
  readonly columns: string;
  /** What they say of a record. */
  readonly of: (record: Readonly<Model>) => Readonly<Record<string, unknown>>;
}

/** Where members are, and where those are who are none. */
const PATH = '/city/110105/';
const HOME = '/city/110106/';
const STEPS = 40;

/** Numbers from 0 to below 1, the same ones for the same seed. */
function drawnFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * Tries that a service's copy of which records there are agrees with organisation, whatever happened to the records: registered, corrected, merged,
 * taken apart, left, died, asked to be erased while a member, erased. Events come twice; those of different things in any order.
 */
export function tryKnownRecords(definition: SubgraphDefinition, table: string, { columns, of }: KnownCopy): void {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  test.each([1, 2, 3])('the copy "%s" of records agrees with organisation, by the draw', async (seed) => {
    const draw = drawnFrom(seed);
    const { records, stretches } = tell(draw);
    for (const events of stretches) await deliver(subgraph, events, draw);
    const kept = await subgraph.sql(
      `select member_id, ${columns} from ${table} where member_id = any($1::uuid[]) order by member_id`,
      [records.map(({ id }) => id)],
    );
    const present = records.filter(({ isErased }) => !isErased).sort((one, other) => one.id.localeCompare(other.id));
    expect(present.length).toBeGreaterThan(0);
    expect(present.length).toBeLessThan(records.length);
    expect(kept).toEqual(present.map((record) => ({ member_id: record.id, ...of(record) })));
  });
}

/** What happened so far. */
interface History {
  readonly records: Model[];
  /** Events in stretches: organisation erases a record when all services have answered, so all before it has come by then. */
  readonly stretches: TestEvent[][];
  readonly event: (type: string, subject: string, data: object, aggregateversion?: number) => void;
  /** Some record that is there and fits. */
  readonly pick: (fits: (record: Model) => boolean) => Model | undefined;
}
type Steps = Readonly<Record<string, () => void>>;

const isAlone = ({ mergedInto }: Model): boolean => mergedInto === null;

/** A random history of records. */
function tell(draw: () => number): History {
  const history = begin(draw);
  const steps = { ...stepsOfOne(history), ...mergesOf(history), ...erasuresOf(history) };
  const names = Object.keys(steps);
  for (let at = 0; at < 6; at++) steps.register?.();
  for (let at = 0; at < STEPS; at++) steps[names[Math.floor(draw() * names.length)] as string]?.();
  for (const last of ['register', 'leave', 'erase', 'register', 'askErasure']) steps[last]?.();
  return history;
}

function begin(draw: () => number): History {
  const records: Model[] = [];
  const stretches: TestEvent[][] = [[]];
  return {
    records,
    stretches,
    event: (type, subject, data, aggregateversion = 1) =>
      (stretches.at(-1) as TestEvent[]).push({ type: `organisation.${type}`, subject, data, aggregateversion, id: newId() }),
    pick: (fits) => {
      const found = records.filter((record) => !record.isErased && fits(record));
      return found[Math.floor(draw() * found.length)];
    },
  };
}

/** Tells what a record says, and of a member where they are. */
function list({ event }: History, { id, version, nameZh, employerId, identityProof, isMember, hasDied, scopePath }: Model): void {
  const unionId = isMember ? id : null;
  const data = { unionId, scopePath, employerId, nameHash: memberNameHash(id, nameZh), hasDied, identityProof };
  event('member.listed', id, data, version);
  if (isMember) event('member.joined', id, { memberId: id, unionId: id, scopePath: PATH }, version);
}

function stepsOfOne(history: History): Steps {
  const { records, event, pick } = history;
  const end = (how: Partial<Model>): void => {
    const record = pick((one) => isAlone(one) && one.isMember);
    if (!record) return;
    Object.assign(record, { version: record.version + 1, isMember: false, scopePath: HOME, ...how });
    list(history, record);
    event('member.left', record.id, { memberId: record.id, unionId: null, scopePath: PATH }, record.version);
  };
  return {
    register: () => {
      const fresh = {
        id: newId(),
        version: 1,
        nameZh: '王秀兰',
        employerId: newId(),
        identityProof: identityProof(newId()),
        isMember: true,
        hasDied: false,
        scopePath: PATH,
      };
      records.push({ ...fresh, isErased: false, mergedInto: null, merge: null });
      list(history, records.at(-1) as Model);
    },
    correct: () => {
      const record = pick(isAlone);
      if (!record) return;
      const told = { nameZh: `王秀${records.length}`, employerId: newId(), identityProof: identityProof(newId()) };
      Object.assign(record, { version: record.version + 1, ...told });
      list(history, record);
    },
    leave: () => end({}),
    die: () => end({ hasDied: true }),
  };
}

const mergesOf = ({ records, event, pick }: History): Steps => ({
  merge: () => {
    const survivor = pick(isAlone);
    const duplicate = pick((one) => isAlone(one) && one !== survivor && !records.some(({ mergedInto }) => mergedInto === one));
    if (!survivor || !duplicate) return;
    duplicate.mergedInto = survivor;
    duplicate.merge = { mergeId: newId(), survivorId: survivor.id, duplicateId: duplicate.id };
    event('member.merged', survivor.id, duplicate.merge, ++survivor.version);
  },
  unmerge: () => {
    const duplicate = pick((one) => one.mergedInto !== null);
    if (!duplicate?.mergedInto || !duplicate.merge) return;
    event('member.unmerged', duplicate.mergedInto.id, duplicate.merge, ++duplicate.mergedInto.version);
    Object.assign(duplicate, { mergedInto: null, merge: null });
  },
});

function erasuresOf(history: History): Steps {
  const { records, stretches, event, pick } = history;
  return {
    askErasure: () => {
      const record = pick((one) => isAlone(one) && one.isMember);
      if (record) event('dataRequest.opened', newId(), { kind: 'ERASURE', memberId: record.id });
    },
    erase: () => {
      const record = pick((one) => isAlone(one) && !one.isMember);
      if (!record) return;
      event('dataRequest.opened', newId(), { kind: 'ERASURE', memberId: record.id });
      stretches.push([]);
      const gone = [record, ...records.filter(({ mergedInto }) => mergedInto === record)];
      event('member.erased', record.id, { memberId: record.id }, ++record.version);
      stretches.push([]);
      // What was sent before of a record that was merged into this one, and comes now.
      for (const one of gone) {
        one.isErased = true;
        one.version++;
        if (one !== record) list(history, one);
      }
    },
  };
}

/** Sends events twice, those about one thing in their order, those of different things in any. One that is not taken yet is sent again, as the outbox does. */
async function deliver(subgraph: TestSubgraph, events: readonly TestEvent[], draw: () => number): Promise<void> {
  const bySubject = new Map<string, TestEvent[]>();
  for (const event of events) bySubject.set(event.subject, [...(bySubject.get(event.subject) ?? []), event]);
  const waiting = () => [...bySubject.values()].filter((queue) => queue.length > 0);
  const taken: TestEvent[] = [];
  for (let sent = 0; waiting().length > 0; sent++) {
    if (sent > events.length * 20) throw new Error(`Never taken: ${JSON.stringify(waiting().map(([first]) => first))}`);
    const queue = waiting()[Math.floor(draw() * waiting().length)] as TestEvent[];
    const answer = await subgraph.send(queue[0] as TestEvent);
    // What comes before its turn is told to come again; nothing breaks by it.
    expect([204, 409]).toContain(answer);
    if (answer !== 204) continue;
    taken.push(queue.shift() as TestEvent);
    // What came once may come again at any time.
    expect(await subgraph.send(taken[Math.floor(draw() * taken.length)] as TestEvent)).toBe(204);
  }
}
