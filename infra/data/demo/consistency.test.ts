import { DISTRICT_CODES } from '@union-graph/schema';
import { dayOf, loadDemoRows, SUBGRAPHS, TODAY } from './testing/demoRows.ts';
import { UNIONS, unionId } from './unions.ts';

const { rows, tables } = await loadDemoRows();

describe('what the city’s documents say, and what they do not (S-02 to S-09, B-12, C-22)', () => {
  test('documents have a month and no day; the one title that is printed in full is no placeholder', () => {
    const documents = rows('organisation', 'principle_document');
    expect(documents.map(({ bundle, issued_at, issued_month }) => [bundle, issued_at, issued_month])).toEqual([
      ['ONE_PLUS_SIX', null, '2008-12'],
      ...Array(6).fill(['ONE_PLUS_SIX', null, '2009-02']),
      ...Array(10).fill(['ONE_PLUS_NINE', null, '2013-01']),
    ]);
    expect(documents.filter(({ is_placeholder }) => !is_placeholder).map(({ title_zh }) => title_zh)).toEqual([
      '关于加强和改进工会工作的意见',
    ]);
    const titles = documents.map(({ title }) => title);
    expect(titles.filter((title) => String(title).startsWith('Opinion on'))).toEqual([titles[0], titles[7]]);
  });

  test('organisation has a row for each district that an act may name, and no other (6.1)', () => {
    expect(new Set(rows('organisation', 'district').map(({ code }) => code))).toEqual(DISTRICT_CODES);
  });

  test('the Social Work Department was newly added in April 2013, merged from nothing; other departments are placeholders', () => {
    const departments = rows('organisation', 'department');
    expect(departments.filter(({ ended_on, successor_id }) => ended_on || successor_id)).toEqual([]);
    expect(departments.filter(({ is_placeholder }) => !is_placeholder)).toEqual([
      expect.objectContaining({ name_zh: '社会工作部', since_month: '2013-04' }),
    ]);
  });

  test('task projects, numbers of communities, four industrial unions and four incubated projects are placeholders', () => {
    const placeholders = (subgraph: string, table: string) =>
      rows(subgraph, table)
        .filter(({ is_placeholder }) => is_placeholder)
        .map(({ name_zh }) => name_zh);
    expect(placeholders('organisation', 'task_project')).toHaveLength(18);
    expect(placeholders('organisation', 'district')).toHaveLength(17);
    expect(placeholders('organisation', 'trade_union')).toEqual([
      '北京市教育工会',
      '北京市金融工会',
      '北京市医务工会',
      '北京市市直机关工会',
    ]);
    expect(placeholders('warmth-fund', 'service_project')).toEqual(['项目六', '项目七', '项目八', '项目九']);
  });

  test('indicators are named as the plan names them, and IND-07 is the number of active studios of the city', () => {
    const names = new Map(rows('organisation', 'plan_indicator').map(({ code, name_zh }) => [code, name_zh]));
    expect(names.get('IND-01')).toContain('地方企业');
    expect(names.get('IND-08')).toContain('完善');
    const measured = rows('organisation', 'indicator_measurement').find(({ indicator_code }) => indicator_code === 'IND-07');
    const active = rows('training', 'innovation_studio').filter(({ level, status }) => level === 'CITY' && status === 'ACTIVE');
    expect([measured?.value_count, active.length]).toEqual([110, 110]);
  });

  test.each([
    ['aid_application', 'member_id', ['REJECTED', 'CANCELLED']],
    ['mutual_aid_claim', 'member_id', ['REJECTED']],
    ['hardship_file', 'head_member_id', ['REJECTED', 'EXITED']],
    ['disbursement', 'member_id', ['VOIDED']],
    ['donation', 'member_id', ['REFUNDED']],
  ] as const)('C-19: organisation knows which members each %s of the fund is about', (table, column, over) => {
    const served = new Map(rows('organisation', 'served_person').map((row) => [row.occasion_id, row]));
    const about = rows('warmth-fund', table).filter((row) => row[column]);
    expect(about.length).toBeGreaterThan(0);
    for (const { id, [column]: memberId, status } of about)
      expect(served.get(id)).toMatchObject({
        source: table === 'disbursement' || table === 'donation' ? 'FUND_PAYMENT' : 'FUND_DECISION',
        member_id: memberId,
        served: !(over as readonly unknown[]).includes(status),
      });
  });

  test('the centres of the four industries are 产业劳动争议调解中心 (S-48)', () => {
    const centres = rows('mediation', 'mediation_org').filter(({ kind }) => kind === 'INDUSTRY_CENTRE');
    expect(centres).toHaveLength(4);
    for (const { name_zh } of centres) expect(name_zh).toMatch(/^北京市.+产业劳动争议调解中心$/);
  });
});

/** Days that may lie ahead: the ends and beginnings of terms, deadlines, plans. */
const AHEAD =
  /^(due_|to_|from_|start_|starts_|end_|ends_|term_|valid_|period_|apply_by|runs_|next_|statutory_|probation_until|new_due_|review_due_|preliminary_on|final_on|until_on$|play_at$)/;

test.each(SUBGRAPHS)('%s: nothing has happened that is not over yet', (subgraph) => {
  const ahead = tables(subgraph).flatMap(({ table, rows: found }) =>
    found.flatMap((row) =>
      Object.entries(row)
        .filter(([column, value]) => /_(at|on)$/.test(column) && value !== null && value !== undefined && !AHEAD.test(column))
        .filter(([, value]) => dayOf(value) > TODAY)
        .map(([column, value]) => `${table}.${column} ${dayOf(value)}`),
    ),
  );
  expect(ahead).toEqual([]);
});

describe('enterprises and unions', () => {
  test('who belongs to a union of the enterprise or to a joint union belongs to one that there is', () => {
    const known = new Set(UNIONS.map(({ key }) => unionId(key)));
    for (const { union_id } of rows('organisation', 'enterprise_affiliation')) expect(known.has(union_id)).toBe(true);
    for (const { union_id } of rows('organisation', 'member').filter((row) => row.union_id))
      expect(known.has(union_id)).toBe(true);
  });
});
