import { newId } from '@union-graph/subgraph';
import { insert, member, type Row, type Sql, staff } from '@union-graph/testing';
import { buildCity, buildJointUnion, buildMember, buildPoint, buildStaff } from '../builders/index.ts';
import { CITY_ADMINISTRATORS, type Trial, type Trials } from './trial.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const DISTRICT = staff(newId(), 'DISTRICT_ADMIN', '/city/110105/');
const ONE = { expectedVersion: 1 };

/** What an administrator does with one of the staff of a joint union. */
const staffStep = (overrides: Row = {}): Trial => ({
  elsewhere: 'NOT_FOUND',
  twenty: 'VERSION_CONFLICT',
  may: CITY_ADMINISTRATORS,
  make: async (sql) => {
    const person = await buildStaff(sql, await buildJointUnion(sql), { on_public_duty: false, ...overrides });
    return { viewer: DISTRICT, input: { staffId: person.id, ...ONE } };
  },
});

const workTrials: Trials = {
  hireStaff: {
    may: CITY_ADMINISTRATORS,
    elsewhere: 'FORBIDDEN',
    twenty: 'done',
    make: async (sql) => {
      const union = await buildJointUnion(sql);
      const post = { role: 'JOINT_UNION_OFFICER', employer: 'GRASSROOTS', hiredAt: '2013-10-08', workEmail: 'he@union.local' };
      return { viewer: DISTRICT, input: { nameZh: '何涛', unionId: union.id, ...post } };
    },
  },
  confirmStaff: staffStep({ status: 'PROBATION', probation_until: '2013-12-31' }),
  endStaff: staffStep(),
  assignStaff: {
    ...staffStep(),
    twenty: 'DUPLICATE',
    make: async (sql) => {
      const person = await buildStaff(sql, await buildJointUnion(sql), { on_public_duty: false });
      return { viewer: DISTRICT, input: { staffId: person.id, pointId: (await buildPoint(sql)).id } };
    },
  },
  endAssignment: {
    ...staffStep(),
    make: async (sql) => {
      const person = await buildStaff(sql, await buildJointUnion(sql), { on_public_duty: false });
      const duty = { id: newId(), staff_member_id: person.id, union_id: person.union_id, from_day: '2013-01-04' };
      await insert(sql, 'staff_assignment', duty);
      return { viewer: DISTRICT, input: { assignmentId: duty.id, ...ONE } };
    },
  },
};

const buildCadre = async (sql: Sql) => buildStaff(sql, await buildCity(sql), { role: 'HQ_CADRE', employer: 'CITY_HQ' });

async function buildLink(sql: Sql) {
  const [cadre, worker] = [await buildCadre(sql), await buildMember(sql)];
  const link = { id: newId(), cadre_id: cadre.id, member_id: worker.id, since: '2013-01-07' };
  await insert(sql, 'cadre_link', link);
  return { cadreId: cadre.id as string, linkId: link.id };
}

const cadreTrials: Trials = {
  linkCadre: {
    may: ['CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      const target = { memberId: (await buildMember(sql)).id };
      return { viewer: CITY, input: { cadreId: (await buildCadre(sql)).id, target } };
    },
  },
  endCadreLink: {
    may: ['CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => ({ viewer: CITY, input: { linkId: (await buildLink(sql)).linkId, ...ONE } }),
  },
  recordVisit: {
    may: ['CITY_DEPT'],
    elsewhere: 'NOT_FOUND',
    twenty: 'done',
    make: async (sql) => {
      const { cadreId, linkId } = await buildLink(sql);
      const demands = [{ category: 'SERVICES', topic: '班车', text: '请协调班车' }];
      return { viewer: { ...member(cadreId), grants: [] }, input: { linkId, note: '走访', demands } };
    },
  },
};

export const staffTrials: Trials = { ...workTrials, ...cadreTrials };
