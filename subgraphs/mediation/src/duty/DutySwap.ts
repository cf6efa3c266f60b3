import { Column, Entity, PrimaryColumn } from 'typeorm';

export type StoredSwapStatus = 'ASKED' | 'ACCEPTED' | 'DECLINED' | 'WITHDRAWN';

/** That a lawyer asked to be relieved of a shift. */
@Entity('duty_swap')
export class DutySwap {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'shift_id' }) shiftId!: string;
  @Column('uuid', { name: 'asked_by_id' }) askedById!: string;
  /** Null asks every lawyer who may be on duty there. */
  @Column('uuid', { name: 'asked_of_id' }) askedOfId!: string | null;
  @Column('text', { name: 'reason' }) reason!: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
  @Column('text', { name: 'status' }) status!: StoredSwapStatus;
  @Column('uuid', { name: 'taken_by_id' }) takenById!: string | null;
  @Column('timestamptz', { name: 'decided_at' }) decidedAt!: Date | null;
  @Column('int', { name: 'version' }) version!: number;
}
