import type { MediationCase } from '../case/MediationCase.ts';
import type { CaseDocumentKind, ConfirmationRoute } from '../schema.gen.ts';

/** What each document is called. */
export const TITLES: Readonly<Record<CaseDocumentKind, string>> = {
  APPLICATION: '劳动争议调解申请书',
  ACCEPTANCE_NOTICE: '劳动争议调解受理通知书',
  REFUSAL_NOTICE: '劳动争议调解不予受理通知书',
  AGREEMENT: '劳动争议调解协议书',
  ARBITRATION_REVIEW: '劳动争议调解协议仲裁审查申请书',
  JUDICIAL_CONFIRMATION: '劳动争议调解协议司法确认申请书',
};

type Facts = Pick<MediationCase, 'status' | 'acceptedAt' | 'refusedAt' | 'agreedAt'>;

/** The documents that a case has so far: each from the moment on at which what it says has happened. */
export function documentsOf(
  { status, acceptedAt, refusedAt, agreedAt }: Facts,
  route: ConfirmationRoute | null,
): CaseDocumentKind[] {
  const has: readonly [CaseDocumentKind, boolean][] = [
    ['APPLICATION', status !== 'DRAFT'],
    ['ACCEPTANCE_NOTICE', acceptedAt !== null],
    ['REFUSAL_NOTICE', refusedAt !== null],
    ['AGREEMENT', agreedAt !== null],
    ['ARBITRATION_REVIEW', route === 'ARBITRATION_REVIEW'],
    ['JUDICIAL_CONFIRMATION', route === 'JUDICIAL'],
  ];
  return has.filter(([, is]) => is).map(([kind]) => kind);
}
