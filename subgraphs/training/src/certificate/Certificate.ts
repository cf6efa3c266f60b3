import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CertificateKind, CertSource, CertStatus } from './rules.ts';

@Entity('certificate')
export class Certificate {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'kind' })
  kind!: CertificateKind;

  @Column('int', { name: 'level' })
  level!: number | null;

  @Column('text', { name: 'occupation_code' })
  occupationCode!: string;

  @Column('text', { name: 'cert_no' })
  certNo!: string;

  @Column('text', { name: 'issued_by' })
  issuedBy!: string;

  /** The agency that entered it itself; null where its holder or an officer did. */
  @Column('text', { name: 'issuing_agency' })
  issuingAgency!: string | null;

  @Column('date', { name: 'issued_at' })
  issuedAt!: string;

  @Column('text', { name: 'source' })
  source!: CertSource;

  @Column('text', { name: 'status' })
  status!: CertStatus;

  @Column('text', { name: 'issuer_ref' })
  issuerRef!: string | null;

  @Column('uuid', { name: 'verified_by' })
  verifiedBy!: string | null;

  @Column('timestamptz', { name: 'verified_at' })
  verifiedAt!: Date | null;

  @Column('text', { name: 'revoked_reason' })
  revokedReason!: string | null;

  @Column('uuid', { name: 'revoked_by' })
  revokedBy!: string | null;

  @Column('timestamptz', { name: 'revoked_at' })
  revokedAt!: Date | null;

  /** The state that it was revoked from: one whose holder was confirmed keeps its number. */
  @Column('text', { name: 'revoked_from' })
  revokedFrom!: CertStatus | null;

  @Column('text', { name: 'withdrawn_reason' })
  withdrawnReason!: string | null;

  @Column('uuid', { name: 'withdrawn_by' })
  withdrawnBy!: string | null;

  @Column('timestamptz', { name: 'withdrawn_at' })
  withdrawnAt!: Date | null;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
