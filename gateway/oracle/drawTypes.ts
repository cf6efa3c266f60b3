import type { Draws } from './draws.ts';
import { answering, type Field, keysIn, namedTypeOf, type World } from './world.ts';

/**
 * Draws keys and fields that are nullable in some subgraphs and non-null in others, fields whose values depend on the mutations before, and
 * inaccessible types.
 */
export function drawTypes(draws: Draws, world: World): void {
  const inInterface = new Set(world.interfaces.flatMap(({ members }) => members));
  for (const entity of world.entities) {
    const places = Object.keys(entity.keys).filter((place) => keysIn(world, entity, place).join(' ').split(/\W+/).includes('id'));
    if (!inInterface.has(entity.name) && draws.chance(30)) entity.nullableIdIn = draws.some(places, 1);
    for (const field of entity.fields) if (!field.identity && draws.chance(40)) drawStricter(draws, field);
  }
  for (const query of world.queries) if (draws.chance(30)) drawStricter(draws, query);
  drawHidden(draws, world);
  if (draws.chance(25)) drawNullKeys(draws, world);
  const inUse = JSON.stringify([world.entities, world.queries].flat());
  for (const { fields } of world.entities)
    for (const field of fields) {
      const isPlain =
        !field.identity && !field.neverFails && field.in.length === 1 && !field.in[0]?.requires && !field.in[0]?.provides;
      const isNamed = new RegExp(`"(requires|provides)":"[^"]*\\b${field.name}\\b`).test(inUse);
      if (isPlain && !isNamed && draws.chance(20)) field.dependsOnMutations = true;
    }
}

const LEAVES = ['Int', 'String', 'Boolean', 'Float', 'ID', 'Mood'];

/** In some of the subgraphs that share a field, its type is non-null. */
function drawStricter(draws: Draws, field: Field): void {
  const places = answering(field);
  if (places.length < 2 || field.type.includes('!') || !LEAVES.includes(namedTypeOf(field.type))) return;
  const strict = draws.some(places, 1, places.length - 1);
  for (const placement of field.in) if (strict.includes(placement.subgraph)) placement.type = stricter(draws, field.type);
  field.neverFails = true;
  field.neverNull = true;
}

const stricter = (draws: Draws, type: string): string => {
  const name = namedTypeOf(type);
  return `${type !== name && draws.chance(50) ? type.replace(name, `${name}!`) : type}!`;
};

/** Makes a member of an interface or union inaccessible, with the root field that is its only path. */
function drawHidden(draws: Draws, world: World): void {
  const owners = [...world.entities, ...world.values, ...world.interfaces];
  const leading = [...world.mutations, ...owners.flatMap(({ fields }) => fields)];
  const leadTo = new Set(leading.map(({ type }) => namedTypeOf(type)));
  for (const { members } of [...world.interfaces, ...world.unions]) {
    const free = world.entities.filter(
      ({ name }) => members.includes(name) && !leadTo.has(name) && !world.unions.some((union) => isAllOf(world, union.in, name)),
    );
    const visible = members.filter((member) => world.entities.some(({ name, hidden }) => name === member && !hidden));
    if (free.length === 0 || visible.length < 2 || !draws.chance(50)) continue;
    const entity = draws.pick(free);
    entity.hidden = true;
    for (const query of world.queries) if (namedTypeOf(query.type) === entity.name) query.hidden = true;
  }
}

/** Whether a subgraph would have only inaccessible members of a union. */
const isAllOf = ({ entities }: World, byPlace: Record<string, string[]>, name: string): boolean =>
  Object.values(byPlace).some(
    (members) =>
      members.includes(name) &&
      members.every((member) => member === name || entities.some((one) => one.name === member && one.hidden)),
  );

/** Adds an entity whose only key may be null. */
function drawNullKeys(draws: Draws, world: World): void {
  const places = draws.some(
    world.subgraphs.filter((subgraph) => subgraph !== 'z'),
    2,
  );
  const own = (name: string, type: string, subgraph: string): Field => ({
    name,
    type,
    args: [],
    in: [{ subgraph, mode: 'own' }],
  });
  const code: Field = { name: 'code', type: 'String', args: [], in: [], identity: 'nullable', neverFails: true };
  const leaves = places.flatMap((place) => [
    own(`n_${place}`, draws.pick(['Int', '[String]', 'Mood']), place),
    ...(draws.chance(50) ? [own(`must_${place}`, draws.pick(['Int!', '[Int!]!']), place)] : []),
  ]);
  const keys = Object.fromEntries(places.map((place) => [place, ['code']]));
  world.entities.push({ name: 'N0', primaryKey: 'code', keys, stubsResolvable: true, nullKeys: true, fields: [code, ...leaves] });
  for (const place of places) world.queries.push(own(`qN0_${place}`, draws.pick(['N0', '[N0]', '[N0!]']), place));
  const [first] = world.entities;
  const from = first && Object.keys(first.keys)[0];
  if (first && from && places.includes(from)) first.fields.push(own('toN0', draws.pick(['N0', '[N0]']), from));
}
