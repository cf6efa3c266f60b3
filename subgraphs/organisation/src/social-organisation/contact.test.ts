import { ANONYMOUS } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { key, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildContact, buildDistrict } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

const SOCIAL = staff(newId(), 'SOCIAL_DEPT');
const ADMIN = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const STATES = ['CANDIDATE', 'CONTACTED', 'LINKED', 'SUSPENDED', 'ENDED'];
/** What each verb makes of a contact in each state; a state that is missing refuses (2.1.3). */
const VERBS = {
  recordContact: { CANDIDATE: 'CONTACTED', CONTACTED: 'CONTACTED', LINKED: 'LINKED', SUSPENDED: 'SUSPENDED' },
  linkContact: { CONTACTED: 'LINKED', SUSPENDED: 'LINKED' },
  suspendContact: { LINKED: 'SUSPENDED' },
  endContact: { SUSPENDED: 'ENDED' },
} as const;
type Verb = keyof typeof VERBS;
const verbs = Object.keys(VERBS) as Verb[];
const CONTACT = 'contact { id kind scope status lastContactAt active version organisation { id status } }';

describe('contacts with social organisations (S-21)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildDistrict(subgraph.sql);
    await buildDistrict(subgraph.sql, '110101');
  });
  afterAll(() => subgraph.stop());

  const mutate = (verb: string, fields: string, input: object, viewer = ADMIN) =>
    subgraph.ask(
      viewer,
      `mutation ($input: ${verb[0]?.toUpperCase()}${verb.slice(1)}Input!) { ${verb}(input: $input) { ${fields} } }`,
      { input: { idempotencyKey: key(), ...input } },
    );
  const change = (verb: Verb, contactId: string, more: object = {}, viewer = ADMIN) =>
    mutate(verb, CONTACT, { contactId, expectedVersion: 1, ...more }, viewer);
  const register = (more: object = {}, viewer = ADMIN) =>
    mutate(
      'registerSocialOrganisation',
      `organisation { id nameZh regNo kind registeredAt status contacts { id } } ${CONTACT}`,
      { nameZh: '工友之家', regNo: newId(), kind: 'SERVICE_ORGANISATION', districtCode: '110105', ...more },
      viewer,
    );

  test.each(verbs.flatMap((verb) => STATES.map((state) => [verb, state] as const)))('%s when it is %s', async (verb, state) => {
    const { id } = await buildContact(subgraph.sql, '110105', state);
    const answer = await change(verb, id);
    const to = (VERBS[verb] as Record<string, string>)[state];
    if (to) expect(answer.data[verb].contact).toMatchObject({ status: to, version: 2 });
    else expect(answer.errors?.[0]?.extensions.code).toBe('INVALID_TRANSITION');
  });

  test.each(verbs)('%s: role, scope, version, replay', async (verb) => {
    const from = Object.keys(VERBS[verb])[0] as string;
    const { id } = await buildContact(subgraph.sql, '110105', from);
    const code = (viewer: typeof ADMIN, more: object = {}) => subgraph.code(change(verb, id, more, viewer));
    expect(await code(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe('NOT_FOUND');
    expect(await code(member(newId()))).toBe('NOT_FOUND');
    expect(await code(staff(newId(), 'CITY_DEPT'))).toBe('FORBIDDEN');
    expect(await code(ADMIN, { contactId: 'no-id' })).toBe('NOT_FOUND');
    expect(await code(ADMIN, { expectedVersion: 2 })).toBe('VERSION_CONFLICT');
    const once = { idempotencyKey: key() };
    const first = await change(verb, id, once);
    expect(first.errors).toBeUndefined();
    expect(await change(verb, id, once)).toEqual(first);
    expect(await code(ADMIN, { ...once, expectedVersion: 2 })).toBe('IDEMPOTENCY_MISMATCH');
  });

  test('from the register to a contact that counts, and no longer after twelve months', async () => {
    const { organisation: found, contact } = (await register()).data.registerSocialOrganisation;
    expect(found).toMatchObject({ nameZh: '工友之家', registeredAt: null, status: 'CANDIDATE', contacts: [{ id: contact.id }] });
    expect(contact).toMatchObject({ kind: 'DISTRICT', scope: '110105', status: 'CANDIDATE', lastContactAt: null, active: false });
    await change('recordContact', contact.id, { happenedOn: '2012-10-20', note: '第一次见面' });
    const linked = (await change('linkContact', contact.id, { expectedVersion: 2 })).data.linkContact.contact;
    expect(linked).toMatchObject({
      status: 'LINKED',
      lastContactAt: '2012-10-20',
      active: true,
      organisation: { status: 'LINKED' },
    });
    const read = (now?: string) =>
      subgraph.ask(ADMIN, `{ socialOrganisation(id: "${found.id}") { contacts { active lastContactAt } } }`, {}, now);
    expect((await read('2013-10-20T00:00:00+08:00')).data.socialOrganisation.contacts).toEqual([
      { active: false, lastContactAt: '2012-10-20' },
    ]);
    expect(await subgraph.sql('select note from contact_event where contact_link_id = $1', [contact.id])).toEqual([
      { note: '第一次见面' },
    ]);
    // How long it counts is a dated number: of the next day it is a month more.
    const countedOn = async (day: string) => {
      const query = '{ contactCoverage(year: 2013) { districts { district { code } contacts { active } } } }';
      const { data } = await subgraph.ask(ADMIN, query, {}, `${day}T00:00:00+08:00`);
      const districts = data.contactCoverage.districts as { district: { code: string }; contacts: { active: number } }[];
      return districts.find(({ district }) => district.code === '110105')?.contacts.active as number;
    };
    const set = 'mutation ($input: SetRuleNumberInput!) { setOrganisationRule(input: $input) { number { value } } }';
    const number = { name: 'LASTING_MONTHS', value: 13, effectiveFrom: '2013-10-21', reason: '试行', expectedVersion: 1 };
    const { errors } = await subgraph.ask(staff(newId(), 'CITY_DEPT'), set, { input: { idempotencyKey: key(), ...number } });
    expect(errors).toBeUndefined();
    expect((await read('2013-10-21T00:00:00+08:00')).data.socialOrganisation.contacts).toMatchObject([{ active: true }]);
    expect((await countedOn('2013-10-21')) - (await countedOn('2013-10-20'))).toBe(1);
  });

  test('refusals of the register', async () => {
    const code = (more: object, viewer = ADMIN) => subgraph.code(register(more, viewer));
    expect(await code({ nameZh: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code({ nameZh: '??组织' })).toBe('BAD_USER_INPUT');
    expect(await code({ regNo: ' ' })).toBe('BAD_USER_INPUT');
    expect(await code({ registeredAt: '2013-10-20' })).toBe('BAD_USER_INPUT');
    expect(await code({ districtCode: '110199' }, SOCIAL)).toBe('BAD_USER_INPUT');
    expect(await code({ districtCode: null })).toBe('FORBIDDEN');
    expect(await code({ districtCode: '110101' })).toBe('FORBIDDEN');
    const regNo = newId();
    const codes = await Promise.all(Array.from({ length: 20 }, () => code({ regNo })));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    expect(codes.filter((one) => one === 'DUPLICATE')).toHaveLength(19);
  });

  test('a meeting to come, and a note too long', async () => {
    const { id } = await buildContact(subgraph.sql, '110105', 'LINKED');
    for (const happenedOn of ['2013-10-20', '2009-12-31', '1950-01-01'])
      expect(await subgraph.code(change('recordContact', id, { happenedOn }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(change('recordContact', id, { note: '长'.repeat(2_001) }))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(change('recordContact', id, { note: '电话13812345678' }))).toBe('VALIDATION_FAILED');
  });

  test('one open contact a unit, also when twenty ask at once; a new one after the end', async () => {
    const { id, social_organisation_id: socialOrganisationId } = await buildContact(subgraph.sql, '110105', 'SUSPENDED');
    const propose = (districtCode: string | null, viewer = SOCIAL) =>
      subgraph.code(mutate('proposeContact', CONTACT, { socialOrganisationId, districtCode }, viewer));
    expect(await propose('110105')).toBe('DUPLICATE');
    expect(await propose('110101', ADMIN)).toBe('FORBIDDEN');
    const codes = await Promise.all(Array.from({ length: 20 }, () => propose(null)));
    expect(codes.filter((one) => one === null)).toHaveLength(1);
    await change('endContact', id);
    expect(await propose('110105')).toBeNull();
    expect(
      await subgraph.code(mutate('proposeContact', CONTACT, { socialOrganisationId: newId(), districtCode: null }, SOCIAL)),
    ).toBe('NOT_FOUND');
  });
});

describe('reading social organisations', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    await buildDistrict(subgraph.sql, '110101');
    for (let n = 0; n < 6; n++) await buildContact(subgraph.sql, '110105', 'LINKED', '2013-09-01');
    await buildContact(subgraph.sql, null, 'LINKED', '2013-09-01');
    await buildContact(subgraph.sql, null, 'LINKED', '2012-09-01');
    await buildContact(subgraph.sql, null, 'SUSPENDED', '2013-09-01');
  });
  afterAll(() => subgraph.stop());

  test('S-21: coverage of the city and each district, in a constant number of statements', async () => {
    subgraph.statements();
    const { data } = await subgraph.ask(
      ANONYMOUS,
      '{ contactCoverage(year: 2013) { year countedOn city { active wanted shortfall } districts { district { code } contacts { active wanted shortfall } } } }',
    );
    expect(data.contactCoverage).toEqual({
      year: 2013,
      countedOn: '2013-10-19',
      city: { active: 1, wanted: 100, shortfall: 99 },
      districts: [
        { district: { code: '110101' }, contacts: { active: 0, wanted: 5, shortfall: 5 } },
        { district: { code: '110105' }, contacts: { active: 6, wanted: 5, shortfall: 0 } },
      ],
    });
    expect(subgraph.statements()).toHaveLength(2);
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, '{ contactCoverage(year: 2014) { year } }'))).toBe('BAD_USER_INPUT');
  });

  test('the register is public and can be filtered; contacts are for the staff of the part', async () => {
    const list = async (args: string, viewer = ANONYMOUS) =>
      (await subgraph.ask(viewer, `{ socialOrganisations(${args}) { totalCount nodes { id status contacts { scope } } } }`)).data
        .socialOrganisations;
    expect((await list('first: 0')).totalCount).toBe(9);
    expect((await list('districtCode: "110105"')).totalCount).toBe(6);
    expect((await list('status: SUSPENDED')).nodes).toEqual([expect.objectContaining({ status: 'SUSPENDED', contacts: [] })]);
    expect((await list('nameStartsWith: "社"')).totalCount).toBe(9);
    expect((await list('nameStartsWith: "%"')).totalCount).toBe(0);
    const seen = async (viewer: typeof ANONYMOUS) =>
      (await list('first: 100', viewer)).nodes.flatMap(({ contacts }: { contacts: object[] }) => contacts).length;
    expect(await seen(ANONYMOUS)).toBe(0);
    expect(await seen(member(newId()))).toBe(0);
    expect(await seen(staff(newId(), 'DISTRICT_ADMIN', '/city/110105/'))).toBe(6);
    expect(await seen(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toBe(0);
    expect(await seen(staff(newId(), 'SOCIAL_DEPT'))).toBe(9);
    expect(await subgraph.code(subgraph.ask(ANONYMOUS, `{ socialOrganisation(id: "${newId()}") { id } }`))).toBe('NOT_FOUND');
    const [{ id }] = (await list('first: 1')).nodes;
    const r = [
      { __typename: 'SocialOrganisation', id },
      { __typename: 'SocialOrganisation', id: newId() },
    ];
    const query = 'query ($r: [_Any!]!) { _entities(representations: $r) { ... on SocialOrganisation { id } } }';
    expect((await subgraph.ask(ANONYMOUS, query, { r })).data._entities).toEqual([{ id }, null]);
  });
});
