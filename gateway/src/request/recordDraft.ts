import type { QuotaWindow } from './quotaWindow.ts';

/** The parts of an access record that are gathered while its request runs. The record is written before the response is sent. */
export interface RecordDraft {
  /** The operation's name; undefined for an anonymous operation, and before it is resolved. */
  operationName: string | undefined;
  /** SHA-256 of the document's text, in hex; undefined before it is parsed. */
  operationHash: string | undefined;
  /** The schema coordinates that the operation reads, sorted. */
  coordinates: readonly string[];
  /** Whether the operation selects personal fields. */
  isPersonal: boolean;
  /** The ids of the data subjects. */
  readonly subjects: Set<string>;
  /** The rows in the response: entities, and list items outside of entities. */
  rows: number;
  /** The number of values that masks withheld. */
  suppressed: number;
  /** The number of personal values whose person has no id. */
  unowned: number;
  /** Whether the response has data. */
  isAnswered: boolean;
  /** The error codes of the response. */
  codes: readonly string[];
  /** The quota window in which the request will be counted together with its record; null when the count is not deferred. */
  deferredQuotaWindow: QuotaWindow | null;
  /** Whether the operation reads only the partner's own agreement, which is not counted in its quota. */
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
  deferredQuotaWindow: null,
  isOwnAgreement: false,
});
