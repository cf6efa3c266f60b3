import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A picture of an event (S-73). It is kept elsewhere; here is where. */
@Entity('event_picture')
export class EventPicture {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'event_id' })
  eventId!: string;

  @Column('text', { name: 'title_zh' })
  titleZh!: string;

  @Column('text', { name: 'address' })
  address!: string;

  @Column('date', { name: 'taken_on' })
  takenOn!: string;

  @Column('uuid', { name: 'added_by' })
  addedBy!: string;

  @Column('timestamptz', { name: 'added_at' })
  addedAt!: Date;

  @Column('timestamptz', { name: 'withdrawn_at' })
  withdrawnAt!: Date | null;

  @Column('text', { name: 'withdrawn_reason' })
  withdrawnReason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
