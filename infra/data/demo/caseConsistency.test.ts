import { AGREEMENTS } from './governance-agreements.ts';
import { dayOf, loadDemoRows } from './testing/demoRows.ts';

const { byId, rows } = await loadDemoRows();

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

  test('a case has the ownership and the industry of its employer', () => {
    const firms = byId('organisation', 'enterprise');
    const cases = byId('mediation', 'mediation_case');
    const asked = rows('mediation', 'case_party').filter(({ enterprise_id }) => enterprise_id);
    expect(asked.length).toBeGreaterThan(25);
    for (const { case_id, enterprise_id } of asked) {
      const { ownership, industry } = firms.get(enterprise_id) ?? {};
      expect(cases.get(case_id)).toMatchObject({ ownership, industry });
    }
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

  test('no trouble touches more workers than the employer has (S-28)', () => {
    const headcounts = new Map(rows('organisation', 'enterprise').map(({ id, headcount }) => [id, headcount]));
    const named = rows('mediation', 'early_warning').filter(({ enterprise_id }) => enterprise_id);
    expect(named.length).toBeGreaterThan(0);
    for (const { enterprise_id, headcount_affected } of named)
      expect(headcount_affected).toBeLessThanOrEqual(headcounts.get(enterprise_id));
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
