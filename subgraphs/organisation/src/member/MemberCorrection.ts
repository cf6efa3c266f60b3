import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One correction of a worker's record; of an identity number only the masks before and after. */
@Entity('member_correction')
export class MemberCorrection {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('text', { name: 'fields', array: true })
  fields!: string[];

  @Column('jsonb', { name: 'before' })
  before!: Readonly<Record<string, unknown>>;

  @Column('jsonb', { name: 'after' })
  after!: Readonly<Record<string, unknown>>;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('text', { name: 'evidence_ref' })
  evidenceRef!: string;

  @Column('uuid', { name: 'corrected_by_id' })
  correctedById!: string;

  @Column('timestamptz', { name: 'corrected_at' })
  correctedAt!: Date;
}
