import type { MediationCase } from '../case/MediationCase.ts';
import type { CaseDocumentKind } from '../schema.gen.ts';

/** A document of a case that can be printed; its text is made when it is read. */
export interface CaseDocument {
  readonly kind: CaseDocumentKind;
  readonly row: MediationCase;
}
