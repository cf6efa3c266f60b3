import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Visits are only added. */
@Entity('contact_visit')
export class ContactVisit {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'cadre_link_id' })
  cadreLinkId!: string;

  @Column('date', { name: 'visited_on' })
  at!: string;

  @Column('text', { name: 'note' })
  note!: string | null;

  @Column('uuid', { name: 'recorded_by_id' })
  recordedById!: string;
}
