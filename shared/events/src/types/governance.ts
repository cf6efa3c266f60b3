import { defineEvent } from '../define.ts';
import { day, id } from '../fields.ts';

/** A partner has not confirmed in time that it deleted what it read under an ended agreement (4.3 no. 10). */
export const deletionOverdue = defineEvent('governance', 'agreement.deletionOverdue', { partyId: id, dueOn: day });
