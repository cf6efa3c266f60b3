import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AttendanceMark } from './rules.ts';

/** Whether a member came to a meeting. */
@Entity('attendance')
export class Attendance {
  @PrimaryColumn('uuid', { name: 'enrolment_id' })
  enrolmentId!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  @PrimaryColumn('timestamptz', { name: 'starts_at' })
  meetingStart!: Date;

  @Column('text', { name: 'mark' })
  mark!: AttendanceMark;

  @Column('boolean', { name: 'by_code' })
  byCode!: boolean;

  @Column('uuid', { name: 'marked_by' })
  markedBy!: string;

  @Column('timestamptz', { name: 'marked_at' })
  markedAt!: Date;
}
