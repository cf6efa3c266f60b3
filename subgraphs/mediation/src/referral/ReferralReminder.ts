import { Column, Entity, PrimaryColumn } from 'typeorm';

/** That a party was reminded of a referral of which it had not taken note in time. */
@Entity('referral_reminder')
export class ReferralReminder {
  @PrimaryColumn('uuid', { name: 'referral_id' }) referralId!: string;
  @PrimaryColumn('int', { name: 'number' }) number!: number;
  @Column('date', { name: 'reminded_on' }) remindedOn!: string;
}
