import { Refusal, refuseIf, refuseUnused } from '@union-graph/subgraph';
import type { ClaimKind, JudgmentOutcome, RecordJudgmentInput } from '../schema.gen.ts';

/** What an award of a small sum may be about to bind the employer at once (Mediation and Arbitration Law, art. 47). */
const FINAL_KINDS: readonly ClaimKind[] = ['WAGES', 'OVERTIME', 'INJURY_MEDICAL', 'COMPENSATION', 'DAMAGES'];
const FINAL_MONTHS = 12n;

/** An award is final for the employer when it is for money of those kinds, up to twelve monthly minimum wages (P11, art. 47). */
export const isFinal = (kinds: readonly ClaimKind[], awardedFen: bigint, monthlyMinimumFen: bigint): boolean =>
  kinds.every((kind) => FINAL_KINDS.includes(kind)) && awardedFen <= FINAL_MONTHS * monthlyMinimumFen;

/** What each outcome does not tell. */
const UNUSED = {
  SUED: ['documentNo', 'judgedFen'],
  JUDGED: ['suedBy', 'suedFen'],
  NOT_SUED: ['suedBy', 'suedFen', 'documentNo', 'judgedFen'],
} as const satisfies Readonly<Record<JudgmentOutcome, readonly (keyof RecordJudgmentInput)[]>>;

/** Throws for a judgment that lacks what its outcome needs or tells what it has not, or a suit that a final award does not allow. */
export function checkJudgment(input: RecordJudgmentInput, award: { isFinal: boolean }, sued: boolean): void {
  const { outcome, suedBy, suedFen, documentNo, judgedFen } = input;
  const expected = sued ? outcome === 'JUDGED' : outcome !== 'JUDGED';
  if (!expected) {
    throw new Refusal(
      'INVALID_TRANSITION',
      sued ? 'A court was asked; what comes next is its judgment.' : 'No court was asked; there can be no judgment.',
      { field: 'outcome' },
    );
  }
  refuseUnused(input, UNUSED[outcome], `The outcome "${outcome}" tells nothing of the kind.`);
  refuseIf(outcome === 'SUED' && suedBy == null, 'BAD_USER_INPUT', 'A suit is brought by one side; name it.', {
    field: 'suedBy',
  });
  refuseIf(
    outcome === 'SUED' && suedBy === 'RESPONDENT' && award.isFinal,
    'VALIDATION_FAILED',
    'The award is final for the employer, who cannot sue.',
    {
      rule: 'P11 art. 47',
      field: 'suedBy',
    },
  );
  refuseIf(
    suedFen != null && (suedBy !== 'APPLICANT' || suedFen <= 0n),
    'BAD_USER_INPUT',
    'A sum is sued for by the applicant, and is more than zero.',
    { field: 'suedFen' },
  );
  refuseIf(outcome === 'JUDGED' && !documentNo?.trim(), 'BAD_USER_INPUT', 'A judgment has a number.', { field: 'documentNo' });
  refuseIf(outcome === 'JUDGED' && judgedFen == null, 'BAD_USER_INPUT', 'A judgment gives a sum, which may be zero.', {
    field: 'judgedFen',
  });
}
