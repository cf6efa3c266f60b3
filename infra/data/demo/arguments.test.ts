import { ANONYMOUS, ROLES, type Viewer } from '@union-graph/identity';
import { mediation } from '@union-graph/mediation';
import { organisation } from '@union-graph/organisation';
import { newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { type ArgumentTrial, argumentTrials, staff, type TestSubgraph, testSubgraph, unfitValues } from '@union-graph/testing';
import { training } from '@union-graph/training';
import { venues } from '@union-graph/venues';
import { warmthFund } from '@union-graph/warmth-fund';
import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import { loadDemo } from '../index.ts';
import { orgId } from './mediation-orgs.ts';
import { PERSONS } from './persons.ts';
import { GIVEN, keysOf, MORE_ROWS, rowIdsOf } from './testing/reach.ts';
import { fundId } from './warmth-fund-books.ts';

// Every argument of every field, with values that nobody should mean: the answer is a right one, or a refusal that says what is wrong.

/** Every role for the whole city, then everybody of the demo data. */
const VIEWERS: readonly Viewer[] = [
  ...ROLES.map((role) => staff(newId(), role)),
  ...PERSONS.map(
    ({ id, grants }): Viewer => ({
      ...ANONYMOUS,
      subject: `person:${id}`,
      kind: 'person',
      personId: id,
      grants,
      scopes: ['read', 'write'],
    }),
  ),
];

/** What the fields of this list need beside what is given for the sweep of readers. */
const ARGUMENTS: typeof GIVEN = {
  ...GIVEN,
  'availability(from': '2013-10-20T08:00:00+08:00',
  'availability(to': '2013-10-20T22:00:00+08:00',
  'quotePrice(start': '2013-10-20T09:00:00+08:00',
  'quotePrice(end': '2013-10-20T10:00:00+08:00',
  'jobReadyBadge(badgeNo': 'JZ2012900001',
  'fundStatement(fundId': fundId('WARMTH'),
  'suggestedDuty(orgId': orgId('city'),
  'plan(code': '12-5',
  'workforceStat(year': 2010,
  'labourReport(year': 2012,
};

/** Fields of which the demo data have no row, or that partners alone read. */
const UNREAD: Readonly<Record<string, readonly string[]>> = {
  organisation: ['ImportBatch.errors', 'Query.enterprise', 'Query.importBatch', 'Query.memberMerge', 'Query.personalDataRequest'],
  mediation: ['Query.bargainingEffect'],
  venues: ['ScreenFile.errors'],
};
const FAULTS = ['INTERNAL_SERVER_ERROR', 'DEPENDENCY_UNAVAILABLE'];
/** No answer has a list that is longer: none has an entry for each day of a thousand years. */
const MOST_ENTRIES = 1_000;

const longest = (value: unknown): number =>
  typeof value === 'object' && value !== null
    ? Math.max(Array.isArray(value) ? value.length : 0, ...Object.values(value).map(longest))
    : 0;

describe.each([organisation, mediation, training, venues, warmthFund])(
  '$name: arguments that nobody should mean',
  (definition) => {
    let subgraph: TestSubgraph;
    let tried: readonly ArgumentTrial[];
    let unread: readonly string[];
    beforeAll(async () => {
      subgraph = await testSubgraph(definition as SubgraphDefinition);
      await loadDemo(definition.name, subgraph.database.migratorUrl);
      await MORE_ROWS[definition.name]?.(subgraph.sql);
      ({ tried, unread } = await argumentTrials(
        definition,
        subgraph.ask,
        { given: ARGUMENTS, keys: await keysOf(definition), ids: await rowIdsOf(definition) },
        VIEWERS,
      ));
    });
    afterAll(() => subgraph.stop());

    test('every field with arguments is read by somebody', () => {
      expect(unread).toEqual(UNREAD[definition.name] ?? []);
    });

    test('each of them is answered, or refused with a reason', async () => {
      const faults: string[] = [];
      for (const { coordinate, args, fitting, ask } of tried)
        for (const { name, type } of args)
          for (const { named, value } of unfitValues(type, fitting)) {
            const { data, errors = [] } = await ask({ [name]: value });
            const place = `${coordinate}(${name}: ${named})`;
            for (const { extensions, message } of errors)
              if (FAULTS.includes(extensions.code)) faults.push(`${place} ${extensions.code} ${message}`);
            if (longest(data) > MOST_ENTRIES) faults.push(`${place} answers with ${longest(data)} entries`);
          }
      expect(faults).toEqual([]);
    });

    test('a span that ends before it begins is refused, and the refusal names its end', async () => {
      const spans = tried.flatMap((trial) => spansOf(trial).map((span) => ({ trial, ...span })));
      expect(spans.length).toBeGreaterThan(0);
      for (const { trial, turned, end } of spans) {
        const codes = new Set(
          (await trial.ask(turned)).errors?.map(({ extensions }) => `${extensions.code} ${extensions.field}`),
        );
        expect([trial.coordinate, ...codes]).toEqual([trial.coordinate, `BAD_USER_INPUT ${end}`]);
      }
    });

    test('a cursor of another list, of another viewer, or of nobody is refused or read rightly', async () => {
      const paged = tried.filter(({ args }) => args.some(({ name }) => name === 'after'));
      const cursors = new Set<string>();
      for (const { ask } of paged) for (const cursor of cursorsIn((await ask({ first: 1 })).data)) cursors.add(cursor);
      expect(cursors.size).toBeGreaterThan(1);
      const foreign = [...cursors].slice(0, 3);
      for (const { coordinate, ask, askAs } of paged)
        for (const after of foreign) {
          const answers = [await ask({ after }), await askAs(VIEWERS[0] as Viewer, { after })];
          const codes = answers.flatMap(({ errors = [] }) => errors.map(({ extensions }) => extensions.code));
          expect([coordinate, ...codes.filter((code) => FAULTS.includes(code))]).toEqual([coordinate]);
        }
    });
  },
);

interface Span {
  /** The arguments with the end before the beginning. */
  readonly turned: Readonly<Record<string, unknown>>;
  /** The argument or input field that says the end. */
  readonly end: string;
}

const ENDS: readonly (readonly [string, string])[] = [
  ['from', 'to'],
  ['start', 'end'],
];
const TURNED: Readonly<Record<string, readonly [unknown, unknown]>> = {
  Date: ['2013-09-02', '2013-09-01'],
  DateTime: ['2013-10-20T10:00:00+08:00', '2013-10-20T09:00:00+08:00'],
  Int: [2013, 2012],
};

/** The spans among the arguments of a field: two of them, or an input object that has a beginning and an end. */
function spansOf({ args }: ArgumentTrial): Span[] {
  const turnedOf = (among: readonly { name: string; type: GraphQLInputType }[]): Span[] =>
    ENDS.flatMap(([start, end]) => {
      const type = getNamedType(among.find(({ name }) => name === end)?.type)?.name;
      const values = type === undefined || !among.some(({ name }) => name === start) ? undefined : TURNED[type];
      return values ? [{ turned: { [start]: values[0], [end]: values[1] }, end }] : [];
    });
  const within = args.flatMap(({ name, type }) => {
    const input = getNamedType(type);
    if (!isInputObjectType(input)) return [];
    return turnedOf(Object.values(input.getFields())).map(({ turned, end }) => ({ turned: { [name]: turned }, end }));
  });
  return [...turnedOf(args), ...within];
}

/** Where the pages of an answer end. */
const cursorsIn = (value: unknown): string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([alias, inner]) =>
        alias.endsWith('_endCursor') && typeof inner === 'string' ? [inner] : cursorsIn(inner),
      );
