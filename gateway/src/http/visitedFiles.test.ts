import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type PartnerHouse, PURPOSE, startPartnerHouse } from '../../test/partners.ts';
import { federation } from '../../test/subgraph.ts';
import { filesVisitedBy } from '../../test/visitedFiles.ts';

// The pictures in gateway/README.md name the files that a request visits: all of them, and no others.
const readme = readFileSync(path.join(import.meta.dirname, '../../README.md'), 'utf8');
const inPictures = [...readme.matchAll(/^```\n(.*?)^```$/gms)].flatMap(([, picture = '']) =>
  [...picture.matchAll(/[\w/]+\.ts\b/g)].map(([file]) => file),
);
const isInPictures = (file: string): boolean => inPictures.some((named) => file === named || file.endsWith(`/${named}`));

/**
 * Files that work beside requests: they sign the access log, look where audits end (by the functions that the server gives them), follow the
 * agreements and the sources, and take the events of the gateway's own subgraph.
 */
const BESIDE =
  /^(governance|generations|witness)\/|^server\.ts$|^accounts\/(logSigner|logKeys|checkpoints|signDays|refusedRecords)\.ts$|^calls\/(readinessProbe|hedge)\.ts$/;

const STARS = `${federation('"@key"', '"@tag"')}
  type Query { stars: Int @tag(name: "pub") }
  type ServicePoint @key(fields: "id") { id: ID! @tag(name: "pub")  stars: Int @tag(name: "pub") }`;
const ENTITIES = '{ servicePoints(first: 2) { nodes { nameZh stars } } }';
const PERSONS = '{ members(first: 2) { id nameZh } }';

let house: PartnerHouse;
let visited: { readonly new: ReadonlySet<string>; readonly warm: ReadonlySet<string> };

beforeAll(async () => {
  const resolvers = { ServicePoint: { __resolveReference: (reference: object) => ({ ...reference, stars: 3 }) } };
  house = await startPartnerHouse(1, undefined, { stars: { sdl: STARS, resolvers } });
  const coordinates = ['Query.servicePoints', 'ServicePointConnection.nodes', 'ServicePoint.nameZh', 'ServicePoint.stars'];
  await house.agree({ coordinates });
  const token = await house.tokenOfPerson('CITY_STAFF');
  const partner = await house.tokenOf();
  const [gateway] = house.gateways;
  const ask = async (): Promise<void> => {
    for (const query of [ENTITIES, PERSONS])
      expect(await gateway?.ask(query, { token })).toMatchObject({ status: 200, codes: [] });
    const answer = await gateway?.ask(ENTITIES, { token: partner, headers: PURPOSE });
    expect(answer).toMatchObject({ status: 200, codes: [], data: { servicePoints: { nodes: [{ stars: 3 }, { stars: 3 }] } } });
  };
  visited = { new: await filesVisitedBy(ask), warm: await filesVisitedBy(ask) };
});
afterAll(() => house.stop());

test('every file that a warm request visits is in a picture', () => {
  expect([...visited.warm].filter((file) => !isInPictures(file) && !BESIDE.test(file))).toEqual([]);
});

test('every file in a picture is visited by a request, a warm one or a new one', () => {
  const all = [...visited.warm, ...visited.new];
  expect(inPictures.filter((named) => !all.some((file) => file === named || file.endsWith(`/${named}`)))).toEqual([]);
});
