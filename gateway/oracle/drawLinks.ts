import type { Draws } from './draws.ts';
import { printLiteral } from './sdl.ts';
import { type Argument, type Entity, type Field, keysIn, namedTypeOf, type Placement, type World } from './world.ts';

/** Draws `@requires`, `@provides`, `@override` and `@inaccessible`. */
export function drawLinks(draws: Draws, world: World): void {
  for (const entity of world.entities) {
    for (let tries = draws.below(7); tries > 0; tries -= 1) drawRequires(draws, world, entity);
    if (draws.chance(30)) drawOverride(draws, world, entity);
  }
  for (const entity of world.entities) if (draws.chance(80)) drawProvides(draws, world, entity);
  for (const { name, members } of [...world.interfaces, ...world.unions])
    if (draws.chance(60)) drawProvidesThrough(draws, world, name, members);
  for (const { fields } of world.entities)
    for (const field of fields) if (field.identity !== 'id' && draws.chance(10)) field.hidden = true;
}

const soleHome = (field: Field): string | undefined => {
  const [first, ...others] = field.in.filter(({ mode }) => mode !== 'external');
  return first?.mode === 'own' && others.length === 0 ? first.subgraph : undefined;
};

/** A field may require only fields that are listed before it, so that no requirement is circular. */
function drawRequires(draws: Draws, world: World, entity: Entity): void {
  const own = entity.fields.filter((field) => !field.identity && soleHome(field));
  const dependents = own.filter(
    (field) => entity.keys[soleHome(field) ?? ''] && !field.isRequiredElsewhere && !field.in.some(({ requires }) => requires),
  );
  if (dependents.length === 0) return;
  const dependent = draws.pick(dependents);
  const home = soleHome(dependent) ?? '';
  const candidates = own
    .slice(0, own.indexOf(dependent))
    .filter((field) => soleHome(field) !== home && isReadable(world, field, home));
  if (candidates.length === 0) return;
  const requiredFields = draws.some(candidates, 1, 2);
  const placement = dependent.in.find(({ subgraph }) => subgraph === home) as Placement;
  placement.requires = requiredFields.map((field) => selectionOf(draws, world, field, home)).join(' ');
  for (const field of requiredFields) {
    setNeverFails(field);
    addExternal(field, home);
  }
}

const isLeaf = (world: World, field: Field): boolean => {
  const name = namedTypeOf(field.type);
  return ![...world.entities, ...world.values, ...world.interfaces, ...world.unions].some((one) => one.name === name);
};

/** The leaves that a nested selection for a subgraph may have: those of a value type, or those of an entity that other subgraphs own. */
function leavesOf(world: World, field: Field, home: string): Field[] {
  const name = namedTypeOf(field.type);
  const entity = world.entities.find((one) => one.name === name);
  if (!entity) return world.values.find((one) => one.name === name)?.fields.filter((inner) => isLeaf(world, inner)) ?? [];
  return entity.fields.filter((inner) => {
    if (inner.identity) return inner.name === 'id' && keysIn(world, entity, home).includes('id');
    const owner = soleHome(inner);
    const isPlain = isLeaf(world, inner) && inner.args.length === 0 && !inner.in.some(({ requires }) => requires);
    return isPlain && owner !== undefined && owner !== home;
  });
}

const isReadable = (world: World, field: Field, home: string): boolean =>
  isLeaf(world, field) || leavesOf(world, field, home).length > 0;

/** Other fields are computed from this field, or it is provided: it must not fail. */
function setNeverFails(field: Field): void {
  field.neverFails = true;
}

function addExternal(field: Field, home: string): void {
  if (!field.in.some(({ subgraph }) => subgraph === home)) field.in.push({ subgraph: home, mode: 'external' });
}

function selectionOf(draws: Draws, world: World, field: Field, home: string): string {
  const given = field.args.filter(({ type }) => type.endsWith('!') || draws.chance(60));
  const args = given.length > 0 ? `(${given.map((one) => `${one.name}: ${drawLiteral(draws, one)}`).join(', ')})` : '';
  return `${field.name}${args}${innerSelection(draws, world, field, home)}`;
}

