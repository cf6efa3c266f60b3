import { createHash } from 'node:crypto';
import { inScope } from '@union-graph/identity';
import {
  bytesOf,
  checkedNumber,
  civilDay,
  decodeFile,
  forbidden,
  insertRow,
  lockByName,
  newId,
  Refusal,
  refuseIf,
  rows,
  sql,
  type Tx,
  UnreadableFile,
} from '@union-graph/subgraph';
import { WHOLE_CITY } from '../agency/policy.ts';
import { type DegreeStatus, statusOfScore } from '../degree-application/rules.ts';
import { actingPerson } from '../member/scope.ts';
import { numbers } from '../rule/numbers.ts';
import type { ImportExamScoresInput } from '../schema.gen.ts';
import { ExamScoreImport } from './ExamScoreImport.ts';
import { MOST_ROWS, type ReadFile, type RowFault, readScores } from './readScores.ts';

/** A file whose bytes were read; its text is in no fingerprint of a request and no log. */
export interface ScoresToImport {
  readonly idempotencyKey: string;
  readonly examYear: number;
  readonly dryRun: boolean;
  readonly expectedRowCount: number | null;
  readonly sha256: string;
}

export interface ExamScoreReport extends Pick<ScoresToImport, 'examYear' | 'dryRun'> {
  readonly rowCount: number;
  readonly takenCount: number;
  readonly correctedCount: number;
  readonly unchangedCount: number;
  readonly passedCount: number;
  readonly failedCount: number;
  readonly errorCount: number;
  readonly errors: RowFault[];
}

const MOST_ERRORS = 1_000;

/** Reads the file before anything is begun. */
export function readFile({
  idempotencyKey,
  examYear,
  dryRun,
  expectedRowCount,
  file,
  fileBase64,
}: ImportExamScoresInput): [ScoresToImport, string] {
  if ((file == null) === (fileBase64 == null))
    throw new Refusal('BAD_USER_INPUT', 'Send the file as text in "file", or as it is saved in "fileBase64": one of the two.', {
      field: 'file',
    });
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is what no text has
  if (file != null && /\u0000|\p{Surrogate}/u.test(file))
    throw new Refusal('BAD_USER_INPUT', 'The file holds characters that are no text. Send its bytes in "fileBase64".', {
      field: 'file',
    });
  if (expectedRowCount != null) checkedNumber(expectedRowCount, 'expectedRowCount', [1, MOST_ROWS]);
  const text = file ?? decoded(fileBase64 as string);
  const sha256 = createHash('sha256').update(text).digest('hex');
  return [{ idempotencyKey, examYear, dryRun, expectedRowCount: expectedRowCount ?? null, sha256 }, text];
}

function decoded(base64: string): string {
  try {
    return decodeFile(bytesOf(base64));
  } catch (error) {
    if (error instanceof UnreadableFile) throw new Refusal('BAD_USER_INPUT', error.message, { field: 'fileBase64' });
    throw error;
  }
}

/**
 * Takes the scores of a file, all in one transaction; rows with faults are told and change nothing. A file that was taken before does not
 * bring back what was corrected since: it only brings what had no score yet.
 */
export async function importExamScores(tx: Tx, asked: ScoresToImport, text: string): Promise<{ report: ExamScoreReport }> {
  const { examYear, dryRun, expectedRowCount, sha256 } = asked;
  if (!inScope(tx.viewer, WHOLE_CITY, 'CITY_DEPT'))
    throw forbidden(tx.viewer, "Scores are imported by the city's departments.", { kind: 'role', anyOf: ['CITY_DEPT'] });
  const importedBy = actingPerson(tx.viewer);
  refuseIf(
    examYear < 2011 || examYear > Number(civilDay(tx.now).slice(0, 4)),
    'VALIDATION_FAILED',
    `There are no scores of ${examYear}: the plan began in 2011, and an examination that is ahead has none.`,
    { rule: 'S-62', field: 'examYear' },
  );
  const file = readScores(text, { examYear, expectedRowCount, maxScore: tx.number(numbers.EXAM_MAX_SCORE) });
  // One import of a year after the other: what a file brings depends on what others brought.
  await lockByName(tx.db, `exam scores ${examYear}`);
  const known = await tx.db.findOneBy(ExamScoreImport, { examYear, sha256 });
  const judged = await judge(tx, examYear, file, known !== null);
  if (!dryRun) {
    await write(tx, judged.changes);
    const takenCount = judged.report.takenCount + judged.report.correctedCount;
    await insertRow(tx.db, ExamScoreImport, {
      id: newId(),
      examYear,
      sha256,
      rowCount: file.rowCount,
      takenCount,
      importedBy,
      importedAt: tx.now,
    });
  }
  return { report: { examYear, dryRun, ...judged.report } };
}

