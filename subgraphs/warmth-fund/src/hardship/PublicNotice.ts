import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { HardshipCategory } from '../schema.gen.ts';

/** What the public is shown of a file before it is approved: surname, category, and until when to object. */
@Entity('public_notice')
export class PublicNotice {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('uuid', { name: 'file_id' })
  fileId!: string;

  @Column('date', { name: 'from_day' })
  from!: string;

  @Column('date', { name: 'to_day' })
  to!: string;

  @Column('text', { name: 'masked_name' })
  maskedName!: string;

  @Column('text', { name: 'category' })
  category!: HardshipCategory;
}
