import { hasRole } from '@union-graph/identity';
import {
  checkedDayOfWork,
  civilDay,
  forbidden,
  insertRow,
  isId,
  newId,
  notFound,
  refuseIf,
  requireIds,
  type Tx,
} from '@union-graph/subgraph';
import { DegreeProgramme } from '../degree-programme/DegreeProgramme.ts';
import { getEmployer } from '../member/getEmployer.ts';
import { getHolder } from '../member/place.ts';
import { actingPerson } from '../member/scope.ts';
import type { NominateForDegreeInput } from '../schema.gen.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import { nominationPolicy } from './policy.ts';

/** Nominates a worker (S-62). One nomination is live at a time, whichever union made it, by the index `degree_application_one_live`. */
export async function nominateForDegree(tx: Tx, input: NominateForDegreeInput): Promise<{ application: DegreeApplication }> {
  const { viewer } = tx;
  const { programmeId, examYear, agriculturalHukou, education } = input;
  requireIds({ memberId: input.memberId, employerId: input.employerId });
  if (!hasRole(viewer, 'JOINT_UNION_OFFICER'))
    throw forbidden(viewer, 'Workers are nominated by their base-level union.', { kind: 'role', anyOf: ['JOINT_UNION_OFFICER'] });
  const { memberId, scopePath } = await getHolder(tx, input.memberId.toLowerCase());
  nominationPolicy.authorise(viewer, 'nominateForDegree', { memberId, scopePath });
  const programme = isId(programmeId) ? await tx.db.findOneBy(DegreeProgramme, { id: programmeId }) : null;
  if (!programme) throw notFound('degree programme', programmeId);
  const today = civilDay(tx.now);
  checkYear(examYear, Number(today.slice(0, 4)));
  const employerId = await getEmployer(tx, { memberId, employerId: input.employerId, rule: 'SKL-INV-4' });
  const contractFrom = checkedDayOfWork(input.contractFrom, 'contractFrom', today);
  const contractTo = input.contractTo ?? null;
  refuseIf(contractTo !== null && contractTo < contractFrom, 'BAD_USER_INPUT', 'The contract ends before it begins.', {
    field: 'contractTo',
  });
  const application = await insertRow(tx.db, DegreeApplication, {
    ...UNDECIDED,
    id: newId(),
    memberId,
    programmeId: programme.id,
    examYear,
    unionId: unionOf(scopePath),
    nominatedBy: actingPerson(viewer),
    nominatedOn: today,
    employerId,
    agriculturalHukou,
    education,
    contractFrom,
    contractTo,
    status: 'NOMINATED' as const,
    scopePath,
    version: 1,
  });
  return { application };
}

const UNDECIDED = {
  checkedBy: null,
  checkedAt: null,
  ruleCode: null,
  reasons: [],
  examNo: null,
  examScore: null,
  examAbsent: false,
  scoreLine: null,
  admittedBy: null,
  admittedAt: null,
  studentNo: null,
  startsOn: null,
  endedOn: null,
  endedBecause: null,
  certificateId: null,
  diplomaNo: null,
};

const unionOf = (scopePath: string): string => scopePath.split('/').at(-2) as string;

function checkYear(examYear: number, thisYear: number): void {
  refuseIf(
    examYear < thisYear || examYear > thisYear + 1,
    'VALIDATION_FAILED',
    `Workers are nominated for the examination of ${thisYear} or ${thisYear + 1}; got ${examYear}.`,
    { rule: 'S-62', field: 'examYear' },
  );
}
