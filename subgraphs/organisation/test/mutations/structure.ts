import { newId } from '@union-graph/subgraph';
import { insert, type Sql, staff } from '@union-graph/testing';
import {
  buildCity,
  buildFederation,
  buildJointUnion,
  buildPoint,
  buildStaff,
  buildUnionBelow,
  type UnionRow,
} from '../builders/index.ts';
import { CITY_ADMINISTRATORS, fresh, type Trials } from './trial.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const FEDERATION = { elsewhere: 'FORBIDDEN', may: ['CITY_DEPT'] } as const;
const ONE = { expectedVersion: 1 };
const officer = (union: UnionRow) => staff(newId(), 'JOINT_UNION_OFFICER', union.scope_path);
const buildDepartment = (sql: Sql) =>
  insert(sql, 'department', { id: newId(), name_zh: fresh('处'), name: 'Office', roles: ['CITY_DEPT'], since: '2010-01-01' });

/** A union's change of state by the administrator above it. */
const unionStep = (status: string, more: object = {}) => ({
  may: CITY_ADMINISTRATORS,
  elsewhere: 'FORBIDDEN' as const,
  twenty: 'VERSION_CONFLICT' as const,
  make: async (sql: Sql) => {
    const before = status === 'PREPARING' ? { approved_by_id: null, approved_at: null } : {};
    const { id } = await buildJointUnion(sql, { status, ...before });
    return { viewer: DISTRICT, input: { unionId: id, ...ONE, ...more } };
  },
});

const unionTrials: Trials = {
  createUnion: {
    may: CITY_ADMINISTRATORS,
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      const names = { nameZh: fresh('联合工会'), name: 'Union' };
      return { viewer: DISTRICT, input: { parentId: (await buildFederation(sql)).id, kind: 'COMMUNITY_JOINT_UNION', ...names } };
    },
  },
  approveUnion: unionStep('PREPARING'),
  activateUnion: unionStep('APPROVED'),
  suspendUnion: unionStep('ACTIVE'),
  dissolveUnion: unionStep('ACTIVE'),
  moveUnion: {
    ...unionStep('ACTIVE'),
    make: async (sql) => {
      const street = await buildUnionBelow(sql, await buildFederation(sql), 'STREET_UNION');
      const { id } = await buildJointUnion(sql);
      return { viewer: DISTRICT, input: { unionId: id, parentId: street.id, ...ONE } };
    },
  },
  linkUnionToPoint: {
    ...unionStep('ACTIVE'),
    may: ['INDUSTRY_ADMIN', 'BUREAU_ADMIN', 'CITY_DEPT'],
    make: async (sql) => {
      const industry = await buildUnionBelow(sql, await buildCity(sql), 'INDUSTRIAL_UNION');
      const viewer = staff(newId(), 'INDUSTRY_ADMIN', industry.scope_path);
      return { viewer, input: { unionId: industry.id, pointId: (await buildPoint(sql)).id, ...ONE } };
    },
  },
  setUnionFunction: {
    may: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      return { viewer: officer(union), input: { unionId: union.id, code: 'CULTURE', active: true, expectedVersion: 0 } };
    },
  },
  recordUnionActivity: {
    may: ['JOINT_UNION_OFFICER', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'done',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      await insert(sql, 'union_function', { union_id: union.id, code: 'CULTURE', active: true });
      return { viewer: officer(union), input: { unionId: union.id, code: 'CULTURE', note: '读书会' } };
    },
  },
};

const federationTrials: Trials = {
  openDepartment: {
    ...FEDERATION,
    twenty: 'DUPLICATE',
    make: async () => ({ viewer: CITY, input: { nameZh: fresh('部'), name: 'Department', roles: ['CITY_DEPT'] } }),
  },
  mergeDepartments: {
    ...FEDERATION,
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const departments = [{ departmentId: (await buildDepartment(sql)).id, ...ONE }];
      return { viewer: CITY, input: { departments, nameZh: fresh('合并部'), name: 'Merged' } };
    },
  },
  joinDepartment: {
    ...FEDERATION,
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const cadre = await buildStaff(sql, await buildCity(sql), { role: 'HQ_CADRE' });
      return { viewer: CITY, input: { staffId: cadre.id, departmentId: (await buildDepartment(sql)).id, ...ONE } };
    },
  },
  recordCoverage: {
    may: ['DISTRICT_ADMIN', 'CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      await buildFederation(sql);
      const [{ version } = {}] = await sql<{ version?: number }>("select version from district where code = '110105'");
      const counts = { communitiesTotal: 20, communitiesCovered: 19 };
      return { viewer: DISTRICT, input: { districtCode: '110105', ...counts, expectedVersion: version } };
    },
  },
};

export const structureTrials: Trials = { ...unionTrials, ...federationTrials };
