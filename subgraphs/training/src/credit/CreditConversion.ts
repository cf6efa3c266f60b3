import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ConversionStatus } from './rules.ts';

/** Credits that a member asks to have recognised for a diploma (S-58). */
@Entity('credit_conversion')
export class CreditConversion {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'programme_id' })
  programmeId!: string;

  @Column('int', { name: 'credits' })
  credits!: number;

  @Column('text', { name: 'status' })
  status!: ConversionStatus;

  @Column('timestamptz', { name: 'requested_at' })
  requestedAt!: Date;

  @Column('uuid', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  @Column('text', { name: 'reason' })
  reason!: string | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
