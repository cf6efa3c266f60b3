import { newId } from '@union-graph/subgraph';
import { insert, type Sql, staff } from '@union-graph/testing';
import {
  buildChair,
  buildContact,
  buildEnterprise,
  buildFederation,
  buildHome,
  buildJointUnion,
  buildPoint,
  type UnionRow,
} from '../builders/index.ts';
import { ADMINISTRATORS, fresh, OFFICERS, POINT_STAFF, type Trials } from './trial.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const ONE = { expectedVersion: 1 };
const officer = (union: UnionRow) => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
const pass = { pass: true };
const brights = { sign: pass, identity: pass, rules: pass, projects: pass, procedures: pass };

/** A code of nine characters with the right check digit (GB 11714). */
function orgCode(): string {
  const digits = fresh('').padStart(8, '0');
  const sum = [3, 7, 9, 10, 5, 8, 4, 2].reduce((so, weight, at) => so + weight * Number(digits[at]), 0);
  return digits + (['0', 'X'][11 - (sum % 11) === 11 ? 0 : 11 - (sum % 11) === 10 ? 1 : 2] ?? String(11 - (sum % 11)));
}

async function buildFirm(sql: Sql, union?: UnionRow) {
  const firm = await buildEnterprise(sql);
  const held = { enterprise_id: firm.id, kind: 'JOINT_UNION', from_day: '2013-01-01' };
  if (union) await insert(sql, 'enterprise_affiliation', { id: newId(), union_id: union.id, ...held });
  return { enterpriseId: firm.id };
}

const contactStep = (status: string, more: object = {}) => ({
  may: ['SOCIAL_DEPT', 'DISTRICT_ADMIN'] as const,
  elsewhere: 'NOT_FOUND' as const,
  twenty: 'VERSION_CONFLICT' as const,
  make: async (sql: Sql) => ({
    viewer: DISTRICT,
    input: { contactId: (await buildContact(sql, '110105', status)).id, ...ONE, ...more },
  }),
});

/** A joint union whose chair the workers can reach (S-41). */
async function buildUnionWithChair(sql: Sql): Promise<UnionRow> {
  const union = await buildJointUnion(sql);
  await buildChair(sql, union);
  return union;
}

const homeStep = (status: string, more: object) => ({
  may: OFFICERS,
  elsewhere: 'FORBIDDEN' as const,
  twenty: 'VERSION_CONFLICT' as const,
  make: async (sql: Sql) => {
    const union = await buildUnionWithChair(sql);
    return { viewer: officer(union), input: { homeId: (await buildHome(sql, union, status)).id, ...ONE, ...more } };
  },
});

const firmTrials: Trials = {
  registerEnterprise: {
    may: POINT_STAFF,
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      await buildFederation(sql);
      const kind = { ownership: 'PRIVATE', industry: 'SERVICES', headcount: 8, districtCode: '110105' };
      return { viewer: DISTRICT, input: { orgCode: orgCode(), nameZh: '花店', ...kind } };
    },
  },
  updateHeadcount: {
    may: POINT_STAFF,
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => ({
      viewer: DISTRICT,
      input: { ...(await buildFirm(sql)), headcount: 9, asOf: '2013-10-18', ...ONE },
    }),
  },
  affiliateEnterprise: {
    may: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      return { viewer: officer(union), input: { ...(await buildFirm(sql)), unionId: union.id, ...ONE } };
    },
  },
  detachEnterprise: {
    may: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      return { viewer: officer(union), input: { ...(await buildFirm(sql, union)), ...ONE } };
    },
  },
  submitLabourReport: {
    may: OFFICERS,
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      const insured = { pension: 1, medical: 1, unemployment: 1, injury: 1, maternity: 1 };
      const report = { year: 2012, headcount: 1, contractsSigned: 1, safetyTrained: 1, ...insured, congressHeld: false };
      return { viewer: officer(union), input: { ...(await buildFirm(sql, union)), ...report, expectedVersion: 0 } };
    },
  },
};

const pointTrials: Trials = {
  setOpeningHours: {
    may: POINT_STAFF,
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const hours = [{ weekday: 1, opens: '09:00', closes: '17:00' }];
      return { viewer: DISTRICT, input: { pointId: (await buildPoint(sql)).id, hours, ...ONE } };
    },
  },
  reportVideoLink: {
    may: POINT_STAFF,
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => ({ viewer: DISTRICT, input: { pointId: (await buildPoint(sql)).id, status: 'DOWN', ...ONE } }),
  },
  publishServiceItem: {
    may: [...new Set([...POINT_STAFF, ...ADMINISTRATORS])],
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => ({
      viewer: DISTRICT,
      input: { servicePointId: (await buildPoint(sql)).id, nameZh: '法律咨询', goal: 'RIGHTS', flowChartRef: 'chart-1' },
    }),
  },
  endServiceItem: {
    may: [...new Set([...POINT_STAFF, ...ADMINISTRATORS])],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const item = { id: newId(), service_point_id: (await buildPoint(sql)).id, name_zh: '阅览', goal: 'SERVICES' };
      await insert(sql, 'service_item', { ...item, valid_from: '2013-01-04' });
      return { viewer: DISTRICT, input: { itemId: item.id, ...ONE } };
    },
  },
  registerHome: {
    may: OFFICERS,
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      return { viewer: officer(union), input: { unionId: union.id, nameZh: fresh('职工之家'), districtCode: '110105' } };
    },
  },
  beginHomeBuilding: homeStep('REGISTERED', {}),
  submitHomeAssessment: { ...homeStep('BUILDING', { brights }), blank: { items: null } },
  reviewHome: {
    ...homeStep('SELF_ASSESSED', {}),
    may: ['CITY_DEPT'],
    blank: { items: null },
    make: async (sql) => {
      const home = await buildHome(sql, await buildUnionWithChair(sql), 'SELF_ASSESSED');
      return { viewer: CITY, input: { homeId: home.id, brights, standard: true, ...ONE } };
    },
  },
  recordHomeMechanism: homeStep('BUILDING', { kind: 'ACTIVISTS', heldOn: '2013-10-01' }),
};

const contactTrials: Trials = {
  registerSocialOrganisation: {
    may: ['SOCIAL_DEPT', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      await buildFederation(sql);
      const input = { nameZh: '社区服务中心', regNo: fresh('REG-'), kind: 'ASSOCIATION', districtCode: '110105' };
      return { viewer: DISTRICT, input };
    },
  },
  proposeContact: {
    may: ['SOCIAL_DEPT', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      await buildFederation(sql);
      const organisation = { id: newId(), name_zh: '协会', reg_no: newId(), kind: 'ASSOCIATION' };
      await insert(sql, 'social_organisation', organisation);
      return { viewer: DISTRICT, input: { socialOrganisationId: organisation.id, districtCode: '110105' } };
    },
  },
  recordContact: contactStep('CANDIDATE', { note: '来访' }),
  linkContact: contactStep('CONTACTED'),
  suspendContact: contactStep('LINKED'),
  endContact: contactStep('SUSPENDED'),
};

export const placeTrials: Trials = { ...firmTrials, ...pointTrials, ...contactTrials };
