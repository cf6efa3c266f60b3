import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { LinkedPartyCode } from '../schema.gen.ts';

@Entity('linked_party')
export class LinkedParty {
  @PrimaryColumn('text', { name: 'code' }) code!: LinkedPartyCode;
  @Column('text', { name: 'name_zh' }) nameZh!: string;
  @Column('date', { name: 'since' }) since!: string;
  @Column('text', { name: 'contact_point' }) contactPoint!: string | null;
}
