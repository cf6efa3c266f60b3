import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What somebody is listed for; of the fund, whether it decides about them or moves money to or from them. */
export type ServedSource = 'TRAINING' | 'VENUES' | 'FUND_DECISION' | 'FUND_PAYMENT';

/** Whose names others read for their work: an enrolment on a list of training, a booking, or what the Warmth Fund decides or pays. */
@Entity('served_person')
export class ServedPerson {
  @PrimaryColumn('text', { name: 'source' })
  source!: ServedSource;

  /** The enrolment, booking, application, claim, hardship file or its person, payout or donation. */
  @PrimaryColumn('uuid', { name: 'occasion_id' })
  occasionId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  /** The place of the institution, the venue, or what the fund decides or pays. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('boolean', { name: 'served' })
  served!: boolean;

  /** When it ends by itself; null where nothing but another event ends it. */
  @Column('timestamptz', { name: 'served_until' })
  servedUntil!: Date | null;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
