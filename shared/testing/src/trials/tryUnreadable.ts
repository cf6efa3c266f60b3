import { inScope, READERS, type Role, type Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import { isId, newId, type SubgraphDefinition } from '@union-graph/subgraph';
import { type GraphQLSchema, getNamedType, isLeafType, isObjectType, isRequiredArgument } from 'graphql';
import { key } from '../keys.ts';
import { keyedTypes, schemaOf } from '../reach/levels.ts';
import type { Row } from '../rows.ts';
import { type Answer, type TestSubgraph, testSubgraph } from '../subgraph.ts';
import { member, staff } from '../viewers.ts';
import { mutationsOf, OF_PERSONS, OF_RECORDS, type Place, valueAt } from './inputs.ts';
import { elsewhere, type Ready, type Trial, type Trials } from './tryMutations.ts';

interface Unreadable {
  /** Places, as `mutation.field`, whose ids name a thing that is public, though this service has no way to read it by its id. */
  readonly isPublic?: readonly string[];
  /** Makes calls that name a person at a place, as `mutation.field`, that the trials do not reach. */
  readonly more?: Readonly<Record<string, Trial['make']>>;
  /** Places, as `mutation.field`, at which staff name colleagues whom they do not read, by a decision. */
  readonly namesColleagues?: readonly string[];
  /** Makes the record of a worker at a place of the union tree, where no events of organisation tell it, and gives its id. */
  readonly makeWorker?: (sql: TestSubgraph['sql'], scopePath: string) => Promise<string>;
}

/** Where the worker is whom no viewer of a trial works near. */
const FAR = '/city/110119/';

/** One id that a viewer may not read, and what an act answered to it and to an id of nothing. */
interface Difference {
  readonly at: string;
  readonly by: string;
  readonly exists: string;
  readonly unknown: string;
}

/**
 * Tries that no act tells whether there is a record that the viewer may not read: each mutation of the trials is sent with such an id, and with an
 * id of nothing, and both answers are equal but for the ids in them. Whom a viewer may not read is found out by reading: what `_entities` answers
 * for the id is what it answers for an id of nothing.
 */
export function tryUnreadable(definition: SubgraphDefinition, trials: Trials, options: Unreadable = {}): void {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(definition);
  });
  afterAll(() => subgraph.stop());

  const { more = {}, isPublic = [], namesColleagues = [] } = options;
  const calls = [
    ...Object.entries(trials).map(([mutation, trial]) => ({ at: mutation, mutation, trial })),
    ...Object.entries(more).map(([at, make]) => {
      const mutation = at.split('.')[0] as string;
      return { at, mutation, trial: { ...(trials[mutation] as Trial), make } };
    }),
  ];

  test.each(calls)('$at tells nothing of a record that the viewer may not read', async ({ mutation, trial }) => {
    const found = await differences(definition, subgraph, { mutation, trial, ...options });
    expect(found.filter(({ at }) => ![...isPublic, ...namesColleagues].includes(at))).toEqual([]);
  });

  test('every place of an input that names a person by id is tried', async () => {
    const { namesPersons, placesOf } = mutationsOf(loadSubgraphSdl(definition.dir));
    const tried = new Set<string>();
    for (const { mutation, trial } of calls) {
      const { input } = await trial.make(subgraph.sql, subgraph);
      for (const { field } of idPlaces(placesOf(mutation, input))) tried.add(`${mutation}.${field}`);
    }
    const named = Object.keys(trials).flatMap((mutation) => namesPersons(mutation).map((field) => `${mutation}.${field}`));
    expect(named.filter((at) => !tried.has(at))).toEqual([]);
  });
}

