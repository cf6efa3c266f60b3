import { ANONYMOUS, ROLES, type Role, type Viewer } from '@union-graph/identity';
import { loadSubgraphSdl } from '@union-graph/schema';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { Kind, parse } from 'graphql';
import { buildWorld, type Place, type World } from '../test/builders/world.ts';
import { organisation } from './subgraph.ts';

// @slow

// 2.0 «Scope», tried as every role, at every place of the tree, for every row that is not public. What each role may see is
// written down here a second time, from the domain's words and not from the code that answers.

/** A row, where it lies and whose own it is. A role sees it that holds for a part of the tree around one of its paths. */
interface Row {
  readonly id: string;
  readonly paths: readonly string[];
  readonly owner: string | null;
}

/** A noun whose rows are not public. */
interface Noun {
  /** The roles that see a row which lies in their part of the tree. */
  readonly readers: readonly Role[];
  readonly rows: (place: Place) => readonly Row[];
  /** The list, as a field of `Query`; and whether it is for those roles alone. */
  readonly list?: string;
  readonly listIsForReaders?: boolean;
  /** The roles that list, where not all readers do. */
  readonly listReaders?: readonly Role[];
  /** The single row, as a field of `Query` that takes the id. */
  readonly single?: string;
  /** The type by which other services ask for it. */
  readonly entity?: string;
}

const except = (...roles: Role[]): readonly Role[] => ROLES.filter((role) => !roles.includes(role));
/** Whoever works for a union or with one. */
const COLLEAGUES = except('MEMBER', 'PUBLIC', 'PARTNER', 'EMPLOYER_REP');
const WITH_MEMBERS: readonly Role[] = [
  ...([
    'STATION_STAFF',
    'JOINT_UNION_OFFICER',
    'DISTRICT_ADMIN',
    'INDUSTRY_ADMIN',
    'BUREAU_ADMIN',
    'CITY_DEPT',
    'HOTLINE_AGENT',
  ] as const),
  ...(['FUND_CASEWORKER', 'PRIVACY_OFFICER', 'SYSTEM'] as const),
];
/** Who lists them; the hotline, caseworkers and the privacy officer look one person up. */
const LIST_MEMBERS: readonly Role[] = WITH_MEMBERS.filter(
  (role) => !['HOTLINE_AGENT', 'FUND_CASEWORKER', 'PRIVACY_OFFICER'].includes(role),
);
const IN_12351: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'CITY_DEPT',
  'HOTLINE_AGENT',
  'SYSTEM',
];
const WITH_CADRES: readonly Role[] = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
];
/** Who administers the staff, sends work to it, or audits it. */
const WITH_STAFF: readonly Role[] = [
  ...WITH_CADRES,
  ...(['SOCIAL_DEPT', 'HOTLINE_AGENT', 'PRIVACY_OFFICER', 'AUDITOR', 'SYSTEM'] as const),
];
const WITH_IMPORTS: readonly Role[] = ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN', 'INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'];

/** A row that lies where the place's union does. */
const there = (id: string, owner: string | null, { union }: Place): Row => ({ id, owner, paths: [union.scope_path] });

const NOUNS: Readonly<Record<string, Noun>> = {
  Member: {
    readers: WITH_MEMBERS,
    listReaders: LIST_MEMBERS,
    rows: (place) => [
      there(place.workerId, place.workerId, place),
      // Who is in no union belongs to the district they live in.
      { id: place.applicantId, owner: place.applicantId, paths: ['/city/110106/'] },
    ],
    list: 'members',
    listIsForReaders: true,
    single: 'member',
    entity: 'Member',
  },
  Card: { readers: WITH_MEMBERS, rows: (place) => [there(place.cardId, place.workerId, place)], single: 'card', entity: 'Card' },
  MemberMerge: {
    readers: WITH_MEMBERS,
    rows: (place) => [there(place.mergeId, place.workerId, place)],
    single: 'memberMerge',
  },
  MembershipApplication: {
    readers: LIST_MEMBERS,
    rows: (place) => [there(place.applicationId, place.applicantId, place)],
    list: 'membershipApplications',
    single: 'membershipApplication',
  },
  MembershipTransfer: {
    readers: LIST_MEMBERS,
    rows: ({ transferId, workerId, union, next }) => [
      { id: transferId, owner: workerId, paths: [union.scope_path, next.scope_path] },
    ],
    list: 'membershipTransfers',
  },
  ServiceRequest: {
    readers: IN_12351,
    // A cadre follows what was asked for on their visits (S-18) as others follow their own.
    rows: (place) => [there(place.requestId, place.workerId, place), there(place.demandId, place.cadreId, place)],
    list: 'serviceRequests',
    single: 'serviceRequest',
    entity: 'ServiceRequest',
  },
  StaffMember: {
    readers: WITH_STAFF,
    rows: (place) => [there(place.staffId, place.staffId, place), { id: place.cadreId, owner: place.cadreId, paths: ['/city/'] }],
    list: 'staffMembers',
    listIsForReaders: true,
    single: 'staffMember',
    entity: 'StaffMember',
  },
  CadreLink: { readers: WITH_CADRES, rows: (place) => [there(place.linkId, place.cadreId, place)], list: 'cadreLinks' },
  ImportBatch: {
    readers: WITH_IMPORTS,
    rows: (place) => [there(place.batchId, null, place)],
    list: 'importBatches',
    single: 'importBatch',
    entity: 'ImportBatch',
  },
  PersonalDataRequest: {
    readers: ['PRIVACY_OFFICER'],
    rows: (place) => [there(place.dataRequestId, place.workerId, place)],
    list: 'personalDataRequests',
    single: 'personalDataRequest',
    entity: 'PersonalDataRequest',
  },
};

