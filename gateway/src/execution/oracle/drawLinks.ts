import type { Draws } from './draws.ts';
import { printLiteral } from './sdl.ts';
import { type Argument, type Entity, type Field, keysIn, namedTypeOf, type Placement, type World } from './world.ts';

/** Draws what ties subgraphs to each other: `@requires`, `@provides` and `@override`. */
export function drawLinks(draws: Draws, world: World): void {
  for (const entity of world.entities) {
    for (let tries = draws.below(7); tries > 0; tries -= 1) drawRequires(draws, world, entity);
    if (draws.chance(30)) drawOverride(draws, world, entity);
  }
  for (const entity of world.entities) if (draws.chance(80)) drawProvides(draws, world, entity);
}

const soleHome = (field: Field): string | undefined => {
  const [first, ...others] = field.in.filter(({ mode }) => mode !== 'external');
  return first?.mode === 'own' && others.length === 0 ? first.subgraph : undefined;
};

/** Only fields that stand before the one that requires them are required, so that there is no circle. */
function drawRequires(draws: Draws, world: World, entity: Entity): void {
  const own = entity.fields.filter((field) => !field.identity && soleHome(field));
  const dependents = own.filter((field) => entity.keys[soleHome(field) ?? ''] && !field.in.some(({ requires }) => requires));
  if (dependents.length === 0) return;
  const dependent = draws.pick(dependents);
  const home = soleHome(dependent) ?? '';
  const candidates = own.slice(0, own.indexOf(dependent)).filter((field) => soleHome(field) !== home && isReadable(world, field));
  if (candidates.length === 0) return;
  const wanted = draws.some(candidates, 1, 2);
  const placement = dependent.in.find(({ subgraph }) => subgraph === home) as Placement;
  placement.requires = wanted.map((field) => selectionOf(draws, world, field)).join(' ');
  for (const field of wanted) {
    makeSound(world, field);
    if (!field.in.some(({ subgraph }) => subgraph === home)) field.in.push({ subgraph: home, mode: 'external' });
  }
}

const isLeaf = (world: World, field: Field): boolean => {
  const name = namedTypeOf(field.type);
  return ![...world.entities, ...world.values, ...world.interfaces, ...world.unions].some((one) => one.name === name);
};

const leavesOf = (world: World, field: Field): Field[] =>
  world.values.find(({ name }) => name === namedTypeOf(field.type))?.fields.filter((inner) => isLeaf(world, inner)) ?? [];

const isReadable = (world: World, field: Field): boolean => isLeaf(world, field) || leavesOf(world, field).length > 0;

function makeSound(world: World, field: Field): void {
  field.sound = true;
  for (const inner of leavesOf(world, field)) inner.sound = true;
}

function selectionOf(draws: Draws, world: World, field: Field): string {
  const given = field.args.filter(({ type }) => type.endsWith('!') || draws.chance(60));
  const args = given.length > 0 ? `(${given.map((one) => `${one.name}: ${drawLiteral(draws, one)}`).join(', ')})` : '';
  const leaves = leavesOf(world, field);
  const inner =
    leaves.length > 0
      ? ` { ${draws
          .some(leaves, 1)
          .map(({ name }) => name)
          .join(' ')} }`
      : '';
  return `${field.name}${args}${inner}`;
}

/** A value for an argument, in the language of GraphQL. */
export const drawLiteral = (draws: Draws, { type }: Pick<Argument, 'type'>): string => printLiteral(drawInput(draws, type));

/** A value for an argument, as JSON. */
export function drawInput(draws: Draws, type: string): unknown {
  if (!type.endsWith('!') && draws.chance(10)) return null;
  if (type.startsWith('[')) return Array.from({ length: draws.below(3) }, () => draws.pick(['p', 'q "r"', '']));
  switch (namedTypeOf(type)) {
    case 'Int':
      return draws.pick([0, 1, -5, 2147483647]);
    case 'Mood':
      return draws.pick(['GLAD', 'SAD', 'CALM']);
    case 'Wish':
      return {
        ...(draws.chance(50) && { size: draws.below(9) }),
        ...(draws.chance(50) && { words: draws.pick([[], ['w'], null]) }),
        ...(draws.chance(50) && { mood: draws.pick(['SAD', 'CALM']) }),
      };
    default:
      return draws.pick(['text', '', 'say "no"', 'é\\n']);
  }
}

function drawOverride(draws: Draws, world: World, entity: Entity): void {
  const fields = entity.fields.filter(
    (field) => !field.identity && field.in.length === 1 && soleHome(field) && !field.in[0]?.requires,
  );
  if (fields.length === 0) return;
  const field = draws.pick(fields);
  const from = soleHome(field) ?? '';
  const others = Object.keys(entity.keys).filter((subgraph) => subgraph !== from);
  if (others.length === 0 || world.unions.some(({ name }) => name === namedTypeOf(field.type))) return;
  if (world.interfaces.some(({ name }) => name === namedTypeOf(field.type))) return;
  field.in = [
    { subgraph: from, mode: 'stale' },
    { subgraph: draws.pick(others), mode: 'own', overrides: from },
  ];
}

/** Some field that leads to the entity gives a leaf of it that another subgraph owns. */
function drawProvides(draws: Draws, world: World, entity: Entity): void {
  const leading = world.entities
    .flatMap(({ fields }) => fields)
    .filter((field) => namedTypeOf(field.type) === entity.name && soleHome(field) && !field.in[0]?.provides);
  if (leading.length === 0) return;
  const field = draws.pick(leading);
  const home = soleHome(field) ?? '';
  const given = entity.fields.filter(
    (one) =>
      !one.identity &&
      one.args.length === 0 &&
      isLeaf(world, one) &&
      soleHome(one) &&
      soleHome(one) !== home &&
      !one.in.some(({ requires }) => requires),
  );
  if (given.length === 0 || keysIn(world, entity, home).length === 0) return;
  const provided = draws.pick(given);
  const placement = field.in.find(({ subgraph }) => subgraph === home) as Placement;
  placement.provides = provided.name;
  makeSound(world, provided);
  if (!provided.in.some(({ subgraph }) => subgraph === home)) provided.in.push({ subgraph: home, mode: 'external' });
}
