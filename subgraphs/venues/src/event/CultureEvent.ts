import { Column, Entity, PrimaryColumn } from 'typeorm';

export type ProgrammeCode = 'HAPPY_LABOUR' | 'MATCH' | 'PERFORMANCE' | 'FILM' | 'LECTURE' | 'EXHIBITION' | 'SPORTS';

@Entity('culture_event')
export class CultureEvent {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'theme' })
  theme!: string | null;

  @Column('text', { name: 'programme' })
  programme!: ProgrammeCode;

  @Column('uuid', { name: 'venue_id' })
  venueId!: string | null;

  @Column('uuid', { name: 'facility_id' })
  facilityId!: string | null;

  @Column('text', { name: 'place' })
  place!: string;

  @Column('timestamptz', { name: 'starts_at' })
  startsAt!: Date;

  @Column('timestamptz', { name: 'ends_at' })
  endsAt!: Date;

  @Column('timestamptz', { name: 'registration_until' })
  registrationUntil!: Date;

  @Column('int', { name: 'capacity' })
  capacity!: number | null;

  /** Seats of those who are confirmed or have come; counted by a trigger. */
  @Column({ type: 'int', name: 'taken', insert: false, update: false })
  taken!: number;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  /** That of its venue, or of its district where it has none. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;

  @Column('timestamptz', { name: 'cancelled_at' })
  cancelledAt!: Date | null;

  @Column('text', { name: 'cancel_reason' })
  cancelReason!: string | null;

  @Column('int', { name: 'version' })
  version!: number;
}
