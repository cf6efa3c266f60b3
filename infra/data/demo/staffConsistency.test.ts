import { PERSONS } from './persons.ts';
import { idsWhere, loadDemoRows } from './testing/demoRows.ts';

const { byId, rows } = await loadDemoRows();

describe('staff and cadres (S-14, S-18)', () => {
  const staff = byId('organisation', 'staff_member');
  const points = byId('organisation', 'service_point');
  const links = rows('organisation', 'cadre_link').filter(({ ended_on }) => ended_on === null);

  test('the team counts nobody but full-time social workers', () => {
    const others = PERSONS.filter(({ grants }) => grants.some(({ role }) => role !== 'STATION_STAFF'));
    expect(
      idsWhere(
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
    expect(idsWhere(cadres, ({ department_id, employer }) => !department_id || employer !== 'CITY_HQ')).toEqual([]);
    const linked = new Set(links.map(({ cadre_id }) => cadre_id));
    expect(idsWhere(cadres, ({ id }) => !linked.has(id))).toEqual([]);
    for (const cadre of linked) expect(staff.get(cadre)).toMatchObject({ role: 'HQ_CADRE' });
  });

  test('each station has a cadre, and each street station a social worker', () => {
    const served = new Set(links.map(({ service_point_id }) => service_point_id));
    const stations = [...points.values()].filter(({ kind }) => kind === 'STREET_STATION' || kind === 'COMMUNITY_STATION');
    expect(idsWhere(stations, ({ id }) => !served.has(id))).toEqual([]);
    const working = new Set(
      rows('organisation', 'staff_assignment')
        .filter(({ staff_member_id }) => staff.get(staff_member_id)?.role === 'SOCIAL_WORKER')
        .map(({ service_point_id }) => service_point_id),
    );
    expect(idsWhere(stations, ({ id, kind }) => kind === 'STREET_STATION' && !working.has(id))).toEqual([]);
  });

  test('nobody serves anywhere before they are hired', () => {
    const early = rows('organisation', 'staff_assignment').filter(
      ({ staff_member_id, from_day }) => from_day < staff.get(staff_member_id)?.hired_at,
    );
    expect(early).toEqual([]);
  });

  test('nobody is trained, visits a household or begins a term before they are hired', () => {
    const done = [
      ...rows('training', 'staff_training_record').map(({ staff_id, date }) => [staff_id, date] as const),
      ...rows('warmth-fund', 'home_visit').flatMap(({ visitor_ids, visited_at }) =>
        (visitor_ids as string[]).map((visitor) => [visitor, visited_at] as const),
      ),
      ...rows('mediation', 'mediator').map(({ person_id, term_from }) => [person_id, term_from] as const),
      ...rows('mediation', 'wage_instructor').map(({ person_id, appointed_on }) => [person_id, appointed_on] as const),
    ];
    expect(done.length).toBeGreaterThan(20);
    expect(done.filter(([who, day]) => day < staff.get(who)?.hired_at)).toEqual([]);
  });

  test('each service knows the first day of each member of staff', () => {
    for (const service of ['mediation', 'training', 'warmth-fund'])
      for (const { entry_id, begins_on } of rows(service, 'directory_entry').filter(({ kind }) => kind === 'STAFF'))
        expect(begins_on).toBe(staff.get(entry_id)?.hired_at);
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
      expect(idsWhere(own, ({ assessed_on }) => assessed_on < home.opened_on)).toEqual([]);
      if (home.status === 'STANDARD') expect(own.at(-1)).toMatchObject({ result: 'STANDARD', all_pass: true });
    }
  });
});
