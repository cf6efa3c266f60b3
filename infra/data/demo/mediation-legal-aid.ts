import { id } from '../ids.ts';
import type { Table } from './index.ts';
import { DEMO_CASES } from './mediation-case-list.ts';
import { lawyerId } from './mediation-people.ts';
import { personId } from './persons.ts';

/** The case in which an award was made and the money has not come. */
const CASE = 'awarded';
const LAWYER = 'zhou-ming';

const asks = DEMO_CASES.find(({ key }) => key === CASE)?.applicants[0]?.personId;
if (asks === undefined) throw new Error(`The demo case "${CASE}" has no worker with a record.`);
const grantId = id('legal-aid-grant', CASE);

/** A worker whom a lawyer helps to have an award enforced (S-39), and that this lawyer does not mediate for them (MED-INV-4). */
export const legalAidTables: readonly Table[] = [
  {
    table: 'legal_aid_grant',
    rows: [
      {
        id: grantId,
        case_id: id('mediation-case', CASE),
        member_id: asks,
        lawyer_id: lawyerId(LAWYER),
        lawyer_person_id: personId(LAWYER),
        scope: 'ENFORCEMENT',
        granted_on: '2013-10-14',
        granted_by: `person:${personId('feng-jing')}`,
        status: 'ACTIVE',
        version: 2,
      },
    ],
  },
  {
    table: 'legal_aid_work',
    rows: [
      {
        id: id('legal-aid-work', CASE),
        grant_id: grantId,
        worked_on: '2013-10-16',
        minutes: 90,
        note: '阅卷并起草强制执行申请书',
        recorded_at: '2013-10-16T17:00:00+08:00',
      },
    ],
  },
  {
    table: 'party_relation',
    rows: [
      {
        id: id('party-relation', `${LAWYER}-${CASE}`),
        person_id: personId(LAWYER),
        kind: 'ACTED_FOR',
        other_person_id: asks,
      },
    ],
  },
];
