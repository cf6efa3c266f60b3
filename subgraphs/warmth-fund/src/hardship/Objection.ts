import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ObjectionOutcome } from '../schema.gen.ts';

/** What somebody has against a file that is on notice. */
@Entity('objection')
export class Objection {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'notice_id' })
  noticeId!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  @Column('text', { name: 'reason' })
  reason!: string;

  @Column('timestamptz', { name: 'at' })
  at!: Date;

  /** Null until decided, as are the next three. */
  @Column('text', { name: 'outcome' })
  outcome!: ObjectionOutcome | null;

  @Column('text', { name: 'decision' })
  decision!: string | null;

  @Column('text', { name: 'decided_by' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at' })
  decidedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
