import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { buildDistrict, buildMember, caller, insert } from '../builders/index.ts';
import { organisation } from '../subgraph.ts';
import { daysOfWeek, INCIDENT_TOPIC, OTHER_TOPIC, topicOf } from './rules.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const REPORT = 'week from to total topics { topic count countBefore districts { district { code } count suppressed } }';

test.each([
  ['2013-W42', '2013-10-14', '2013-10-20'],
  ['2013-W01', '2012-12-31', '2013-01-06'],
  ['2009-W53', '2009-12-28', '2010-01-03'],
])('ISO 8601: %s is %s to %s', (week, monday, sunday) => {
  expect(daysOfWeek(week)).toEqual({ monday, sunday });
});

test.each(['2013-W00', '2013-W53', '2013-W60', '2013-42', 'W42', '', '1900-W01'])('ISO 8601: "%s" is no week', (week) => {
  expect(daysOfWeek(week)).toBeNull();
});

test('S-76: what is kept of any text is a word of the list, never the text', () => {
  const topics = new Set<string>();
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.constantFrom('', '欠薪', '想入会', '孩子上学'), (one, other, word) => {
      topics.add(topicOf(one + word, other));
    }),
  );
  expect([...topics].sort()).toEqual([OTHER_TOPIC, '住房与子女', '入会与会籍', '工资报酬'].sort());
  expect(topicOf('王秀兰的事', '老板欠薪八千元')).toBe('工资报酬');
  expect(topicOf('王秀兰', '138')).toBe(OTHER_TOPIC);
});

describe('what workers speak of (S-76)', () => {
  let subgraph: TestSubgraph;
  beforeAll(async () => {
    subgraph = await testSubgraph(organisation);
    for (const code of ['110101', '110105']) await buildDistrict(subgraph.sql, code);
  });
  afterAll(() => subgraph.stop());
  beforeEach(() => subgraph.sql('truncate sentiment_item'));

  const spoken = async (count: number, topic: string, happened_on: string, district_code: string) => {
    for (let n = 0; n < count; n++)
      await insert(subgraph.sql, 'sentiment_item', { id: crypto.randomUUID(), topic, source: 'WEB', happened_on, district_code });
  };
  const report = (viewer: typeof ANONYMOUS, week = '2013-W42', fields = REPORT) =>
    subgraph.ask(viewer, `{ sentimentReport(week: "${week}") { ${fields} } }`);

  test('a week by topic and district, the week before beside it, small counts of a district withheld', async () => {
    await spoken(12, '工资报酬', '2013-10-15', '110105');
    await spoken(9, '工资报酬', '2013-10-19', '110101');
    await spoken(2, '就业', '2013-10-14', '110101');
    await spoken(3, '就业', '2013-10-13', '110101');
    await spoken(1, '就业', '2013-10-06', '110101');
    expect((await report(CITY)).data.sentimentReport).toEqual({
      week: '2013-W42',
      from: '2013-10-14',
      to: '2013-10-19',
      total: 23,
      topics: [
        {
          topic: '工资报酬',
          count: 21,
          countBefore: 0,
          districts: [
            { district: { code: '110105' }, count: 12, suppressed: false },
            { district: { code: '110101' }, count: null, suppressed: true },
          ],
        },
        { topic: '就业', count: 2, countBefore: 3, districts: [{ district: { code: '110101' }, count: null, suppressed: true }] },
      ],
    });
    const her = await report(
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      '2013-W42',
      'total items(first: 100) { totalCount nodes { districtCode at source } }',
    );
    expect(her.data.sentimentReport).toMatchObject({ total: 11, items: { totalCount: 11 } });
    expect(
      new Set(her.data.sentimentReport.items.nodes.map(({ districtCode }: { districtCode: string }) => districtCode)),
    ).toEqual(new Set(['110101']));
    expect(her.data.sentimentReport.items.nodes[0]).toEqual({
      districtCode: '110101',
      at: '2013-10-18T16:00:00.000Z',
      source: 'WEB',
    });
    const paged = await report(CITY, '2013-W42', 'items(first: 20) { pageInfo { endCursor } }');
    const next = await report(
      CITY,
      '2013-W42',
      `items(first: 20, after: "${paged.data.sentimentReport.items.pageInfo.endCursor}") { nodes { id } }`,
    );
    expect(next.data.sentimentReport.items.nodes).toHaveLength(3);
  });

  test('requests are counted without a trace of who asks', async () => {
    const worker = await buildMember(subgraph.sql);
    const request = {
      channel: 'SMS',
      category: 'RIGHTS',
      topic: '王秀兰欠薪',
      text: '电话 000-1234-5678',
      requesterId: worker.id,
    };
    const { id } = (await caller(subgraph)('submitServiceRequest', 'request { id }', request, member(worker.id))).data
      .submitServiceRequest.request;
    const items = await subgraph.sql<Record<string, string>>('select * from sentiment_item');
    expect(items).toEqual([
      { id: expect.any(String), topic: '工资报酬', source: 'SMS', happened_on: '2013-10-19', district_code: '110105' },
    ]);
    expect(items[0]?.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${id}|${worker.id}|王秀兰|000`));
  });

  test('early warnings are counted where they arose', async () => {
    const warn = (data: object) => subgraph.send({ type: 'mediation.warning.raised', subject: newId(), data });
    for (const data of [{ districtCode: '110105', headcountAffected: 46 }, {}, { districtCode: '999999' }])
      expect(await warn(data)).toBeLessThan(300);
    expect((await report(CITY)).data.sentimentReport).toMatchObject({ total: 1, topics: [{ topic: INCIDENT_TOPIC, count: 1 }] });
  });

  test.each(ROLES)('who reads it: %s', async (role) => {
    const allowed = ['CITY_DEPT', 'SOCIAL_DEPT', 'DISTRICT_ADMIN', 'HOTLINE_AGENT'].includes(role);
    expect(await subgraph.code(report(staff(newId(), role)))).toBe(allowed ? null : 'FORBIDDEN');
  });

  test('a week that is none or has not begun; nobody', async () => {
    for (const week of ['2013-W43', '2013-W99', 'x']) expect(await subgraph.code(report(CITY, week))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(report(ANONYMOUS))).toBe('FORBIDDEN');
  });
});
