import { candidate, check, kindsOf, OTHERS, URL, withImports } from '../../../test/checkSubgraph.ts';
import { constructionSdl, ORGANISATION } from '../../../test/registry.ts';
import { OPEN_TYPES } from '../../governance/registry/openTypes.ts';
import { checkSubgraph } from './checkSubgraph.ts';

test('a good schema has no problems; its key of another owner is a reference', async () => {
  const found = await check(constructionSdl());
  expect(found).toMatchObject({
    problems: [],
    differences: [],
    references: [{ kind: 'KEY', coordinate: 'Enterprise.id', owner: 'organisation' }],
  });
  expect(found.supergraphSdl).toContain('constructionSites');
});

const own = (sdl: string): string => constructionSdl('', sdl);
const firm = (directives: string, fields = ''): string =>
  constructionSdl().replace(
    'type Enterprise @key(fields: "id") {',
    `type Enterprise @key(fields: "id") ${directives} { ${fields}`,
  );

test.each<[string, string, string, RegExp]>([
  ['no SDL', 'type {', 'SYNTAX', /line 1, column 6/],
  [
    'more than a megabyte',
    `${constructionSdl()}\n#${'x'.repeat(5_000_000)}`,
    'TOO_LARGE',
    /5,\d{3},\d{3} bytes; at most 1,000,000/,
  ],
  [
    'ten thousand types',
    Array.from({ length: 10_000 }, (_, at) => `type ConstructionT${at} { a: Int }`).join('\n'),
    'TOO_LARGE',
    /10,000 types/,
  ],
  [
    'ten thousand fields and one',
    `type ConstructionT { ${Array.from({ length: 10_001 }, (_, at) => `f${at}: Int`).join(' ')} }`,
    'TOO_LARGE',
    /10,001 fields/,
  ],
  [
    'a comment of 600 kilobytes',
    `${constructionSdl()}\n#${'x'.repeat(600_000)}`,
    'TOO_LARGE',
    /comments has 600,000 bytes; at most/,
  ],
  ['a long description', constructionSdl(`"${'地'.repeat(3_334)}" x: Int @tag(name: "pub")`), 'TOO_LARGE', /10,002 bytes/],
  ['a long name', constructionSdl(`"x" ${'x'.repeat(201)}: Int @tag(name: "pub")`), 'TOO_LARGE', /The name "x+…" has 201/],
  [
    'a long reason',
    constructionSdl(`"x" x: Int @deprecated(reason: "${'x'.repeat(4_001)}") @tag(name: "pub")`),
    'TOO_LARGE',
    /4,001 bytes/,
  ],
  [
    'a long field set',
    firm(
      '',
      `headcount: Int @external "x" constructionX: Int @requires(fields: "${'headcount '.repeat(401)}") @tag(name: "pub")`,
    ),
    'TOO_LARGE',
    /4,010 bytes/,
  ],
  ['a description that is turned around', constructionSdl('"a\u202eb" x: Int @tag(name: "pub")'), 'TEXT', /Line \d+ .*U\+202E/],
  ['the same as an escape', constructionSdl('"a\\u202eb" x: Int @tag(name: "pub")'), 'TEXT', /"a�b…" has the character U\+202E/],
  ['a bell in a description', constructionSdl('"a\u0007b" x: Int @tag(name: "pub")'), 'TEXT', /U\+0007/],
  ['a tag in a reason', constructionSdl('"x" x: Int @deprecated(reason: "a\u{e0041}") @tag(name: "pub")'), 'TEXT', /U\+E0041/],
  ['a comment that is turned around', `${constructionSdl()}\n# \u2066`, 'TEXT', /U\+2066/],
  ['what it does not know', constructionSdl('"x" x: Nothing @tag(name: "pub")'), 'COMPOSITION', /Nothing/],
  [
    'a directive that the composer cannot read',
    withImports(constructionSdl('"x" x: Int @cost(weight: "five") @tag(name: "pub")'), '@cost'),
    'COMPOSITION',
    /weight/,
  ],
  ['a type of its own without the prefix', own('"x" enum Colour { "r" RED }'), 'PREFIX', /"ConstructionColour"/],
  ['a root field without the prefix', constructionSdl().replace('constructionSites(', 'sites('), 'PREFIX', /"constructionSites"/],
  ['a mutation without the prefix', own('type Mutation { "x" build: Int @tag(name: "pub") }'), 'PREFIX', /"constructionBuild"/],
  ['a field of others without the prefix', firm('', '"x" safe: Boolean @tag(name: "pub")'), 'PREFIX', /"constructionSafe"/],
  ['a field without a level', constructionSdl('"x" x: Int'), 'LEVEL', /has no level/],
  ['two levels', constructionSdl('"x" x: Int @tag(name: "pub") @tag(name: "per")'), 'LEVEL', /2 levels/],
  ['a tag that is no level', constructionSdl('"x" x: Int @tag(name: "pub") @tag(name: "person")'), 'LEVEL', /tag "person"/],
  ['a field without a description', constructionSdl('x: Int @tag(name: "pub")'), 'DESCRIPTION', /"ConstructionSite.x"/],
  [
    'an argument without a description',
    constructionSdl('"x" x(y: Int): Int @tag(name: "pub")'),
    'DESCRIPTION',
    /ConstructionSite.x\(y:\)/,
  ],
  ['a value without a description', own('"x" enum ConstructionColour { RED }'), 'DESCRIPTION', /ConstructionColour.RED/],
  [
    'fields of a member',
    own('type Member @key(fields: "id") { id: ID! @external "x" constructionX: Int @tag(name: "pub") }'),
    'CLOSED_TYPE',
    /never to "Member"/,
  ],
  ['a subscription', own('type Subscription { "x" constructionX: Int @tag(name: "pub") }'), 'CLOSED_TYPE', /no subscriptions/],
  ['an access rule for the firm', firm('@authenticated'), 'CHANGES_OTHERS', /would hold for the fields of its owner/],
  ['a tag for the firm', firm('@tag(name: "per")'), 'CHANGES_OTHERS', /would hold/],
  [
    'another level of the key',
    constructionSdl().replace('id: ID! @external', 'id: ID! @tag(name: "per")'),
    'CHANGES_OTHERS',
    /"Enterprise.id" would become/,
  ],
  [
    'a hidden key',
    withImports(constructionSdl(), '@inaccessible').replace('id: ID! @external', 'id: ID! @inaccessible'),
    'CHANGES_OTHERS',
    /"Enterprise.id" would become/,
  ],
  [
    'a shared scalar as a type',
    own('type Date { "x" day: Int @tag(name: "pub") }'),
    'CHANGES_OTHERS',
    /"Date", and it is a scalar there/,
  ],
  [
    'a shared type with a field more',
    own('type PageInfo @shareable { hasNextPage: Boolean! "x" pages: Int @tag(name: "pub") }'),
    'CHANGES_OTHERS',
    /it has no "pages" there/,
  ],
  [
    'a shared type with a field of another type',
    own('type PageInfo @shareable { hasNextPage: Int }'),
    'CHANGES_OTHERS',
    /"hasNextPage" has the type "Boolean!" there/,
  ],
  [
    'taking a field over',
    withImports(firm('', '"x" nameZh: String @override(from: "organisation") @tag(name: "pub")'), '@override'),
    'DIRECTIVE',
    /"@override"/,
  ],
  [
    'a directive under another name',
    constructionSdl().replace('"@shareable"', '{ name: "@override", as: "@mine" }'),
    'DIRECTIVE',
    /under their own names/,
  ],
  [
    'a negative cost',
    withImports(constructionSdl('"x" x: Int @cost(weight: -5) @tag(name: "pub")'), '@cost'),
    'DIRECTIVE',
    /negative/,
  ],
  [
    'an interface for the firm',
    own('"x" interface ConstructionNode { "x" id: ID! @tag(name: "pub") }').replace(
      'type Enterprise',
      'type Enterprise implements ConstructionNode',
    ),
    'CHANGES_OTHERS',
    /"Enterprise" would become/,
  ],
])('%s is refused', async (_, sdl, kind, message) => {
  const found = await check(sdl);
  expect(kindsOf(found)).toContain(kind);
  expect(found.problems.map((problem) => problem.message).join('\n')).toMatch(message);
});