async function differences(
  definition: SubgraphDefinition,
  subgraph: TestSubgraph,
  { mutation, trial, makeWorker }: Unreadable & { readonly mutation: string; readonly trial: Trial },
): Promise<Difference[]> {
  const { documentOf, placesOf } = mutationsOf(loadSubgraphSdl(definition.dir));
  const read = readingOf(definition);
  // Rows are made anew only where an act was done: a refused one leaves them as they were.
  let ready: Ready | undefined;
  const rows = async (): Promise<Ready> => {
    ready ??= await trial.make(subgraph.sql, subgraph);
    return ready;
  };
  const first = await rows();
  const found: Difference[] = [];
  for (let at = 0; at < idPlaces(placesOf(mutation, first.input)).length; at++)
    for (const way of waysOf(first, trial)) {
      const call = async () => {
        const { viewer, input, now } = await rows();
        const place = idPlaces(placesOf(mutation, input))[at] as Place;
        return { input, now, place, named: await way.of({ subgraph, viewer, place, id: valueAt(place, input), makeWorker }) };
      };
      const send = async ({ input, now, place, named }: Awaited<ReturnType<typeof call>>, id?: string): Promise<string> => {
        const { viewer, id: own } = named as NonNullable<typeof named>;
        const sent = { idempotencyKey: key(), ...naming(place, input, id ?? own) };
        const answer = await subgraph.ask(viewer, documentOf(mutation), { input: sent }, now);
        if (!answer.errors) ready = undefined;
        return shown(answer);
      };
      const one = await call();
      if (one.named === null || (await read(subgraph, one.named.viewer, one.named.id, one.now))) continue;
      const exists = await send(one);
      const unknown = await send(ready ? one : await call(), newId());
      if (exists !== unknown) found.push({ at: `${mutation}.${one.place.field}`, by: way.name, exists, unknown });
    }
  return found;
}

/** The input with another id at a place, and wherever else it has the id from there. */
function naming(place: Place, input: Row, id: string): Row {
  const before = valueAt(place, input);
  return before ? (JSON.parse(JSON.stringify(input).replaceAll(before, id)) as Row) : place.put(id);
}

const idPlaces = (places: readonly Place[]): Place[] => places.filter(({ type }) => type === 'ID');

/** Who names which record at a place; null where that is nothing to try. */
interface Way {
  readonly name: string;
  readonly of: (named: Named) => Promise<{ viewer: Viewer; id: string } | null>;
}

/** A place of a call that succeeds, with the id that is there. */
interface Named extends Pick<Unreadable, 'makeWorker'> {
  readonly subgraph: TestSubgraph;
  readonly viewer: Viewer;
  readonly place: Place;
  readonly id: string | undefined;
}

const WAYS: readonly Way[] = [
  { name: 'the same role elsewhere', of: async ({ viewer, id }) => (id && isId(id) ? { viewer: elsewhere(viewer), id } : null) },
  { name: 'a worker', of: async ({ id }) => (id && isId(id) ? { viewer: member(newId()), id } : null) },
];

/** The ways of {@link WAYS}, and those of each role that may do it: with the place of the call that succeeds, of a person far away. */
function waysOf({ viewer }: Ready, { may }: Trial): readonly Way[] {
  const held = viewer.grants.map(({ role }) => role);
  const roles: readonly (Role | null)[] = [null, ...may.filter((role) => role !== 'MEMBER' && !held.includes(role))];
  return [...WAYS, ...roles.map(ofSomebodyFar)];
}

/** A person far away, named by who may, or by who has another role that may; null for the role of the call that succeeds. */
const ofSomebodyFar = (role: Role | null): Way => ({
  name: `${role ?? 'who may'}, of a person far away`,
  of: async ({ subgraph, viewer, place: { field }, makeWorker }) => {
    const near = inOneDistrict(role === null ? viewer : withRole(viewer, role));
    if (!OF_PERSONS.test(field) || inScope(near, FAR, ...READERS.member.inScope)) return null;
    return {
      viewer: near,
      id: makeWorker && OF_RECORDS.test(field) ? await makeWorker(subgraph.sql, FAR) : await tellWorker(subgraph),
    };
  },
});

