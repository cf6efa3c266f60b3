import { assertTransition, civilDay, Refusal, refuseIf, type Tx, updateRow } from '@union-graph/subgraph';
import type { RegisterExamInput } from '../schema.gen.ts';
import { DegreeApplication } from './DegreeApplication.ts';
import { lockApplication } from './lockApplication.ts';
import { degreePolicy } from './policy.ts';
import { DEGREE_TRANSITIONS } from './rules.ts';

/** Notes the examination authority's number; one of a year belongs to one applicant, by the index `degree_application_exam_no`. */
export async function registerExam(tx: Tx, input: RegisterExamInput): Promise<{ application: DegreeApplication }> {
  const asked = await lockApplication(tx, input);
  degreePolicy.authorise(tx.viewer, 'registerExam', asked);
  const { application } = asked;
  assertTransition(DEGREE_TRANSITIONS, 'application', application.status, 'EXAM_REGISTERED');
  refuseIf(
    Number(civilDay(tx.now).slice(0, 4)) > application.examYear,
    'DEADLINE_PASSED',
    `The examination of ${application.examYear} is over. Have the worker nominated for another year.`,
    { field: 'applicationId' },
  );
  const examNo = checkedNo(input.examNo, 'examNo', 6);
  return { application: await updateRow(tx.db, DegreeApplication, application, { status: 'EXAM_REGISTERED', examNo }) };
}

/** A number on a document in the one form it is kept and compared in: without blanks, in upper case. */
export function checkedNo(text: string, field: string, shortest: number): string {
  const plain = plainNo(text);
  if (new RegExp(`^[0-9A-Z]{${shortest},20}$`).test(plain)) return plain;
  throw new Refusal('BAD_USER_INPUT', `"${field}" has ${shortest} to 20 digits and letters, such as 13110105012345.`, { field });
}

export const plainNo = (text: string): string => text.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
