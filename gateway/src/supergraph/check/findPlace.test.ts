import { parse } from 'graphql';
import { constructionSdl, ORGANISATION } from '../../../test/registry.ts';
import { OPEN_TYPES } from '../../governance/registry/openTypes.ts';
import { checkSubgraph } from './checkSubgraph.ts';
import { placesIn } from './findPlace.ts';

const URL = 'http://subgraph.invalid/graphql';
const OTHERS = [{ name: 'organisation', url: URL, sdl: ORGANISATION.sdl }];

/** Where the problems of composition of a schema lie: their coordinates, each with the text of the line that is told. */
async function placesOf(sdl: string): Promise<(readonly [coordinate: string | null, text: string | undefined])[]> {
  const candidate = { name: 'ind-construction', url: URL, sdl, prefix: 'Construction', previousSdl: null };
  const { problems } = await checkSubgraph({ candidate, others: OTHERS, open: OPEN_TYPES });
  return problems
    .filter(({ kind }) => kind === 'COMPOSITION')
    .map(({ coordinate, line }) => [coordinate, sdl.split('\n')[Number(line) - 1]?.trim()]);
}

const site = (field: string) => constructionSdl(`"x" ${field} @tag(name: "pub")`);

test.each<[string, string, string, RegExp]>([
  ['a type that is unknown', site('x: Nothing'), 'ConstructionSite.x', /x: Nothing/],
  ['an argument of an unknown type', site('x("y" y: Nothing): Int'), 'ConstructionSite.x', /y: Nothing/],
  ['an unknown directive', site('x: Int @unknown'), 'ConstructionSite.x', /@unknown/],
  [
    'an argument of a directive',
    site('x: Int @cost(weight: "five")').replace('"@key"', '"@key", "@cost"'),
    'ConstructionSite.x',
    /@cost/,
  ],
  ['a field that is not there', site('x: Int @requires(fields: "nothing")'), 'ConstructionSite.x', /@requires/],
  [
    'a key that is none',
    site('x: Int').replace('ConstructionSite @key(fields: "id")', 'ConstructionSite @key(fields: "no")'),
    'ConstructionSite',
    /type ConstructionSite/,
  ],
  [
    'a type that differs from others',
    constructionSdl().replace('id: ID! @external', 'id: Int! @external'),
    'Enterprise.id',
    /id: Int!/,
  ],
  [
    'a field of an interface',
    constructionSdl(
      '',
      '"i" interface ConstructionI {\n"y" y: Int @tag(name: "pub")\n}\n"e" type ConstructionE implements ConstructionI {\n"x" x: Int @tag(name: "pub")\n}',
    ),
    'ConstructionI.y',
    /"y" y: Int/,
  ],
])('%s is told with its place', async (_, sdl, coordinate, text) => {
  expect(await placesOf(sdl)).toContainEqual([coordinate, expect.stringMatching(text)]);
});

test('a message that names nothing of the schema has no place', () => {
  const placeOf = placesIn(parse(constructionSdl()));
  expect(placeOf('[organisation] Unknown type Other, or Int')).toEqual({ coordinate: null, line: null });
  expect(placeOf('Union.nameZh of Union')).toEqual({ coordinate: null, line: null });
});
