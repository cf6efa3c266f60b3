import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { DocBundle } from '../schema.gen.ts';

@Entity('principle_document')
export class PrincipleDocument {
  @PrimaryColumn('uuid', { name: 'id' })
  id!: string;

  @Column('text', { name: 'bundle' })
  bundle!: DocBundle;

  @Column('int', { name: 'seq' })
  seq!: number;

  @Column('text', { name: 'title_zh' })
  titleZh!: string;

  @Column('text', { name: 'title' })
  title!: string;

  @Column('text', { name: 'issuer' })
  issuer!: string;

  @Column('date', { name: 'issued_at' })
  issuedAt!: string | null;

  @Column('text', { name: 'issued_month' })
  issuedMonth!: string | null;

  @Column('boolean', { name: 'is_placeholder' })
  isPlaceholder!: boolean;

  /** Numbers of services: `S-10`. */
  @Column('text', { name: 'implements', array: true })
  implements!: string[];
}