/** Fields of `Query` that are not public and have no rows of a place: who may ask them at all. */
const WHOLES: Readonly<Record<string, { readonly ask: string; readonly readers: readonly Role[] }>> = {
  cadreCoverage: { ask: '{ cadres }', readers: COLLEAGUES },
  enterprise: { ask: '(orgCode: "D2143569X") { id }', readers: COLLEAGUES },
  enterprises: { ask: '{ totalCount }', readers: COLLEAGUES },
  jointConferences: { ask: '{ totalCount }', readers: COLLEAGUES },
  sentimentReport: {
    ask: '(week: "2013-W41") { total }',
    readers: ['CITY_DEPT', 'SOCIAL_DEPT', 'DISTRICT_ADMIN', 'HOTLINE_AGENT'],
  },
};

describe('every row that is not public, as every role, at every place (2.0 «Scope»)', () => {
  let subgraph: TestSubgraph;
  let world: World;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    world = await buildWorld(subgraph.sql);
  });
  afterAll(() => subgraph.stop());

  const nouns = Object.entries(NOUNS);
  const rowsOf = (noun: Noun) => Object.values(world.places).flatMap(noun.rows);

  /** What a viewer reaches, by noun and by door: the ids, sorted. */
  async function reach(viewer: Viewer) {
    const singles = nouns.flatMap(([name, noun]) =>
      noun.single ? rowsOf(noun).map(({ id }, at) => `${name}_${at}: ${noun.single}(id: "${id}") { id }`) : [],
    );
    const lists = nouns.flatMap(([name, { list }]) =>
      list ? [`${name}_list: ${list}(first: 100) { totalCount nodes { id } }`] : [],
    );
    const representations = nouns.flatMap(([, noun]) =>
      noun.entity ? rowsOf(noun).map(({ id }) => ({ __typename: noun.entity, id })) : [],
    );
    const fragments = nouns.flatMap(([, { entity }]) => (entity ? [`... on ${entity} { id }`] : [])).join(' ');
    const { data } = await subgraph.ask(
      viewer,
      `query ($r: [_Any!]!) { _entities(representations: $r) { __typename ${fragments} } ${singles.join(' ')} ${lists.join(' ')} }`,
      { r: representations },
    );
    const entities = data._entities as ({ __typename: string; id: string } | null)[];
    const found = nouns.map(([name, noun]) => {
      const page = data[`${name}_list`] as { totalCount: number; nodes: { id: string }[] } | null;
      if (page) expect([name, page.totalCount]).toEqual([name, page.nodes.length]);
      const doors = {
        list: page?.nodes ?? [],
        single: rowsOf(noun).flatMap((_, at) => data[`${name}_${at}`] ?? []),
        entity: entities.flatMap((one) => (one !== null && one.__typename === noun.entity ? [one] : [])),
      };
      return [name, shown(noun, { list: sorted(doors.list), single: sorted(doors.single), entity: sorted(doors.entity) })];
    });
    return Object.fromEntries(found);
  }

  /** What the domain says they reach: the same by every door, but for lists that are for staff. */
  function expected({ personId, grants }: Viewer) {
    const seen = nouns.map(([name, noun]) => {
      const { readers } = noun;
      const idsFor = (roles: readonly Role[]) =>
        sorted(
          rowsOf(noun).filter(
            ({ owner, paths }) =>
              (personId !== null && owner === personId) ||
              grants.some(({ role, scopePath }) => roles.includes(role) && paths.some((path) => path.startsWith(scopePath))),
          ),
        );
      const listReaders = noun.listReaders ?? readers;
      const closed = noun.listIsForReaders && !grants.some(({ role }) => listReaders.includes(role));
      const ids = idsFor(readers);
      return [name, shown(noun, { list: closed ? [] : idsFor(listReaders), single: ids, entity: ids })];
    });
    return Object.fromEntries(seen);
  }

  /** Of the three doors those that the noun has. */
  const shown = ({ list, single, entity }: Noun, doors: Record<'list' | 'single' | 'entity', string[]>) => ({
    ...(list && { list: doors.list }),
    ...(single && { single: doors.single }),
    ...(entity && { entity: doors.entity }),
  });
  const sorted = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).sort();

  test.each(ROLES)('%s: the city, its parts, one union, beside it, below it', async (role) => {
    for (const scopePath of world.paths) {
      const viewer = staff(newId(), role, scopePath);
      expect({ role, scopePath, ...(await reach(viewer)) }).toEqual({ role, scopePath, ...expected(viewer) });
    }
  });

  test('whose own the rows are, without any role; strangers; nobody', async () => {
    const people = Object.values(world.places).flatMap(({ workerId, applicantId, staffId, cadreId }) => [
      workerId,
      applicantId,
      staffId,
      cadreId,
    ]);
    for (const viewer of [...people.map((id) => ({ ...member(id), grants: [] })), member(newId()), ANONYMOUS])
      expect(await reach(viewer)).toEqual(expected(viewer));
  });

  test('two roles at two places see the sum', async () => {
    const [one, other] = [staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'), staff(newId(), 'PRIVACY_OFFICER', '/city/110101/')];
    const both = { ...one, grants: [...one.grants, ...other.grants] };
    expect(await reach(both)).toEqual(expected(both));
  });

  test.each(ROLES)('%s: what has no place', async (role) => {
    for (const [field, { ask, readers }] of Object.entries(WHOLES)) {
      const { data, errors } = await subgraph.ask(staff(newId(), role), `{ ${field}${ask} }`);
      expect([role, field, data[field] !== null]).toEqual([role, field, readers.includes(role)]);
      if (!readers.includes(role)) expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    }
  });

  test('anonymous viewers get nothing of what has no place', async () => {
    for (const [field, { ask }] of Object.entries(WHOLES))
      expect((await subgraph.ask(ANONYMOUS, `{ ${field}${ask} }`)).data[field]).toBeNull();
  });

  test('nothing that is not public is left out of the sweep', () => {
    const covered = [...nouns.flatMap(([, { list, single }]) => [list, single]), ...Object.keys(WHOLES), 'me'];
    expect(fieldsNotPublic()).toEqual([...new Set(covered.filter((name) => name !== undefined))].sort());
    expect([...entitiesNotPublic(), ...PUBLIC_KEYS].sort()).toEqual(nouns.flatMap(([, { entity }]) => entity ?? []).sort());
  });
});

