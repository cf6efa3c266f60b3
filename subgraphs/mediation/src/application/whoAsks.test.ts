import { nameHash, newId } from '@union-graph/subgraph';
import { insert, key, listed, member, staff } from '@union-graph/testing';
import { claim, useApplications } from '../../test/applications.ts';
import { buildOrg, PATH } from '../../test/build.ts';

describe('who asks, for whom and where', () => {
  const { subgraph, input, refusal } = useApplications();

  const crowd = (size: number, elected: number) =>
    Array.from({ length: size }, (_, at) => ({
      nameZh: `工友${'甲乙丙丁戊己庚辛壬癸'[at % 10]}${'子丑寅卯辰巳午未申酉戌亥'[at % 12]}`,
      representative: at < elected,
    }));

  test('a worker applies for themself alone: who named colleagues would keep them from applying, and make it collective', async () => {
    const [worker, colleague] = [newId(), newId()];
    const self = { memberId: worker, nameZh: '李建国' };
    const respondents = [{ nameZh: `某商行${worker}` }];
    for (const other of [
      { nameZh: '王工友' },
      { nameZh: '王工友', idLast4: '0017' },
      { memberId: colleague, nameZh: '王工友' },
    ]) {
      expect(await refusal(member(worker), input(worker, { respondents, applicants: [self, other] }))).toMatchObject({
        code: 'FORBIDDEN',
      });
    }
    expect(await refusal(member(worker), input(worker, { applicants: [{ nameZh: '李建国' }] }))).toMatchObject({
      code: 'FORBIDDEN',
    });
    const own = { respondents, applicants: [{ memberId: colleague, nameZh: '王工友', idLast4: '0017' }] };
    expect(await refusal(member(colleague), input(colleague, own))).toBeUndefined();
  });

  test('staff without a worker’s record are named by the name of the staff’s list', async () => {
    const viewer = staff(newId(), 'STATION_STAFF', PATH);
    const memberId = await listed(subgraph().sql, 'STAFF', { scopePath: PATH, nameHash: nameHash('孙丽') });
    const code = (nameZh: string) =>
      subgraph().code(
        subgraph().ask(
          viewer,
          'mutation ($input: ApplyForMediationInput!) { applyForMediation(input: $input) { case { id } } }',
          {
            input: {
              idempotencyKey: key(),
              ...input(memberId, { respondents: [{ nameZh: '某商行' }], applicants: [{ memberId, nameZh }] }),
            },
          },
        ),
      );
    expect([await code('张某'), await code('孙 丽')]).toEqual(['VALIDATION_FAILED', null]);
  });

  test('a claim says whose it is: two of one kind and time are two where they have no owner in common', async () => {
    const officer = staff(newId(), 'STATION_STAFF', PATH);
    const [a, b, c] = [newId(), newId(), newId()];
    const names = { [a]: '甲工友', [b]: '乙工友', [c]: '丙工友' };
    const asking = (...ids: string[]) => ({ applicants: ids.map((memberId) => ({ memberId, nameZh: names[memberId] })) });
    const of = (...owners: (number[] | null)[]) => ({
      claims: owners.flatMap((applicantNos) => claim({ periodFrom: '2013-05-01', periodTo: '2013-05-31', applicantNos }).claims),
    });
    const respondents = [{ nameZh: `某工地${a}` }];
    for (const wrong of [[[0]], [[3]], [[1, 1]], [[]]])
      expect(await refusal(officer, input(a, { respondents, ...asking(a, b), ...of(...wrong) }))).toMatchObject({
        code: 'BAD_USER_INPUT',
        field: 'applicantNos',
      });
    for (const twice of [
      [[1], [1, 2]],
      [[1], null],
    ])
      expect(await refusal(officer, input(a, { respondents, ...asking(a, b), ...of(...twice) }))).toMatchObject({
        code: 'BAD_USER_INPUT',
        rule: 'MED-INV-3',
      });
    expect(await refusal(officer, input(a, { respondents, ...asking(a, b), ...of([1], [2]) }))).toBeUndefined();
    expect(await refusal(member(b), input(b, { respondents, ...asking(b), ...of(null) }))).toMatchObject({ code: 'DUPLICATE' });
    expect(await refusal(member(c), input(c, { respondents, ...asking(c), ...of([1]) }))).toBeUndefined();
  });

  test('P11 art. 10: the committee of an enterprise mediates in that enterprise alone', async () => {
    const [own, other] = [newId(), newId()];
    const place = { service_point_id: null, enterprise_id: own, headcount_at_founding: 200, worker_reps: 1, employer_reps: 1 };
    const committee = await buildOrg(subgraph(), { kind: 'ENTERPRISE_COMMITTEE', ...place });
    const against = async (enterpriseId: string) => {
      const worker = newId();
      return refusal(member(worker), input(worker, { orgId: committee, respondents: [{ enterpriseId, nameZh: '某公司' }] }));
    };
    expect(await against(other)).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P11 art. 10', field: 'orgId' });
    expect(await against(own)).toBeUndefined();
  });

  test('P11 art. 10: the committee of a group mediates in that group alone', async () => {
    const own = newId();
    const place = { service_point_id: null, enterprise_id: own, headcount_at_founding: 6000, of_bureau: true };
    const committee = await buildOrg(subgraph(), { kind: 'GROUP_COMMITTEE', ...place });
    const firmOf = async (ofBureau: boolean | null, id = newId()) => {
      const firm = { enterprise_id: id, district_code: '110105', above_scale: false, seen_version: 1, of_bureau: ofBureau };
      await insert(subgraph().sql, 'employer_place', firm);
      return id;
    };
    const against = async (...respondents: object[]) => {
      const worker = newId();
      const named = respondents.map((respondent, at) => ({ nameZh: `${at + 1}号集团公司`, ...respondent }));
      return refusal(member(worker), input(worker, { orgId: committee, respondents: named }));
    };
    const outside = { enterpriseId: await firmOf(false) };
    expect(await against(outside)).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'P11 art. 10', field: 'orgId' });
    expect(await against(outside, { enterpriseId: await firmOf(false, own) })).toBeUndefined();
    expect(await against({ enterpriseId: await firmOf(true) })).toBeUndefined();
    expect(await against({ enterpriseId: await firmOf(null) })).toBeUndefined();
    expect(await against({})).toBeUndefined();
  });

  test('S-48: the centre of an industry takes disputes of its industry, by the record of the employer', async () => {
    const centre = await buildOrg(subgraph(), {
      kind: 'INDUSTRY_CENTRE',
      industry: 'TRANSPORT',
      district_code: null,
      service_point_id: null,
    });
    const firmOf = async (industry: string | null) => {
      const id = newId();
      await insert(subgraph().sql, 'employer_place', {
        enterprise_id: id,
        district_code: '110105',
        above_scale: false,
        seen_version: 1,
        industry,
      });
      return id;
    };
    const [own, other, unknown] = [await firmOf('TRANSPORT'), await firmOf('SERVICES'), await firmOf(null)];
    const against = (enterpriseIds: readonly (string | null)[], industry?: string) => {
      const worker = newId();
      const respondents = enterpriseIds.map((enterpriseId) =>
        enterpriseId === null ? { nameZh: `包工头${worker}` } : { enterpriseId, nameZh: '某公司' },
      );
      return refusal(member(worker), input(worker, { orgId: centre, respondents, industry: industry ?? null }));
    };
    const refused = { code: 'VALIDATION_FAILED', rule: 'S-48', field: 'orgId' };
    expect(await against([other])).toMatchObject(refused);
    expect(await against([unknown])).toMatchObject(refused);
    expect(await against([unknown], 'SERVICES')).toMatchObject(refused);
    expect(await against([null], 'SERVICES')).toMatchObject(refused);
    expect(await against([own])).toBeUndefined();
    expect(await against([other, own])).toBeUndefined();
    expect(await against([unknown], 'TRANSPORT')).toBeUndefined();
    expect(await against([null], 'TRANSPORT')).toBeUndefined();
  });

  test('a wrong touches no more workers than the employer has, unless so many ask', async () => {
    const firm = newId();
    const data = { districtCode: '110105', aboveScale: false, unionId: null, headcount: 12 };
    await subgraph().send({ type: 'organisation.enterprise.placed', subject: firm, data });
    const respondents = [{ enterpriseId: firm, nameZh: '某公司' }];
    const touching = (headcountAffected: number, more: object = {}) =>
      refusal(staff(newId(), 'DISTRICT_ADMIN', PATH), input(newId(), { respondents, headcountAffected, ...more }));
    expect(await touching(13)).toMatchObject({ code: 'VALIDATION_FAILED', rule: 'S-28', field: 'headcountAffected' });
    expect(await touching(12)).toBeUndefined();
    expect(await touching(14, { applicants: crowd(14, 0) })).toBeUndefined();
    // Of a firm that is not known nobody can say.
    expect(
      await touching(46, { respondents: [...respondents, { nameZh: `包工头${firm}` }], ...claim({ kind: 'REST' }) }),
    ).toBeUndefined();
  });
});
