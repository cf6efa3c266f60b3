import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse, print } from 'graphql';
import { actionNamed, nounNamed } from './names.ts';
import { newAction } from './newAction.ts';
import { newNoun } from './newNoun.ts';
import { newSubgraph } from './newSubgraph.ts';

let dir: string;
const read = (file: string) => fs.readFileSync(path.join(dir, file), 'utf8');
const write = (file: string, text: string) => {
  fs.mkdirSync(path.dirname(path.join(dir, file)), { recursive: true });
  fs.writeFileSync(path.join(dir, file), text);
};

beforeEach(() => {
  dir = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'scaffold-test-')), 'venues');
  write('schema/venue.graphql', 'type Query { venue: ID }\n');
  write(
    'src/database.ts',
    "import { Venue } from './venue/Venue.ts';\n\nexport const entities = [Venue];\n\nexport const migrations = [];\n",
  );
  write('src/paths.ts', "export const paths = {\n  follows: ['venue.scope_path'],\n  stays: {\n  },\n};\n");
  write('src/batches.ts', "import { venue } from './venue/loaders.ts';\n\nexport const batches = { venue };\n");
  write(
    'src/resolvers.ts',
    "import { merge } from '@union-graph/subgraph';\nimport { venueResolvers } from './venue/resolvers.ts';\n\nexport const resolvers = merge(venueResolvers);\n",
  );
  jest.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => {
  jest.restoreAllMocks();
  fs.rmSync(path.dirname(dir), { recursive: true });
});

test('a noun takes its place in every list of the subgraph', () => {
  newNoun(dir, 'locker-room', 1767225600000);
  expect(read('src/database.ts')).toContain("import { LockerRoom } from './locker-room/LockerRoom.ts';");
  expect(read('src/database.ts')).toContain('export const entities = [Venue, LockerRoom];');
  expect(read('src/database.ts')).toContain('export const migrations = [CreateLockerRoom1767225600000];');
  expect(read('src/batches.ts')).toContain('export const batches = { venue, lockerRoom };');
  expect(read('src/paths.ts')).toMatch(/stays: \{\n {4}'locker_room.scope_path': /);
  expect(read('src/resolvers.ts')).toContain('merge(venueResolvers, lockerRoomResolvers)');
  expect(read('migrations/1767225600000-createLockerRoom.ts')).toContain('create table locker_room');
  expect(print(parse(read('schema/locker-room.graphql')))).toContain('type LockerRoom @key(fields: "id")');
});

test('an action comes with SDL, a policy that lets nobody in, a resolver and a test; a second one joins the first', () => {
  newNoun(dir, 'locker-room');
  newAction(dir, 'locker-room', 'renameLockerRoom');
  newAction(dir, 'locker-room', 'closeLockerRoom');
  expect(read('src/locker-room/renameLockerRoom.ts')).toContain('define "lockerRoom.renamed" in shared/events');
  expect(read('src/locker-room/policy.ts')).toMatch(/closeLockerRoom: \(\) => false,\n {2}renameLockerRoom: \(\) => false,/);
  const resolvers = read('src/locker-room/resolvers.ts');
  expect(resolvers).toContain('renameLockerRoom: (_, { input }, ctx) => ctx.mutate(input, (tx) => renameLockerRoom(tx, input)),');
  expect(resolvers.match(/Mutation: \{/g)).toHaveLength(1);
  const sdl = print(parse(read('schema/locker-room.graphql')));
  expect(sdl).toContain('input RenameLockerRoomInput');
  expect(sdl).toContain('closeLockerRoom');
});

test('a subgraph comes as a package with its first noun and the conformance suite', () => {
  write('package.json', JSON.stringify({ name: '@union-graph/venues', description: 'Venues', type: 'module' }));
  const folder = path.dirname(dir);
  newSubgraph(folder, 'city-archives', 'paper');
  const file = (name: string) => fs.readFileSync(path.join(folder, 'city-archives', name), 'utf8');
  expect(JSON.parse(file('package.json'))).toMatchObject({
    name: '@union-graph/city-archives',
    description: 'City archives',
    type: 'module',
  });
  expect(file('src/subgraph.ts')).toContain('export const cityArchives = defineSubgraph({');
  expect(file('src/database.ts')).toMatch(
    /^import [\s\S]*;\n\nexport const entities = \[Paper\];\n\nexport const migrations = \[CreatePaper\d+\];\n$/,
  );
  expect(file('src/resolvers.ts')).toContain('merge(paperResolvers)');
  expect(file('src/conformance.test.ts')).toContain('papers(first: $first)');
  expect(() => newSubgraph(folder, 'city-archives', 'paper')).toThrow(/is there already/);
});

test('nothing that exists is written over', () => {
  newNoun(dir, 'locker-room');
  expect(() => newNoun(dir, 'locker-room')).toThrow(/is there already/);
  newAction(dir, 'locker-room', 'renameLockerRoom');
  expect(() => newAction(dir, 'locker-room', 'renameLockerRoom')).toThrow(/is there already/);
  expect(() => newAction(dir, 'court', 'renameCourt')).toThrow(/npm run new -- noun venues court/);
});

test.each([
  ['venue', 'renameVenue', 'rename', 'renamed'],
  ['venue', 'applyVenue', 'apply', 'applied'],
  ['service-point', 'openServicePoint', 'open', 'opened'],
])('%s, %s: %s, %s', (noun, mutation, verb, participle) => {
  expect(actionNamed(mutation, nounNamed(noun))).toMatchObject({ verb, participle });
});

test('refuses names that are not in the style of the house', () => {
  expect(() => nounNamed('LockerRoom')).toThrow(/service-point/);
  expect(() => actionNamed('RenameVenue', nounNamed('venue'))).toThrow(/verb first/);
});

test.each([
  ['../x', /lower-case words/],
  ['Archives2', /lower-case words/],
  ['archives2', /lower-case words/],
  ['gateway', /another part of the house/],
  ['governance', /another part of the house/],
  ['venues', /is there already/],
])('a subgraph cannot be named "%s", and nothing is written', (name, said) => {
  const files = () => fs.readdirSync(path.dirname(dir), { recursive: true });
  const before = files();
  expect(() => newSubgraph(path.dirname(dir), name, 'paper')).toThrow(said);
  expect(files()).toEqual(before);
});

test('a noun whose type or whose files exist is refused before the first file is written', () => {
  write('schema/facility.graphql', 'type Closure {\n  id: ID!\n}\n');
  write('../training/schema/course.graphql', 'type Course @key(fields: "id") {\n  id: ID!\n}\n');
  write('src/rule/resolvers.ts', '// of the rules');
  const files = () => fs.readdirSync(path.dirname(dir), { recursive: true });
  const before = files();
  expect(() => newNoun(dir, 'closure')).toThrow(/"venues" has "type Closure"/);
  expect(() => newNoun(dir, 'course')).toThrow(/"training" has "type Course/);
  expect(() => newNoun(dir, 'rule')).toThrow(/resolvers.ts is there already; nothing was changed/);
  expect(() => newSubgraph(path.dirname(dir), 'archives', 'course')).toThrow(/"training" has "type Course/);
  expect(files()).toEqual(before);
});
