import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An instalment of a sponsorship of training, which is paid as a source of its own. */
@Entity('sponsorship_part')
export class SponsorshipPart {
  @PrimaryColumn('uuid', { name: 'instalment_id' })
  instalmentId!: string;

  @Column('uuid', { name: 'sponsorship_id' })
  sponsorshipId!: string;
}
