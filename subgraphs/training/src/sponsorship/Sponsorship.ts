import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { SponsorshipStatus } from './rules.ts';

/** What sponsors pay for a member's studies (S-62, SKL-INV-8). */
@Entity('sponsorship')
export class Sponsorship {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  /** Null only for sponsorships of before applications were kept. */
  @Column('uuid', { name: 'application_id' })
  applicationId!: string | null;

  @Column('bigint', { name: 'total_fen' })
  totalFen!: bigint;

  @Column('int', { name: 'share_bp' })
  shareBp!: number;

  @Column('text', { name: 'status' })
  status!: SponsorshipStatus;

  @Column('uuid', { name: 'approved_by' })
  approvedBy!: string | null;

  @Column('date', { name: 'approved_at' })
  approvedAt!: string | null;

  @Column('text', { name: 'stopped_because' })
  stoppedBecause!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
