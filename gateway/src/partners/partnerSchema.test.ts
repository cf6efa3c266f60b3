import { buildSchema, printSchema, validateSchema } from 'graphql';
import type { PartnerKind } from '../agreements/rules.ts';
import { readSupergraph } from '../supergraph/reading/supergraph.ts';
import { type PartnerTerms, readParts, reduceSchema } from './partnerSchema.ts';

const PUB = '@tag(name: "pub")';
const SDL = `
  directive @tag(name: String!) repeatable on FIELD_DEFINITION
  directive @join__type(graph: join__Graph!, key: String) repeatable on OBJECT | INPUT_OBJECT | INTERFACE
  enum join__Graph { A }
  type Query {
    point(id: ID!, secret: String): Point ${PUB}
    points(first: Int, after: String, filter: Filter, needed: Needed!): [Point!]! ${PUB}
    named: [Named] ${PUB}
    either: Either ${PUB}
    person: Person @tag(name: "per")
    hidden: String ${PUB}
  }
  type Mutation { reportProject(input: ReportInput!): Point ${PUB}  erase: String ${PUB} }
  input Filter { name: String  phone: String }
  input Needed { from: Int!  to: Int  deep: Filter }
  input ReportInput { text: String!  more: String }
  interface Named { name: String ${PUB}  code: Color ${PUB} }
  union Either = Point | Person
  type Point implements Named @join__type(graph: A, key: "id") { id: ID! ${PUB}  name: String ${PUB}  code: Color ${PUB}  hours: [Hours!] ${PUB}  stats(first: Int, period: Needed, by: String): Stats ${PUB}  milestone: Milestone ${PUB} }
  type Person implements Named @join__type(graph: A, key: "id") { id: ID! ${PUB}  name: String ${PUB}  code: Color ${PUB} }
  type Hours @join__type(graph: A) { opens: String ${PUB}  guard: Person ${PUB}  alarm: String @tag(name: "int") }
  type Stats { count: Int @tag(name: "par")  names: [String] @tag(name: "per") }
  type Milestone { title: String @tag(name: "par")  acceptance: String @tag(name: "par") }
  enum Color { RED GREEN }
`;
const schema = buildSchema(SDL);
const supergraph = readSupergraph(SDL);
const { catalogue } = supergraph;
const parts = readParts(schema, supergraph);

const terms = (
  listed: Iterable<string>,
  more: { stopped?: string[]; kind?: PartnerKind; withheld?: string[]; masked?: string[] } = {},
): PartnerTerms => ({
  kind: more.kind ?? 'CONTACT',
  listed: new Set(listed),
  stopped: new Set(more.stopped),
  masked: new Set(more.masked),
  withheld: new Set(more.withheld),
});

const reduced = (listed: string[], stopped: string[] = [], more: Parameters<typeof terms>[1] = {}) => {
  const made = reduceSchema(parts, terms(listed, { ...more, stopped }));
  return printSchema(made)
    .replace(/"""[\s\S]*?"""\s*/g, '')
    .replace(/\s+/g, ' ')
    .trim();
};

test('has the listed fields with their required and paging arguments, and no unreachable type', () => {
  expect(reduced(['Query.points', 'Point.name'])).toBe(
    'type Query { points(first: Int, after: String, needed: Needed!): [Point!]! } type Point { name: String } input Needed { from: Int! }',
  );
});

test('other arguments and input fields are reads, and must be listed', () => {
  const fields = ['Query.points', 'Query.point', 'Point.name', 'Query.points(filter:)', 'Query.point(secret:)'];
  expect(reduced(fields)).not.toContain('filter');
  expect(reduced(fields)).toContain('point(id: ID!, secret: String): Point');
  const all = reduced([...fields, 'Filter.name', 'Needed.deep']);
  expect(all).toContain('filter: Filter, needed: Needed!');
  expect(all).toContain('input Filter { name: String }');
  expect(all).toContain('input Needed { from: Int! deep: Filter }');
});

test('a value type has its public and partner-level fields unless fields of it are listed; an entity has listed fields only', () => {
  expect(reduced(['Query.point', 'Point.hours'])).toContain('type Hours { opens: String }');
  expect(reduced(['Query.point', 'Point.stats'])).toContain('type Stats { count: Int }');
  expect(reduced(['Query.point', 'Point.hours', 'Person.name'])).toContain('type Hours { opens: String guard: Person }');
  expect(reduced(['Query.point', 'Point.hours', 'Hours.guard', 'Person.name'])).toContain('type Hours { guard: Person }');
});

test('a type that the rules for partner kinds name has its listed fields only; `period` is kept', () => {
  expect(reduced(['Query.point', 'Point.milestone', 'Point.name'])).not.toContain('ilestone');
  expect(reduced(['Query.point', 'Point.milestone', 'Milestone.title'])).toContain('type Milestone { title: String }');
  expect(reduced(['Query.point', 'Point.stats'])).toContain('stats(first: Int, period: Needed): Stats');
});

test('a field whose type has no fields left is left out', () => {
  expect(reduced(['Query.point', 'Query.hidden'])).toBe('type Query { hidden: String }');
  expect(reduced(['Query.point'])).not.toContain('Point');
});

test('an interface or union is kept only when all its possible types are in the agreement', () => {
  const half = reduced(['Query.named', 'Query.either', 'Named.name', 'Point.name']);
  expect(half).not.toMatch(/named|either|Named|Either/);
  const whole = reduced(['Query.named', 'Query.either', 'Named.name', 'Named.code', 'Point.name', 'Person.name', 'Point.code']);
  expect(whole).toContain('interface Named { name: String }');
  expect(whole).toContain('union Either = Point | Person');
  expect(whole).toContain('type Person implements Named { name: String }');
});

test('personal fields and all mutations but one are left out, and so is every stopped field', () => {
  expect(reduced(['Query.person', 'Person.name', 'Query.hidden', 'Mutation.erase'])).toBe('type Query { hidden: String }');
  expect(reduced(['Query.hidden', 'Mutation.reportProject', 'Mutation.erase', 'Point.name'])).toContain(
    'type Mutation { reportProject(input: ReportInput!): Point } type Point { name: String } input ReportInput { text: String! more: String }',
  );
  const stopped = reduced(['Query.point', 'Point.hours', 'Point.name'], ['Hours.opens', 'Point.name']);
  expect(stopped).not.toMatch(/opens|hours|name/);
  expect(reduced(['Query.point', 'Point.hours', 'Hours.guard', 'Person.name'], ['Hours.guard'])).not.toContain('opens');
});

test('is a valid schema for any list of coordinates', () => {
  const all = [...catalogue.fields.keys()];
  for (let round = 0; round < 200; round++) {
    const listed = new Set(['Query.hidden', ...all.filter((_, at) => (at * 7919 + round * 104_729) % 3 === 0)]);
    expect(
      validateSchema(
        reduceSchema(
          parts,
          terms(listed, { kind: round % 2 ? 'CONTACT' : 'LEGAL_SERVICE', withheld: all.filter((_, at) => at % 5 === round % 5) }),
        ),
      ),
    ).toEqual([]);
  }
});
