import { Refusal } from '@union-graph/subgraph';

const fileExists = () =>
  new Refusal('HOUSEHOLD_FILE_EXISTS', 'The household, or one of its persons, has an open hardship file already.', {
    rule: 'FND-INV-4',
    field: 'members',
  });

/** What a violated constraint of this noun means to a client. */
export const hardshipConstraints = {
  hardship_file_one_open: fileExists,
  hardship_file_one_household: fileExists,
  household_member_one_open: fileExists,
  household_member_one_open_record: fileExists,
  hardship_file_persons_once: () =>
    new Refusal(
      'HOUSEHOLD_FILE_EXISTS',
      'Somebody of this household stands in another open file, as their record was corrected or merged meanwhile. Reject or end one of the two files first.',
      { rule: 'FND-INV-4', field: 'fileId' },
    ),
  household_member_proven: () =>
    new Refusal(
      'VALIDATION_FAILED',
      'The record of a worker of this household has another identity number. Type the number of the record, or have the union correct the record first.',
      { rule: 'FND-INV-4', field: 'members' },
    ),
  objection_once: () =>
    new Refusal('DUPLICATE', 'You have objected to this notice before. Your objection is being decided.', {
      rule: 'S-34',
      field: 'noticeId',
    }),
};
