import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who acts for an agency outside the unions. */
@Entity('agency_delegate')
export class AgencyDelegate {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'person_id' })
  personId!: string;

  /** Null for somebody who acts for none any more. */
  @Column('text', { name: 'agency_code' })
  agencyCode!: string | null;

  /** Null for delegates who came with a data set. */
  @Column('uuid', { name: 'appointed_by' })
  appointedBy!: string | null;

  @Column('timestamptz', { name: 'appointed_at' })
  appointedAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
