import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A term of a student of the degree plan, as its sessions made it. */
@Entity('degree_term')
export class DegreeTerm {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'application_id' })
  applicationId!: string;

  @Column('int', { name: 'term' })
  term!: number;

  /** A term that was not passed is repeated. */
  @Column('int', { name: 'attempt' })
  attempt!: number;

  @Column('int', { name: 'meetings' })
  meetings!: number;

  @Column('int', { name: 'attended' })
  attended!: number;

  @Column('int', { name: 'truancies' })
  truancies!: number;

  @Column('int', { name: 'credits' })
  credits!: number;

  @Column('boolean', { name: 'passed' })
  passed!: boolean;

  @Column('uuid', { name: 'recorded_by' })
  recordedBy!: string;

  @Column('timestamptz', { name: 'recorded_at' })
  recordedAt!: Date;

  /** When a correction took its place; null for one that stands. */
  @Column('timestamptz', { name: 'corrected_at' })
  correctedAt!: Date | null;

  @Column('text', { name: 'corrected_because' })
  correctedBecause!: string | null;

  @Column('uuid', { name: 'corrected_by' })
  correctedBy!: string | null;
}
