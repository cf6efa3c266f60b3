import { type DemoRow, dayOf, loadDemoRows, TODAY } from './testing/demoRows.ts';

const { byId, rows } = await loadDemoRows();

describe('money (2.5)', () => {
  const cycles = byId('warmth-fund', 'aid_cycle');
  const schemes = byId('warmth-fund', 'aid_scheme');
  const files = byId('warmth-fund', 'hardship_file');
  const applications = rows('warmth-fund', 'aid_application');
  const cycleOf = ({ cycle_id }: DemoRow): DemoRow => cycles.get(cycle_id) as DemoRow;

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
