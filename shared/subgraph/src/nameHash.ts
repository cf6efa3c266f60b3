import { createHash } from 'node:crypto';

/** What spellings of one name have in common: Unicode NFKC, no blanks, small letters. For comparing, not for showing. */
export const foldedName = (name: string): string => name.normalize('NFKC').replace(/\s/gu, '').toLowerCase();

/** A name by which services recognise one organisation without telling each other its name, since events hold no names (domain rule 2.0). */
export const nameHash = (name: string): string => createHash('sha256').update(foldedName(name)).digest('hex');
