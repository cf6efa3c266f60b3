import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Direction, FiveKind } from './rules.ts';

/** Something of the five in and five out that unions may ask for (S-67). */
@Entity('outreach_offer')
export class FiveInFiveOutOffer {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'direction' })
  direction!: Direction;

  @Column('text', { name: 'kind' })
  kind!: FiveKind;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('date', { name: 'from_on' })
  from!: string;

  @Column('date', { name: 'to_on' })
  to!: string;

  /** How many requests it serves; null without a limit. */
  @Column('int', { name: 'quota' })
  quota!: number | null;

  /** How many requests it serves already; counted by a trigger. */
  @Column({ type: 'int', name: 'taken', insert: false, update: false })
  taken!: number;

  /** The place that is opened; null for what is brought out. */
  @Column('uuid', { name: 'facility_id' })
  facilityId!: string | null;

  /** That of the facility, or of the part of the tree that is served. */
  @Column('text', { name: 'scope_path' })
  scopePath!: string;

  @Column('timestamptz', { name: 'published_at' })
  publishedAt!: Date;

  @Column('int', { name: 'version' })
  version!: number;
}
