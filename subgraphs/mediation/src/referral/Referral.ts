import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkedPartyCode } from '../schema.gen.ts';

/** That a case was handed from one linked party to another (S-45). The last day for taking note of it is derived by the database. */
@Entity('referral')
export class Referral {
  @PrimaryColumn('uuid', { name: 'id' }) id!: string;
  @Column('uuid', { name: 'case_id' }) caseId!: string;
  @Column('text', { name: 'from_party' }) fromParty!: LinkedPartyCode;
  @Column('text', { name: 'to_party' }) toParty!: LinkedPartyCode;
  @Column('text', { name: 'reason' }) reason!: string;
  @Column('timestamptz', { name: 'sent_at' }) sentAt!: Date;
  /** Who did it, as the audit names them. */
  @Column('text', { name: 'sent_by' }) sentBy!: string;
  /** Within how many working days it is to be acknowledged: the number in force when it was sent. */
  @Column('int', { name: 'ack_working_days' }) ackWorkingDays!: number;
  @Column({ type: 'date', name: 'ack_due_on', insert: false, update: false }) ackDueOn!: string;
  @Column('timestamptz', { name: 'ack_at' }) ackAt!: Date | null;
  @Column('text', { name: 'ack_by' }) ackBy!: string | null;
  @Column('text', { name: 'result' }) result!: string | null;
  @Column('timestamptz', { name: 'answered_at' }) answeredAt!: Date | null;
  @Column('text', { name: 'answered_by' }) answeredBy!: string | null;
  @Column('int', { name: 'version' }) version!: number;
}
