import fc from 'fast-check';
import { buildASTSchema, parse } from 'graphql';
import { drawOperation } from '../../oracle/drawOperation.ts';
import { createDraws } from '../../oracle/draws.ts';
import { eventually, type GatewayUnderTest } from '../../test/gateway.ts';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { type Definition, federation } from '../../test/subgraph.ts';

// Every value of this graph names its own coordinate, so that an answer shows which fields it was read from.
const TYPES = `
  type Query {
    points(first: Int, after: String, filter: Filter, period: Period): [Point!] @tag(name: "pub")
    point(id: ID!): Point @tag(name: "pub")
    named: [Named!] @tag(name: "pub")
    either: [Either!] @tag(name: "par")
    people: [Person!] @tag(name: "per")
    own: String @tag(name: "pub")
  }
  input Filter { name: String  phone: String  inner: Filter }
  input Period { from: Int!  to: Int }
  interface Named { name: String @tag(name: "pub")  code: String @tag(name: "par") }
  union Either = Point | Person
  type Point implements Named @key(fields: "id") {
    id: ID! @tag(name: "pub")
    name: String @tag(name: "pub")
    code: String @tag(name: "par")
    phone: String @tag(name: "int")
    count: Int! @tag(name: "par")
    hours: [Hours!]! @tag(name: "pub")
    keeper: Person @tag(name: "per")
    next: Point @tag(name: "pub")
    secret: String @tag(name: "per-sensitive")
  }
  type Hours { opens: String! @tag(name: "pub")  alarm: String @tag(name: "int")  point: Point @tag(name: "pub")  keeper: Person @tag(name: "pub") }
  type Person implements Named @key(fields: "id") {
    id: ID! @tag(name: "per")
    name: String @tag(name: "per")
    code: String @tag(name: "per")
    friend: Person @tag(name: "per")
  }`;

const fields: [coordinate: string, level: string][] = [
  ...TYPES.matchAll(/^\s*(?:type|interface) (\w+)[^{]*\{([^}]*)\}/gm),
].flatMap(([, type, body]) =>
  [...(body as string).matchAll(/(\w+)(?:\([^)]*\))?: [[\]!\w]+ @tag\(name: "([\w-]+)"\)/g)].map(
    ([, name, level]): [string, string] => [`${type}.${name}`, level as string],
  ),
);

const at = (coordinate: string): string => `«${coordinate}»`;
const point = () => ({
  __typename: 'Point',
  id: at('Point.id'),
  name: at('Point.name'),
  code: at('Point.code'),
  phone: at('Point.phone'),
  secret: at('Point.secret'),
  count: 1_234_567,
  hours,
});
const person = () => ({ __typename: 'Person', id: at('Person.id'), name: at('Person.name'), code: at('Person.code') });
const hours = [
  { opens: at('Hours.opens'), alarm: at('Hours.alarm'), keeper: person(), point: { __typename: 'Point', id: at('Point.id') } },
];

const canary: Definition = {
  sdl: `${federation('"@key"', '"@tag"')}${TYPES}`,
  resolvers: {
    Query: {
      points: () => [point(), point()],
      point,
      named: () => [point(), person()],
      either: () => [person(), point()],
      people: () => [person()],
      own: () => at('Query.own'),
    },
    Point: { __resolveReference: point, next: point, keeper: person },
    Person: { __resolveReference: person, friend: person },
    Hours: { point, keeper: person },
  },
};

/** About one operation in twenty is answered without errors; with this number some certainly are. */
const ROUNDS = 500;
let house: PartnerHouse;
let gateway: GatewayUnderTest;
const whole = buildASTSchema(
  parse(`directive @tag(name: String!) on FIELD_DEFINITION directive @key(fields: String!) on OBJECT ${TYPES}`),
);
beforeAll(async () => {
  house = await startPartnerHouse(1, canary);
  gateway = house.gateways[0] as GatewayUnderTest;
});
afterAll(() => house.stop());