test('a subgraph that has most fields of a type does not become the owner of its key', async () => {
  const fields = Array.from({ length: 40 }, (_, at) => `"x" constructionF${at}: Int @tag(name: "pub")`).join(' ');
  const found = await check(own(`"d" type District @key(fields: "code") { "c" code: ID! ${fields} }`));
  expect(found.problems).toMatchObject([
    { kind: 'CHANGES_OTHERS', message: expect.stringMatching(/"District.code" would belong to "ind-construction"/) },
  ]);
});

test('a required field of another owner is a reference', async () => {
  const sdl = firm('', 'headcount: Int @external "x" constructionSize: Int @requires(fields: "headcount") @tag(name: "pub")');
  expect((await check(sdl)).references).toEqual([
    { kind: 'REQUIRES', coordinate: 'Enterprise.headcount', owner: 'organisation' },
    { kind: 'KEY', coordinate: 'Enterprise.id', owner: 'organisation' },
  ]);
});

test('a schema that another subgraph computes from is checked against the others with its current version, and changes nothing of theirs', async () => {
  const scored = (more = '') =>
    constructionSdl().replace(
      '"Its sites."\n    constructionSites',
      `"Score." constructionScore: Int @tag(name: "pub") ${more} "Its sites."\n    constructionSites`,
    );
  const convoy = constructionSdl()
    .replaceAll('onstruction', 'onvoy')
    .replace('id: ID! @external', 'id: ID! @tag(name: "pub")')
    .replace(
      '"Its sites."\n    convoySites',
      '"Score." constructionScore: Int @external "Risk." convoyRisk: Int @requires(fields: "constructionScore") @tag(name: "pub") "Its sites."\n    convoySites',
    );
  const others = [...OTHERS, { name: 'ind-convoy', url: URL, sdl: convoy }];
  const checked = (sdl: string) => checkSubgraph({ candidate: candidate(sdl, scored()), others, open: OPEN_TYPES });
  expect(await checked(scored('"Cranes." constructionCranes: Int @tag(name: "pub")'))).toMatchObject({
    problems: [],
    references: [{ coordinate: 'Enterprise.id' }],
    differences: [{ criticality: 'SAFE', coordinate: 'Enterprise.constructionCranes' }],
  });
  expect(kindsOf(await checked(constructionSdl()))).toEqual(['COMPOSITION']);
  const shared = scored().replace('"Score." constructionScore: Int', '"Score." constructionScore: Int @deprecated');
  expect(kindsOf(await checked(shared))).toEqual([]);
  const foreign = scored('"Risk." convoyRisk: Int @shareable @tag(name: "pub")');
  expect(kindsOf(await checked(foreign))).not.toEqual([]);
});

