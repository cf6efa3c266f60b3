import { check, kindsOf, withImports } from '../../../test/checkSubgraph.ts';
import { constructionSdl } from '../../../test/registry.ts';

const floors = (type: string, level = 'int'): string => constructionSdl(`"Floors." floors: ${type} @tag(name: "${level}")`);
test.each<[string, string, string, object[]]>([
  ['nothing changed', floors('Int'), floors('Int'), []],
  ['a field more', constructionSdl(), floors('Int'), [{ criticality: 'SAFE', coordinate: 'ConstructionSite.floors' }]],
  ['a field less', floors('Int'), constructionSdl(), [{ criticality: 'BREAKING', coordinate: 'ConstructionSite.floors' }]],
  ['another type', floors('Int'), floors('String'), [{ criticality: 'BREAKING', coordinate: 'ConstructionSite.floors' }]],
  [
    'fewer may read',
    floors('Int', 'pub'),
    floors('Int', 'int'),
    [{ criticality: 'BREAKING', coordinate: 'ConstructionSite.floors' }],
  ],
  [
    'more may read',
    floors('Int', 'int'),
    floors('Int', 'pub'),
    [{ criticality: 'DANGEROUS', coordinate: 'ConstructionSite.floors' }],
  ],
])('%s', async (_, before, after, differences) => {
  expect((await check(after, before)).differences).toMatchObject(differences);
});

const BEFORE = withImports(
  constructionSdl(
    `"Safe?" safety("b" by: ConstructionSeason, "o" of: ConstructionFilter, "a" at: Int): ConstructionSafety @tag(name: "int") "Heads." heads("y" year: Int): [Int!] @tag(name: "int")`,
    `"Which." enum ConstructionSeason { "w" WINTER "s" SUMMER }
     "What." input ConstructionFilter { "a" crane: Boolean "b" season: ConstructionSeason }
     "Seen." interface ConstructionSeen { "On." on: String @tag(name: "int") }
     "One." type ConstructionGood implements ConstructionSeen { "On." on: String @tag(name: "int") }
     "Other." type ConstructionBad { "Why." why: String @tag(name: "int") }
     "Either." union ConstructionSafety = ConstructionGood | ConstructionBad`,
  ),
  ...['@inaccessible', '@authenticated', '@policy', '@requiresScopes', '@listSize'],
);
const NAME = 'nameZh: String @tag(name: "pub")';
const BREAKS = 'BREAKING';
const SAFETY = ['ConstructionSite.safety(by:)', 'ConstructionFilter.season'];
test.each<[string, string, string, [string, string, string[]?][]]>([
  ['a field hidden', NAME, `${NAME} @inaccessible`, [[BREAKS, 'ConstructionSite.nameZh']]],
  ['a field for who is signed in', NAME, `${NAME} @authenticated`, [[BREAKS, 'ConstructionSite.nameZh']]],
  ['a field for a role', NAME, `${NAME} @policy(policies: [["CITY_DEPT"]])`, [[BREAKS, 'ConstructionSite.nameZh']]],
  ['a field for a scope', NAME, `${NAME} @requiresScopes(scopes: [["write"]])`, [[BREAKS, 'ConstructionSite.nameZh']]],
  [
    'a type for who is signed in',
    'type ConstructionBad {',
    'type ConstructionBad @authenticated {',
    [[BREAKS, 'ConstructionBad.why']],
  ],
  [
    'a list that must be limited',
    'year: Int): [Int!]',
    'year: Int): [Int!] @listSize(slicingArguments: ["year"])',
    [[BREAKS, 'ConstructionSite.heads']],
  ],
  ['an input of one field', 'input ConstructionFilter {', 'input ConstructionFilter @oneOf {', [[BREAKS, 'ConstructionFilter']]],
  [
    'a hidden interface',
    'interface ConstructionSeen {',
    'interface ConstructionSeen @inaccessible {',
    [
      [BREAKS, 'ConstructionGood'],
      [BREAKS, 'ConstructionSeen'],
    ],
  ],
  ['a deprecated field', NAME, `${NAME} @deprecated(reason: "Read another.")`, [['SAFE', 'ConstructionSite.nameZh']]],
  ['an argument less', ', "a" at: Int', '', [[BREAKS, 'ConstructionSite.safety(at:)', ['ConstructionSite.safety(at:)']]]],
  [
    'an argument that is required',
    'at: Int',
    'at: Int!',
    [[BREAKS, 'ConstructionSite.safety(at:)', ['ConstructionSite.safety(at:)', 'ConstructionSite.safety']]],
  ],
  [
    'the size of a page, which partners have without asking',
    'first: Int',
    'first: String',
    [[BREAKS, 'Query.constructionSites(first:)', ['Query.constructionSites(first:)', 'Query.constructionSites']]],
  ],
  [
    'a required member of an input',
    '"a" crane: Boolean',
    '"a" crane: Boolean!',
    [[BREAKS, 'ConstructionFilter.crane', ['ConstructionFilter.crane', 'ConstructionFilter']]],
  ],
  ['a value less', '"s" SUMMER', '', [[BREAKS, 'ConstructionSeason.SUMMER', ['ConstructionSeason.SUMMER', ...SAFETY]]]],
  [
    'a member of a union less',
    ' | ConstructionBad',
    '',
    [[BREAKS, 'ConstructionSafety', ['ConstructionSafety', 'ConstructionSite.safety']]],
  ],
])('%s is told, with what it takes away', async (_, old, now, told) => {
  expect(BEFORE).toContain(old);
  const { problems, differences } = await check(BEFORE.replace(old, now), BEFORE);
  expect(problems).toEqual([]);
  expect(differences.map(({ criticality, coordinate, loses }) => [criticality, coordinate, loses])).toEqual(
    told.map(([criticality, coordinate, loses]) => [
      criticality,
      coordinate,
      loses ?? (differences[0]?.loses && expect.anything()),
    ]),
  );
});

const rule = (directive: string): string => BEFORE.replace(NAME, `${NAME} ${directive}`);
test.each<[string, string, string, string[]]>([
  ['a role more that may read', '@policy(policies: [["A"]])', '@policy(policies: [["A"], ["B"]])', ['DANGEROUS']],
  ['a role less', '@policy(policies: [["A"], ["B"]])', '@policy(policies: [["A"]])', [BREAKS]],
  ['two roles needed', '@policy(policies: [["A"]])', '@policy(policies: [["A", "B"]])', [BREAKS]],
  ['no sign-in any more', '@authenticated', '', ['DANGEROUS']],
  ['roles in another order', '@policy(policies: [["A"], ["B"]])', '@policy(policies: [["B"], ["A"]])', []],
])('%s is told by whom it concerns', async (_, before, after, criticalities) => {
  const { differences } = await check(rule(after), rule(before));
  expect(differences.map(({ criticality, coordinate }) => [criticality, coordinate])).toEqual(
    criticalities.map((one) => [one, 'ConstructionSite.nameZh']),
  );
});

test.each([
  ['an unknown type', 'x: Nothing'],
  ['an unknown interface', 'x: Int } type ConstructionB implements Nothing { x: Int'],
])('a later version with %s is told as one that does not compose', async (_, more) => {
  const found = await check(constructionSdl(`"x" ${more} @tag(name: "pub")`), constructionSdl());
  expect(kindsOf(found)).toContain('COMPOSITION');
  expect(found.differences).toEqual([]);
});
