import { newId } from '@union-graph/subgraph';
import { insert, member, type Sql, staff } from '@union-graph/testing';
import { buildCity, buildJointUnion, buildMember, buildPlan, buildRequest, buildStaff, buildTask } from '../builders/index.ts';
import { fresh, type Trial, type Trials } from './trial.ts';

const CITY = staff(newId(), 'CITY_DEPT');
const HOTLINE = staff(newId(), 'HOTLINE_AGENT');
const ONE = { expectedVersion: 1 };
const DISPATCHERS = ['HOTLINE_AGENT', 'DISTRICT_ADMIN', 'CITY_DEPT'] as const;
const REQUEST_STAFF = [...DISPATCHERS, 'STATION_STAFF', 'JOINT_UNION_OFFICER'] as const;

/** A plan and what hangs on it are rows that are only added, so they are made once. */
async function plan(sql: Sql): Promise<void> {
  const known = await sql('select from plan');
  if (known.length === 0) await buildPlan(sql);
}

const requestStep = (status: string, more: object, trial: Pick<Trial, 'may'>): Trial => ({
  ...trial,
  elsewhere: 'NOT_FOUND',
  twenty: 'VERSION_CONFLICT',
  make: async (sql) => {
    const request = await buildRequest(sql, await buildMember(sql), status);
    return { viewer: HOTLINE, input: { requestId: request.id, ...ONE, ...more } };
  },
});

const requestTrials: Trials = {
  submitServiceRequest: {
    may: REQUEST_STAFF,
    elsewhere: 'NOT_FOUND',
    twenty: 'done',
    make: async (sql) => {
      const { id } = await buildMember(sql);
      return {
        viewer: member(id),
        input: { channel: 'WEB', category: 'RIGHTS', topic: '欠薪', text: '三个月没有发工资', requesterId: id },
      };
    },
  },
  triageServiceRequest: requestStep('RECEIVED', { difficulty: 'SIMPLE' }, { may: DISPATCHERS }),
  dispatchServiceRequest: requestStep('TRIAGED', { target: 'MEDIATION' }, { may: DISPATCHERS }),
  resolveServiceRequest: requestStep('DISPATCHED', { answer: '已答复' }, { may: REQUEST_STAFF }),
  confirmClosure: requestStep('RESOLVED', { satisfaction: 5 }, { may: ['HOTLINE_AGENT'] }),
  reopenServiceRequest: {
    ...requestStep('RESOLVED', {}, { may: [] }),
    make: async (sql) => {
      const requester = await buildMember(sql);
      const request = await buildRequest(sql, requester, 'RESOLVED');
      return { viewer: member(requester.id), input: { requestId: request.id, reason: '没有解决', ...ONE } };
    },
  },
};

/** An unused month of the past: one measurement an indicator, scope and period. */
function month(): string {
  const at = Number(fresh(''));
  return `${1990 + Math.floor(at / 12)}-${String((at % 12) + 1).padStart(2, '0')}`;
}

async function buildConference(sql: Sql): Promise<string> {
  const conference = { id: newId(), held_on: '2013-10-18' };
  await insert(sql, 'joint_conference', conference);
  return conference.id;
}

/** Above the numbers that `buildTask` gives. */
let lastSeq = 500;

const planTrials: Trials = {
  setOrganisationRule: {
    may: ['CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      const values = await sql("select from rule_number where name = 'HOMES_WANTED'");
      const set = { name: 'HOMES_WANTED', value: 1_200, effectiveFrom: '2014-01-01', reason: '扩大目标' };
      return { viewer: CITY, input: { ...set, expectedVersion: values.length } };
    },
  },
  recordMeasurement: {
    may: ['CITY_DEPT', 'DISTRICT_ADMIN'],
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      await plan(sql);
      // A plan of so many years that each call finds a month of its own.
      await sql('update plan set from_year = 1990');
      return { viewer: CITY, input: { indicatorCode: 'IND-01', period: month(), numerator: 90, denominator: 100 } };
    },
  },
  recordJointConference: {
    may: ['CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'done',
    make: async (sql) => {
      const units = [await buildCity(sql), await buildJointUnion(sql)];
      return { viewer: CITY, input: { heldAt: '2013-10-18', attendees: units.map(({ id }) => ({ unionId: id })) } };
    },
  },
  recordResolution: {
    may: ['CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => ({ viewer: CITY, input: { conferenceId: await buildConference(sql), text: '加快进度', ...ONE } }),
  },
  createTaskProject: {
    may: ['CITY_DEPT'],
    elsewhere: 'FORBIDDEN',
    twenty: 'DUPLICATE',
    make: async (sql) => {
      await plan(sql);
      const lead = { unionId: (await buildCity(sql)).id };
      const task = { planCode: '12-5', seq: ++lastSeq, nameZh: '折子工程', dueAt: '2013-12-31' };
      return { viewer: CITY, input: { ...task, lead, indicatorCodes: ['IND-01'] } };
    },
  },
  reportTaskProgress: {
    may: [],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      await plan(sql);
      const city = await buildCity(sql);
      const [task, person] = [await buildTask(sql, city), await buildStaff(sql, city)];
      const input = { taskId: task.id, progressBp: 5_000, text: '过半', ...ONE };
      return { viewer: staff(person.id as string, 'CITY_DEPT'), input };
    },
  },
  verifyTask: {
    may: ['CITY_DEPT', 'AUDITOR'],
    elsewhere: 'FORBIDDEN',
    twenty: 'VERSION_CONFLICT',
    make: async (sql) => {
      await plan(sql);
      const task = await buildTask(sql, await buildCity(sql), 'COMPLETED');
      return { viewer: staff(newId(), 'AUDITOR'), input: { taskId: task.id, ...ONE } };
    },
  },
};

export const workTrials: Trials = { ...requestTrials, ...planTrials };