/** Somebody with another role at the place of the viewer's. */
function withRole(viewer: Viewer, role: Role): Viewer {
  const grant = viewer.grants.find((one) => one.role !== 'MEMBER');
  return grant ? { ...viewer, grants: [{ ...grant, role }] } : staff(newId(), role, '/city/110105/');
}

/** Tells the service of a worker far away, as organisation does. */
async function tellWorker({ send }: TestSubgraph): Promise<string> {
  const [id, unionId] = [newId(), newId()];
  const type = 'organisation.member';
  const listed = { unionId, scopePath: FAR, employerId: null, nameHash: null };
  await send({ type: `${type}.listed`, subject: id, data: listed });
  await send({ type: `${type}.joined`, subject: id, data: { memberId: id, unionId, scopePath: FAR } });
  return id;
}

const readsRecords = (role: Role): boolean => READERS.member.inScope.some((one) => one === role);

/** The same person, whose roles that read workers' records in the whole city are for one district. */
const inOneDistrict = (viewer: Viewer): Viewer => ({
  ...viewer,
  grants: viewer.grants.map((grant) =>
    grant.scopePath === '/city/' && readsRecords(grant.role)
      ? { ...grant, scopePath: '/city/110105/', districtCode: '110105' }
      : grant,
  ),
});

/** The refusals of an answer, without the ids and fresh numbers in them; a call that is done tells nothing. */
const shown = ({ errors = [] }: Answer): string =>
  withoutIds(errors.map(({ message, path, extensions }) => ({ message, path, extensions })));

const withoutIds = (value: unknown): string =>
  JSON.stringify(value ?? null)
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, 'ID')
    .replace(/\d{9,}/g, 'NUMBER');

/** Says whether a viewer is told another thing of an id than of an id of nothing, whatever it may be the key of. */
function readingOf(definition: SubgraphDefinition) {
  const schema = schemaOf(definition);
  const types = keyedTypes(definition).filter((type) => fieldsOf(schema, type, 1).includes('id'));
  const document = `query ($keys: [_Any!]!) { _entities(representations: $keys) { __typename ${types
    .map((type) => `... on ${type} { ${renamed(schema, type)} }`)
    .join(' ')} } }`;
  return async (subgraph: TestSubgraph, viewer: Viewer, id: string, now?: string): Promise<boolean> => {
    const keys = [id, newId()].flatMap((one) => types.map((__typename) => ({ __typename, id: one })));
    const { data, errors = [] } = await subgraph.ask(viewer, document, { keys }, now);
    // Of the answer one half is about the id, and the other about nothing; what is refused for both refuses the whole.
    const half = (from: number) =>
      withoutIds({
        told: data?._entities?.slice(from, from + types.length),
        refused: errors.flatMap(({ message, path, extensions }) => {
          const [, entity, ...below] = path ?? [];
          const at = Number(entity) - from;
          return at >= 0 && at < types.length ? [{ message, path: [at, ...below], extensions }] : [];
        }),
      });
    return half(0) !== half(types.length);
  };
}

/** The fields of a type, by names that no other type has, as one selection may hold several types. */
const renamed = (schema: GraphQLSchema, type: string): string =>
  fieldsOf(schema, type, 2)
    .map((field) => `${type}_${field.split(' ')[0]}: ${field}`)
    .join(' ');

function fieldsOf(schema: GraphQLSchema, name: string, levels: number): string[] {
  const type = schema.getType(name);
  if (!isObjectType(type)) return [];
  return Object.values(type.getFields())
    .filter(({ args }) => !args.some(isRequiredArgument))
    .flatMap((field) => {
      const inner = getNamedType(field.type);
      if (isLeafType(inner)) return [field.name];
      const below = levels > 1 ? fieldsOf(schema, inner.name, levels - 1) : [];
      return below.length === 0 ? [] : [`${field.name} { ${below.join(' ')} }`];
    });
}