interface Found {
  readonly id: string;
  readonly examNo: string;
  readonly status: DegreeStatus;
  readonly examScore: number | null;
  readonly line: number | null;
}

interface Change {
  readonly id: string;
  readonly score: number | null;
  readonly line: number | null;
  readonly status: DegreeStatus;
}

/** Until somebody is admitted, a score can be corrected. */
const CORRECTABLE: readonly DegreeStatus[] = ['EXAM_TAKEN', 'SCORE_PASSED', 'SCORE_FAILED'];

/** What the file changes, and what is wrong with it. */
async function judge(tx: Tx, examYear: number, { rowCount, scores, faults, columns }: ReadFile, isKnownFile: boolean) {
  const found = await findApplications(
    tx,
    examYear,
    scores.map(({ examNo }) => examNo),
  );
  const errors: RowFault[] = [...faults];
  const [taken, corrected]: [Change[], Change[]] = [[], []];
  let unchangedCount = 0;
  for (const { line, examNo, score } of scores) {
    const application = found.get(examNo);
    const where = { line, column: columns.exam_no };
    if (!application) {
      errors.push({ ...where, code: 'NOT_FOUND', message: 'Nobody of the degree plan is registered under this number.' });
      continue;
    }
    const change = { id: application.id, score, line: application.line, status: statusOfScore(score, application.line) };
    if (application.status === 'EXAM_REGISTERED') taken.push(change);
    else if (application.examScore === score || isKnownFile) unchangedCount++;
    else if (CORRECTABLE.includes(application.status)) corrected.push(change);
    else
      errors.push({
        line,
        column: columns.score,
        code: 'INVALID_TRANSITION',
        message: `The applicant is ${application.status} with another score; it is not corrected any more.`,
      });
  }
  const changes = [...taken, ...corrected];
  errors.sort((one, other) => one.line - other.line);
  return {
    changes,
    report: {
      rowCount,
      takenCount: taken.length,
      correctedCount: corrected.length,
      unchangedCount,
      passedCount: changes.filter(({ status }) => status === 'SCORE_PASSED').length,
      failedCount: changes.filter(({ status }) => status === 'SCORE_FAILED').length,
      errorCount: errors.length,
      errors: errors.slice(0, MOST_ERRORS),
    },
  };
}

/** The applications of these numbers, locked in the order of their ids, each with the line of its programme, whose row is locked before. */
async function findApplications({ db }: Tx, examYear: number, examNos: readonly string[]): Promise<Map<string, Found>> {
  await rows(
    db,
    sql`select from degree_programme p where p.id in (select a.programme_id from degree_application a
      where a.exam_year = ${examYear} and a.exam_no = any(${examNos})) order by p.id for share`,
  );
  const found = await rows<Found>(
    db,
    sql`select a.id, a.exam_no as "examNo", a.status, a.exam_score as "examScore",
        (select l.line from score_line l where l.programme_id = a.programme_id and l.year = a.exam_year) as line
      from degree_application a where a.exam_year = ${examYear} and a.exam_no = any(${examNos}) order by a.id for update`,
  );
  return new Map(found.map((one) => [one.examNo, one]));
}

const write = ({ db }: Tx, changes: readonly Change[]): Promise<unknown> =>
  rows(
    db,
    sql`update degree_application a set exam_score = c.score, exam_absent = c.score is null, score_line = c.line, status = c.status, version = a.version + 1
      from unnest(${changes.map(({ id }) => id)}::uuid[], ${changes.map(({ score }) => score)}::int[],
        ${changes.map(({ line }) => line)}::int[], ${changes.map(({ status }) => status)}::text[]) as c(id, score, line, status)
      where a.id = c.id`,
  );
