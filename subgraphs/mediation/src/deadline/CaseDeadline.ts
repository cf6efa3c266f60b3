import type { CaseDeadlineKind } from '../schema.gen.ts';

/** Something that is due in a case. */
export interface CaseDeadline {
  /** Case and kind, unique in the list. */
  readonly key: string;
  readonly caseId: string;
  readonly kind: CaseDeadlineKind;
  /** A civil day. */
  readonly dueOn: string;
}
