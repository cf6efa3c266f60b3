import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccessMode } from './rules.ts';

export type FacilityKind =
  | 'WALKWAY'
  | 'BADMINTON'
  | 'FOOTBALL'
  | 'GATEBALL'
  | 'TABLE_TENNIS'
  | 'HALL'
  | 'LECTURE_ROOM'
  | 'THEATRE'
  | 'CINEMA'
  | 'ACTIVITY_ROOM'
  | 'READING_ROOM'
  | 'COUNSELLING_ROOM'
  | 'MEDIATION_ROOM';

@Entity('facility')
export class Facility {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'venue_id' })
  venueId!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'kind' })
  kind!: FacilityKind;

  @Column('text', { name: 'access_mode' })
  accessMode!: AccessMode;

  @Column('int', { name: 'capacity' })
  capacity!: number;

  @Column('int', { name: 'slot_minutes' })
  slotMinutes!: number;

  @Column('int', { name: 'length_m' })
  lengthM!: number | null;

  @Column('int', { name: 'width_m' })
  widthM!: number | null;

  /** As registered, never length times width (S-65). */
  @Column('int', { name: 'area_sqm' })
  areaSqm!: number | null;

  /** The day on which it opened, or is to open; null where it is not known. */
  @Column('date', { name: 'opened_on' })
  openedOn!: string | null;

  @Column('text', { name: 'district_code' })
  districtCode!: string;

  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('timestamptz', { name: 'retired_at' })
  retiredAt!: Date | null;

  @Column('int', { name: 'version' })
  version!: number;
}