function innerSelection(draws: Draws, world: World, field: Field, home: string): string {
  const leaves = leavesOf(world, field, home);
  if (leaves.length === 0) return '';
  const chosen = draws.some(leaves, 1, 2);
  setNonNullNeverFail(world, namedTypeOf(field.type));
  const isEntity = world.entities.some(({ name }) => name === namedTypeOf(field.type));
  for (const leaf of chosen) {
    setNeverFails(leaf);
    if (!isEntity || leaf.identity) continue;
    leaf.isRequiredElsewhere = true;
    addExternal(leaf, home);
  }
  return ` { ${chosen.map(({ name }) => name).join(' ')} }`;
}

/**
 * Lets no non-null field of a type fail from which fields are required. Required and selected fields are fetched together. When a selected
 * non-null field fails, the null propagates to the object and the required field is lost, with every gateway. The reference would still have
 * the required field.
 */
function setNonNullNeverFail(world: World, typeName: string): void {
  const type = [...world.entities, ...world.values].find(({ name }) => name === typeName);
  for (const field of type?.fields ?? []) {
    if (field.neverFails || !field.type.endsWith('!')) continue;
    setNeverFails(field);
    setNonNullNeverFail(world, namedTypeOf(field.type));
  }
}

/** A value for an argument, as a GraphQL literal. */
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
  const label = draws.chance(50) ? draws.pick(['percent(100)', 'percent(0)', 'percent(50)', 'beta']) : undefined;
  const isMade = label === undefined || label === 'percent(100)';
  field.in = [
    { subgraph: from, mode: isMade ? 'stale' : 'own' },
    { subgraph: draws.pick(others), mode: isMade ? 'own' : 'stale', overrides: from, ...(label !== undefined && { label }) },
  ];
}

/** A field of the entity's type provides a field that another subgraph owns: a leaf, or nested leaves. */
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
      isReadable(world, one, home) &&
      soleHome(one) &&
      soleHome(one) !== home &&
      !one.in.some(({ requires }) => requires) &&
      (isLeaf(world, one) || !isRequiredIn(entity, one, home)),
  );
  if (given.length === 0 || keysIn(world, entity, home).length === 0) return;
  const provided = draws.pick(given);
  const placement = field.in.find(({ subgraph }) => subgraph === home) as Placement;
  placement.provides = `${provided.name}${innerSelection(draws, world, provided, home)}`;
  setNeverFails(provided);
  addExternal(provided, home);
}

/** A field of an interface or union type provides a field of one member type that another subgraph owns. */
function drawProvidesThrough(draws: Draws, world: World, abstract: string, members: readonly string[]): void {
  const leading = world.entities
    .flatMap(({ fields }) => fields)
    .filter((field) => namedTypeOf(field.type) === abstract && soleHome(field) && !field.in[0]?.provides);
  if (leading.length === 0) return;
  const field = draws.pick(leading);
  const home = soleHome(field) ?? '';
  const known = world.entities.filter(({ name }) => members.includes(name) && isKnownIn(world, abstract, name, home));
  if (known.length === 0) return;
  const entity = draws.pick(known);
  const given = entity.fields.filter((one) => {
    const owner = soleHome(one);
    const isPlain = !one.identity && one.args.length === 0 && isLeaf(world, one) && !one.in.some(({ requires }) => requires);
    return isPlain && owner !== undefined && owner !== home;
  });
  if (given.length === 0 || keysIn(world, entity, home).length === 0) return;
  const provided = draws.pick(given);
  const placement = field.in.find(({ subgraph }) => subgraph === home) as Placement;
  placement.provides = `... on ${entity.name} { ${provided.name} }`;
  setNeverFails(provided);
  addExternal(provided, home);
}

function isKnownIn(world: World, abstract: string, member: string, subgraph: string): boolean {
  const one = world.interfaces.find(({ name }) => name === abstract);
  if (one) return one.home === subgraph || one.in[subgraph]?.includes(member) === true;
  return world.unions.find(({ name }) => name === abstract)?.in[subgraph]?.includes(member) === true;
}

const isRequiredIn = ({ fields }: Entity, { name }: Field, home: string): boolean =>
  fields.some((field) =>
    field.in.some(({ subgraph, requires = '' }) => subgraph === home && new RegExp(`\\b${name}\\b`).test(requires)),
  );
