import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { StoredSessionStatus } from './rules.ts';

@Entity('course_session')
export class CourseSession {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'course_id' })
  courseId!: string;

  @Column('uuid', { name: 'teacher_id' })
  teacherId!: string;

  @Column('text', { name: 'place' })
  place!: string | null;

  @Column('text', { name: 'status' })
  status!: StoredSessionStatus;

  /** Beginning of the first meeting. */
  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  /** End of the last meeting. */
  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  @Column('int', { name: 'capacity' })
  capacity!: number;

  /** Places taken for good. */
  @Column('int', { name: 'enrolled_count' })
  enrolledCount!: number;

  /** Places offered and kept free for those who may accept. */
  @Column('int', { name: 'offered_count' })
  offeredCount!: number;

  /** Members who wait without an offer. */
  @Column('int', { name: 'waitlist_count' })
  waitlistCount!: number;

  /** How many have enrolled so far; the next one's place in the order of arrival is one more. */
  @Column('int', { name: 'arrivals' })
  arrivals!: number;

  @Column('text', { name: 'cancelled_because' })
  cancelledBecause!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
