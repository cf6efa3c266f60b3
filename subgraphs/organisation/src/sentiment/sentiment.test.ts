import { ANONYMOUS, ROLES } from '@union-graph/identity';
import { newId } from '@union-graph/subgraph';
import { caller, insert, member, staff, type TestSubgraph, testSubgraph } from '@union-graph/testing';
import fc from 'fast-check';
import { buildDistrict, buildMember } from '../../test/builders/index.ts';
import { organisation } from '../subgraph.ts';
import { daysOfWeek, INCIDENT_TOPIC, OTHER_TOPIC, topicOf, WEEKLY_TOPICS } from './rules.ts';

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

  const spoken = async (count: number, topic: string, happened_on: string, district_code: string, sources = ['WEB']) => {
    for (let n = 0; n < count; n++) {
      const source = sources[n % sources.length];
      await insert(subgraph.sql, 'sentiment_item', { id: crypto.randomUUID(), topic, source, happened_on, district_code });
    }
  };
  const report = (viewer: typeof ANONYMOUS, week = '2013-W41', fields = REPORT) =>
    subgraph.ask(viewer, `{ sentimentReport(week: "${week}") { ${fields} } }`);

  /** The topics of a report of which something is told. */
  const toldTopics = ({ topics }: { topics: { count: number | null; countBefore: number | null }[] }) =>
    topics.filter(({ count, countBefore }) => count !== null || countBefore !== null);

  test('a week by topic and district, the week before beside it, small counts withheld', async () => {
    await spoken(12, '工资报酬', '2013-10-08', '110105');
    await spoken(9, '工资报酬', '2013-10-12', '110101');
    await spoken(14, '社会保险', '2013-10-08', '110105');
    await spoken(15, '社会保险', '2013-10-09', '110101');
    await spoken(2, '就业', '2013-10-07', '110101');
    await spoken(3, '就业', '2013-10-06', '110101');
    await spoken(11, '社会保险', '2013-10-03', '110101');
    await spoken(1, '就业', '2013-09-29', '110101');
    const { data } = await report(CITY);
    expect(data.sentimentReport).toMatchObject({ week: '2013-W41', from: '2013-10-07', to: '2013-10-13', total: 52 });
    expect(data.sentimentReport.topics).toHaveLength(WEEKLY_TOPICS.length);
    // 就业 (2) is withheld, and 工资报酬 (21) with it, since fewer than ten are withheld without it; of the week before nothing is left.
    expect(toldTopics(data.sentimentReport)).toEqual([
      {
        topic: '社会保险',
        count: 29,
        countBefore: null,
        districts: [
          { district: { code: '110101' }, count: 15, suppressed: false },
          { district: { code: '110105' }, count: 14, suppressed: false },
        ],
      },
    ]);
  });

  test('S-76, C-20: counting the items, in any way, tells no count that is withheld', async () => {
    const districts = ['110101', '110105'];
    const topics = ['工资报酬', '社会保险', '就业'];
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 14 }), { minLength: 6, maxLength: 6 }), async (counts) => {
        await subgraph.sql('truncate sentiment_item');
        for (const [at, count] of counts.entries())
          await spoken(count, topics[at % 3] as string, '2013-10-08', districts[at % 2] as string);
        const { sentimentReport } = (
          await report(CITY, '2013-W41', `${REPORT} items(first: 100) { totalCount nodes { topic districtCode } }`)
        ).data;
        const { items, total } = sentimentReport;
        const all = counts.reduce((sum, count) => sum + count, 0);
        expect([total, items.totalCount, items.nodes.length]).toEqual(all < 10 ? [null, 0, 0] : [all, all, all]);
        const listed = (topic: string, code?: string) =>
          items.nodes.filter(
            (item: { topic: string | null; districtCode: string | null }) =>
              item.topic === topic && (code === undefined || item.districtCode === code),
          ).length;
        for (const { topic, count, districts: cells } of sentimentReport.topics) {
          expect([topic, count === null || count >= 10]).toEqual([topic, true]);
          expect([topic, listed(topic)]).toEqual([topic, count ?? 0]);
          for (const { district, count: cell } of cells) {
            expect(cell === null || cell >= 10).toBe(true);
            expect([topic, listed(topic, district.code)]).toEqual([topic, cell ?? 0]);
          }
          // What is withheld of a told topic is nobody in all districts, or ten or more in two or more of them.
          const rest = (count ?? 0) - cells.reduce((sum: number, cell: { count: number | null }) => sum + (cell.count ?? 0), 0);
          expect(count === null || rest === 0 || rest >= 10).toBe(true);
        }
      }),
      { numRuns: 15 },
    );
  });

  test('S-76, C-20: an item tells its channel only where so many tell the same, and no day', async () => {
    await spoken(30, '工资报酬', '2013-10-08', '110105', ['HOTLINE']);
    await spoken(24, '工资报酬', '2013-10-09', '110101', ['WEB', 'HOTLINE']);
    await spoken(11, '工资报酬', '2013-10-10', '110105', ['GRID']);
    await spoken(2, '工资报酬', '2013-10-11', '110105', ['CADRE']);
    await spoken(25, '社会保险', '2013-10-11', '110105', ['WEB', 'SMS', 'VISIT']);
    const { data } = await report(CITY, '2013-W41', 'items(first: 100) { nodes { topic source districtCode at } }');
    const nodes: { topic: string | null; source: string | null; districtCode: string | null; at: string }[] =
      data.sentimentReport.items.nodes;
    const counts: Record<string, number> = {};
    for (const { topic, districtCode, source } of nodes) {
      const cell = [topic, districtCode, source].join(' ');
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
    // CADRE (2) is withheld, and GRID (11) with it as the next smallest; of 社会保险 no channel was used by ten.
    expect(counts).toMatchObject({ '工资报酬 110105 HOTLINE': 30, '工资报酬 110105 ': 13 });
    for (const [cell, count] of Object.entries(counts)) expect([cell, count >= 10]).toEqual([cell, true]);
    expect(nodes.some(({ source }) => source === 'CADRE' || source === 'SMS')).toBe(false);
    expect(new Set(nodes.map(({ at }) => at))).toEqual(new Set(['2013-10-06T16:00:00.000Z']));
  });

  test('a district reads its own part, page by page', async () => {
    await spoken(12, '社会保险', '2013-10-08', '110105');
    await spoken(13, '社会保险', '2013-10-09', '110101');
    await spoken(12, '工资报酬', '2013-10-10', '110101');
    const her = await report(
      staff(newId(), 'DISTRICT_ADMIN', '/city/110101/'),
      '2013-W41',
      `total topics { count districts { district { code } } } items(first: 100) { totalCount nodes { topic districtCode at source } }`,
    );
    const { total, topics, items } = her.data.sentimentReport;
    expect([total, items.totalCount]).toEqual([25, 25]);
    for (const { districts } of topics) expect(districts).toEqual([{ district: { code: '110101' } }]);
    expect(items.nodes[0]).toMatchObject({ at: '2013-10-06T16:00:00.000Z', source: null });
    const paged = await report(CITY, '2013-W41', 'items(first: 20) { pageInfo { endCursor } }');
    const next = await report(
      CITY,
      '2013-W41',
      `items(first: 20, after: "${paged.data.sentimentReport.items.pageInfo.endCursor}") { nodes { id } }`,
    );
    expect(next.data.sentimentReport.items.nodes).toHaveLength(17);
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
    expect(JSON.stringify(items)).not.toMatch(new RegExp(`${id}|${worker.id}|王秀兰|000-1234`));
  });

  test('early warnings are counted where they arose', async () => {
    const warn = (data: object) => subgraph.send({ type: 'mediation.warning.raised', subject: newId(), data });
    for (const data of [{ districtCode: '110105', headcountAffected: 46 }, {}, { districtCode: '999999' }])
      expect(await warn(data)).toBeLessThan(300);
    expect(await subgraph.sql('select topic, district_code from sentiment_item')).toEqual([
      { topic: INCIDENT_TOPIC, district_code: '110105' },
    ]);
  });

  test.each(ROLES)('who reads it: %s', async (role) => {
    const allowed = ['CITY_DEPT', 'SOCIAL_DEPT', 'DISTRICT_ADMIN', 'HOTLINE_AGENT'].includes(role);
    expect(await subgraph.code(report(staff(newId(), role)))).toBe(allowed ? null : 'FORBIDDEN');
  });

  test('a week that is none or is not over; nobody', async () => {
    for (const week of ['2013-W42', '2013-W43', '2013-W99', 'x'])
      expect(await subgraph.code(report(CITY, week))).toBe('BAD_USER_INPUT');
    expect(await subgraph.code(report(ANONYMOUS))).toBe('FORBIDDEN');
  });
});
