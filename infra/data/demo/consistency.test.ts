import { AGREEMENTS } from './governance-agreements.ts';
import { demoTables, type Table } from './index.ts';
import { PERSONS } from './persons.ts';
import { UNIONS, unionId } from './unions.ts';

// biome-ignore lint/suspicious/noExplicitAny: the columns are those of fifty tables
type Row = Readonly<Record<string, any>>;

/** The demo data's today. */
const TODAY = '2013-10-19';
const SUBGRAPHS = ['organisation', 'mediation', 'training', 'venues', 'warmth-fund', 'governance'];

const sets = new Map<string, readonly Table[]>();
for (const subgraph of SUBGRAPHS) sets.set(subgraph, (await demoTables(subgraph)) ?? []);

function rows(subgraph: string, table: string): readonly Row[] {
  const found = sets.get(subgraph)?.find((one) => one.table === table);
  if (!found) throw new Error(`The demo data of ${subgraph} has no table "${table}".`);
  return found.rows;
}

const byId = (subgraph: string, table: string) => new Map(rows(subgraph, table).map((row) => [row.id as string, row]));
/** The Beijing day of a value: a day, an instant as text or a Date. */
function dayOf(value: unknown): string {
  if (typeof value === 'string' && value.length === 10) return value;
  return new Date(new Date(value as string).getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
}
const of = (table: readonly Row[], isSo: (row: Row) => boolean) => table.filter(isSo).map((row) => row.id ?? row);

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

  test('the centres of the four industries are 产业劳动争议调解中心 (S-48)', () => {
    const centres = rows('mediation', 'mediation_org').filter(({ kind }) => kind === 'INDUSTRY_CENTRE');
    expect(centres).toHaveLength(4);
    for (const { name_zh } of centres) expect(name_zh).toMatch(/^北京市.+产业劳动争议调解中心$/);
  });
});

describe('staff and cadres (S-14, S-18)', () => {
  const staff = byId('organisation', 'staff_member');
  const points = byId('organisation', 'service_point');
  const links = rows('organisation', 'cadre_link').filter(({ ended_on }) => ended_on === null);

  test('the team counts nobody but full-time social workers', () => {
    const others = PERSONS.filter(({ grants }) => grants.some(({ role }) => role !== 'STATION_STAFF'));
    expect(
      of(
        others.flatMap(({ id }) => staff.get(id) ?? []),
        ({ role }) => role === 'SOCIAL_WORKER',
      ),
    ).toEqual([]);
    const team = [...staff.values()].filter(({ role, employer }) => role === 'SOCIAL_WORKER' && employer === 'CITY_RECRUITED');
    expect(team).toHaveLength(6);
    for (const { person_id } of rows('mediation', 'lawyer')) expect(staff.get(person_id)).toMatchObject({ role: 'LAWYER' });
  });

  test('cadres of the headquarters are the departments’ people, and each has contact points', () => {
    const cadres = [...staff.values()].filter(({ role }) => role === 'HQ_CADRE');
    expect(of(cadres, ({ department_id, employer }) => !department_id || employer !== 'CITY_HQ')).toEqual([]);
    const linked = new Set(links.map(({ cadre_id }) => cadre_id));
    expect(of(cadres, ({ id }) => !linked.has(id))).toEqual([]);
    for (const cadre of linked) expect(staff.get(cadre)).toMatchObject({ role: 'HQ_CADRE' });
  });

  test('each station has a cadre, and each street station a social worker', () => {
    const served = new Set(links.map(({ service_point_id }) => service_point_id));
    const stations = [...points.values()].filter(({ kind }) => kind === 'STREET_STATION' || kind === 'COMMUNITY_STATION');
    expect(of(stations, ({ id }) => !served.has(id))).toEqual([]);
    const working = new Set(
      rows('organisation', 'staff_assignment')
        .filter(({ staff_member_id }) => staff.get(staff_member_id)?.role === 'SOCIAL_WORKER')
        .map(({ service_point_id }) => service_point_id),
    );
    expect(of(stations, ({ id, kind }) => kind === 'STREET_STATION' && !working.has(id))).toEqual([]);
  });

  test('nobody serves anywhere before they are hired', () => {
    const early = rows('organisation', 'staff_assignment').filter(
      ({ staff_member_id, from_day }) => from_day < staff.get(staff_member_id)?.hired_at,
    );
    expect(early).toEqual([]);
  });
});

