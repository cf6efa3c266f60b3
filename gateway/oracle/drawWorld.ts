import { drawLinks } from './drawLinks.ts';
import type { Draws } from './draws.ts';
import { drawTypes } from './drawTypes.ts';
import { createNames, type Names } from './hostile.ts';
import { type Argument, type Entity, type Field, type Interface, keysIn, type Placement, type World } from './world.ts';

/** Keys that an entity may have beside `id`: their selection, and the fields that they need. */
const FURTHER_KEYS: readonly { selection: string; fields: readonly Pick<Field, 'name' | 'type' | 'identity'>[] }[] = [
  { selection: 'code', fields: [{ name: 'code', type: 'String!', identity: 'text' }] },
  { selection: 'no', fields: [{ name: 'no', type: 'Int!', identity: 'number' }] },
  {
    selection: 'part place',
    fields: [
      { name: 'part', type: 'Int!', identity: 'quotient' },
      { name: 'place', type: 'Int!', identity: 'remainder' },
    ],
  },
  { selection: 'spot { part place }', fields: [{ name: 'spot', type: 'Spot!', identity: 'object' }] },
  { selection: 'id no', fields: [{ name: 'no', type: 'Int!', identity: 'number' }] },
];

/** Draws a graph. Most compose. Names are unique, so that any two fields may be in one selection set. */
export function drawWorld(draws: Draws): World {
  const subgraphs = ['a', 'b', 'c', 'd', 'e'].slice(0, draws.between(2, 5));
  const world: World = {
    subgraphs,
    enums: [{ name: 'Mood', values: ['GLAD', 'SAD', 'CALM'], ...(draws.chance(30) && { hidden: ['GRIM'] }) }],
    inputs: [
      {
        name: 'Wish',
        fields: [
          { name: 'size', type: 'Int', default: 3 },
          { name: 'words', type: '[String!]' },
          { name: 'mood', type: 'Mood' },
        ],
      },
    ],
    entities: [],
    values: [],
    interfaces: [],
    unions: [],
    queries: [],
    mutations: [],
    data: drawData(draws),
  };
  const names = createNames(draws);
  for (let index = 0, count = draws.between(1, 4); index < count; index += 1)
    world.entities.push(drawEntity(draws, subgraphs, names.type(`E${index}`)));
  if (world.entities.some(({ fields }) => fields.some(({ name }) => name === 'spot'))) world.values.push(SPOT);
  drawValues(draws, world, names);
  for (let index = 0, count = draws.below(3); index < count; index += 1) drawInterface(draws, world, names.type(`I${index}`));
  if (draws.chance(40)) drawUnion(draws, world, names.type('U0'));
  const drawField = fieldMaker(draws, world, names);
  for (const entity of world.entities) {
    const places = Object.keys(entity.keys);
    for (let index = 0, count = draws.between(1, 5); index < count; index += 1) entity.fields.push(drawField(places));
  }
  for (const one of world.interfaces) {
    for (let index = 0, count = draws.below(3); index < count; index += 1) one.fields.push(drawField([one.home], false));
    for (let index = 0, count = draws.between(1, 2); one.asObject && index < count; index += 1)
      one.asObject.fields.push({
        ...drawField([one.asObject.subgraph], false),
        type: draws.pick(['Int', 'String', '[Int!]', 'Mood!']),
      });
  }
  drawLinks(draws, world);
  drawRoots(draws, world, drawField);
  drawTypes(draws, world);
  drawGaps(draws, world);
  return world;
}

const SPOT = {
  name: 'Spot',
  fields: [
    { name: 'part', type: 'Int!', args: [], in: [], identity: 'quotient' as const, neverFails: true },
    { name: 'place', type: 'Int!', args: [], in: [], identity: 'remainder' as const, neverFails: true },
  ],
};

const drawData = (draws: Draws): World['data'] => {
  const faulty = draws.chance(50);
  return {
    seed: draws.below(1000),
    count: draws.between(1, 4),
    nulls: draws.pick([0, 10, 25]),
    failures: faulty ? draws.pick([3, 8, 15]) : 0,
    breaches: faulty ? draws.pick([0, 2, 5]) : 0,
    missing: [],
  };
};

function drawEntity(draws: Draws, subgraphs: readonly string[], name: string): Entity {
  const further = draws.chance(50) ? draws.pick(FURTHER_KEYS) : null;
  const places = draws.some(subgraphs, Math.min(2, subgraphs.length));
  const all = further ? ['id', further.selection] : ['id'];
  // One subgraph has all keys, so that every subgraph can be reached from every other.
  const bridge = draws.pick(places);
  const keys = Object.fromEntries(places.map((place) => [place, place === bridge ? all : draws.some(all, 1)]));
  const id: Field = { name: 'id', type: 'ID!', args: [], in: [], identity: 'id', neverFails: true };
  const fields: Field[] = [id, ...(further?.fields ?? []).map((field) => ({ ...field, args: [], in: [], neverFails: true }))];
  return { name, primaryKey: 'id', keys, stubsResolvable: !draws.chance(30), fields };
}

function drawValues(draws: Draws, world: World, names: Names): void {
  for (let index = 0, count = draws.below(3); index < count; index += 1) {
    const inner = [...world.values.map(({ name }) => name), ...(draws.chance(25) ? [draws.pick(world.entities).name] : [])];
    const types = ['Int', 'String!', 'Mood', '[Int]', 'Float!', ...inner.map((name) => wrap(draws, name))];
    const fields = Array.from({ length: draws.between(1, 3) }, (_, at): Field => {
      return { name: names.field(`v${index}${at}`), type: draws.pick(types), args: [], in: [] };
    });
    world.values.push({ name: names.type(`V${index}`), fields });
  }
}

