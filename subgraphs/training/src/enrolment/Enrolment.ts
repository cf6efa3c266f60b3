import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { EnrolmentStatus } from './rules.ts';

@Entity('enrolment')
export class Enrolment {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  @Column('uuid', { name: 'session_id' })
  sessionId!: string;

  /** As stored; an offer that has run out may still stand here as `OFFERED`, and who waits after the beginning as `WAITLISTED`: see `enrolmentStatusAt`. */
  @Column('text', { name: 'status' })
  status!: EnrolmentStatus;

  /** The how-manieth of its session it came; the waiting list goes by it. */
  @Column('int', { name: 'arrival' })
  arrival!: number;

  @Column('timestamptz', { name: 'enrolled_at' })
  enrolledAt!: Date;

  @Column('timestamptz', { name: 'offer_expires_at' })
  offerExpiresAt!: Date | null;

  @Column('text', { name: 'cancelled_because' })
  cancelledBecause!: 'MEMBER' | 'OFFER_LAPSED' | 'SESSION_CANCELLED' | 'NO_PLACE' | 'DEATH' | null;

  /** Of 100; null without one. */
  @Column('int', { name: 'score' })
  score!: number | null;

  /** When the result was recorded; null without one, and for results from before it was kept. */
  @Column('timestamptz', { name: 'result_at' })
  resultAt!: Date | null;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('int', { name: 'version' })
  version!: number;
}