/** Keys that this subgraph only points to; their rows are other services'. */
const ELSEWHERE = ['AidApplication', 'HardshipFile', 'JobReferral', 'MediationCase', 'OutreachRequest'];

/** Entities with a scope whose key is public, since public rows refer to them. */
const PUBLIC_KEYS = ['StaffMember'];

const definitions = parse(loadSubgraphSdl(organisation.dir)).definitions;
const types = definitions.flatMap((one) =>
  one.kind === Kind.OBJECT_TYPE_DEFINITION || one.kind === Kind.OBJECT_TYPE_EXTENSION ? [one] : [],
);

type Tagged = NonNullable<(typeof types)[number]['fields']>[number];
const isPublic = ({ directives }: Tagged): boolean =>
  directives?.some(
    ({ name, arguments: [argument] = [] }) =>
      name.value === 'tag' && argument?.value.kind === Kind.STRING && argument.value.value === 'pub',
  ) ?? false;

function fieldsNotPublic(): string[] {
  const fields = types.filter(({ name }) => name.value === 'Query').flatMap(({ fields: all }) => all ?? []);
  return fields
    .filter((field) => !isPublic(field))
    .map(({ name }) => name.value)
    .sort();
}

function entitiesNotPublic(): string[] {
  const keyed = types.filter(({ directives }) => directives?.some(({ name }) => name.value === 'key'));
  return keyed
    .filter(({ fields = [] }) => fields.some((field) => field.name.value === 'id' && !isPublic(field)))
    .map(({ name }) => name.value)
    .filter((name) => !ELSEWHERE.includes(name))
    .sort();
}
