import type { Viewer } from '@union-graph/identity';
import type { Logger } from 'pino';
import { type Admission, type AdmissionRefusal, admit } from '../agreements/admit.ts';
import type { AgreementState, AgreementStateSource } from '../agreements/agreementState.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

/** Why a partner's request has no agreement; under an emergency stop it is refused whatever it asks for. */
export type NotAdmitted = EarlyRefusal & Pick<AdmissionRefusal, 'isStopped'>;

/** Admits a partner's request under one agreement, or refuses it. */
export interface PartnerAdmission {
  admit(viewer: Viewer, purpose: string | undefined, now: Date): Promise<Admission | NotAdmitted>;
}

/** Admits partners by the current agreement state. While the governance database is unavailable, all are refused. */
export const createPartnerAdmission = (source: AgreementStateSource, log: Logger): PartnerAdmission => ({
  admit: async (viewer, purpose, now) => {
    let agreementState: AgreementState;
    try {
      agreementState = await source.current();
    } catch (error) {
      log.warn(
        { reason: error instanceof Error ? error.message : String(error) },
        'partners are refused: the agreement state cannot be read',
      );
      return {
        status: 503,
        code: 'DEPENDENCY_UNAVAILABLE',
        message: 'Agreements cannot be looked up now. Try again in a moment.',
      };
    }
    const admitted = admit(agreementState, viewer, purpose, now);
    return 'code' in admitted ? { status: 403, ...admitted } : admitted;
  },
});
