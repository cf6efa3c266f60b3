import { Refusal } from '@union-graph/subgraph';

const taken = (what: string, field: string) => () =>
  new Refusal('DUPLICATE', `This ${what} belongs to somebody else. Read it once more from the document.`, { field });

/** What a violated constraint of this noun means to a client. */
export const degreeConstraints = {
  degree_application_one_live: () =>
    new Refusal('DUPLICATE', 'A union has nominated this worker already, and that nomination is live.', {
      rule: 'S-62',
      field: 'memberId',
    }),
  degree_application_one_a_year: () =>
    new Refusal('DUPLICATE', 'This worker was nominated for the examination of that year before.', {
      rule: 'S-62',
      field: 'examYear',
    }),
  degree_application_exam_no: taken('number in the examination', 'examNo'),
  degree_application_student_no: taken('student’s number', 'studentNo'),
  degree_application_diploma_no: taken('number of a diploma', 'diplomaNo'),
  degree_rule_code: () =>
    new Refusal('DUPLICATE', 'There is a rule of this name already. Choose another one.', { field: 'code' }),
};
