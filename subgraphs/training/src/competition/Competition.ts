import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CompetitionStatus } from '../schema.gen.ts';

/** A skills competition of workers (S-61). */
@Entity('competition')
export class Competition {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('int', { name: 'year' })
  year!: number;

  @Column('text', { name: 'status' })
  status!: CompetitionStatus;

  @Column('date', { name: 'registration_from' })
  registrationFrom!: string;

  @Column('date', { name: 'registration_until' })
  registrationUntil!: string;

  @Column('date', { name: 'preliminary_on' })
  preliminaryOn!: string;

  @Column('date', { name: 'final_on' })
  finalOn!: string;

  /** Null before results are published, with the two below. */
  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date | null;

  @Column('uuid', { name: 'published_by' })
  publishedBy!: string | null;

  /** The last day on which an appeal may be filed. */
  @Column('date', { name: 'appeals_until' })
  appealsUntil!: string | null;

  @Column('uuid', { name: 'announced_by' })
  announcedBy!: string;

  @Column('timestamptz', { name: 'announced_at' })
  announcedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