const OWN = ['Query.own', 'Query.myAgreement', 'DataSharingAgreement.id'];
/** The coordinates that the values of an answer name. */
const coordinatesIn = (answer: unknown): string[] =>
  [...JSON.stringify(answer).matchAll(/«([\w.]+)»/g)].map(([, coordinate]) => coordinate as string);

/**
 * The coordinates that a partner may read: those of the agreement without a guarded level, and public values of types of which the agreement lists no
 * field.
 */
function mayReach(listed: ReadonlySet<string>, masked: ReadonlySet<string>): ReadonlySet<string> {
  const open = (level: string) => level === 'pub' || level === 'par';
  const isValue = (coordinate: string) => coordinate.startsWith('Hours.') && ![...listed].some((one) => one.startsWith('Hours.'));
  return new Set(
    fields
      .filter(
        ([coordinate, level]) =>
          (open(level) || level === 'int') &&
          !masked.has(coordinate) &&
          (listed.has(coordinate) || (isValue(coordinate) && open(level))),
      )
      .map(([coordinate]) => coordinate),
  );
}

async function partner(client: string, coordinates: readonly string[], masks: Readonly<Record<string, string>>) {
  await house.agree({ client_id: client, coordinates: [...new Set([...coordinates, ...OWN])], masks });
  const token = await house.tokenOf(client);
  const ask = (query: string, variables: object = {}) => gateway.ask(query, { token, variables, headers: PURPOSE });
  await eventually(async () =>
    expect((await ask('{ myAgreement { id party { id } } }')).data).toMatchObject({ myAgreement: { id: expect.any(String) } }),
  );
  return ask;
}

const agreements: [name: string, coordinates: string[], masks: Record<string, string>][] = [
  ['little', ['Query.points', 'Point.name'], {}],
  [
    'masked',
    ['Query.points', 'Query.point', 'Point.name', 'Point.code', 'Point.count', 'Point.next', 'Point.hours', 'Named.name'],
    { 'Point.name': 'PARTIAL', 'Point.code': 'PSEUDONYM', 'Point.count': 'BAND' },
  ],
  [
    'abstract',
    ['Query.named', 'Query.either', 'Named.name', 'Named.code', 'Point.name', 'Point.code', 'Person.name', 'Point.id'],
    { 'Named.code': 'PARTIAL' },
  ],
  ['everything', fields.map(([coordinate]) => coordinate), {}],
];

describe.each(agreements)('%s', (name, coordinates, masks) => {
  let ask: Awaited<ReturnType<typeof partner>>;
  beforeAll(async () => {
    ask = await partner(name, coordinates, masks);
  });

  test('no random operation over the whole graph reads a field outside of the agreement', async () => {
    const allowed = mayReach(
      new Set(coordinates.concat(OWN)),
      new Set(Object.keys(masks).flatMap((coordinate) => [coordinate, coordinate.replace(/^Named/, 'Point')])),
    );
    const hidden = ['Point.phone', 'Hours.alarm', 'Point.secret', 'Person.friend', 'Point.keeper']
      .filter((coordinate) => !allowed.has(coordinate))
      .map((coordinate) => coordinate.split('.')[1] as string);
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 9_999 }), { minLength: 40, maxLength: 120 }), async (numbers) => {
        const { text, variables } = drawOperation(createDraws(numbers), whole);
        const answer = await ask(text, variables);
        expect(coordinatesIn(answer).filter((coordinate) => !allowed.has(coordinate))).toEqual([]);
        if (masks['Point.count']) expect(JSON.stringify(answer)).not.toContain('1234567');
        // Fields outside of the agreement are not even fetched. A name before a colon is an alias.
        for (const { query } of house.subgraph.calls.splice(0))
          expect(hidden.filter((field) => query.replace(/\w+:/g, '').includes(field))).toEqual([]);
        if (answer.data && answer.codes.length === 0) answered += 1;
      }),
      { numRuns: ROUNDS },
    );
    expect(answered).toBeGreaterThan(0);
  });
});
