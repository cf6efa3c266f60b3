import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CampaignStatus } from './rules.ts';

/** A film that many screens play at one moment (S-74). */
@Entity('screen_campaign')
export class ScreenCampaign {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'name_zh' })
  nameZh!: string;

  @Column('text', { name: 'film' })
  film!: string;

  @Column('text', { name: 'partner' })
  partner!: string | null;

  @Column('timestamptz', { name: 'play_at' })
  playAt!: Date;

  @Column('int', { name: 'length_minutes' })
  lengthMinutes!: number;

  @Column('date', { name: 'series_from' })
  seriesFrom!: string | null;

  @Column('date', { name: 'series_to' })
  seriesTo!: string | null;

  @Column('text', { name: 'status' })
  status!: CampaignStatus;

  @Column('uuid', { name: 'created_by' })
  createdBy!: string;

  @Column('timestamptz', { name: 'created_at' })
  createdAt!: Date;

  @Column('timestamptz', { name: 'approved_at' })
  approvedAt!: Date | null;

  @Column('timestamptz', { name: 'booked_at' })
  bookedAt!: Date | null;

  @Column('timestamptz', { name: 'rehearsed_at' })
  rehearsedAt!: Date | null;

  @Column('timestamptz', { name: 'live_at' })
  liveAt!: Date | null;

  /** The share of screens that had to have the film on the day it went live, in basis points. */
  @Column('int', { name: 'live_bp' })
  liveBp!: number | null;

  @Column('timestamptz', { name: 'reported_at' })
  reportedAt!: Date | null;

  // The counts are kept by triggers on `campaign_screen`.

  @Column({ type: 'int', name: 'booked', insert: false, update: false })
  booked!: number;

  @Column({ type: 'int', name: 'acknowledged', insert: false, update: false })
  acknowledged!: number;

  @Column({ type: 'int', name: 'played', insert: false, update: false })
  played!: number;

  @Column({ type: 'int', name: 'failed', insert: false, update: false })
  failed!: number;

  @Column('int', { name: 'version' })
  version!: number;
}
