import { bargainingNumbers } from './bargainingNumbers.ts';
import { caseNumbers } from './caseNumbers.ts';
import { cooperationNumbers } from './cooperationNumbers.ts';

/** The numbers of the rules of mediation; their values are dated rows (domain rule 2.2.2, C-21). */
export const numbers = { ...caseNumbers, ...bargainingNumbers, ...cooperationNumbers };