test('a field that its owner marks as non-referencable is referred to by nobody, and its own schema passes', async () => {
  const marked = ORGANISATION.sdl.replace('headcount: Int', 'headcount: Int @tag(name: "non-referencable")');
  const others = [{ name: 'organisation', url: URL, sdl: marked }];
  const computed = constructionSdl()
    .replace('id: ID! @external', 'id: ID! @tag(name: "pub")')
    .replace(
      '"Its sites."\n    constructionSites',
      '"Heads." headcount: Int @external "Risk." constructionRisk: Int @requires(fields: "headcount") @tag(name: "pub") "Its sites."\n    constructionSites',
    );
  const checked = (sdl: string) => checkSubgraph({ candidate: candidate(sdl), others, open: OPEN_TYPES });
  const refused = await checked(computed);
  expect(refused.problems).toEqual([
    expect.objectContaining({
      kind: 'CHANGES_OTHERS',
      coordinate: 'Enterprise.headcount',
      message: expect.stringMatching(/^"@requires" refers to/),
    }),
  ]);
  expect(refused.references.map(({ coordinate }) => coordinate)).toEqual(['Enterprise.id']);
  const unmarked = await check(computed);
  expect([unmarked.problems, unmarked.references.length]).toEqual([[], 2]);
  const own = constructionSdl('"Cranes." cranes: Int @tag(name: "pub") @tag(name: "non-referencable")');
  expect((await checked(own)).problems).toEqual([]);
});
