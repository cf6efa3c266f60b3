import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Channel } from '../schema.gen.ts';

/** One thing that was spoken of; no column leads to a person or a request. */
@Entity('sentiment_item')
export class SentimentEntry {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'topic' })
  topic!: string;

  @Column('text', { name: 'source' })
  source!: Channel;

  @Column('date', { name: 'happened_on' })
  happenedOn!: string;

  @Column('text', { name: 'district_code' })
  districtCode!: string;
}
