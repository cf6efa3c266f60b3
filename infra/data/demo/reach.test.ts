import { ANONYMOUS, READERS, type Readers, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { mediation } from '@union-graph/mediation';
import { organisation } from '@union-graph/organisation';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { OPENINGS, type Openings, type Reach, reachedFields, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { training } from '@union-graph/training';
import { venues } from '@union-graph/venues';
import { loadDemo } from '../index.ts';
import { PERSONS, type Person } from './persons.ts';
import { GIVEN, keysOf, MORE_ROWS } from './testing/reach.ts';

// Every role for the whole city, and everybody of the demo data with work of their own, by every way through a subgraph's graph: no way leads
// further than the table of readers.

const readersOf = (thing: keyof typeof READERS): Readers => READERS[thing];

/** The roles that work with single rows, wherever they lie. */
const WITH_OWN_WORK: ReadonlySet<string> = new Set<Role>([
  'MEDIATOR',
  'LAWYER',
  'LINKED_PARTY',
  'EMPLOYER_REP',
  'TEACHER',
  'INSTITUTION',
  'VENUE_MANAGER',
  'WAGE_INSTRUCTOR',
]);
const workers = PERSONS.filter(({ grants }) => grants.some(({ role }) => WITH_OWN_WORK.has(role)));
const asPerson = ({ id, grants }: Person): Viewer => ({
  ...ANONYMOUS,
  subject: `person:${id}`,
  kind: 'person',
  personId: id,
  grants,
  scopes: ['read', 'write'],
});

/** What some roles may read: what they must read of all rows, and what they may read of some. */
function openTo({ opens }: Openings, roles: readonly Role[]) {
  const inAll = opens.filter(([thing]) => readersOf(thing).inScope.some((role) => roles.includes(role)));
  const inSome = opens.filter(([thing]) => Object.keys(readersOf(thing).ofOwnWork).some((role) => roles.includes(role as Role)));
  return {
    isRead: (field: string) => inAll.some(([, fields]) => fields.test(field)),
    mayBeRead: (field: string) => [...inAll, ...inSome].some(([, fields]) => fields.test(field)),
  };
}

/** Types of which no row stays: what a mutation answers, what is shown once, and what did not happen in the demo data. */
const WITHOUT_ROWS: Readonly<Record<string, readonly string[]>> = {
  organisation: ['DataRequestPart', 'MemberMerge'],
  mediation: ['EvidenceUpload', 'EvidenceUploadHeader', 'LimitationEvent'],
  training: ['Attendance', 'CompetitionAppeal', 'CompetitionAward'],
  venues: ['MergedCheckIn', 'SkippedDay'],
};

describe.each([organisation, mediation, training, venues])(
  '$name: what about persons each role reaches by any way',
  (definition) => {
    const table = OPENINGS[definition.name] as Openings;
    let subgraph: TestSubgraph;
    let reach: Reach;
    const reached = new Map<string, readonly string[]>();
    beforeAll(async () => {
      subgraph = await testSubgraph(definition as SubgraphDefinition);
      await loadDemo(definition.name, subgraph.database.migratorUrl);
      await MORE_ROWS[definition.name]?.(subgraph.sql);
      reach = reachedFields(definition, subgraph.ask, { given: GIVEN, keys: await keysOf(definition) });
      for (const role of ROLES) reached.set(role, await reachedBy(staff(newId(), role)));
      for (const worker of workers) reached.set(worker.login, await reachedBy(asPerson(worker)));
    });
    afterAll(() => subgraph.stop());

    const reachedBy = async (viewer: Viewer) => (await reach.of(viewer)).filter((field) => !table.doors.test(field));
    const anything = () => [...new Set([...reached.values()].flat())].sort();
    const belongs = (field: string) => table.opens.some(([, fields]) => fields.test(field));

    test('each field about persons is of a thing of the table, or is no more than a door', () => {
      const known = (field: string) => belongs(field) || table.doors.test(field) || table.inPerson?.test(field);
      expect(reach.aboutPersons.filter((field) => !known(field))).toEqual([]);
    });

    test('a row of each type of the table is reached by somebody', () => {
      const typeOf = (field: string) => field.split('.')[0] as string;
      const found = new Set(anything().map(typeOf));
      const types = new Set(reach.aboutPersons.filter((field) => belongs(field) && !table.doors.test(field)).map(typeOf));
      expect([...types].filter((type) => !found.has(type))).toEqual(WITHOUT_ROWS[definition.name] ?? []);
    });

    test.each(ROLES)('%s reaches what the table says, and nothing else', (role) => {
      const { isRead, mayBeRead } = openTo(table, [role]);
      const mine = reached.get(role) ?? [];
      expect({ notInTheTable: mine.filter((field) => !mayBeRead(field)) }).toEqual({ notInTheTable: [] });
      expect({ lacks: anything().filter((field) => isRead(field) && !mine.includes(field)) }).toEqual({ lacks: [] });
    });

    test.each(workers.map(({ login, grants }) => [login, grants.map(({ role }) => role)] as const))(
      '%s, who holds %j, reaches nothing else',
      (login, roles) => {
        const { mayBeRead } = openTo(table, roles);
        expect((reached.get(login) ?? []).filter((field) => !mayBeRead(field))).toEqual([]);
      },
    );
  },
);
