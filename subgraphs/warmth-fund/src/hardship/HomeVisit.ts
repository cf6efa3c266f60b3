import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A visit at a household's home by two or more of the staff. */
@Entity('home_visit')
export class HomeVisit {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'file_id' })
  fileId!: string;

  @Column('uuid', { name: 'visitor_ids', array: true })
  visitorIds!: string[];

  @Column('date', { name: 'visited_at' })
  visitedAt!: string;

  @Column('text', { name: 'findings' })
  findings!: string;

  @Column('text', { name: 'recorded_by' })
  recordedBy!: string;
}