describe("Worker's Homes (S-41)", () => {
  const staff = byId('organisation', 'staff_member');
  const chairs = new Map(rows('organisation', 'trade_union').map(({ id, chair_id }) => [id, staff.get(chair_id)]));
  const homes = byId('organisation', 'workers_home');

  test('亮身份 passes where the chair’s telephone and e-mail are known and published', () => {
    for (const { workers_home_id, brights } of rows('organisation', 'home_assessment')) {
      if (!brights.identity.pass) continue;
      const chair = chairs.get(homes.get(workers_home_id)?.union_id);
      expect([chair?.work_phone, chair?.work_email]).toEqual([expect.any(String), expect.any(String)]);
      expect(brights.identity.items.join()).toMatch(/手机.*电子邮件/);
    }
  });

  test('a standard home passed all five, and nothing was assessed before it opened', () => {
    const assessments = rows('organisation', 'home_assessment');
    for (const home of homes.values()) {
      const own = assessments.filter(({ workers_home_id }) => workers_home_id === home.id);
      expect(of(own, ({ assessed_on }) => assessed_on < home.opened_on)).toEqual([]);
      if (home.status === 'STANDARD') expect(own.at(-1)).toMatchObject({ result: 'STANDARD', all_pass: true });
    }
  });
});

describe('money (2.5)', () => {
  const cycles = byId('warmth-fund', 'aid_cycle');
  const schemes = byId('warmth-fund', 'aid_scheme');
  const files = byId('warmth-fund', 'hardship_file');
  const applications = rows('warmth-fund', 'aid_application');
  const cycleOf = ({ cycle_id }: Row): Row => cycles.get(cycle_id) as Row;

  test('no application waits for a decision once its cycle pays', () => {
    const undecided = ['SUBMITTED', 'CHECKED', 'REVIEWED', 'RETURNED', 'APPROVED'];
    const waiting = applications.filter(
      (row) => ['PAYING', 'CLOSED'].includes(cycleOf(row).status) && undecided.includes(row.status),
    );
    expect(waiting).toEqual([]);
    const early = applications.filter(
      (row) => cycleOf(row).status === 'OPEN' && ['PAYABLE', 'PAID', 'CLOSED'].includes(row.status),
    );
    expect(early).toEqual([]);
  });

  test('applications are of their cycle’s days, within the scheme’s cap, and on a file that was in force', () => {
    for (const row of applications) {
      const { from_day, to_day, scheme_id } = cycleOf(row);
      const day = dayOf(row.applied_at);
      expect([from_day <= day, day <= to_day]).toEqual([true, true]);
      expect(row.requested_fen).toBeLessThanOrEqual(schemes.get(scheme_id)?.cap_fen);
      expect(row.approved_fen ?? 0).toBeLessThanOrEqual(row.requested_fen);
      const file = files.get(row.file_id);
      // An application before the file was in force could only be rejected.
      if (file && row.status !== 'REJECTED')
        expect([file.active_from <= day, file.active_to === null || day <= file.active_to]).toEqual([true, true]);
      if (schemes.get(scheme_id)?.code === 'MEDICAL') expect(file).toBeDefined();
    }
  });

  test('one cycle is open; whoever is in closed or paying ones is past its first day', () => {
    expect([...cycles.values()].filter(({ status }) => status === 'OPEN')).toHaveLength(1);
    for (const { from_day, to_day, status } of cycles.values()) {
      expect(from_day <= TODAY).toBe(true);
      if (status !== 'OPEN') expect(to_day < TODAY).toBe(true);
    }
  });

  test('a plan of mutual aid is of one calendar year, as its name says', () => {
    for (const { name_zh, period_from, period_to } of rows('warmth-fund', 'mutual_aid_plan')) {
      const year = period_from.slice(0, 4);
      expect([name_zh.slice(0, 6), period_from, period_to]).toEqual([`${year}年度`, `${year}-01-01`, `${year}-12-31`]);
    }
  });

  test('projects: applied for in time, evaluated after that, signed before they run', () => {
    const projects = byId('warmth-fund', 'service_project');
    const appliedAt = new Map<string, string>();
    for (const { id, project_id, applied_at } of rows('warmth-fund', 'project_application')) {
      appliedAt.set(id, dayOf(applied_at));
      expect(dayOf(applied_at) <= projects.get(project_id)?.apply_by).toBe(true);
    }
    for (const { application_id, evaluated_at } of rows('warmth-fund', 'project_evaluation'))
      expect(dayOf(evaluated_at) > (appliedAt.get(application_id) as string)).toBe(true);
    for (const { project_id, signed_at, from_day, to_day, total_fen } of rows('warmth-fund', 'project_agreement')) {
      expect([signed_at <= from_day, from_day < to_day, total_fen]).toEqual([true, true, projects.get(project_id)?.budget_fen]);
    }
  });
});

