import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Whom an institution or a venue serves: an enrolment on a list of training, or a booking. */
@Entity('served_person')
export class ServedPerson {
  @PrimaryColumn('text', { name: 'source' })
  source!: 'TRAINING' | 'VENUES';

  /** The enrolment or booking. */
  @PrimaryColumn('uuid', { name: 'occasion_id' })
  occasionId!: string;

  @Column('uuid', { name: 'member_id' })
  memberId!: string;

  /** The place of the institution or venue. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('boolean', { name: 'served' })
  served!: boolean;

  @Column('int', { name: 'seen_version' })
  seenVersion!: number;
}
