import type { QuotaWindow } from './quotaWindow.ts';

/** What one request has read, written down while it runs; the access record is made of it before the answer leaves. */
export interface RecordDraft {
  /** The operation's name; undefined until it is known, and for one without a name. */
  operationName: string | undefined;
  /** SHA-256 of the operation's text, in hex; undefined until the server has read it. */
  operationHash: string | undefined;
  /** The fields and arguments it reads, sorted; empty until they are known. */
  coordinates: readonly string[];
  /** Whether it reads personal fields. */
  isPersonal: boolean;
  /** Ids of the persons whose data were read. */
  readonly subjects: Set<string>;
  /** Rows in the answer: entities, and items of lists that no entity holds. */
  rows: number;
  /** Values that a mask held back. */
  suppressed: number;
  /** Personal values of persons who have no record of their own. */
  unowned: number;
  /** Whether anything was answered. */
  isAnswered: boolean;
  /** The codes of the errors in the answer. */
  codes: readonly string[];
  /** What the request is counted by, where it was let in before it was counted. */
  uncounted: QuotaWindow | null;
  /** Whether it reads the partner's own agreement and nothing beside, which costs no quota. */
  isOwnAgreement: boolean;
}

export const newRecordDraft = (): RecordDraft => ({
  operationName: undefined,
  operationHash: undefined,
  coordinates: [],
  isPersonal: false,
  subjects: new Set(),
  rows: 0,
  suppressed: 0,
  unowned: 0,
  isAnswered: false,
  codes: [],
  uncounted: null,
  isOwnAgreement: false,
});