describe('contracts, cases and agreements', () => {
  test('a contract is signed before it is filed and before its term, and filed in time', () => {
    for (const { kind, signed_on, filed_on, term_from, term_to } of rows('mediation', 'collective_contract')) {
      expect([signed_on <= filed_on, signed_on < term_from, term_from < term_to]).toEqual([true, true, true]);
      const days = (Date.parse(filed_on) - Date.parse(signed_on)) / 86_400_000;
      expect(days).toBeLessThanOrEqual(kind === 'WAGE_SPECIAL' ? 7 : 10);
    }
  });

  test('a case goes forward in time', () => {
    const STEPS = ['received_at', 'accepted_at', 'agreed_at', 'failed_at', 'referred_at', 'closed_at'];
    for (const row of rows('mediation', 'mediation_case')) {
      const days = STEPS.map((step) => row[step])
        .filter(Boolean)
        .map(dayOf);
      expect(days).toEqual([...days].sort());
    }
    const cases = byId('mediation', 'mediation_case');
    for (const { case_id, awarded_on } of rows('mediation', 'award'))
      expect(awarded_on > dayOf(cases.get(case_id)?.referred_at)).toBe(true);
    for (const { case_id, period_to } of rows('mediation', 'case_claim'))
      expect(period_to <= dayOf(cases.get(case_id)?.received_at)).toBe(true);
  });

  test('each agreement about data is with a partner that there is: a law firm for legal service, else a social organisation', () => {
    const firms = byId('mediation', 'law_firm');
    const organisations = byId('organisation', 'social_organisation');
    for (const { kind, party, from, to } of AGREEMENTS) {
      expect((kind === 'LEGAL_SERVICE' ? firms : organisations).has(party)).toBe(true);
      expect(from < to).toBe(true);
    }
  });
});

describe('enterprises and unions', () => {
  test('who belongs to a union of the enterprise or to a joint union belongs to one that there is', () => {
    const known = new Set(UNIONS.map(({ key }) => unionId(key)));
    for (const { union_id } of rows('organisation', 'enterprise_affiliation')) expect(known.has(union_id)).toBe(true);
    for (const { union_id } of rows('organisation', 'member').filter((row) => row.union_id))
      expect(known.has(union_id)).toBe(true);
  });
});

/** Days that may lie ahead: the ends and beginnings of terms, deadlines, plans. */
const AHEAD =
  /^(due_|to_|from_|start_|starts_|end_|ends_|term_|valid_|period_|apply_by|runs_|next_|statutory_|probation_until|new_due_|review_due_|preliminary_on|final_on|until_on$)/;

test.each(SUBGRAPHS)('%s: nothing has happened that is not over yet', (subgraph) => {
  const ahead = (sets.get(subgraph) ?? []).flatMap(({ table, rows: found }) =>
    found.flatMap((row) =>
      Object.entries(row)
        .filter(([column, value]) => /_(at|on)$/.test(column) && value !== null && value !== undefined && !AHEAD.test(column))
        .filter(([, value]) => dayOf(value) > TODAY)
        .map(([column, value]) => `${table}.${column} ${dayOf(value)}`),
    ),
  );
  expect(ahead).toEqual([]);
});

describe('disputes, warnings and referrals (J-18, S-28, S-45)', () => {
  const cases = byId('mediation', 'mediation_case');
  const parties = rows('mediation', 'case_party');

  test('a party with a record has the name of that record', () => {
    const members = byId('organisation', 'member');
    const known = parties.filter(({ member_id }) => member_id);
    expect(known.length).toBeGreaterThan(20);
    for (const { member_id, name_zh } of known)
      expect([member_id, name_zh]).toEqual([member_id, members.get(member_id)?.name_zh]);
  });

  test('nobody has two open disputes about the same months', () => {
    const open = rows('mediation', 'case_dispute').filter((one) => one.open);
    const keys = open.map(({ applicant_key, kind, period }) => `${applicant_key} ${kind} ${period}`);
    expect(keys.filter((one, at) => keys.indexOf(one) !== at)).toEqual([]);
  });

  test('each of the six parties has a referral, from another one, of a case that was there', () => {
    const referrals = rows('mediation', 'referral');
    expect(referrals.map(({ to_party }) => to_party).sort()).toEqual([
      'COURT',
      'ENTERPRISE_CONFED',
      'HRSS',
      'JUSTICE',
      'PETITION',
      'UNION',
    ]);
    for (const { case_id, from_party, to_party, sent_at } of referrals) {
      expect(from_party).not.toBe(to_party);
      expect(dayOf(sent_at) >= dayOf(cases.get(case_id)?.received_at)).toBe(true);
    }
  });

  test('the collective case of 46 came from a warning that was verified within a day and told to the six parties', () => {
    const warnings = rows('mediation', 'early_warning');
    const [became] = warnings.filter(({ case_id }) => case_id);
    expect(became?.headcount_affected).toBe(46);
    const asking = parties.filter(({ case_id, side }) => case_id === became?.case_id && side === 'APPLICANT');
    expect([asking.length, asking.filter(({ is_representative }) => is_representative).length]).toEqual([46, 4]);
    expect(Date.parse(became?.verified_at) - Date.parse(became?.reported_at)).toBeLessThanOrEqual(24 * 3_600_000);
    expect(rows('mediation', 'warning_notice').filter(({ warning_id }) => warning_id === became?.id)).toHaveLength(6);
  });
});
