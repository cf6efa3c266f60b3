import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import { buildCard, buildConsent, buildJointUnion, buildMember } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';

/** Who reads workers' records in their part of the tree (the table of the roles' work, 2.0.1). */
const READERS = [
  'STATION_STAFF',
  'JOINT_UNION_OFFICER',
  'DISTRICT_ADMIN',
  'INDUSTRY_ADMIN',
  'BUREAU_ADMIN',
  'CITY_DEPT',
  'HOTLINE_AGENT',
  'FUND_CASEWORKER',
  'PRIVACY_OFFICER',
  'SYSTEM',
];

interface Page {
  readonly nodes: { readonly nameZh: string }[];
  readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
}

describe('reading workers’ records', () => {
  let subgraph: TestSubgraph;
  let owner: { id: string; scope_path: string };
  let card: { id?: unknown };
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    owner = await buildMember(subgraph.sql);
    card = await buildCard(subgraph.sql, owner.id);
    await buildConsent(subgraph.sql, owner.id);
  });
  afterAll(() => subgraph.stop());

  type Viewer = Parameters<TestSubgraph['ask']>[0];
  /** What a viewer reaches of the record, by every door there is. */
  const reach = async (viewer: Viewer) => {
    const entities = await subgraph.ask(
      viewer,
      'query ($r: [_Any!]!) { _entities(representations: $r) { ... on Member { nameZh consents { id } card { id } } ... on Card { status member { nameZh } } } }',
      {
        r: [
          { __typename: 'Member', id: owner.id },
          { __typename: 'Card', id: card.id },
        ],
      },
    );
    return {
      member: await subgraph.code(subgraph.ask(viewer, `{ member(id: "${owner.id}") { nameZh } }`)),
      card: await subgraph.code(subgraph.ask(viewer, `{ card(id: "${card.id}") { status } }`)),
      entities: (entities.data._entities as unknown[]).map((entity) => entity !== null),
    };
  };
  const ALL = { member: null, card: null, entities: [true, true] };
  const NONE = { member: 'NOT_FOUND', card: 'NOT_FOUND', entities: [false, false] };

  test.each(ROLES)('2.0 Scope: %s inside and outside', async (role) => {
    expect(await reach(staff(newId(), role, '/city/110105/'))).toEqual(READERS.includes(role) ? ALL : NONE);
    expect(await reach(staff(newId(), role, '/city/110101/'))).toEqual(NONE);
    expect(await reach(staff(newId(), role, `${owner.scope_path}below/`))).toEqual(NONE);
  });

  test('2.0 Scope: the worker, another worker, nobody', async () => {
    expect(await reach(member(owner.id))).toEqual(ALL);
    expect(await reach(member(newId()))).toEqual(NONE);
    expect(await reach(ANONYMOUS)).toEqual(NONE);
  });

  test('me is one’s own record, and null for who has none', async () => {
    const me = async (viewer: Viewer) =>
      (await subgraph.ask(viewer, '{ me { id identityMasked consents { purpose } card { id } } }')).data.me;
    expect(await me(member(owner.id))).toEqual({
      id: owner.id,
      identityMasked: '110***********0012',
      consents: [{ purpose: 'DELIVERY' }],
      card: { id: card.id },
    });
    for (const viewer of [member(newId()), staff(newId(), 'FUND_CASHIER'), ANONYMOUS]) expect(await me(viewer)).toBeNull();
  });

  test('the identity hash is not in the graph at all', async () => {
    expect((await subgraph.ask(member(owner.id), '{ me { identityHash } }')).errors?.[0]?.extensions.code).toBe(
      'GRAPHQL_VALIDATION_FAILED',
    );
  });

  test('members: in scope only, filtered, for staff', async () => {
    const other = await buildMember(subgraph.sql, { name_zh: '李建国', district_code: '110105' });
    const list = (viewer: Viewer, args = '') => subgraph.ask(viewer, `{ members${args} { totalCount nodes { nameZh } } }`);
    const names = async (viewer: Viewer, args?: string) =>
      (await list(viewer, args)).data.members.nodes.map(({ nameZh }: { nameZh: string }) => nameZh).sort();
    const admin = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
    expect(await names(admin)).toEqual(['李建国', '王秀兰']);
    expect(await names(staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'))).toEqual([]);
    expect(await names(staff(newId(), 'JOINT_UNION_OFFICER', other.scope_path))).toEqual(['李建国']);
    expect(await names(admin, `(unionId: "${other.union.id}")`)).toEqual(['李建国']);
    expect(await names(admin, '(nameStartsWith: "王")')).toEqual(['王秀兰']);
    for (const name_zh of ["Anna O'Brien", '买买提·吐尔逊'])
      await buildMember(subgraph.sql, { name_zh, district_code: '110105' });
    for (const typed of ['Anna O’B', ' Ａnna　　O‘', "Anna O'Brien "])
      expect([typed, await names(admin, `(nameStartsWith: "${typed}")`)]).toEqual([typed, ["Anna O'Brien"]]);
    for (const typed of ['买买提.', '买买提・', '买买提．吐'])
      expect([typed, await names(admin, `(nameStartsWith: "${typed}")`)]).toEqual([typed, ['买买提·吐尔逊']]);
    expect(await names(admin, '(nameStartsWith: " 　 ")')).toEqual(await names(admin));
    expect(await names(admin, '(membershipStatus: LEFT)')).toEqual([]);
    expect(await names(admin, '(unionId: "x")')).toEqual([]);
    expect(await subgraph.code(list(member(owner.id)))).toBe('FORBIDDEN');
    expect(await subgraph.code(list(admin, '(first: 101)'))).toBe('BAD_USER_INPUT');
  });

  test.each(['HOTLINE_AGENT', 'FUND_CASEWORKER', 'PRIVACY_OFFICER'] as const)(
    '%s looks one person up, and lists nobody',
    async (role) => {
      const viewer = staff(newId(), role);
      const list = (args = '') => subgraph.ask(viewer, `{ members${args} { totalCount nodes { nameZh } } }`);
      for (const args of [
        '',
        '(membershipStatus: ACTIVE)',
        '(nameStartsWith: "王")',
        '(nameStartsWith: " 王  ")',
        '(nameStartsWith: "")',
        '(first: 0)',
      ])
        expect([args, await subgraph.code(list(args))]).toEqual([args, 'FORBIDDEN']);
      expect((await list('(nameStartsWith: "王秀")')).data.members).toEqual({ totalCount: 1, nodes: [{ nameZh: '王秀兰' }] });
      const two = { ...viewer, grants: [...viewer.grants, ...staff(newId(), 'DISTRICT_ADMIN', '/city/110101/').grants] };
      expect((await subgraph.ask(two, '{ members { totalCount nodes { nameZh } } }')).data.members).toEqual({
        totalCount: 0,
        nodes: [],
      });
    },
  );

  test.each(['HOTLINE_AGENT', 'FUND_CASEWORKER', 'PRIVACY_OFFICER'] as const)(
    '%s reads no list by many aliases of one operation either',
    async (role) => {
      const union = await buildJointUnion(subgraph.sql);
      const ids: string[] = [];
      for (let at = 0; at < 21; at++) ids.push((await buildMember(subgraph.sql, { union })).id);
      const byId = (viewer: Viewer, of: readonly string[]) =>
        subgraph.ask(viewer, `{ ${of.map((id, at) => `m${at}: member(id: "${id}") { id }`).join(' ')} }`);
      const viewer = staff(newId(), role);
      expect((await byId(viewer, ids.slice(1))).errors).toBeUndefined();
      const many = await byId(viewer, ids);
      expect(many.errors?.map(({ extensions }) => extensions.code)).toEqual(Array(21).fill('FORBIDDEN'));
      expect(Object.values(many.data)).toEqual(Array(21).fill(null));
      expect((await byId(staff(newId(), 'CITY_DEPT'), ids)).errors).toBeUndefined();
      const byName = (...firsts: number[]) => {
        const pages = firsts.map((first, at) => `p${at}: members(nameStartsWith: "王秀", first: ${first}) { nodes { id } }`);
        return subgraph.code(subgraph.ask(viewer, `{ ${pages.join(' ')} }`));
      };
      expect([await byName(100), await byName(60, 41), await byName(60, 99, -99)]).toEqual([null, 'FORBIDDEN', 'FORBIDDEN']);
    },
  );

  test.each(['HOTLINE_AGENT', 'FUND_CASEWORKER', 'PRIVACY_OFFICER'] as const)(
    '%s reads no list by many cards, nor by records and cards together',
    async (role) => {
      const union = await buildJointUnion(subgraph.sql);
      const ids: string[] = [];
      const cards: unknown[] = [];
      for (let at = 0; at < 21; at++) {
        ids.push((await buildMember(subgraph.sql, { union })).id);
        cards.push((await buildCard(subgraph.sql, ids[at] as string)).id);
      }
      const byCard = (viewer: Viewer, of: readonly unknown[], fields: string, more = '') =>
        subgraph.ask(viewer, `{ ${of.map((id, at) => `c${at}: card(id: "${id}") { ${fields} }`).join(' ')} ${more} }`);
      const viewer = staff(newId(), role);
      for (const fields of ['status', 'member { nameZh }']) {
        expect((await byCard(viewer, cards.slice(1), fields)).errors).toBeUndefined();
        const many = await byCard(viewer, cards, fields);
        expect(new Set(many.errors?.map(({ extensions }) => extensions.code))).toEqual(new Set(['FORBIDDEN']));
        expect(Object.values(many.data)).toEqual(Array(21).fill(null));
        expect((await byCard(staff(newId(), 'CITY_DEPT'), cards, fields)).errors).toBeUndefined();
      }
      const both = await byCard(
        viewer,
        cards.slice(0, 19),
        'id',
        `a: member(id: "${ids[0]}") { id } b: member(id: "${ids[19]}") { id }`,
      );
      expect(both.errors).toBeUndefined();
      const more = `b: member(id: "${ids[19]}") { id } d: member(id: "${ids[20]}") { id }`;
      const tooMany = await byCard(viewer, cards.slice(0, 19), 'member { nameZh }', more);
      expect(Object.values(tooMany.data).filter((one) => one !== null).length).toBeLessThanOrEqual(20);
      expect(tooMany.errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    },
  );

  test('C-17: names are searched in the form they are kept in, and come by pinyin, page by page', async () => {
    const union = await buildJointUnion(subgraph.sql);
    const names = [
      '赵一',
      '陈二',
      '王三',
      '李四',
      '张五',
      '𠮷田',
      '买买提·吐尔逊',
      'AB',
      '王秀兰',
      '王秀',
      '阿凡提',
      '欧阳',
      '区二',
    ];
    for (const name_zh of names) await buildMember(subgraph.sql, { name_zh, union });
    const officer = staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
    const PAGE = `query ($after: String, $name: String) { members(first: 3, after: $after, nameStartsWith: $name) {
      nodes { nameZh } pageInfo { endCursor hasNextPage } } }`;
    const all = async (name?: string) => {
      const found: string[] = [];
      for (let after: string | null = null; ; ) {
        const answer: { data: { members: Page } } = await subgraph.ask(officer, PAGE, { after, name });
        const { nodes, pageInfo } = answer.data.members;
        found.push(...nodes.map(({ nameZh }) => nameZh));
        if (!pageInfo.hasNextPage) return found;
        after = pageInfo.endCursor;
      }
    };
    const pinyin = new Intl.Collator('zh-u-co-pinyin');
    expect(await all()).toEqual([...names].sort((one, other) => pinyin.compare(one, other)));
    expect(
      (await all())
        .filter((name) => '陈李王张赵'.includes(name[0] as string))
        .map(([surname]) => surname)
        .join(''),
    ).toBe('陈李王王王张赵');
    const found: [string, string[]][] = [
      ['王', ['王三', '王秀', '王秀兰']],
      ['王秀', ['王秀', '王秀兰']],
      ['王\u3000秀', ['王秀', '王秀兰']],
      ['王 秀 兰', ['王秀兰']],
      ['Ａ', ['AB']],
      ['买买提・', ['买买提·吐尔逊']],
      ['𠮷', ['𠮷田']],
      ['吉', []],
      ['欧', ['欧阳']],
    ];
    for (const [name, expected] of found) expect([name, (await all(name)).sort()]).toEqual([name, expected.sort()]);
  });
});
