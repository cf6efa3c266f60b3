export type AttendanceMark = 'PRESENT' | 'EXCUSED' | 'ABSENT';

/** The share of meetings that somebody came to, in basis points rounded down; null without meetings. */
export const attendanceBp = (attended: number, meetings: number): number | null =>
  meetings === 0 ? null : Math.floor((attended * 10_000) / meetings);

/** Letters and digits that nobody mistakes for each other. */
export const CODE_LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
export const CODE_LENGTH = 8;

/** A code as it is kept, however it was typed. */
export const plainCode = (text: string): string => text.normalize('NFKC').replace(/[\s-]/gu, '').toUpperCase();
