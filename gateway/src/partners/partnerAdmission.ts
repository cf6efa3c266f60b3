import type { Viewer } from '@union-graph/identity';
import type { Logger } from 'pino';
import { type Admission, admit } from '../agreements/admit.ts';
import type { AgreementState, AgreementStateSource } from '../agreements/agreementState.ts';
import type { EarlyRefusal } from '../request/refusal.ts';

/** Who of the partners comes in, and under which agreement. */
export interface PartnerAdmission {
  admit(viewer: Viewer, purpose: string | undefined, now: Date): Promise<Admission | EarlyRefusal>;
}

/** Lets partners in by what the governance database says now; while it cannot be asked, nobody. */
export const createPartnerAdmission = (source: AgreementStateSource, log: Logger): PartnerAdmission => ({
  admit: async (viewer, purpose, now) => {
    let agreementState: AgreementState;
    try {
      agreementState = await source.current();
    } catch (error) {
      log.warn({ reason: error instanceof Error ? error.message : String(error) }, 'no partner can be let in now');
      return {
        status: 503,
        code: 'DEPENDENCY_UNAVAILABLE',
        message: 'Agreements cannot be looked up now. Try again in a moment.',
      };
    }
    const entered = admit(agreementState, viewer, purpose, now);
    return 'code' in entered ? { status: 403, ...entered } : entered;
  },
});