function drawInterface(draws: Draws, world: World, name: string): void {
  const members = draws.some(world.entities, 1, 3);
  const places = world.subgraphs.filter((subgraph) => subgraph !== 'z');
  const home = draws.pick(places);
  for (const { keys } of members) keys[home] ??= ['id'];
  const names = members.map((member) => member.name);
  const others = places.filter((subgraph) => subgraph !== home);
  const partial = Object.fromEntries(others.map((subgraph) => [subgraph, draws.some(names, 1)]));
  const made: Interface = { name, members: names, home, fields: [], asObject: null, in: partial };
  // A subgraph with an interface object must not have its member types, so it is a subgraph of its own.
  if (draws.chance(35) && !world.interfaces.some(({ asObject }) => asObject)) {
    made.asObject = { subgraph: 'z', fields: [] };
    world.subgraphs.push('z');
  }
  world.interfaces.push(made);
}

function drawUnion(draws: Draws, world: World, name: string): void {
  const pool = [...world.entities, ...world.values.filter(({ name }) => name !== 'Spot')].map(({ name }) => name);
  const members = draws.some(pool, 1, 3);
  const places = world.subgraphs.filter((subgraph) => subgraph !== 'z');
  const inEach = Object.fromEntries(places.map((subgraph) => [subgraph, draws.some(members, 1)]));
  world.unions.push({ name, members: [...new Set(Object.values(inEach).flat())], in: inEach });
}

const SCALARS = ['Int', 'String', 'Boolean', 'Float', 'ID', 'Mood', 'Blob'];

const wrap = (draws: Draws, name: string): string =>
  draws.pick([name, `${name}!`, `[${name}]`, `[${name}!]!`, `[${name}!]`, `[[${name}]!]`]);

type DrawField = (places: readonly string[], mayBeShared?: boolean) => Field;

function fieldMaker(draws: Draws, world: World, names: Names): DrawField {
  let made = 0;
  return (places, mayBeShared = true) => {
    const home = draws.pick(places);
    const shared = mayBeShared && draws.chance(20) ? draws.some(places, 1) : [];
    const placesOf = [...new Set([home, ...shared])];
    const placement = (subgraph: string): Placement => ({ subgraph, mode: placesOf.length > 1 ? 'shared' : 'own' });
    made += 1;
    return {
      name: names.field(`f${made}`),
      type: wrap(draws, drawTypeName(draws, world, placesOf)),
      args: drawArguments(draws, names),
      in: placesOf.map(placement),
    };
  };
}

function drawTypeName(draws: Draws, world: World, places: readonly string[]): string {
  if (draws.chance(45) || places.includes('z')) return draws.pick(SCALARS);
  const abstract = world.interfaces.filter(({ asObject, home }) => !asObject || places.every((place) => place === home));
  const unions = world.unions.filter((union) => places.every((place) => union.in[place]));
  const values = world.values.filter(({ name }) => name !== 'Spot');
  return draws.pick([...world.entities, ...values, ...abstract, ...unions]).name;
}

const drawArguments = (draws: Draws, names: Names): Argument[] => {
  if (!draws.chance(25)) return [];
  const pool: Argument[] = [
    { name: 'x', type: 'Int', default: 7 },
    { name: 'mood', type: 'Mood' },
    { name: 'wish', type: 'Wish' },
    { name: 'words', type: '[String]', default: ['a'] },
    { name: 'must', type: 'String!' },
  ];
  const drawn = draws.some(pool, 1, 2);
  const named = drawn.map((argument) => ({ ...argument, name: names.argument(argument.name) }));
  return new Set(named.map(({ name }) => name)).size === drawn.length ? named : drawn;
};

function drawRoots(draws: Draws, world: World, drawField: DrawField): void {
  for (const entity of world.entities) {
    const places = draws.some(Object.keys(entity.keys), 1, 2);
    const root = drawField(places);
    world.queries.push({
      ...root,
      name: `q${entity.name}`,
      type: draws.pick([entity.name, `[${entity.name}]`, `[${entity.name}!]!`]),
    });
  }
  for (const { name, asObject, home } of world.interfaces) {
    const place = asObject && draws.chance(60) ? asObject.subgraph : home;
    world.queries.push({ ...drawField([place], false), name: `q${name}`, type: draws.pick([name, `[${name}]`, `[${name}!]`]) });
  }
  const places = world.subgraphs.filter((subgraph) => subgraph !== 'z');
  for (let index = 0, count = draws.below(3); index < count; index += 1)
    world.queries.push({ ...drawField(places), name: `q${index}` });
  for (let index = 0, count = draws.below(4); index < count; index += 1)
    world.mutations.push({ ...drawField(places, false), name: `m${index}` });
}

/** Draws entities that a subgraph does not know: only if no other subgraph resolves its fields, and no field requires them. */
function drawGaps(draws: Draws, world: World): void {
  if (!draws.chance(60)) return;
  for (const entity of world.entities)
    for (const subgraph of Object.keys(entity.keys)) {
      const plain = Object.keys(entity.keys).every((place) => keysIn(world, entity, place).join() === 'id');
      const here = entity.fields.filter((field) => field.in.some((placement) => placement.subgraph === subgraph));
      const alone = here.every((field) => field.in.length === 1 && !field.neverFails);
      const inInterface = world.interfaces.some(({ members, home }) => members.includes(entity.name) && home === subgraph);
      if (plain && alone && !inInterface && here.length > 0 && draws.chance(50))
        world.data.missing.push({ type: entity.name, index: draws.below(world.data.count), subgraph });
    }
}
