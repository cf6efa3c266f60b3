import type { Transitions } from '@union-graph/subgraph';

export type CertificateKind = 'VOCATIONAL_QUALIFICATION' | 'SPECIAL_ABILITY' | 'POST_PERMIT';
export type CertSource = 'ASSESSMENT' | 'COMPETITION';
export type CertStatus = 'RECORDED' | 'VERIFIED' | 'VALID' | 'REVOKED' | 'WITHDRAWN';
export type CertificateFinding = 'NUMBER_FOUND' | 'HOLDER_CONFIRMED';

/** A certificate's life (domain rule 2.3.2). */
export const CERTIFICATE_TRANSITIONS: Transitions<CertStatus> = {
  RECORDED: ['VERIFIED', 'REVOKED', 'WITHDRAWN'],
  VERIFIED: ['VALID', 'REVOKED'],
  VALID: ['REVOKED'],
  REVOKED: [],
  WITHDRAWN: [],
};

/** What the issuer's answer makes of a certificate (domain rule 2.3.2: verification by number with the issuer). */
export const STATUS_AFTER: Readonly<Record<CertificateFinding, CertStatus>> = {
  NUMBER_FOUND: 'VERIFIED',
  HOLDER_CONFIRMED: 'VALID',
};

/** Whether the issuer has answered for the certificate, and it is not void. */
export const isVerified = (status: CertStatus): boolean => status === 'VERIFIED' || status === 'VALID';

/** A certificate's number as it is kept and compared: without blanks and hyphens, in upper case. */
export const plainCertNo = (text: string): string => text.replace(/[\s-]/g, '').toUpperCase();

export const isCertNo = (text: string): boolean => /^[0-9A-Z]{6,32}$/.test(text);

/** Vocational qualifications have a level from 5 to 1, other kinds have none (domain rule 2.3.1). */
export const levelFits = (kind: CertificateKind, level: number | null): boolean =>
  (kind === 'VOCATIONAL_QUALIFICATION') === (level !== null);

/**
 * Whether a certificate, by its alias, keeps its number from other records of its holder, as the index `certificate_no_of_member` says: a
 * record that was taken back, and one that was revoked and never confirmed, give it free.
 */
export const keepsNumber = (alias: string): string => `(${alias}.status in ('RECORDED', 'VERIFIED', 'VALID')
  or (${alias}.status = 'REVOKED' and coalesce(${alias}.revoked_from, 'VALID') = 'VALID'))`;
